"""An import from end to end: files in, tables and a loss report out."""

import csv
from pathlib import Path

import pytest
from tests.importing.samples import event, project_xml, qdpx, row, selection, taguette, text_source

from gcm_analysis import importing
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.notes import COLUMNS, notes_of, rows_of
from gcm_analysis.importing.safety import ImportRefused
from gcm_analysis.importing.store import read_tables, write_tables

TEXT = "Ouverture 🎤.\nPeers taught us.\nMoney came late.\nLunch was good."


def place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def two_coders(tmp_path: Path) -> Path:
    """Make a project in which two people coded one passage differently, one of them two more."""
    peers = selection(*place("Peers taught us."), [("u-1", "c-1"), ("u-2", "c-1"), ("u-2", "c-3")])
    money = selection(*place("Money came late."), [("u-1", "c-2"), ("u-1", "c-3")])
    lunch = selection(*place("Lunch was good."), [("u-2", "c-f")])
    return qdpx(
        tmp_path / "p.qdpx", project_xml(text_source(peers + money + lunch)), {"sources/T1.txt": TEXT}
    )


def written(home: Path) -> dict[str, bytes]:
    """Return the tables and the mapping as they lie on disk."""
    return {path.name: path.read_bytes() for path in sorted(home.iterdir()) if path.is_file()}


def losses(report: importing.Report) -> list[tuple[str, str]]:
    return [(loss.row, loss.what) for file in report.files for loss in file.losses]


def test_a_project_becomes_notes_further_codings_documents_and_a_draft(tmp_path: Path) -> None:
    home = event(tmp_path)
    report = importing.run(home, [two_coders(tmp_path)])
    notes = read_tables(home)
    columns = ["note_id", "source_id", "locator_fr", "theme", "valence", "quote", "quote_language", "coder"]
    assert notes.notes[columns].to_numpy().tolist() == [
        ["N001", "D01", "caractères 14–29", "PEER", "", "Peers taught us.", "en", "Ana-Lopez"],
        ["N002", "D01", "caractères 31–46", "FUNDING", "challenge", "Money came late.", "en", "Ana-Lopez"],
    ]
    assert notes.recoding[["note_id", "coder", "theme", "valence"]].to_numpy().tolist() == [
        ["N001", "Ben", "PEER", "challenge"]
    ]
    assert report.mapping == home / "mapping.yml"
    assert notes.documents[["source_id", "title"]].to_numpy().tolist() == [["D01", "Notes 1.txt"]]


def test_a_folder_in_place_of_the_mapping_is_refused_by_name(tmp_path: Path) -> None:
    home = event(tmp_path)
    (home / "mapping.yml").mkdir()
    with pytest.raises(UserError, match=r"mapping\.yml"):
        importing.run(home, [two_coders(tmp_path)])


def test_after_editing_the_mapping_the_same_file_fills_in_what_was_left_out(tmp_path: Path) -> None:
    home, path = event(tmp_path), two_coders(tmp_path)
    mapping = home / "mapping.yml"
    mapping.write_text("codes:\n  Factors/Peers: ignore\n")
    importing.run(home, [path])
    assert read_tables(home).notes["theme"].tolist() == ["", "FUNDING"]
    mapping.write_text(
        mapping.read_text(encoding="utf-8").replace("ignore", "{theme: PEER}", 1), encoding="utf-8"
    )
    report = importing.run(home, [path])
    notes = read_tables(home)
    assert notes.notes[["quote", "theme", "valence", "coder"]].to_numpy().tolist() == [
        ["Peers taught us.", "PEER", "challenge", "Ben"],
        ["Money came late.", "FUNDING", "challenge", "Ana-Lopez"],
    ]
    assert notes.recoding[["note_id", "coder", "theme", "valence"]].to_numpy().tolist() == [
        ["N001", "Ana-Lopez", "PEER", ""]
    ]
    assert report.mapping is None


