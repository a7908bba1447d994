"""Files that real tools wrote are imported completely."""

from pathlib import Path

import pytest
from tests.importing.notes_kit import cells
from tests.importing.samples import event

from gcm_analysis import importing

MADE = Path(__file__).parent / "made_by_tools"
WORDS = [
    "Peers taught us how to plan.",
    "Money came late; nobody could plan beyond a year.",
    "The ministry asked for help & stayed in charge.",
]


def brought(home: Path, *names: str) -> importing.Report:
    return importing.run(home, [MADE / name for name in names])


def test_a_project_of_taguette_brings_its_highlights_with_their_places(tmp_path: Path) -> None:
    home = event(tmp_path)
    report = brought(home, "taguette-project.sqlite3")
    assert cells(home, "notes", "quote", "locator_en", "theme", "valence") == [
        (WORDS[0], "characters 21–48", "", "success_factor"),
        (WORDS[1], "characters 76–124", "FUNDING", "challenge"),
        (WORDS[2], "characters 10–56", "", "success_factor"),
    ]
    assert {loss.what for loss in report.files[0].losses} >= {
        "«très bien» [interesting]",
        "Data were kept in three places.",
    }


@pytest.mark.parametrize("name", ["taguette-highlights.csv", "taguette-highlights.xlsx"])
def test_tables_from_taguette_bring_the_same_passages_as_its_project(tmp_path: Path, name: str) -> None:
    home = event(tmp_path)
    brought(home, name)
    assert sorted(cells(home, "notes", "quote")) == sorted((each,) for each in WORDS)
    report = brought(home, "taguette-project.sqlite3")
    assert report.files[0].counts["notes"].new == 0
    assert ("",) not in cells(home, "notes", "locator_en")


@pytest.mark.parametrize("name", ["taguette-codebook.csv", "taguette-codebook.xlsx", "taguette-codebook.qdc"])
def test_codebooks_of_taguette_bring_the_same_codes_into_the_mapping(tmp_path: Path, name: str) -> None:
    home = event(tmp_path)
    brought(home, name)
    text = (home / "mapping.yml").read_text(encoding="utf-8")
    for tag in ("interesting", "Peer learning", "Funding", "valence.success", "Demand driven ownership"):
        assert f'  "{tag}": ' in text


def test_two_coders_of_qc_make_notes_and_further_codings(tmp_path: Path) -> None:
    home = event(tmp_path)
    brought(home, "qc.qdpx")
    assert cells(home, "notes", "quote", "locator_en", "valence", "coder") == [
        ("Peers taught us how to plan — très bien 🎤.", "characters 1–43", "success_factor", "ana"),
        ("Money came late; nobody could plan.", "characters 55–90", "challenge", "ana"),
    ]
    assert cells(home, "recoding", "note_id", "coder", "valence") == [("N001", "ben", "challenge")]


def test_a_qualcoder_database_exported_by_exegete_is_imported(tmp_path: Path) -> None:
    home = event(tmp_path)
    report = brought(home, "exegete.qdpx")
    assert cells(home, "notes", "quote", "locator_en", "theme", "valence", "coder") == [
        ("Peers taught us how to plan.", "characters 26–53", "PEER", "", "Ana-Lopez"),
        ("Money came late; nobody could plan.", "characters 55–89", "FUNDING", "challenge", "Ana-Lopez"),
    ]
    assert [loss.what for loss in report.files[0].losses if loss.what.startswith("comment")] == [
        "comment: because"
    ] * 2
