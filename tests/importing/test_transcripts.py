"""Transcripts come in as turns of speakers, whatever tool wrote them; what is no transcript does not."""

from pathlib import Path

import docx
import pytest
from tests.importing.notes_kit import brings_nothing_new, said, written
from tests.importing.samples import contents, event

from gcm_analysis import importing
from gcm_analysis.evidence.notes import rows_of
from gcm_analysis.importing.store import read_tables

TEAMS = "WEBVTT\n\na-1/0-0\n00:00:07.120 --> 00:00:09.400\n<v Ana López>Data are</v>\n\na-1/0-1\n00:00:09.400 --> 00:00:11.400\n<v Ana López>missing &amp; late.</v>\n\n00:00:21.000 --> 00:00:23.000\n<v Moderator>Thank you.</v>\n"
ZOOM_VTT = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\nAna López: Data are missing.\n\n2\n00:00:04.000 --> 00:00:05.000\nBen Okoro: Peers help.\n"
SRT = "1\n00:00:01,000 --> 00:00:03,000\nAna López: Data are missing.\n\n2\n00:00:04,000 --> 00:00:05,000\nBen Okoro: Peers help.\n"
ZOOM = "[Ana López] 10:01:02\nData are missing.\n\n[Ben Okoro] 10:02:03\nPeers help.\nMuch.\n"
OTTER = (
    "Ana López  0:07\nData are missing.\n\nSpeaker 2  0:21\nPeers help.\n\nTranscribed by https://otter.ai\n"
)
TURNS = [("Ana López", "Data are missing."), ("Ben Okoro", "Peers help.")]
TRANSCRIPTS = {
    "teams.vtt": (TEAMS, [("Ana López", "Data are missing & late."), ("", "Thank you.")], 0),
    "zoom.vtt": (ZOOM_VTT, TURNS, 0),
    "subtitles.srt": (SRT, TURNS, 0),
    "zoom.txt": (ZOOM, [TURNS[0], ("Ben Okoro", "Peers help. Much.")], 0),
    "otter.txt": (OTTER, [TURNS[0], ("", "Peers help.")], 1),
}


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_turns_of_a_transcript_become_quotations_of_speakers(tmp_path: Path, name: str) -> None:
    text, turns, lost = TRANSCRIPTS[name]
    home, path = event(tmp_path), written(tmp_path / name, text)
    (report,) = importing.run(home, [path]).files
    assert said(home) == turns
    assert len(report.losses) == lost
    assert all(
        row["speaker_id"] and row["quote"] and row["locator_en"] for row in rows_of(read_tables(home).notes)
    )
    assert brings_nothing_new(home, path)


def test_an_agenda_is_no_transcript(tmp_path: Path) -> None:
    lines = ["Opening 09:00", "Session 1: Data 09:30", "Chaired by Ana.", "Lunch 12:00", "Closing 16:00"]
    found = contents(written(tmp_path / "agenda.txt", "\n".join(lines)))
    assert [each.text for each in found.passages] == lines


@pytest.mark.parametrize("is_old", [False, True])
def test_a_transcript_of_teams_in_word_is_one(tmp_path: Path, *, is_old: bool) -> None:
    document = docx.Document()
    document.add_paragraph("Meeting in March")
    for name, time, words in (
        ("Ana López", "0:07", "Data are missing."),
        ("Ben Okoro", "1:02:21", "Peers help."),
    ):
        head = f"0:0:0.0 --> 0:0:3.640\n{name}\n" if is_old else f"{name}   {time}\n"
        document.add_paragraph(head + words)
    document.save(str(tmp_path / "teams.docx"))
    home = event(tmp_path)
    (report,) = importing.run(home, [tmp_path / "teams.docx"]).files
    assert said(home) == TURNS
    assert [loss.what for loss in report.losses] == ["Meeting in March"]


def test_headings_and_speakers_can_be_ignored_or_be_nobody_in_particular(tmp_path: Path) -> None:
    home = event(tmp_path)
    written(
        home / "mapping.yml",
        'sessions: {Agenda: ignore, "Session *": S7}\nspeakers: {"Ben*": none, "Ana López": ignore}\n',
    )
    notes = written(tmp_path / "notes.md", "# Agenda\n\nWelcome.\n\n# Session 1\n\nPeers help.\n")
    reports = importing.run(home, [notes, written(tmp_path / "zoom.txt", ZOOM)]).files
    assert said(home) == [("", "Peers help."), ("", "Peers help. Much.")]
    assert [row["session_id"] for row in rows_of(read_tables(home).sessions)] == ["S7"]
    assert [loss.what for report in reports for loss in report.losses] == ["Welcome.", "Data are missing."]


def test_no_mapping_hides_a_transcript_in_another_language(tmp_path: Path) -> None:
    home = event(tmp_path)
    text = ZOOM.replace(
        "Data are missing.", "Les données sur la migration manquent dans la plupart des pays."
    ).replace("Peers help.", "Les pairs s’entraident, et le financement arrive trop tard.")
    importing.run(home, [written(tmp_path / "zoom.txt", text)])
    assert {row["quote_language"] for row in rows_of(read_tables(home).notes)} == {"fr"}
    assert "language: fr" in (home / "mapping.yml").read_text()
