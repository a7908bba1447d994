"""An import from end to end: files in, tables and a loss report out."""

import csv
from pathlib import Path

import pytest
from tests.importing.notes_kit import cells, on_disk, written
from tests.importing.samples import event, project_xml, qdpx, selection, taguette, text_source

from gcm_analysis import importing
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.notes import COLUMNS, notes_of
from gcm_analysis.importing.store import write_tables

TEXT = "Ouverture 🎤.\nPeers taught us.\nMoney came late.\nLunch was good."


def selected(words: str, *codes: tuple[str, str], more: str = "") -> str:
    return selection(TEXT.index(words), TEXT.index(words) + len(words), codes, more=more)


def project(folder: Path, selections: str, **parts: str) -> Path:
    more = parts.pop("more", "")
    return qdpx(
        folder / "p.qdpx", project_xml(text_source(selections, more=more), **parts), {"sources/T1.txt": TEXT}
    )


def two_coders(tmp_path: Path) -> Path:
    """Make a project in which two people coded one passage differently, one of them two more."""
    peers = selected("Peers taught us.", ("u-1", "c-1"), ("u-2", "c-1"), ("u-2", "c-3"))
    money = selected("Money came late.", ("u-1", "c-2"), ("u-1", "c-3"))
    return project(tmp_path, peers + money + selected("Lunch was good.", ("u-2", "c-f")))


def highlighted(path: Path, words: str, *tags: str) -> Path:
    return taguette(path, {"a": f"<p>{words}</p>"}, [("a", words, tags, "admin")])


def losses(report: importing.Report) -> list[tuple[str, str]]:
    return [(loss.row, loss.what) for file in report.files for loss in file.losses]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return event(tmp_path)


