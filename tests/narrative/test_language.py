"""How each language writes numbers, dates, lists and sentences, and where it sets spaces that do not break."""

from datetime import date, time

import pytest

from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.event import Words
from gcm_analysis.narrative.facts import Fact
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import Markdown

ENGLISH, FRENCH = Language("en"), Language("fr")
BREAKLESS, NARROW = "\u00a0", "\u202f"


def fact(value: float | str | date, unit: str = "count", name: str = "x.y") -> Fact:
    return Fact(name, value, unit, "how", ("ST001",), ("S001",))


@pytest.mark.parametrize(
    ("value", "decimals", "english", "french"),
    [
        (0, 0, "0", "0"),
        (1234567, 0, "1,234,567", f"1{NARROW}234{NARROW}567"),
        (-3, 0, "−3", "−3"),
        (0.745, 2, "0.74", "0,74"),
        (1.0, 2, "1.00", "1,00"),
    ],
)
def test_a_number_is_written_as_the_language_does(
    value: float, decimals: int, english: str, french: str
) -> None:
    assert ENGLISH.number(value, decimals) == english
    assert FRENCH.number(value, decimals) == french


def test_a_number_that_is_none_is_a_dash() -> None:
    assert {language.number(float("nan"), 2) for language in (ENGLISH, FRENCH)} == {"–"}
    assert {language.percent(float("nan")) for language in (ENGLISH, FRENCH)} == {"–"}


def test_a_share_is_written_in_per_cent() -> None:
    assert FRENCH.percent(0.348) == f"35{BREAKLESS}%"
    shares = [ENGLISH.percent(share) for share in (1, 0, 0.348, 13 / 40, 5 / 8, 0.345, 2 / 3)]
    assert shares == ["100%", "0%", "35%", "33%", "63%", "35%", "67%"]


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        ("2018", "2018", "2018"),
        ("2018-02", "February 2018", "février 2018"),
        ("2018-12-07", "7 December 2018", "7 décembre 2018"),
        ("2018-02-01", "1 February 2018", "1er février 2018"),
        ("", "undated", "sans date"),
    ],
)
def test_a_partial_date_is_written_as_exactly_as_it_is_known_and_french_counts_the_first_in_order(
    text: str, english: str, french: str
) -> None:
    assert (ENGLISH.partial_day(text), FRENCH.partial_day(text)) == (english, french)


def test_a_time_is_written_as_the_language_does() -> None:
    assert ENGLISH.clock(time(8, 30)) == "08:30"
    assert FRENCH.clock(time(8, 30)) == f"8{BREAKLESS}h{BREAKLESS}30"


@pytest.mark.parametrize(
    ("items", "english", "french"),
    [
        ([], "", ""),
        (["a", "b"], "a and b", "a et b"),
        (["a", "b", "c"], "a, b and c", "a, b et c"),
        (["{0}", "{x}", "%s"], "{0}, {x} and %s", "{0}, {x} et %s"),
    ],
)
def test_a_list_can_be_part_of_a_sentence(items: list[str], english: str, french: str) -> None:
    assert (ENGLISH.listed(items), FRENCH.listed(items)) == (english, french)


def test_quotation_marks_colons_and_semicolons_are_those_of_the_language() -> None:
    assert (ENGLISH.quoted("x"), FRENCH.quoted("x")) == ("“x”", f"«{BREAKLESS}x{BREAKLESS}»")
    assert (ENGLISH.labelled("a", "b"), FRENCH.labelled("a", "b")) == ("a: b", f"a{BREAKLESS}: b")
    assert (ENGLISH.separated(["a", "b"]), FRENCH.separated(["a", "b"])) == ("a; b", f"a{NARROW}; b")


@pytest.mark.parametrize(
    ("text", "set_in_french"),
    [
        ("Quoi ? Ceci ; cela !", f"Quoi{NARROW}? Ceci{NARROW}; cela{NARROW}!"),
        ("Un titre : « mot »", f"Un titre{BREAKLESS}: «{BREAKLESS}mot{BREAKLESS}»"),
        ("35 % ou EUR", f"35{BREAKLESS}% ou{BREAKLESS}EUR"),
        ("l’EUROPE européenne", "l’EUROPE européenne"),
        ("https://example.org/?a:b;c!", "https://example.org/?a:b;c!"),
    ],
)
def test_french_sets_spaces_that_do_not_break_and_english_none(text: str, set_in_french: str) -> None:
    assert FRENCH.typeset(text) == set_in_french
    assert FRENCH.typeset(set_in_french) == set_in_french
    assert ENGLISH.typeset(text) == text
    assert FRENCH.words(Words(en="x", fr=text)) == set_in_french


@pytest.mark.parametrize(
    ("n", "english", "french"),
    [(0, "0 statements", "0 énoncé"), (1, "1 statement", "1 énoncé"), (2, "2 statements", "2 énoncés"), (1500, "1,500 statements", f"1{NARROW}500 énoncés")],
)  # fmt: skip
def test_a_plural_follows_the_number_and_french_takes_zero_as_singular(
    n: int, english: str, french: str
) -> None:
    assert ENGLISH.plural("{n} statement", "{n} statements", n=fact(n)).plain == english
    assert FRENCH.plural("{n} statement", "{n} statements", n=fact(n)).plain == french


def test_a_sentence_carries_its_facts_marks_them_and_reads_as_plain_text() -> None:
    said = ENGLISH.say("{a} of {b}: {c}", a=fact(1, name="one"), b=fact(0.25, "share", "two"), c="x*y")
    assert said.plain == "1 of 25%: x*y"
    assert said.markdown == r'[1]{.fact fact="one"} of [25%]{.fact fact="two"}: x\*y'
    assert [one.id for one in said.facts] == ["one", "two"]


def test_a_sentence_within_a_sentence_keeps_its_facts_and_markdown_stays_markdown() -> None:
    inner = ENGLISH.say("{n}", n=fact(2, name="inner"))
    outer = ENGLISH.say("{said} {source}", said=inner, source=Markdown("[@S001]"))
    assert (outer.plain, outer.facts) == ("2 [@S001]", inner.facts)
    assert outer.markdown == '[2]{.fact fact="inner"} [@S001]'


def test_braces_in_a_value_are_braces() -> None:
    assert ENGLISH.text("{x}", x="{y} {0}") == "{y} {0}"
    assert ENGLISH.verbatim("# {#id}") == "# {#id}"


def test_every_message_is_english_and_only_those_of_the_catalogue_are_french() -> None:
    assert [language.translates("Region") for language in (ENGLISH, FRENCH)] == [True, True]
    assert [language.translates("No such message") for language in (ENGLISH, FRENCH)] == [True, False]


def test_facts_are_shown_by_their_unit() -> None:
    shown = [
        ENGLISH.shown(fact(value, unit))
        for value, unit in [(1500, "count"), (2018, "year"), (0.5, "share"), (0.9, "agreement"), ("about 5", "text")]
    ]  # fmt: skip
    assert shown == ["1,500", "2018", "50%", "0.90", "about 5"]
    assert FRENCH.shown(fact(date(2018, 12, 1), "date")) == "1er décembre 2018"


def test_a_country_has_the_name_of_the_data_or_else_of_babel(evidence: Evidence) -> None:
    names = [Language(code, evidence.country_names(code)).country("MDA") for code in ("en", "fr")]
    assert names == ["Republic of Moldova", "République de Moldova"]
    assert ENGLISH.country("MDA") == "Moldova"
    assert (ENGLISH.country("MEX"), FRENCH.country("MEX")) == ("Mexico", "Mexique")