def test_importing_the_same_files_twice_changes_nothing(tmp_path: Path) -> None:
    home, html = event(tmp_path), "<p>Les pairs aident.</p>"
    highlights = [("a.html", "Les pairs aident.", ["challenge", "Funding"], "admin")]
    files = [two_coders(tmp_path), taguette(tmp_path / "t.sqlite3", {"a.html": html}, highlights)]
    importing.run(home, files)
    before = written(home)
    report = importing.run(home, files)
    assert written(home) == before
    assert all(
        (counts.new, counts.changed) == (0, 0) for file in report.files for counts in file.counts.values()
    )
    assert [file.folder.name for file in report.files] == ["3-p.qdpx", "4-t.sqlite3"]


def test_two_people_s_own_projects_of_one_document_make_two_codings_of_each_passage(tmp_path: Path) -> None:
    home = event(tmp_path)
    for coder, tag in (("ana", "challenge"), ("ben", "success")):
        name = f"{coder}.sqlite3"
        importing.run(
            home,
            [taguette(tmp_path / name, {"a": "<p>Peers help.</p>"}, [("a", "Peers help.", [tag], "admin")])],
            coder=coder,
        )
    notes = read_tables(home)
    assert notes.notes[["coder", "valence"]].to_numpy().tolist() == [["ana", "challenge"]]
    assert notes.recoding[["note_id", "coder", "valence"]].to_numpy().tolist() == [
        ["N001", "ben", "success_factor"]
    ]


def test_the_loss_report_has_a_row_for_all_that_is_left_out(tmp_path: Path) -> None:
    home = event(tmp_path)
    report = importing.run(home, [two_coders(tmp_path)])
    folder = home / "imports" / "1-p.qdpx"
    assert report.files[0].folder == folder
    with (folder / "loss.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert ("Lunch was good. [Factors]", "none of its codes decides anything in mapping.yml") in [
        (each["what"], each["why"]) for each in rows
    ]
    assert len(rows) == len(report.files[0].losses)
    summary = (folder / "summary.txt").read_text(encoding="utf-8")
    assert "p.qdpx (REFI-QDA project)" in summary
    assert f"Left out or not as it stood: {len(rows)}\n" in summary


def test_a_loss_report_cannot_start_a_formula(tmp_path: Path) -> None:
    home, path = event(tmp_path), tmp_path / "all_tags.csv"
    path.write_text("id,document,tag,content\n1,a,,=HYPERLINK(1)\n")
    report = importing.run(home, [path])
    assert '\n"all_tags.csv, a",row 2,\'=HYPERLINK(1),' in (
        report.files[0].folder / "loss.csv"
    ).read_text().replace("\r\n", "\n")


def test_codes_in_conflict_are_decided_by_the_order_of_the_mapping_and_told(tmp_path: Path) -> None:
    home = event(tmp_path)
    both = [("a", "Peers help.", ["challenge", "success"], "admin")]
    (home / "mapping.yml").write_text(
        "codes:\n  success: {valence: success_factor}\n  challenge: {valence: challenge}\n"
    )
    report = importing.run(home, [taguette(tmp_path / "t.sqlite3", {"a": "<p>Peers help.</p>"}, both)])
    assert read_tables(home).notes["valence"].item() == "success_factor"
    assert ("highlight 1", "valence challenge of code challenge") in losses(report)


def test_the_rapporteur_s_own_words_become_the_text_in_their_language(tmp_path: Path) -> None:
    home = event(tmp_path)
    (home / "mapping.yml").write_text(
        "passages: {words: own, language: fr}\ndocuments:\n  a: {source: D09, session: S1}\ncodes:\n  défi: {valence: challenge}\n"
    )
    importing.run(
        home,
        [
            taguette(
                tmp_path / "t.sqlite3",
                {"a": "<p>L’argent manque.</p>"},
                [("a", "L’argent manque.", ["défi"], "admin")],
            )
        ],
    )
    (note,) = rows_of(read_tables(home).notes)
    assert (note["text_fr"], note["text_en"], note["quote"]) == ("L’argent manque.", "", "")
    assert (note["source_id"], note["session_id"]) == ("D09", "S1")


