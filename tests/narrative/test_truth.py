"""What the report says stays true when the evidence changes: every number is recomputed, in every changed record."""

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
from gcm_analysis.narrative.language import Language
from gcm_analysis.safe_csv import to_csv

from . import numbers_read
from .recomputed import Recomputed
from .telling import CHANGES, NOTEBOOKS, PARTNERS, Story, synthesis, told

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
CITATION = re.compile(r"\[@(?:\\.|[^\]\\])*\]|@(?:sec|tbl|fig)-[a-z0-9-]+")
NOWHERE = re.compile(r"\bnan\b|NaN|NaT|\binf\b|<NA>|\| None \||\{\w+\}")
# The only numbers that messages state by themselves: a policy, named MANY, and what alpha means.
CONSTANTS = {"Alpha is 1 for perfect agreement and 0 for what chance alone would give."}
EVERY = pytest.mark.parametrize("change", CHANGES)
BOTH = pytest.mark.parametrize("code", ["en", "fr"])


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


def same(found: object, expected: object) -> bool:
    if isinstance(found, float) or isinstance(expected, float):
        return math.isclose(float(str(found)), float(str(expected)), abs_tol=1e-12)
    return found == expected


@EVERY
@BOTH
def test_every_function_that_a_notebook_calls_runs(change: str, code: str) -> None:
    assert story(change, code).errors == []


@EVERY
def test_both_languages_state_the_same_facts(change: str) -> None:
    english, french = (
        {(fact.id, str(fact.value)) for fact in story(change, code).facts if fact.unit != "text"} for code in ("en", "fr")
    )  # fmt: skip
    assert english == french


@EVERY
def test_every_fact_has_the_value_that_is_computed_from_the_rows(change: str) -> None:
    told_here = story(change, "en")
    again = Recomputed(told_here.evidence, told_here.coded, told_here.edition.partner)
    wrong = [
        (fact.id, fact.value, again.value(fact.id))
        for fact in told_here.facts
        if not same(fact.value, again.value(fact.id))
    ]
    assert wrong == []


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


@EVERY
def test_every_fact_of_a_sentence_can_be_read_in_it_and_is_marked(change: str) -> None:
    for code in ("en", "fr"):
        told_here = story(change, code)
        for _, said in told_here.sentences:
            for fact in said.facts:
                assert told_here.language.shown(fact) in said.plain
                assert f'{{.fact fact="{fact.id}"}}' in said.markdown


@EVERY
def test_no_sentence_shows_a_number_that_is_none_or_a_placeholder(change: str) -> None:
    for code in ("en", "fr"):
        told_here = story(change, code)
        texts = [said.plain for _, said in told_here.sentences]
        texts += [str(exhibit.markdown) for _, exhibit in told_here.shown if not isinstance(exhibit, Figure)]
        texts += [exhibit.alt for _, exhibit in told_here.shown if isinstance(exhibit, Figure)]
        for text in texts:
            assert not NOWHERE.search(text), text


@EVERY
@BOTH
def test_every_number_marked_in_a_sentence_is_the_one_that_the_rows_give(change: str, code: str) -> None:
    """Read from the sentence as it stands, in either language, and not from the fact that it was made of."""
    told_here = story(change, code)
    again = Recomputed(told_here.evidence, told_here.coded, told_here.edition.partner)
    false = []
    for name, said in told_here.sentences:
        units = {fact.id: fact.unit for fact in said.facts}
        for fact, shown in numbers_read.marked(said):
            value, found = again.value(fact), numbers_read.number(shown, code)
            if isinstance(value, int | float) and found is not None:
                right = numbers_read.rounded(float(value), units[fact], found) == found
                false += [] if right else [(name, fact, shown, value)]
    assert false == []


@EVERY
def test_what_sentences_claim_with_their_numbers_is_true_of_the_rows(change: str) -> None:
    told_here = story(change, "en")
    again = Recomputed(told_here.evidence, told_here.coded, told_here.edition.partner)
    false = [
        said.plain
        for _, said in told_here.sentences
        for _, true in numbers_read.read(again, said.plain)
        if not true
    ]
    assert false == []


@pytest.mark.parametrize("name", numbers_read.READERS)
def test_each_claim_with_numbers_is_read_somewhere_and_a_false_one_is_noticed(name: str) -> None:
    words, true = numbers_read.READERS[name]
    told_here = story("nothing", "en")
    again = Recomputed(told_here.evidence, told_here.coded, told_here.edition.partner)
    (found, *_) = [found for _, said in told_here.sentences for found in words.finditer(said.plain)]
    assert true(again, *found.groups())
    wrong = [re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), group) for group in found.groups()]
    assert not true(again, *wrong)


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
