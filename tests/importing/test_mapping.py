"""The mapping file: drafted with guesses, kept as a person edited it, refused where it is wrong."""

from collections.abc import Sequence

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gcm_analysis.importing.drafting import HEAD, drafted, guess
from gcm_analysis.importing.mapping import Crosswalk, parse_mapping
from gcm_analysis.importing.model import Code, Coding, Document, Passage, Project
from gcm_analysis.importing.store import Existing

THEMES = {"PEER": ("Peer-to-peer expertise", "Expertise entre pairs"), "IMPACTS": ("Impact", "Effet")}
EXISTING = Existing(THEMES, frozenset({"S001", "D02"}), {"old.txt": "D02"})


def project(codes: Sequence[str], documents: Sequence[str] = ()) -> Project:
    passages = tuple(Passage("a", "b", "1", codings=(Coding("", code),)) for code in codes)
    return Project("p", tuple(map(Code, codes)), tuple(map(Document, documents)), passages)


def read(text: str) -> Crosswalk:
    crosswalk, problems = parse_mapping(text, THEMES)
    assert problems == []
    return crosswalk


def draft(text: str, codes: Sequence[str], documents: Sequence[str] = ()) -> str:
    return drafted(text, project(codes, documents), EXISTING)


@pytest.mark.parametrize(
    ("path", "target", "value", "exact"),
    [
        ("PEER", "theme", "PEER", True),
        ("Themes/peer-to-peer EXPERTISE", "theme", "PEER", True),
        ("Expertise entre paires", "theme", "PEER", False),
        ("Défis", "valence", "challenge", False),
        ("challange", "valence", "challenge", False),
        ("Facteur de réussite", "valence", "success_factor", True),
        ("phase/Mise en oeuvre", "phase", "implementation", True),
        ("Critères/Efficacité", "criterion", "effectiveness", True),
        ("impact", "theme", "IMPACTS", True),
        ("criterion/impact", "criterion", "impact", True),
        ("valence.success", "valence", "success_factor", True),
        ("Level/Regional", "level", "regional", True),
    ],
)
def test_a_code_is_guessed_by_its_label_and_its_folder(
    path: str, target: str, value: str, *, exact: bool
) -> None:
    found = guess(path, THEMES)
    assert found is not None
    assert (found.target, found.value, found.exact) == (target, value, exact)
    assert [guess(name, THEMES) for name in ("logistics", "lunch", "Interesting quotes", "?")] == [None] * 4


def test_the_draft_has_every_code_with_a_guess_or_ignore_and_says_why() -> None:
    text = draft("", ["PEER", "challange", "lunch"], ["a.txt", "old.txt", "b.txt"])
    assert '  "PEER": {theme: PEER}  # 1 coding; the same as “PEER”' in text
    assert '  "challange": {valence: challenge}  # 1 coding; check: close to “challenge”' in text
    assert '  "lunch": ignore  # 1 coding; nothing like it' in text
    crosswalk = read(text)
    assert crosswalk.codes == {"PEER": {"theme": "PEER"}, "challange": {"valence": "challenge"}, "lunch": {}}
    sources = {name: each["source"] for name, each in crosswalk.documents.items()}
    assert sources == {"a.txt": "D01", "old.txt": "D02", "b.txt": "D03"}
    passages = crosswalk.passages
    assert (passages.words, passages.language, passages.comments) == ("quote", "en", "ignore")


def test_a_later_project_adds_lines_and_changes_no_line() -> None:
    edited = draft("", ["lunch"], ["a.txt"]).replace(
        "ignore  # 1 coding; nothing", "{valence: challenge}  # mine"
    )
    later = draft(edited, ["lunch", "PEER"], ["a.txt", "c.txt"])
    assert [line for line in later.splitlines() if line not in edited.splitlines()] == [
        '  "c.txt": {source: D03}',
        '  "PEER": {theme: PEER}  # 1 coding; the same as “PEER”',
    ]
    assert set(edited.splitlines()) <= set(later.splitlines())
    assert draft(later, ["lunch", "PEER"], ["a.txt", "c.txt"]) == later


@pytest.mark.parametrize(
    "codes", ["codes: {}", "codes:", "codes: {}  # none", "documents: {}\n", "# mine\ncodes:\n  a: ignore"]
)
def test_lines_are_added_however_the_empty_section_is_written(codes: str) -> None:
    assert read(draft(codes, ["PEER"])).codes["PEER"] == {"theme": "PEER"}


def test_a_file_that_lines_cannot_be_added_to_stays_as_it_is() -> None:
    text = "codes: {lunch: ignore}\n"
    assert draft(text, ["PEER"]) == text


@given(st.lists(st.text(max_size=12), min_size=1, max_size=5, unique=True))
def test_a_code_with_any_name_is_read_back_from_the_draft(names: list[str]) -> None:
    printable = [name for name in names if name.encode("utf-8", "ignore").decode() == name]
    text = draft("", printable)
    assert set(read(text).codes) == set(printable)
    assert draft(text, printable) == text


WRONG = """\
passages: {words: quotation}
documents:
  a.txt: {source: D01, colour: red}
codes:
  a: {theme: PEAR}
  x: ignore
  x: ignore
  b: {phase: dessign, valence: }
  c: peers
  d: {new_theme: water}
things: 1
"""


def test_everything_that_is_wrong_is_named_with_its_line_and_the_nearest_word() -> None:
    _, problems = parse_mapping(WRONG, THEMES)
    assert [(each.row, each.column, each.found) for each in sorted(problems)] == [
        (1, "passages.words", "quotation"),
        (3, "documents.a.txt.colour", "documents.a.txt.colour"),
        (5, "codes.a.theme", "PEAR"),
        (7, "codes.x", "a second x"),
        (8, "codes.b.phase", "dessign"),
        (8, "codes.b.valence", ""),
        (9, "codes.c", "peers"),
        (10, "codes.d.new_theme", "water"),
        (11, "things", "things"),
    ]
    assert "correct the value; did you mean PEER?" in [each.remedy for each in problems]


def test_values_are_text_even_where_yaml_reads_another_type() -> None:
    text = "documents:\n  2018: {source: 007, session: yes}\n"
    assert read(text).documents == {"2018": {"source": "007", "session": "yes"}}


def test_the_head_of_the_draft_is_yaml_that_states_the_defaults() -> None:
    without = {"words": "quote", "language": "en", "comments": "ignore", "parents": "ignore"}
    assert yaml.safe_load(HEAD)["passages"] == without
    assert read(HEAD) == Crosswalk() == read("")


@pytest.mark.parametrize(
    "text",
    [
        "? {a: b}\n: c\n",
        "? [a]\n: c\n",
        'zz: "\\UFFFFFFFF"\n',
        "a: " + "[" * 5000,
        "codes:\n  ? [a]\n  : b\n",
        "codes:\n  a: {\n",
    ],
)
def test_an_invalid_mapping_is_a_problem_and_not_an_exception(text: str) -> None:
    _, problems = parse_mapping(text, THEMES)
    assert {each.file for each in problems} == {"mapping.yml"}
