"""Taguette: its exported tables, its codebooks and its project file."""

import sqlite3
from pathlib import Path

import pytest
from tests.importing.samples import contents, taguette

from gcm_analysis.importing import taguette_project as database
from gcm_analysis.importing.model import Code, Coding
from gcm_analysis.importing.safety import ImportRefused
from gcm_analysis.importing.taguette_project import as_counted, as_seen

HTML = "<p>Séance 🎤 — début.</p><p>Les pairs aident &amp; coûtent peu.</p>"
ROWS = [
    ["id", "document", "tag", "content"],
    ["1", "a.html", "Peers", "It helped."],
    ["1", "a.html", "challenge", "It helped."],
    ["2", "a.html", "", "Money came late."],
]


def test_a_highlight_with_several_tags_is_one_passage(tmp_path: Path) -> None:
    path = tmp_path / "all_tags.csv"
    path.write_text("\n".join(",".join(cells) for cells in ROWS) + "\n", encoding="utf-8")
    project = contents(path)
    assert [(each.text, [coding.code for coding in each.codings]) for each in project.passages] == [
        ("It helped.", ["Peers", "challenge"]),
        ("Money came late.", []),
    ]
    assert project.codes == (Code("Peers"), Code("challenge"))
    assert [document.name for document in project.documents] == ["a.html"]


def test_places_in_the_project_file_are_bytes_and_become_code_points(tmp_path: Path) -> None:
    words = "Les pairs aident"
    path = taguette(tmp_path / "p.sqlite3", {"a": HTML}, [("a", words, ["Peers"], "ana")])
    (passage,) = database.project(path).passages
    text = "Séance 🎤 — début.Les pairs aident & coûtent peu."
    assert (passage.start, passage.end) == (text.index(words), text.index(words) + len(words))
    assert passage.text == words
    assert passage.codings == (Coding("ana", "Peers"),)


def test_the_single_user_of_a_local_project_is_nobody(tmp_path: Path) -> None:
    path = taguette(tmp_path / "p.sqlite3", {"a": HTML}, [("a", "Les pairs", ["Peers"], "admin")])
    assert database.project(path).passages[0].codings == (Coding("", "Peers"),)


def test_a_place_that_has_other_words_is_told_and_left_out(tmp_path: Path) -> None:
    path = taguette(tmp_path / "p.sqlite3", {"a": HTML}, [("a", "Les pairs", ["Peers"], "admin")])
    altered(path, "UPDATE highlights SET start_offset = 0")
    project = database.project(path)
    assert (project.passages[0].start, project.passages[0].text) == (None, "Les pairs")
    assert "could not be confirmed" in project.losses[0].why


def test_a_database_with_several_projects_is_refused_with_their_names(tmp_path: Path) -> None:
    path = taguette(
        tmp_path / "p.sqlite3", {"a": HTML, "b": HTML}, [("a", "Les pairs", [], "admin")], projects=2
    )
    with pytest.raises(ImportRefused, match="2 projects: Project 1, Project 2"):
        database.project(path)


def test_another_database_is_refused(tmp_path: Path) -> None:
    made = sqlite3.connect(tmp_path / "x.sqlite3")
    made.execute("CREATE TABLE a (b)")
    made.commit()
    made.close()
    with pytest.raises(ImportRefused, match="no table projects"):
        database.project(tmp_path / "x.sqlite3")


def test_html_is_read_as_a_reader_sees_it_and_as_taguette_counts_it() -> None:
    html = "<h1>A</h1><script>bad()</script><p>b<i>c</i>d &amp; e</p>\n<p>f</p>"
    assert as_seen(html) == "A bcd & e f"
    assert as_counted("<p>b<i>c</i>d</p>\n<p>f</p>") == "bcd\nf"


def test_a_highlight_without_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "all_tags.csv"
    path.write_text("id,document,tag,content\n1,a,Peers,\n2,a,Peers,yes\n")
    project = contents(path)
    assert [(loss.row, loss.what) for loss in project.losses] == [("2", "1 · a · Peers")]
    assert len(project.passages) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE highlights SET snippet = ''",
        "UPDATE highlights SET document_id = 99",
    ],
)
def test_a_highlight_without_words_or_document_is_told(tmp_path: Path, change: str) -> None:
    path = taguette(tmp_path / "p.sqlite3", {"a": HTML}, [("a", "Les pairs", ["Peers"], "ana")])
    altered(path, change)
    project = database.project(path)
    assert project.passages == ()
    assert project.losses[0].why == "it has no text or no document"


@pytest.mark.parametrize(
    "change", ["UPDATE highlights SET end_offset = 'x'", "UPDATE highlights SET end_offset = NULL"]
)
def test_a_place_that_is_no_number_is_no_place(tmp_path: Path, change: str) -> None:
    path = taguette(tmp_path / "p.sqlite3", {"a": HTML}, [("a", "Les pairs", ["Peers"], "ana")])
    altered(path, change)
    assert database.project(path).passages[0].start is None


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE commands",
        "UPDATE commands SET payload = '[' WHERE id = 1",
        "UPDATE commands SET payload = '7'",
    ],
)
def test_without_a_readable_history_nobody_is_named(tmp_path: Path, change: str) -> None:
    path = taguette(tmp_path / "p.sqlite3", {"a": HTML}, [("a", "Les pairs", ["Peers"], "ana")])
    altered(path, change)
    assert database.project(path).passages[0].codings == (Coding("", "Peers"),)


def test_a_project_of_an_older_layout_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    path = taguette(tmp_path / "p.sqlite3", {"a": HTML}, [])
    altered(path, "ALTER TABLE documents DROP COLUMN contents")
    with pytest.raises(ImportRefused, match="table documents without contents"):
        database.project(path)


def test_bytes_in_a_column_of_text_are_read_as_text(tmp_path: Path) -> None:
    path = taguette(tmp_path / "p.sqlite3", {"a": HTML}, [("a", "Les pairs", ["Peers"], "ana")])
    altered(path, "UPDATE tags SET path = CAST('Peers' AS BLOB)")
    assert database.project(path).codes == (Code("Peers"),)


def altered(path: Path, statement: str) -> None:
    """Change a database from outside."""
    changed = sqlite3.connect(path)
    changed.execute(statement)
    changed.commit()
    changed.close()
