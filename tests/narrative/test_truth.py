"""What the report says stays true when the evidence changes: every number follows from its rows, in every changed record.

Numbers that do not only count their rows are worked out by hand in test_worked_out.py and the tests of the analysis.
"""

import math
import re
from collections import defaultdict
from datetime import date
from functools import cache
from math import floor

import pytest
from tests.builders import DEFAULT_EVENT

from gcm_analysis.evidence import Evidence, load_evidence
from gcm_analysis.narrative.exhibits import Exhibit, Figure, Table
from gcm_analysis.narrative.facts import Fact
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.safe_csv import to_csv

from .telling import CHANGES, NOTEBOOKS, PARTNERS, Story, synthesis, told

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
CITATION = re.compile(r"\[@(?:\\.|[^\]\\])*\]|@(?:sec|tbl|fig)-[a-z0-9-]+")
NOWHERE = re.compile(r"\bnan\b|NaN|NaT|\binf\b|<NA>|\| None \||\{\w+\}")
# The only numbers that messages state by themselves: a policy, named MANY, and what alpha means.
CONSTANTS = {"Alpha is 1 for perfect agreement and 0 for what chance alone would give."}
EVERY = pytest.mark.parametrize("change", CHANGES)
# French, which says the same by the same rules, is told where something is one of a kind or not there at all.
ONE_OF_A_KIND = [name for name in CHANGES if name.startswith(("one ", "an ")) and name != "one source"]
IN_FRENCH = [
    "nothing",
    *ONE_OF_A_KIND,
    "no statement",
    "nobody named",
    "a partner with a case",
    "a partner with nothing on record",
]
FRENCH = pytest.mark.parametrize("change", IN_FRENCH)
EVERY_ONE = pytest.mark.parametrize(
    ("change", "code"), [*((change, "en") for change in CHANGES), *((change, "fr") for change in IN_FRENCH)]
)
# A number that asks for the singular, before or after words in the plural; French 0 asks for it too.
PLURAL = {
    "en": re.compile(
        r"(?<![\d,.])1 (?:(?:independent |coded |further )?(?:statements|sources|voices|themes|Actions|claims|rows|acts|months|countries)\b"
        r"|(?:are|have|were|remain|name|come)\b)|the 1 Actions"
    ),
    "fr": re.compile(
        r"(?<![\d,.\s])(?<!\d )\b[01] (?:énoncés|sources|thèmes|Actions|chiffres|lignes|actes|nombres|facteurs|défis|jalons|autres)\b"
        r"|[Ss]ont \w+ [01] |\bles [01] |\bdes 1 "
    ),
}
MARKED = re.compile(r'\[(?P<shown>(?:\\.|[^\]\\])*)\]\{\.fact fact="(?P<id>[^"]+)"\}')
MILLION = re.compile(r"millions?\b")
THOUSANDS = {"en": ",", "fr": "\u202f"}
# Facts whose value is no count of their rows: shares, agreement, what is chosen by comparing, what an event or a rule says.
NO_COUNT = re.compile(
    r"bounds\.|coding\.|contrast\.|dating\.day|event\.|fig-partners|fig-who-speaks|finding\.\w+\.\w+_needed|houses\.(houses|eff)"
    r"|largest-house|lead\.|methods\.|panel\.|partner\.(first|last)|tbl-partner-countries|unknown\."
)

KEYS = [
    ("statements", "statement_id"),
    ("actions", "action_id"),
    ("figures", "figure_id"),
    ("sources", "source_id"),
    ("milestones", "milestone_id"),
    ("pillars", "pillar"),
    ("functions", "function_id"),
]


@cache
def real() -> Evidence:
    return load_evidence(NOTEBOOKS[0].parents[1] / "data", DEFAULT_EVENT)


@cache
def story(change: str, code: str) -> Story:
    altered, numbers = CHANGES[change]
    return told(altered(real()), code, numbers, partner=PARTNERS.get(change, "all"))


def texts_of_data(evidence: Evidence, language: Language) -> set[str]:
    """Return what a sentence may quote from the data: examples, names, records, the event's words, dates of claims."""
    event = evidence.event
    quoted = [evidence.statements["text_en"], evidence.codebook["label_en"], evidence.phases["label_en"]]
    milestones = evidence.milestones
    quoted += [milestones["text_en"], milestones["text_en"] + " (" + milestones["year"].astype(str) + ")."]
    quoted += [
        evidence.figures["note_en"],
        evidence.figures["note_en"].str.split(";").str[0],
        evidence.figures["scope_en"],
    ]
    said = {str(text) for column in quoted for text in column}
    said |= {language.partial_day(str(day)) for day in evidence.figures["as_of"] if day} | {
        language.day(event.date)
    }
    said |= set(authored())
    words = [event.title, event.kind, event.series, event.city, *(one.name for one in event.organisers)]
    words += [one.text for one in (*event.questions, *event.gaps)]
    return said | {word.en for word in words}


