"""An edition: what a report may be, and how a wrong parameter is refused before any kernel starts."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import DEFAULT_EVENT

from gcm_analysis.edition import (
    Edition,
    ParameterError,
    parameter_table,
    parse_assignment,
    parse_edition,
)


def refusal(**parameters: object) -> str:
    with pytest.raises(ParameterError) as refused:
        parse_edition({"event": DEFAULT_EVENT} | parameters)
    return str(refused.value)


def test_an_edition_without_other_parameters_is_the_whole_report_in_english() -> None:
    assert parse_edition({"event": DEFAULT_EVENT}).model_dump() == {
        "event": DEFAULT_EVENT, "language": "en", "minimum_confidence": "low", "self_reports": True, "level": "all",
        "region": "all", "theme": "all", "country": "all", "source_type": "all", "years": "", "as_of": "", "partner": "all", "profile": "",
    }  # fmt: skip


def test_values_from_the_command_line_are_text_and_get_their_type() -> None:
    texts = {"self_reports": "false", "level": "local", "region": "Arab States", "language": "fr"}
    typed = Edition(event=DEFAULT_EVENT, **(texts | {"self_reports": False}))
    assert parse_edition({"event": DEFAULT_EVENT} | texts) == typed


@pytest.mark.parametrize(("text", "value"), [("true", True), ("no", False), ("1", True), ("OFF", False)])
def test_yes_and_no_may_be_written_in_several_ways(text: str, value: bool) -> None:  # noqa: FBT001 - the value tested
    assert parse_edition({"event": DEFAULT_EVENT, "self_reports": text}).self_reports is value


def test_an_edition_has_an_event() -> None:
    with pytest.raises(ParameterError, match="event: a value is needed"):
        parse_edition({"language": "fr"})


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("levl", "local", "levl: there is no such parameter. Did you mean level?"),
        ("zzz", "1", "zzz: there is no such parameter. Known: event, language, minimum_confidence, self_reports, level, region, theme, country, source_type, years, as_of, partner, profile."),
        ("minimum_confidence", "hihg", "minimum_confidence: 'hihg' is not one of low, medium, high. Did you mean high?"),
        ("level", "nationl", "level: 'nationl' is not one of all, local, national, regional, international. Did you mean national?"),
        ("level", "x", "level: 'x' is not one of all, local, national, regional, international. Known: all, local"),
        ("level", "Local", "Did you mean local?"),
        ("partner", "XYZ", "partner: 'XYZ' is not all, a country’s code such as ABC"),
        ("partner", "Moldavie", "Did you mean MDA (Moldova / Moldavie)?"),
        ("partner", "Asie", "Did you mean Asia?"),
        ("partner", "africa", "partner: 'africa' is not all, a country’s code such as ABC, or one of Africa, Latin America"),
        ("language", "de", "language: 'de' is not one of en, fr."),
        ("as_of", "2018-13-01", "as_of: '2018-13-01' is not a day such as 2020-01-31, or empty."),
        ("as_of", "2018", "as_of: '2018' is not a day such as 2020-01-31, or empty."),
        ("self_reports", "perhaps", "self_reports: 'perhaps' is not true or false."),
        ("level", "local, natonal", "level: 'local, natonal' is not one of all, local, national, regional, international. Did you mean national?"),
        ("country", "MDA,Kenia", "country: 'MDA,Kenia' is not all, or codes of countries such as ABC. Did you mean KEN (Kenya)?"),
        ("theme", "PEER;STAFF", "theme: 'PEER;STAFF' is not all, or codes of themes such as ABC."),
        ("source_type", "news", "Did you mean news_media?"),
        ("years", "2020-2018", "years: '2020-2018' is not a year such as 2018, a span such as 2015-2020, or empty."),
        ("region", "Latin America", "Did you mean Latin America and the Caribbean?"),
        ("minimum_confidence", 2, "minimum_confidence: 2 is not one of low, medium, high."),
        ("event", 2018, "event: 2018 is not a name."),
        ("event", "", "event: '' is not a name."),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_refused_with_what_is_allowed_or_probably_meant(
    name: str, value: object, expected: str
) -> None:
    assert expected in refusal(**{name: value})


def test_all_wrong_parameters_are_named_at_once() -> None:
    lines = refusal(levl="local", region="Moon", language="fr").splitlines()
    assert lines[0] == "These parameters can't be used:"
    assert sorted(line.split(":")[0].strip() for line in lines[1:]) == ["levl", "region"]


@pytest.mark.parametrize(
    ("text", "pair"),
    [("level=local", ("level", "local")), (" level = local ", ("level", "local")), ("a=b=c", ("a", "b=c")), ("a=", ("a", ""))],
)  # fmt: skip
def test_an_assignment_has_a_name_and_a_value(text: str, pair: tuple[str, str]) -> None:
    assert parse_assignment(text) == pair


@pytest.mark.parametrize("text", ["level", "", "=local", " = "])
def test_a_text_that_is_not_an_assignment_is_refused(text: str) -> None:
    with pytest.raises(ParameterError, match="A parameter is written NAME=VALUE, not"):
        parse_assignment(text)


def test_the_table_of_parameters_says_what_each_may_be() -> None:
    table = {name: rest for name, *rest in parameter_table()}
    assert list(table) == list(Edition.model_fields)
    assert table["level"][:2] == ["one of all, local, national, regional, international", "all"]
    assert table["self_reports"][:2] == ["true or false", "true"]
    assert table["event"][:2] == ["a name", "in data/project.yml"]
    assert all(meaning for *_, meaning in table.values())


@given(
    st.dictionaries(
        st.one_of(st.sampled_from(list(Edition.model_fields)), st.text(max_size=8)), st.text(max_size=8), max_size=3
    )
)  # fmt: skip
def test_any_parameters_make_an_edition_or_are_refused_by_name(parameters: dict[str, str]) -> None:
    unknown = set(parameters) - set(Edition.model_fields)
    if unknown:
        assert all(name in refusal(**parameters) for name in unknown)
    with suppress(ParameterError):
        assert set(parameters) <= set(parse_edition({"event": DEFAULT_EVENT} | parameters).model_dump())


def test_a_parameter_takes_several_values_separated_by_commas_and_drops_repeated_ones() -> None:
    edition = parse_edition({"event": DEFAULT_EVENT, "level": "local, national,local", "country": "MDA,KEN"})
    assert (edition.level, edition.country) == ("local,national", "MDA,KEN")
    assert edition.name == f"{DEFAULT_EVENT}--level-local-national--country-mda-ken"


def test_each_edition_of_an_event_has_a_folder_of_its_own() -> None:
    assert Edition(event=DEFAULT_EVENT).name == DEFAULT_EVENT
    assert Edition(event=DEFAULT_EVENT, language="fr").name == DEFAULT_EVENT
    changed = Edition(event=DEFAULT_EVENT, as_of="2018-12-07", region="Arab States", self_reports=False)
    assert changed.name == f"{DEFAULT_EVENT}--self-reports-false--region-arab-states--as-of-2018-12-07"
