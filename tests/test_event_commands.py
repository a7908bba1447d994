"""`gcm new`, `gcm import` and `gcm export`: from nothing to an event's tables, and back."""

import shutil
import sys
from io import StringIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from tests.conftest import Terminal

from gcm_analysis.evidence.notes import rows_of, table
from gcm_analysis.importing.store import read_tables, write_tables

MADE = Path(__file__).parent / "importing" / "made_by_tools"
OPTIONS = {
    "--title": "Round table | Table ronde",
    "--date": "2018-03-05",
    "--languages": "en,fr",
    "--city": "Geneva | Genève",
    "--country": "CHE",
    "--organiser": "An agency | Une agence",
}
SAID = [part for pair in OPTIONS.items() for part in pair]


class Asked(StringIO):
    """Standard input as if a person were typing."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO())


@pytest.fixture
def mine(gcm: Terminal) -> Path:
    """Return the folder of an event that was just made."""
    assert gcm("new", "mine", *SAID)[0] == 0
    return gcm.home / "data" / "events" / "mine"


def filled_in(path: Path, sheet: str, **cells: str) -> Path:
    """Fill in the second row of a sheet as a person would, cell by cell."""
    book = load_workbook(path)
    names = {cell.value: cell.column_letter for cell in book[sheet][1]}
    for column, value in cells.items():
        book[sheet][f"{names[column]}2"] = value
    book.save(path)
    return path


def test_an_event_can_be_made_by_options_and_the_output_says_what_was_made(gcm: Terminal) -> None:
    code, out, err = gcm("new", "mine", *SAID)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Created: data/events/mine",
        "  README.md",
        "  event.yml",
        "  notes.xlsx",
        "README.md has the next three commands.",
    ]


def test_where_nobody_can_be_asked_everything_missing_or_wrong_is_named_at_once(gcm: Terminal) -> None:
    code, out, err = gcm("new", "My Event", "--date", "5 March", "--language", "en")
    assert (code, out) == (1, "")
    lines = [line.split()[0] for line in err.splitlines()[1:]]
    assert lines == ["EVENT", "--title", "--date", "--city", "--country", "--organiser"]
    assert not (gcm.home / "data" / "events" / "My Event").exists()


def test_at_a_terminal_each_missing_option_is_asked_for_until_the_answer_can_be_used(
    gcm: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Asked("5 March\n2018-03-05\n\nGeneva\nSuisse\nAn agency\n"))
    code, out, err = gcm("new", "mine", "--title", "Round table")
    assert code == 0
    assert "Title" not in out
    assert "'5 March' can’t be used here." in err
    text = (gcm.home / "data" / "events" / "mine" / "event.yml").read_text(encoding="utf-8")
    assert all(line in text for line in ("date: 2018-03-05", "languages: [en, fr]", "country: CHE"))


def test_nobody_is_asked_about_an_event_that_exists(
    gcm: Terminal, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (mine / "event.yml").read_bytes()
    monkeypatch.setattr(sys, "stdin", Asked())
    code, _, err = gcm("new", "mine", "--title", "Another")
    assert (code, err.count("\n")) == (1, 2)
    assert "HOME/data/events/mine exists already and is not overwritten" in err
    assert (mine / "event.yml").read_bytes() == before


def test_the_workbook_is_imported_and_the_output_counts_the_rows(gcm: Terminal, mine: Path) -> None:
    path = filled_in(
        mine / "notes.xlsx", "statements", note_id="N001", text_en="It helps.", valence="success_factor"
    )
    code, out, err = gcm("import", "mine", str(path))
    assert (code, err) == (0, "")
    assert [line.split() for line in out.splitlines()] == [
        ["notes.xlsx", "(workbook)"],
        ["new", "changed", "as", "before"],
        ["notes.csv", "1", "0", "0"],
        ["Left", "out", "or", "changed:", "0"],
        ["Loss", "report:", "data/events/mine/imports/1-notes.xlsx"],
        [],
        ["Next:", "gcm", "check", "mine"],
    ]
    assert read_tables(mine).notes["text_en"].tolist() == ["It helps."]
    corrected = filled_in(path, "statements", text_en="It helped.")
    assert "notes.csv 0 1 0" in " ".join(gcm("import", "mine", str(corrected))[1].split())


def test_rows_hidden_by_a_filter_end_the_import_with_an_error_though_the_others_are_imported(
    gcm: Terminal, mine: Path
) -> None:
    path = filled_in(mine / "notes.xlsx", "statements", note_id="N001", text_en="It helps.")
    book = load_workbook(path)
    book["statements"]["A3"], book["statements"]["O3"] = "N002", "It costs."
    book["statements"].row_dimensions[3].hidden = True
    book.save(path)
    code, _, err = gcm("import", "mine", str(path))
    assert code == 1
    assert "1 of notes.xlsx" in err
    assert read_tables(mine).notes["note_id"].tolist() == ["N001"]


def test_the_output_asks_to_read_a_mapping_that_was_drafted_or_added_to_and_not_a_known_one(
    gcm: Terminal, mine: Path
) -> None:
    files = [str(MADE / name) for name in ("qc.qdpx", "taguette-codebook.qdc")]
    for file, heading in zip([*files, files[1]], ("Drafted: ", "New lines: ", None), strict=True):
        code, out, _ = gcm("import", mine.name, file)
        assert code == 0
        if heading:
            assert f"{heading}data/events/mine/mapping.yml\n" in out
            assert out.endswith("Read it, correct it, and import the same files again.\n")
        else:
            assert out.endswith("Next: gcm check mine\n")


def test_if_a_file_is_refused_all_problems_are_named_and_nothing_is_imported(
    gcm: Terminal, mine: Path, tmp_path: Path
) -> None:
    good = filled_in(mine / "notes.xlsx", "statements", text_en="It helps.")
    bad = shutil.copy(good, tmp_path / "bad.xlsx")
    filled_in(bad, "statements", phase="dessign", year="18")
    before = sorted(mine.iterdir())
    code, out, err = gcm("import", "mine", str(good), str(bad), str(tmp_path / "missing.csv"))
    assert (code, out) == (1, "")
    assert err.startswith("3 problems in the files; nothing was imported.")
    assert "bad.xlsx, sheet statements, row 2, column phase" in err
    assert sorted(mine.iterdir()) == before


@pytest.mark.parametrize("arguments", [["import", "mien", "x.csv"], ["export", "mien", "--to", "qdc"]])
def test_for_an_unknown_event_the_nearest_name_is_offered(
    gcm: Terminal, mine: Path, arguments: list[str]
) -> None:
    code, _, err = gcm(*arguments)
    assert code == 1
    assert err.endswith(f"Did you mean {mine.name}?\n")


def test_an_export_has_the_event_s_name_and_overwrites_nothing(
    gcm: Terminal, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert [gcm("export", mine.name, "--to", to)[1] for to in ("qdc", "xlsx", "csv")] == [
        "Written: mine.qdc\n",
        "Written: mine.xlsx\n",
        "Written: mine-csv\n",
    ]
    code, _, err = gcm("export", "mine", "--to", "qdc")
    assert code == 1
    assert "is not overwritten" in err


def test_names_from_a_text_or_a_transcript_are_found_as_soon_as_they_would_be_published(
    gcm: Terminal, mine: Path, tmp_path: Path
) -> None:
    """A new event is under the Chatham House rule, and who speaks in a transcript is a speaker of the event."""
    turns = "Éloïse Brunnstein  0:07\nData are missing.\n\nBen Okoro  0:21\nAs Éloïse Brunnstein said, peers help.\n"
    (tmp_path / "talk.txt").write_text(turns, encoding="utf-8")
    document = docx.Document()
    document.add_paragraph("Mr Okoro asked for more data.")
    document.save(str(tmp_path / "notes.docx"))
    assert gcm("import", mine.name, str(tmp_path / "talk.txt"), str(tmp_path / "notes.docx"))[0] == 0
    tables = read_tables(mine)
    codes = {
        "theme": "PEER", "valence": "challenge", "phase": "design", "criterion": "impact", "level": "national",
        "region": "Global", "confidence": "high",
    }  # fmt: skip
    coded = [row | codes | {"text_en": row["text_en"] or row["quote"]} for row in rows_of(tables.notes)]
    write_tables(mine, tables.with_tables(notes=table("notes", coded)))
    code, _, err = gcm("check", mine.name)
    assert code == 1
    assert "notes.csv" in err
    assert "row 3, column text_en" in err
    assert "row 4, column text_en" in err


def test_a_check_names_texts_that_were_copied_into_the_other_language_and_passes(
    gcm: Terminal, mine: Path
) -> None:
    note = {"note_id": "N001", "text_en": "Towns learn from towns.", "text_fr": "Towns learn from towns."}
    gcm("import", "mine", str(filled_in(mine / "notes.xlsx", "statements", **note)))
    code, out, _ = gcm("check", "mine")
    assert code == 0
    assert "the same in both languages, perhaps not translated: 1" in out
    assert out.rstrip().endswith("notes.csv, N001: text")