@cache
def authored() -> list[str]:
    """Return what the findings, the answers, the theory of change and the cases say in English."""
    written = synthesis()
    texts = [answer.en for answer in (written.overall, *written.answers)]
    for one in written.findings:
        texts += [
            one.title.en,
            one.finding.en,
            *(part.en for part in one.implication),
            *(case.en for case in one.cases),
        ]
    for case in written.cases:
        texts += [case.title.en, *(passage.en for passage in case.passages.values())]
    return texts + [side.en for arrow in written.arrows for _, side in arrow.grounds]


def without(text: str, parts: set[str]) -> str:
    """Return the text with these parts cut out, the longest first."""
    for part in sorted(filter(None, parts), key=len, reverse=True):
        text = text.replace(part, " ")
    return text


@EVERY_ONE
def test_every_function_that_a_notebook_calls_runs(change: str, code: str) -> None:
    assert story(change, code).errors == []


@FRENCH
def test_both_languages_state_the_same_facts(change: str) -> None:
    english, french = (
        {(fact.id, str(fact.value)) for fact in story(change, code).facts if fact.unit != "text"} for code in ("en", "fr")
    )  # fmt: skip
    assert english == french


def given_by_rows(told_here: Story, fact: Fact) -> object:
    """Return what the rows of a fact give: the number of a claim or a milestone, or how many rows or voices there are."""
    evidence, rows = told_here.evidence, set(fact.rows)
    if fact.unit == "claim":
        return evidence.figures.set_index("figure_id")["value"][fact.rows[0]]
    if fact.id.startswith("adoption."):
        return evidence.milestones.set_index("milestone_id")["value"][fact.rows[0]]
    if fact.id.endswith((".voices", ".sources", ".origins")):
        coded = told_here.coded
        return coded.loc[coded["statement_id"].isin(rows), "origin"].nunique()
    return len(rows)


@EVERY
def test_every_count_is_that_of_the_rows_that_it_names(change: str) -> None:
    told_here = story(change, "en")
    counted = [fact for fact in told_here.facts if not NO_COUNT.match(fact.id)]
    assert [
        (fact.id, fact.value, given_by_rows(told_here, fact))
        for fact in counted
        if fact.value != given_by_rows(told_here, fact)
    ] == []


@EVERY
def test_numbers_that_are_made_of_each_other_agree(change: str) -> None:
    value = {fact.id: fact.value for fact in story(change, "en").facts}
    if "contrast.difference" in value:
        difference = 100 * (value["contrast.outside"] - value["contrast.own"])
        assert math.isclose(value["contrast.difference"], difference, abs_tol=1e-9)
        assert value["contrast.low"] <= difference <= value["contrast.high"]
    if {"methods.disagreements", "coding.all"} <= value.keys():
        assert value["coding.all"] == value["methods.codes_compared"]
        assert value["coding.alike"] == value["coding.all"] - value["methods.disagreements"]
    for name in [name for name in value if name.startswith("methods.alpha_low.")]:
        variable = name.rpartition(".")[2]
        assert value[name] <= value[f"methods.alpha.{variable}"] <= value[f"methods.alpha_high.{variable}"]
    assert value.get("event.date", real().event.date) == real().event.date
    assert value.get("panel.named", 0) in (0, len(story(change, "en").evidence.event.panellists))


@EVERY
def test_a_fact_has_one_value_in_the_whole_report(change: str) -> None:
    values = defaultdict(set)
    for fact in story(change, "en").facts:
        values[fact.id].add(fact.value)
    assert {name: found for name, found in values.items() if len(found) > 1} == {}


@EVERY
def test_a_fact_names_rows_and_sources_that_exist(change: str) -> None:
    evidence = story(change, "en").evidence
    known = {
        name
        for table, key in KEYS
        for name in getattr(evidence, table)[key]
    }  # fmt: skip
    for fact in story(change, "en").facts:
        assert fact.id
        assert fact.how
        assert isinstance(fact.value, int | float | str | date)
        assert set(fact.rows) <= known, fact.id
        assert set(fact.sources) <= set(evidence.sources["source_id"]), fact.id


@EVERY
def test_no_number_stands_in_a_sentence_without_a_fact(change: str) -> None:
    told_here = story(change, "en")
    language = told_here.language
    quotable = texts_of_data(told_here.evidence, language)
    loose = []
    for name, said in told_here.sentences:
        shown = {language.shown(fact) for fact in said.facts}
        left = without(CITATION.sub(" ", said.plain), shown | quotable | CONSTANTS)
        loose += [(name, said.plain)] if re.search(r"\d", left) else []
    assert loose == []


@EVERY_ONE
def test_every_fact_of_a_sentence_can_be_read_in_it_and_is_marked(change: str, code: str) -> None:
    told_here = story(change, code)
    for _, said in told_here.sentences:
        for fact in said.facts:
            assert told_here.language.shown(fact) in said.plain
            assert f'{{.fact fact="{fact.id}"}}' in said.markdown