def test_a_project_becomes_notes_further_codings_documents_a_draft_and_a_loss_report(
    tmp_path: Path, home: Path
) -> None:
    report = importing.run(home, [two_coders(tmp_path)])
    columns = ["note_id", "source_id", "locator_fr", "theme", "valence", "quote", "quote_language", "coder"]
    assert cells(home, "notes", *columns) == [
        ("N001", "D01", "caractères 14–29", "PEER", "", "Peers taught us.", "en", "Ana-Lopez"),
        ("N002", "D01", "caractères 31–46", "FUNDING", "challenge", "Money came late.", "en", "Ana-Lopez"),
    ]
    further = ("N001", "Ben", "PEER", "challenge")
    assert cells(home, "recoding", "note_id", "coder", "theme", "valence") == [further]
    assert cells(home, "documents", "source_id", "title") == [("D01", "Notes 1.txt")]
    assert report.mapping == home / "mapping.yml"
    folder = home / "imports" / "1-p.qdpx"
    assert report.files[0].folder == folder
    with (folder / "loss.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(row["what"], row["why"]) for row in csv.DictReader(lines)]
    assert ("Lunch was good. [Factors]", "none of its codes decides anything in mapping.yml") in rows
    assert len(rows) == len(report.files[0].losses)
    summary = (folder / "summary.txt").read_text(encoding="utf-8")
    assert "p.qdpx (REFI-QDA project)" in summary
    assert f"Left out or changed: {len(rows)}\n" in summary
    for name, names in COLUMNS.items():
        content = (home / f"{name}.csv").read_bytes()
        assert content.decode("utf-8").splitlines()[0] == ",".join(names)
        assert b"\r" not in content


def test_after_editing_the_mapping_the_same_file_fills_in_what_was_left_out(
    tmp_path: Path, home: Path
) -> None:
    path, mapping = two_coders(tmp_path), written(home / "mapping.yml", "codes:\n  Factors/Peers: ignore\n")
    importing.run(home, [path])
    assert cells(home, "notes", "theme") == [("",), ("FUNDING",)]
    written(mapping, mapping.read_text(encoding="utf-8").replace("ignore", "{theme: PEER}", 1))
    assert importing.run(home, [path]).mapping is None
    assert cells(home, "notes", "quote", "theme", "valence", "coder") == [
        ("Peers taught us.", "PEER", "challenge", "Ben"),
        ("Money came late.", "FUNDING", "challenge", "Ana-Lopez"),
    ]
    assert cells(home, "recoding", "note_id", "coder", "theme") == [("N001", "Ana-Lopez", "PEER")]


def test_importing_the_same_files_twice_changes_nothing(tmp_path: Path, home: Path) -> None:
    files = [two_coders(tmp_path), highlighted(tmp_path / "t.sqlite3", "Les pairs aident.", "challenge")]
    importing.run(home, files)
    before = on_disk(home)
    report = importing.run(home, files)
    assert on_disk(home) == before
    counts = [counts for file in report.files for counts in file.counts.values()]
    assert {(each.new, each.changed) for each in counts} == {(0, 0)}
    assert [file.folder.name for file in report.files] == ["3-p.qdpx", "4-t.sqlite3"]


def test_two_people_s_own_projects_of_one_document_make_two_codings_of_each_passage(
    tmp_path: Path, home: Path
) -> None:
    for coder, tag in (("ana", "challenge"), ("ben", "success")):
        importing.run(home, [highlighted(tmp_path / f"{coder}.sqlite3", "Peers help.", tag)], coder=coder)
    assert cells(home, "notes", "coder", "valence") == [("ana", "challenge")]
    assert cells(home, "recoding", "note_id", "coder", "valence") == [("N001", "ben", "success_factor")]


def test_a_loss_report_cannot_start_a_formula(tmp_path: Path, home: Path) -> None:
    path = written(tmp_path / "all_tags.csv", "id,document,tag,content\n1,a,,=HYPERLINK(1)\n")
    folder = importing.run(home, [path]).files[0].folder
    assert '\n"all_tags.csv, a",row 2,\'=HYPERLINK(1),' in (folder / "loss.csv").read_text()


def test_codes_in_conflict_are_decided_by_the_order_of_the_mapping_and_reported(
    tmp_path: Path, home: Path
) -> None:
    mapping = "codes:\n  success: {valence: success_factor}\n  challenge: {valence: challenge}\n"
    written(home / "mapping.yml", mapping)
    path = highlighted(tmp_path / "t.sqlite3", "Peers help.", "challenge", "success")
    assert ("highlight 1", "valence challenge of code challenge") in losses(importing.run(home, [path]))
    assert cells(home, "notes", "valence") == [("success_factor",)]


def test_the_mapping_says_whose_words_they_are_and_in_which_language_and_document(
    tmp_path: Path, home: Path
) -> None:
    mapping = "passages: {words: own, language: fr}\ndocuments:\n  a: {source: D09, session: S1}\ncodes:\n  défi: {valence: challenge}\n"
    written(home / "mapping.yml", mapping)
    importing.run(home, [highlighted(tmp_path / "t.sqlite3", "L’argent manque.", "défi")])
    columns = ("text_fr", "text_en", "quote", "source_id", "session_id")
    assert cells(home, "notes", *columns) == [("L’argent manque.", "", "", "D09", "S1")]


def test_a_new_theme_is_added_once_with_its_label_and_definition(tmp_path: Path, home: Path) -> None:
    written(home / "mapping.yml", "codes:\n  Factors/Peers: {new_theme: COLLEGIAL}\n")
    for _ in range(2):
        importing.run(home, [two_coders(tmp_path)])
        themes = [("COLLEGIAL", "Peers", "", "who teaches", "", "")]
        assert cells(home, "themes", *COLUMNS["themes"]) == themes
    assert ("COLLEGIAL",) in cells(home, "notes", "theme")


def test_variables_and_comments_fill_their_columns_and_whatever_fits_nowhere_is_reported(
    tmp_path: Path, home: Path
) -> None:
    written(home / "mapping.yml", "passages: {comments: fr}\n")
    write_tables(home, notes_of({"speakers": [{"speaker_id": "P1", "name": "Ada Lovelace"}]}))
    case = {"Level": "LOCAL", "Speaker": "ada lovelace", "Year": "2018", "Age": "36"}
    variables = "".join(f'<Variable guid="{name}" name="{name}"/>' for name in case)
    value = '<VariableValue><VariableRef targetGUID="{0}"/><TextValue>{1}</TextValue></VariableValue>'
    values = "".join(value.format(*each) for each in case.items())
    comment = "<Description>L’argent tarde.</Description>"
    money = selected("Money came late.", ("u-1", "c-3"), more=comment)
    path = project(tmp_path, money, more=values, before=f"<Variables>{variables}</Variables>")
    report = importing.run(home, [path])
    columns = ("level", "speaker_id", "year", "quote", "text_fr")
    assert cells(home, "notes", *columns) == [("local", "P1", "2018", "Money came late.", "L’argent tarde.")]
    assert ("", "variable Age: 36") in losses(report)


def test_ids_that_lead_nowhere_are_kept_and_reported(tmp_path: Path, home: Path) -> None:
    table = "note_id,session_id,source_id,theme,text_en\nN001,S9,S001,PEAR,It helps.\n"
    report = importing.run(home, [written(tmp_path / "notes.csv", table)])
    assert losses(report) == [("N001", "session_id: S9"), ("N001", "theme: PEAR")]
    assert cells(home, "notes", "session_id") == [("S9",)]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("mapping.yml", "codes:\n  challenge: {valence: chalenge}\n", r"mapping\.yml, row 2, column codes\.challenge\.valence"),
        ("mapping.yml", None, r"mapping\.yml\n    found:    'a folder'"),
        ("notes.csv", "note_id,text\nN001,a\n", "add the column, or correct its name"),
    ],
)  # fmt: skip
def test_an_error_in_the_event_stops_the_import_before_anything_is_written(
    tmp_path: Path, home: Path, name: str, content: str | None, words: str
) -> None:
    (home / name).mkdir() if content is None else written(home / name, content)
    before = on_disk(home)
    with pytest.raises(UserError, match=words):
        importing.run(home, [two_coders(tmp_path)])
    assert on_disk(home) == before
