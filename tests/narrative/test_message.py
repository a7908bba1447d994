"""What a cell says: a number is a fact of the report, named after the label of the cell and its place in the message."""

import pytest
from tests.builders import coded

from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.message import Message, count, distinct, number, plural, say, share

EN, FR = Language("en"), Language("fr")
ROWS = coded({"source_id": "S001"}, {"source_id": "S001"}, {"source_id": "S002"})


def test_a_number_is_a_fact_with_its_rows_and_sources() -> None:
    said = say("There are {n}.", n=count(ROWS)).in_language(EN, "fund")
    (fact,) = said.facts
    assert (said.plain, said.markdown) == ("There are 3.", 'There are [3]{.fact fact="fund.n"}.')
    assert (fact.id, fact.value, fact.unit) == ("fund.n", 3, "count")
    assert (fact.rows, fact.sources) == (("ST001", "ST002", "ST003"), ("S001", "S002"))


def test_a_number_in_a_cell_without_a_label_is_refused_by_its_name() -> None:
    with pytest.raises(
        ValueError, match=r"the number \{gap\} has no name: begin its cell with “#\| label: …”"
    ):
        say("{gap} are left.", gap=count(ROWS)).in_language(EN, "")


def test_a_message_within_a_message_is_said_in_the_same_language_and_keeps_its_numbers() -> None:
    inner = say("{all} in all", all=count(ROWS))
    said = say("{some} of {inner}", some=distinct(ROWS, "source_id"), inner=inner).in_language(EN, "fund")
    assert said.plain == "2 of 3 in all"
    assert [(fact.id, fact.value) for fact in said.facts] == [("fund.some", 2), ("fund.all", 3)]
    assert say("{word}", word=say("Region")).in_language(FR, "").plain == "Région"


@pytest.mark.parametrize(("rows", "plain"), [(0, "0 rows"), (1, "1 row"), (3, "3 rows")])
def test_the_number_decides_the_form(rows: int, plain: str) -> None:
    assert plural("{n} row", "{n} rows", n=count(ROWS[:rows])).in_language(EN, "a").plain == plain


@pytest.mark.parametrize(("some", "shown"), [(1, "33%"), (3, "100%"), (0, "0%")])
def test_a_share_names_the_rows_that_have_it(some: int, shown: str) -> None:
    said = say("{part}", part=share(ROWS[:some], ROWS)).in_language(EN, "a")
    assert said.plain == shown
    assert len(said.facts[0].rows) == some


def test_a_value_computed_in_a_cell_has_its_unit_and_says_how() -> None:
    said = say("In {year}", year=number(2018, ROWS, mark("first year"), "year")).in_language(EN, "a")
    assert said.plain == "In 2018"
    assert (said.facts[0].unit, said.facts[0].how) == ("year", "first year")


def test_an_empty_message_says_nothing() -> None:
    assert Message("").in_language(FR, "") == ("", "", ())
