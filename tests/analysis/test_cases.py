"""An edition tells the parts of a case of which it counts at least half of the rows, and no case without its statements."""

from gcm_analysis.analysis.findings import carried_parts
from gcm_analysis.evidence.findings.model import CountryCase

STATEMENTS = {"ST001", "ST002", "ST003"}


def passage(*ids: str) -> dict[str, object]:
    return {"en": "A text.", "fr": "Un texte.", "ids": ids}


CASE = CountryCase.model_validate(
    {
        "id": "a", "iso3": "CPV", "title": {"en": "A", "fr": "A"},
        "asked": passage("A1", "A2"), "done": passage("ST001", "ST002", "A1"), "lost": passage("ST003"),
    }
)  # fmt: skip


def told(*counted: str, share: float = 0.5) -> tuple[str, ...]:
    return carried_parts(CASE, STATEMENTS, set(counted), share)


def test_the_whole_evidence_tells_every_part_and_that_of_one_nothing_is_known() -> None:
    assert told("A1", "A2", "ST001", "ST002", "ST003") == ("asked", "done", "kept", "lost")


def test_half_of_the_rows_of_a_part_are_enough_and_fewer_are_not() -> None:
    assert told("A1", "ST002", "ST003") == ("asked", "done", "kept", "lost")
    assert told("ST001", "ST002") == ("done", "kept")  # of three rows two; asked and lost have none


def test_a_case_with_less_than_half_of_its_statements_is_left_out_whatever_else_remains() -> None:
    assert told("A1", "A2", "ST003") == ()
    assert told() == ()


def test_where_every_row_is_needed_a_part_that_lost_one_is_not_told() -> None:
    assert told("A1", "A2", "ST001", "ST002", "ST003", share=1) == ("asked", "done", "kept", "lost")
    assert told("A1", "ST001", "ST002", "ST003", share=1) == ("done", "kept", "lost")