def test_a_new_theme_is_added_with_its_label_and_definition(tmp_path: Path) -> None:
    home = event(tmp_path)
    (home / "mapping.yml").write_text("codes:\n  Factors/Peers: {new_theme: COLLEGIAL}\n")
    importing.run(home, [two_coders(tmp_path)])
    notes = read_tables(home)
    assert rows_of(notes.themes) == [
        row("themes", code="COLLEGIAL", label_en="Peers", definition_en="who teaches")
    ]
    assert "COLLEGIAL" in set(notes.notes["theme"])
    importing.run(home, [two_coders(tmp_path)])
    assert len(read_tables(home).themes) == 1


def test_variables_fill_their_columns_and_what_fits_nowhere_is_told(tmp_path: Path) -> None:
    home = event(tmp_path)
    write_tables(home, notes_of({"speakers": [{"speaker_id": "P1", "name": "Ada Lovelace"}]}))
    variables = "".join(
        f'<Variable guid="v{number}" name="{name}"/>'
        for number, name in enumerate(("Level", "Speaker", "Year", "Age"))
    )
    values = "".join(
        f'<VariableValue><VariableRef targetGUID="v{number}"/><TextValue>{value}</TextValue></VariableValue>'
        for number, value in enumerate(("LOCAL", "ada lovelace", "2018", "36"))
    )
    source = text_source(selection(*place("Money came late."), [("u-1", "c-3")]), more=values)
    path = qdpx(
        tmp_path / "p.qdpx",
        project_xml(source, before=f"<Variables>{variables}</Variables>"),
        {"sources/T1.txt": TEXT},
    )
    report = importing.run(home, [path])
    (note,) = rows_of(read_tables(home).notes)
    assert (note["level"], note["speaker_id"], note["year"]) == ("local", "P1", "2018")
    assert ("", "variable Age: 36") in losses(report)


def test_comments_become_paraphrases_where_the_mapping_says_so(tmp_path: Path) -> None:
    home = event(tmp_path)
    (home / "mapping.yml").write_text("passages: {comments: fr}\n")
    more = "<Description>L’argent tarde.</Description>"
    source = text_source(selection(*place("Money came late."), [("u-1", "c-3")], more=more))
    importing.run(home, [qdpx(tmp_path / "p.qdpx", project_xml(source), {"sources/T1.txt": TEXT})])
    (note,) = rows_of(read_tables(home).notes)
    assert (note["quote"], note["text_fr"]) == ("Money came late.", "L’argent tarde.")


def test_ids_that_lead_nowhere_are_kept_and_told(tmp_path: Path) -> None:
    home, path = event(tmp_path), tmp_path / "notes.csv"
    path.write_text("note_id,session_id,source_id,theme,text_en\nN001,S9,S001,PEAR,It helps.\n")
    report = importing.run(home, [path])
    assert losses(report) == [("N001", "session_id: S9"), ("N001", "theme: PEAR")]
    assert read_tables(home).notes["session_id"].item() == "S9"


def test_a_wrong_mapping_stops_the_import_before_anything_is_written(tmp_path: Path) -> None:
    home = event(tmp_path)
    (home / "mapping.yml").write_text("codes:\n  challenge: {valence: chalenge}\n")
    with pytest.raises(ImportRefused, match=r"mapping\.yml, row 2, column codes\.challenge\.valence"):
        importing.run(home, [two_coders(tmp_path)])
    assert list(written(home)) == ["mapping.yml"]


def test_broken_tables_of_the_event_stop_the_import(tmp_path: Path) -> None:
    home = event(tmp_path)
    (home / "notes.csv").write_text("note_id,text\nN001,a\n")
    with pytest.raises(ImportRefused, match="add the column, or correct its name"):
        importing.run(home, [two_coders(tmp_path)])


def test_the_tables_lie_on_disk_in_utf_8_with_the_columns_of_the_contract(tmp_path: Path) -> None:
    home = event(tmp_path)
    importing.run(home, [two_coders(tmp_path)])
    for name, columns in COLUMNS.items():
        content = (home / f"{name}.csv").read_bytes()
        assert content.decode("utf-8").splitlines()[0] == ",".join(columns)
        assert b"\r" not in content
    assert not list(home.glob(".*"))
