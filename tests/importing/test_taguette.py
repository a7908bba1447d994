"""Taguette: its exported tables, its codebooks and its project file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.importing.notes_kit import refusal, written
from tests.importing.samples import contents, taguette

from gcm_analysis.importing.model import Code, Coding
from gcm_analysis.importing.taguette_project import as_counted, as_seen

HTML = "<p>Séance 🎤 — début.</p><p>Les pairs aident &amp; coûtent peu.</p>"
WORDS = "Les pairs aident"


def altered(path: Path, statement: str) -> Path:
    """Change a database from outside."""
    with closing(sqlite3.connect(path)) as changed, changed:
        changed.execute(statement)
    return path


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A project of one document and one highlight."""
    return taguette(tmp_path / "p.sqlite3", {"a": HTML}, [("a", WORDS, ["Peers"], "ana")])


def test_a_highlight_with_several_tags_is_one_passage_and_one_without_text_a_loss(tmp_path: Path) -> None:
    rows = "1,a.html,Peers,It helped.\n1,a.html,challenge,It helped.\n2,a.html,,Money came late.\n3,a.html,Peers,\n"
    project = contents(written(tmp_path / "all_tags.csv", f"id,document,tag,content\n{rows}"))
    assert [(each.text, [coding.code for coding in each.codings]) for each in project.passages] == [
        ("It helped.", ["Peers", "challenge"]),
        ("Money came late.", []),
    ]
    assert project.codes == (Code("Peers"), Code("challenge"))
    assert [document.name for document in project.documents] == ["a.html"]
    assert [(loss.row, loss.what) for loss in project.losses] == [("5", "3 · a.html · Peers")]


def test_places_in_the_project_file_are_bytes_and_become_code_points(made: Path) -> None:
    (passage,) = contents(made).passages
    start = "Séance 🎤 — début.Les pairs aident & coûtent peu.".index(WORDS)
    assert (passage.text, passage.start, passage.end) == (WORDS, start, start + len(WORDS))
    assert passage.codings == (Coding("ana", "Peers"),)


@pytest.mark.parametrize(
    ("change", "start", "coder", "loss"),
    [
        ("UPDATE highlights SET start_offset = 0", None, "ana", "could not be confirmed"),
        ("UPDATE highlights SET end_offset = 'x'", None, "ana", "could not be confirmed"),
        (
            "UPDATE commands SET user_login = 'admin'",
            17,
            "",
            "",
        ),  # the single user of a local project is nobody
        ("DROP TABLE commands", 17, "", ""),  # without a readable history nobody is named
        ("UPDATE commands SET payload = '['", 17, "", ""),
        ("UPDATE commands SET payload = '7'", 17, "", ""),
        ("UPDATE tags SET path = CAST('Peers' AS BLOB)", 17, "ana", ""),
    ],
)
def test_an_incomplete_project_is_imported_without_what_is_missing(
    made: Path, change: str, start: int | None, coder: str, loss: str
) -> None:
    project = contents(altered(made, change))
    (passage,) = project.passages
    assert (passage.text, passage.start, passage.codings) == (WORDS, start, (Coding(coder, "Peers"),))
    assert loss in "".join(each.why for each in project.losses)


@pytest.mark.parametrize(
    "change", ["UPDATE highlights SET snippet = ''", "UPDATE highlights SET document_id = 99"]
)
def test_a_highlight_without_words_or_document_is_a_loss(made: Path, change: str) -> None:
    project = contents(altered(made, change))
    assert project.passages == ()
    assert project.losses[0].why == "it has no text or no document"


def test_several_projects_other_databases_and_older_layouts_are_refused(tmp_path: Path, made: Path) -> None:
    assert "table documents without contents" in refusal(
        altered(made, "ALTER TABLE documents DROP COLUMN contents")
    )
    folder = tmp_path / "other"
    folder.mkdir()
    several = taguette(folder / "p.sqlite3", {"a": HTML, "b": HTML}, [], projects=2)
    assert "2 projects: Project 1, Project 2" in refusal(several)
    other = tmp_path / "x" / "x.sqlite3"
    other.parent.mkdir()
    assert "no table projects" in refusal(altered(other, "CREATE TABLE a (b)"))


def test_two_documents_with_the_same_name_stay_two(tmp_path: Path) -> None:
    path = taguette(tmp_path / "t.sqlite3", {"a": "<p>Peers.</p>", "b": "<p>Money.</p>"}, [])
    documents = contents(altered(path, "UPDATE documents SET name = 'notes'")).documents
    assert [each.name for each in documents] == ["notes", "notes (2)"]


def test_html_is_read_as_a_reader_sees_it_and_as_taguette_counts_it() -> None:
    html = "<h1>A</h1><script>bad()</script><p>b<i>c</i>d &amp; e</p>\n<p>f</p>"
    assert as_seen(html) == "A bcd & e f"
    assert as_counted("<p>b<i>c</i>d</p>\n<p>f</p>") == "bcd\nf"
