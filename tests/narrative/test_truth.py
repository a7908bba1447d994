"""What a report says stays true when the evidence changes: every number follows from its rows, in every changed record.

So does the report of an event, told of events of every kind: complete, true to its rows, or silent. Numbers that do not
only count their rows are worked out by hand in test_worked_out.py and the tests of the analysis.
"""

import math
import re
from collections import defaultdict
from datetime import date
from functools import cache
from math import floor
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import pytest
from tests.builders import DEFAULT_EVENT

from gcm_analysis.evidence import Evidence, load_evidence
from gcm_analysis.narrative.exhibits import Exhibit, Figure, Table
from gcm_analysis.narrative.facts import Fact
from gcm_analysis.narrative.language import Sentence
from gcm_analysis.project.profiles import profile_notebooks

from .outcome_event import EVENTS, event
from .stories import CHANGES, NOTEBOOKS, PARTNERS, Story, synthesis, tell

FOLDER = NOTEBOOKS[0].parent
OUTCOME = profile_notebooks(FOLDER, "outcome")
FULL = " ".join(path.name[:2] for path in profile_notebooks(FOLDER, "full"))

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
NOWHERE = re.compile(r"Project-Id|\bnan\b|NaN|NaT|\binf\b|<NA>|\| None \||\{\w+\}")
REFERENCE = re.compile(r"@((?:sec|fig|tbl)-[a-z0-9-]+)")
TARGET = re.compile(r"(?:\{#|#\| label: )((?:sec|fig|tbl)-[a-z0-9-]+)")
# What of a sentence is no number of its own: facts, quoted rows, ids of sections, numbers of items and findings, citations.
MARKED = re.compile(r'\[(?P<shown>(?:\\.|[^\]\\])*)\]\{\.fact fact="(?P<id>[^"]+)"\}')
QUOTED = re.compile(r"\[(?:\\.|[^\]\\])*\]\{\.row row=\"[^\"]*\"\}")
LED_TO = re.compile(
    r"\{#sec-[a-z0-9-]+|^\d+\. |\[@(?:\\.|[^\]\\])*\]|@(?:sec|tbl|fig)-[a-z0-9-]+"
    r"|(?:\[[A-Z]*\d+\])?\(#(?:row|sec)-[\w-]+\)|\[\d+\]\{\.finding-number\}",
    re.MULTILINE,
)
# The only numbers that messages state by themselves: what alpha means.
CONSTANTS = {"Alpha is 1 for perfect agreement and 0 for what chance alone would give."}
# French, which says the same by the same rules, is told where something is one of a kind, not there at all, or all there.
ONE_OF_A_KIND = [name for name in CHANGES if name.startswith("one ") and name != "one source"]
IN_FRENCH = [
    "nothing", *ONE_OF_A_KIND, "no statement", "nobody named", "a partner with a case", "a partner with nothing on record",
    "all that can be written", "two coders more", "one note", "one voice", "nothing noted", "no speaker", "quotes",
    "one language, and a hybrid event without question", "everybody named", "many voices on both sides",
    "an online event, and codings that gave nothing", "notes that all hinder, and record", "notes under three rules",
]  # fmt: skip
EVERY = pytest.mark.parametrize("name", [*CHANGES, *EVENTS])
EVERY_CHANGE = pytest.mark.parametrize("name", CHANGES)
EVERY_EVENT = pytest.mark.parametrize("name", EVENTS)
EVERY_ONE = pytest.mark.parametrize(
    ("name", "code"), [*((name, "en") for name in (*CHANGES, *EVENTS)), *((name, "fr") for name in IN_FRENCH)]
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
MILLION = re.compile(r"millions?\b")
THOUSANDS = {"en": ",", "fr": "\u202f"}
# Facts whose value is no count of their rows: shares, agreement, what is chosen by comparing, what an event or a rule says.
NO_COUNT = re.compile(
    r"bounds\.|coding\.|contrast\.|dating\.day|event\.|fig-partners|fig-who-speaks|finding\.\w+\.\w+_needed|hidden\.smallest|houses\.(houses|eff)"
    r"|largest-house|lead\.|methods\.|panel\.|partner\.(first|last)|tbl-partner-countries|uncounted\.|unknown\."
)
KEYS = {
    "statements": "statement_id", "actions": "action_id", "figures": "figure_id", "sources": "source_id",
    "milestones": "milestone_id", "pillars": "pillar", "functions": "function_id",
}  # fmt: skip


@cache
def real() -> Evidence:
    return load_evidence(FOLDER.parent / "data", DEFAULT_EVENT)


@cache
def evidence(name: str) -> Evidence:
    """Return the real evidence with a change, or that of a small event."""
    if name in CHANGES:
        return CHANGES[name][0](real())
    with TemporaryDirectory() as folder:
        return event(Path(folder), **EVENTS[name])


@cache
def story(name: str, code: str) -> Story:
    notebooks = CHANGES[name][1] if name in CHANGES else " ".join(path.name[:2] for path in OUTCOME)
    return tell(evidence(name), code, notebooks, partner=PARTNERS.get(name, "all"))


@cache
def markdown(name: str, code: str = "en") -> list[str]:
    """Return what is written in a story: of a figure the alternative text."""
    return [one.alt if isinstance(one, Figure) else str(one.markdown) for _, one in story(name, code).shown]


@EVERY_ONE
def test_every_function_that_a_notebook_calls_runs(name: str, code: str) -> None:
    assert story(name, code).errors == []


@pytest.mark.parametrize("name", ["two coders more", "nothing noted"])
def test_the_full_report_can_be_written_about_any_event(name: str) -> None:
    assert tell(evidence(name), "fr", FULL).errors == []


@pytest.mark.parametrize("name", IN_FRENCH)
def test_both_languages_state_the_same_facts_with_the_same_rows(name: str) -> None:
    english, french = (
        {
            (fact.id, str(fact.value), fact.unit, fact.how, frozenset(fact.rows), frozenset(fact.sources))
            for fact in story(name, code).facts
            if fact.unit != "text"
        }
        for code in ("en", "fr")
    )
    assert english == french


# --- facts ------------------------------------------------------------------------------------------------------------


@EVERY
def test_a_fact_has_one_value_and_names_rows_and_sources_that_exist(name: str) -> None:
    tables = {key: set(getattr(evidence(name), table)[key]) for table, key in KEYS.items()}
    known, values = set().union(*tables.values()), defaultdict(set)
    for fact in story(name, "en").facts:
        assert fact.id
        assert fact.how
        assert type(fact.value) in (int, float, str, date), fact.id  # what JSON can hold
        assert set(fact.rows) <= known, fact.id
        assert set(fact.sources) <= tables["source_id"], fact.id
        values[fact.id].add(fact.value)
    assert {key: found for key, found in values.items() if len(found) > 1} == {}


def given_by_rows(told: Story, fact: Fact) -> object:
    """Return what the rows of a fact give: the number of a claim or a milestone, or how many rows or voices there are."""
    evidence, rows = told.evidence, set(fact.rows)
    if fact.unit == "claim":
        return evidence.figures.set_index("figure_id")["value"][fact.rows[0]]
    if fact.id.startswith("adoption."):
        return evidence.milestones.set_index("milestone_id")["value"][fact.rows[0]]
    if fact.id.endswith((".voices", ".sources", ".origins")):
        return told.coded.loc[told.coded["statement_id"].isin(rows), "origin"].nunique()
    return len(rows)


@EVERY
def test_every_count_is_that_of_the_rows_that_it_names(name: str) -> None:
    counted = [fact for fact in story(name, "en").facts if not NO_COUNT.match(fact.id)]
    given = [(fact.id, fact.value, given_by_rows(story(name, "en"), fact)) for fact in counted]
    assert [(fact, value, rows) for fact, value, rows in given if value != rows] == []


@EVERY_CHANGE
def test_numbers_that_are_made_of_each_other_agree(name: str) -> None:
    value = {fact.id: fact.value for fact in story(name, "en").facts}
    if "contrast.difference" in value:
        difference = 100 * (value["contrast.outside"] - value["contrast.own"])
        assert math.isclose(value["contrast.difference"], difference, abs_tol=1e-9)
        assert value["contrast.low"] <= difference <= value["contrast.high"]
    if {"methods.disagreements", "coding.all"} <= value.keys():
        assert value["coding.all"] == value["methods.codes_compared"]
        assert value["coding.alike"] == value["coding.all"] - value["methods.disagreements"]
    for low in [fact for fact in value if fact.startswith("methods.alpha_low.")]:
        variable = low.rpartition(".")[2]
        assert value[low] <= value[f"methods.alpha.{variable}"] <= value[f"methods.alpha_high.{variable}"]
    assert value.get("event.date", real().event.date) == real().event.date
    assert value.get("panel.named", 0) in (0, len(story(name, "en").evidence.event.panellists))


# --- sentences --------------------------------------------------------------------------------------------------------


@cache
def texts_of_data(name: str) -> list[str]:
    """Return what a sentence may quote of changed data: examples, names, the event's words, dates. The longest come first."""
    evidence, event = story(name, "en").evidence, story(name, "en").evidence.event
    quoted = [evidence.statements["text_en"], evidence.codebook["label_en"], evidence.phases["label_en"]]
    milestones, notes = evidence.milestones, evidence.figures["note_en"]
    quoted += [milestones["text_en"], milestones["text_en"] + " (" + milestones["year"].astype(str) + ")."]
    quoted += [notes, notes.str.split(";").str[0], evidence.figures["scope_en"]]
    said = {str(text) for column in quoted for text in column} | CONSTANTS | set(authored())
    language = story(name, "en").language
    said |= {language.partial_day(str(day)) for day in evidence.figures["as_of"] if day}
    words = [event.title, event.kind, event.series, event.city, *(one.name for one in event.organisers)]
    words += [one.text for one in (*event.questions, *event.gaps)]
    said |= {word.en for word in words} | {language.day(event.date)}
    return sorted(filter(None, said), key=len, reverse=True)


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


def without(text: str, parts: list[str]) -> str:
    """Return the text with these parts cut out, in their order."""
    for part in parts:
        text = text.replace(part, " ")
    return text


@EVERY
def test_no_number_is_in_a_sentence_without_a_fact(name: str) -> None:
    quotable = texts_of_data(name) if name in CHANGES else []
    loose = []
    for exhibit, said in story(name, "en").sentences:
        text = LED_TO.sub(" ", QUOTED.sub(" ", MARKED.sub(" ", said.markdown)))
        if NUMBER.search(text):
            left = without(re.sub(r"\\(.)", r"\1", text), quotable)
            loose += [(exhibit, said.plain)] if NUMBER.search(left) else []
    assert loose == []


@EVERY_ONE
def test_nothing_is_shown_that_is_no_value_or_a_placeholder(name: str, code: str) -> None:
    for text in [*markdown(name, code), *(said.plain for _, said in story(name, code).sentences)]:
        assert not NOWHERE.search(text), text


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("name", ONE_OF_A_KIND)
def test_what_is_said_of_one_of_a_kind_is_in_the_singular(name: str, code: str) -> None:
    """“Est consigné 1 énoncé”, “1 statement is”."""
    said = [sentence.plain for _, sentence in story(name, code).sentences]
    said += [exhibit.alt for _, exhibit in story(name, code).shown if isinstance(exhibit, Figure)]
    assert [text for text in said if PLURAL[code].search(re.sub("[\u00a0\u202f]", " ", text))] == []


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
def test_every_fact_of_a_sentence_is_marked_in_it_and_its_number_is_its_value_as_readers_see_it(
    name: str, code: str
) -> None:
    """Read from the sentence as it stands, in either language."""
    for exhibit, said in story(name, code).sentences:
        facts = {fact.id: fact for fact in said.facts}
        assert set(facts) <= {fact for fact, _ in marked(said)}, exhibit
        for fact, shown in marked(said):
            assert story(name, code).language.shown(facts[fact]) in said.plain
            value, read = facts[fact].value, number(shown, code)
            if isinstance(value, int | float) and read is not None:
                assert rounded(float(value), facts[fact].unit, read) == read, (exhibit, fact, shown)


# --- exhibits ---------------------------------------------------------------------------------------------------------


def numbers_of(exhibit: Exhibit) -> set[str]:
    """Return the numbers of an exhibit's data, and the sums of its groups, as a text would write them."""
    data = exhibit.data
    numeric = data.select_dtypes("number")
    values = {float(value) for value in numeric.to_numpy().ravel()}
    for column in data.columns.difference(numeric.columns):
        values |= {float(value) for value in data.groupby(column)[list(numeric)].sum().to_numpy().ravel()}
    return {f"{value:,.0f}" for value in values} | {str(floor(value * 100 + 0.5)) for value in values}


@EVERY_CHANGE
def test_every_number_of_an_alternative_text_is_in_the_data_of_its_figure(name: str) -> None:
    figures = [(cell, one) for cell, one in story(name, "en").shown if isinstance(one, Figure)]
    for cell, exhibit in figures:
        words = exhibit.data.select_dtypes(exclude="number")
        columns = {str(word) for column in words for word in words[column]}
        years = {word for word in columns if word.isdigit()}
        text = without(exhibit.alt, sorted(columns - years, key=len, reverse=True))
        if not set(NUMBER.findall(text)) <= numbers_of(exhibit) | years:
            found = set(NUMBER.findall(without(text, texts_of_data(name))))
            assert found <= numbers_of(exhibit) | years, (cell, exhibit.alt)


@EVERY
def test_every_exhibit_has_its_words_and_its_data(name: str) -> None:
    for cell, exhibit in story(name, "en").shown:
        if isinstance(exhibit, Figure | Table):
            assert exhibit.title.plain, cell
            assert len(exhibit.data.columns), cell
            assert exhibit.data.columns.is_unique, cell
        if isinstance(exhibit, Table):
            assert {len(row) for row in exhibit.rows} <= {len(exhibit.header)}, cell
            assert sum(exhibit.widths) == 100, cell
            assert len(exhibit.data) == len(exhibit.rows), cell


# --- the report of an event -------------------------------------------------------------------------------------------


@EVERY_EVENT
def test_every_cross_reference_leads_to_what_this_report_has(name: str) -> None:
    cells = [cell.source for path in OUTCOME for cell in nbformat.read(path, as_version=4).cells]
    texts = [*cells, *markdown(name), *(said.markdown for _, said in story(name, "en").sentences)]
    known = {key for text in texts for key in TARGET.findall(text)}
    assert {key for text in texts for key in REFERENCE.findall(text)} <= known


@EVERY_EVENT
def test_every_row_that_a_link_leads_to_is_in_the_evidence_once(name: str) -> None:
    text, statements = "\n".join(markdown(name)), evidence(name).statements
    anchors = re.findall(r"\{#row-([^}]+)\}", text)
    assert sorted(anchors) == sorted(statements.loc[statements["own"], "statement_id"])
    assert set(re.findall(r"\(#row-([^)]+)\)", text)) <= set(anchors)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_what_the_chatham_house_rule_hides_is_shown_nowhere(code: str) -> None:
    text = "\n".join(markdown("notes under three rules", code))
    # Of B and C the body alone may be told, of the others nothing.
    assert re.findall(r"Person [B-F]|Body [D-F]|Organisme [D-F]", text) == []


def test_a_biography_is_shown_of_who_is_named_and_of_nobody_else() -> None:
    found = [
        said.plain
        for _, said in story("a coding that was settled, and biographies", "en").sentences
        if "Chaired" in said.plain
    ]
    assert found == ["**Person A**: Chaired a forum."]