@EVERY_ONE
def test_no_sentence_shows_a_number_that_is_none_or_a_placeholder(change: str, code: str) -> None:
    for text in texts_of(story(change, code)):
        assert not NOWHERE.search(text), text


def texts_of(told_here: Story) -> list[str]:
    exhibits = [exhibit for _, exhibit in told_here.shown]
    texts = [said.plain for _, said in told_here.sentences]
    texts += [str(one.markdown) for one in exhibits if not isinstance(one, Figure)]
    return texts + [one.alt for one in exhibits if isinstance(one, Figure)]


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("change", ONE_OF_A_KIND)
def test_what_is_said_of_one_of_a_kind_is_in_the_singular(change: str, code: str) -> None:
    """“Est consigné 1 énoncé”, “1 statement is”."""
    told_here = story(change, code)
    said = [sentence.plain for _, sentence in told_here.sentences]
    said += [exhibit.alt for _, exhibit in told_here.shown if isinstance(exhibit, Figure)]
    assert not [
        text for text in said if PLURAL[code].search(text.replace("\u00a0", " ").replace("\u202f", " "))
    ]


def marked(said: Sentence) -> list[tuple[str, str]]:
    """Return each marked fact of a sentence: its id, and what the reader sees."""
    return [
        (found["id"], re.sub(r"\\(.)", r"\1", found["shown"])) for found in MARKED.finditer(said.markdown)
    ]


def number(shown: str, code: str) -> float | None:
    """Return the number that a text shows in a language, or nothing where it shows none or several."""
    plain = shown.replace(THOUSANDS[code], "").replace("\u00a0", " ")
    found = re.findall(r"−?\d+(?:[.,]\d+)?", plain)
    if len(found) != 1:
        return None
    value = float(found[0].replace("−", "-").replace(",", "."))
    return value * 1_000_000 if MILLION.search(plain) else value


def rounded(value: float, unit: str, read: float) -> float:
    """Return a value as a reader sees it: shares as whole percentages, others with the decimals that were read."""
    if unit == "share":
        return float(int(value * 100 + 0.5)) if value >= 0 else -float(int(-value * 100 + 0.5))
    return round(value, len(str(read).partition(".")[2].rstrip("0")))


@EVERY_ONE
def test_every_number_marked_in_a_sentence_is_its_fact_rounded_as_readers_see_it(
    change: str, code: str
) -> None:
    """Read from the sentence as it stands, in either language."""
    for name, said in story(change, code).sentences:
        facts = {fact.id: fact for fact in said.facts}
        for fact, shown in marked(said):
            value, read = facts[fact].value, number(shown, code)
            if isinstance(value, int | float) and read is not None:
                assert rounded(float(value), facts[fact].unit, read) == read, (name, fact, shown)


def numbers_of(exhibit: Exhibit) -> set[str]:
    """Return the numbers of an exhibit's data, and the sums of its groups, as a text would write them."""
    data = exhibit.data
    numeric = data.select_dtypes("number")
    values = {float(value) for value in numeric.to_numpy().ravel()}
    for column in data.columns.difference(numeric.columns):
        values |= {float(value) for value in data.groupby(column)[list(numeric)].sum().to_numpy().ravel()}
    return {f"{value:,.0f}" for value in values} | {str(floor(value * 100 + 0.5)) for value in values}


@EVERY
def test_every_number_of_an_alternative_text_stands_in_the_data_of_its_figure(change: str) -> None:
    told_here = story(change, "en")
    quotable = texts_of_data(told_here.evidence, told_here.language)
    for name, exhibit in told_here.shown:
        if isinstance(exhibit, Figure):
            columns = {
                str(cell)
                for column in exhibit.data.select_dtypes(exclude="number")
                for cell in exhibit.data[column]
            }
            text = without(exhibit.alt, quotable | {cell for cell in columns if not cell.isdigit()})
            years = {cell for cell in columns if cell.isdigit()}
            assert set(NUMBER.findall(text)) <= numbers_of(exhibit) | years, (name, exhibit.alt)


@EVERY
def test_every_exhibit_has_its_words_and_its_data(change: str) -> None:
    for name, exhibit in story(change, "en").shown:
        if isinstance(exhibit, Figure | Table):
            assert exhibit.title.plain, name
            assert to_csv(exhibit.data).count("\n") >= 1, name
            assert exhibit.data.columns.is_unique, name
        if isinstance(exhibit, Table):
            assert {len(row) for row in exhibit.rows} <= {len(exhibit.header)}, name
            assert sum(exhibit.widths) == 100, name
            assert len(exhibit.data) == len(exhibit.rows), name


def test_facts_are_only_made_of_what_json_can_hold() -> None:
    assert {type(fact.value) for fact in story("nothing", "en").facts} <= {int, float, str, date}
    assert all(isinstance(fact, Fact) for fact in story("nothing", "en").facts)
