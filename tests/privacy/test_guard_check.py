"""What `gcm check` can find, check finds: every text, name and picture of an event that will reach its report."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.evidence.own_notes import remarks, write_event
from tests.privacy.guard_kit import in_folder
from tests.privacy.planted import SVG, chunk, png

from gcm_analysis.privacy import Guard

Gcm = Callable[..., tuple[int, str, str]]
LOGO = {"logos": [{"file": "logo.svg", "alt": {"en": "A lamp", "fr": "Une lampe"}}]}
RECORD = "fact_id,fact_en,fact_fr,value_en,value_fr,source_id,locator_en,locator_fr,status\n"


def caught(data: Path, event: str = "trial") -> set[tuple[str, str, str]]:
    disclosures = map(in_folder, Guard.of(data, event).in_words())
    return {(disclosure.file, disclosure.where, disclosure.kind) for disclosure in disclosures}


def test_check_refuses_half_a_name_and_says_where_it_is_without_the_name(small_copy: Path, gcm: Gcm) -> None:
    speaker = {"speaker_id": "A", "name": "Zora Quimby-Ostwick", "quote_consent": "yes"}
    notes = remarks({"text_en": "It helps."}, {"text_fr": "Mme Ostwick est d’accord."})
    write_event(small_copy / "data", "trial", {"speakers": [speaker], "notes": notes})
    code, _, error = gcm("check", "trial")
    assert code == 1
    assert "data/events/trial/notes.csv" in error
    assert "row 3, column text_fr" in error
    assert "ostwick" not in error.lower()


def test_names_are_reported_together_with_other_problems_of_the_description_and_of_cells(
    small_copy: Path, gcm: Gcm
) -> None:
    notes = remarks({"text_en": "Quimby agrees.", "valence": "good", "speaker_id": "nobody"})
    sessions = [{"session_id": "S1", "attribution": "secret"}]
    write_event(small_copy / "data", "trial", {"notes": notes, "sessions": sessions}, notices=LOGO)
    code, out, error = gcm("check", "trial")
    assert (code, out) == (1, "")
    assert "no file logo.svg" in error
    assert "column valence" in error
    assert "notes.csv: name of speakers.csv" in error


def test_where_a_table_cannot_be_read_the_message_says_that_names_were_not_searched_for(
    small_copy: Path, gcm: Gcm
) -> None:
    folder = write_event(small_copy / "data", "trial", {"notes": remarks({"text_en": "Quimby agrees."})})
    with (folder / "speakers.csv").open("a", encoding="utf-8") as table:
        table.write("one,cell,more\n")
    code, _, error = gcm("check", "trial")
    assert code == 1
    assert "trial was not searched for names yet" in error


def test_a_check_of_all_events_reports_the_names_of_all_together(small_copy: Path, gcm: Gcm) -> None:
    shutil.rmtree(small_copy / "data" / "events")
    for event in ("one", "two"):
        write_event(small_copy / "data", event, {"notes": remarks({"text_en": "Quimby agrees."})})
    code, _, error = gcm("check")
    assert code == 1
    assert "data/events/one/notes.csv" in error
    assert "data/events/two/notes.csv" in error


def test_files_of_the_event_and_the_project_s_description_are_searched(small_copy: Path) -> None:
    folder = write_event(small_copy / "data", "trial", {}, notices=LOGO)
    with (small_copy / "data" / "project.yml").open("a", encoding="utf-8") as project:
        project.write("\ncontact: zora.quimby@example.org\n")
    files = {
        "logo.svg": SVG.format("<title>Zora Quimby</title>").encode(),
        "logo.png": png(chunk(b"tEXt", b"Author\0Quimby")),
        "imports/1-quimby.xlsx/loss.csv": b"where\n",
        "record.csv": f"{RECORD}EF001,As Quimby said,,1,,S001,,,confirmed\n".encode(),
        "photo.png": b"of Quimby, but no report shows it",
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    assert caught(small_copy / "data") == {
        ("data/project.yml", "line 12", "name"),
        ("logo.svg", "line 1", "name"),
        ("logo.png", "chunk tEXt", "name"),
        ("imports/1-quimby.xlsx/loss.csv", "its name", "name"),
        ("record.csv", "row 2, column fact_en", "name"),
    }


def test_the_name_of_the_event_s_folder_is_searched(small_copy: Path) -> None:
    write_event(small_copy / "data", "quimby-lecture", {})
    assert caught(small_copy / "data", "quimby-lecture") == {(".", "the folder’s name", "name")}


def test_a_note_may_not_cite_a_shared_source_that_names_its_own_speaker(small_copy: Path) -> None:
    sources = small_copy / "data" / "sources.csv"
    with sources.open("a", encoding="utf-8") as lines:
        lines.write(
            "S999,A talk by Zora Quimby,Press,2026,stated,https://example.org/t,en,event record,S999,,,\n"
        )
    write_event(
        small_copy / "data", "trial", {"notes": remarks({"source_id": "S999"}, {"text_en": "It grows."})}
    )
    assert caught(small_copy / "data") == {("notes.csv", "row 2, column source_id", "name")}
