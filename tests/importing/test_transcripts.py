"""Transcripts are imported as turns of speakers, whatever tool wrote them; other texts are not."""

from pathlib import Path

import docx
import pytest
from tests.importing.notes_kit import brings_nothing_new, by_speaker, cells, written
from tests.importing.samples import contents, event

from gcm_analysis import importing
from gcm_analysis.importing import transcripts

TEAMS = "WEBVTT\n\na-1/0-0\n00:00:07.120 --> 00:00:09.400\n<v Ana López>Data are</v>\n\na-1/0-1\n00:00:09.400 --> 00:00:11.400\n<v Ana López>missing &amp; late.</v>\n\n00:00:21.000 --> 00:00:23.000\n<v Moderator>Thank you.</v>\n"
ZOOM_VTT = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\nAna López: Data are missing.\n\n2\n00:00:04.000 --> 00:00:05.000\nBen Okoro: Peers help.\n"
SRT = "1\n00:00:01,000 --> 00:00:03,000\nAna López: Data are missing.\n\n2\n00:00:04,000 --> 00:00:05,000\nBen Okoro: Peers help.\n"
ZOOM = "[Ana López] 10:01:02\nData are missing.\n\n[Ben Okoro] 10:02:03\nPeers help.\nMuch.\n"
OTTER = (
    "Ana López  0:07\nData are missing.\n\nSpeaker 2  0:21\nPeers help.\n\nTranscribed by https://otter.ai\n"
)
WEBEX = 'WEBVTT\n\n1 "Ana López" (345)\n00:00:01.000 --> 00:00:03.000\nData are missing.\n\n2 "Ben Okoro" (346)\n00:00:04.000 --> 00:00:05.000\nPeers help.\n'
MEET = "Mar 5, 2026\n00:00:00\n \nAna López: Data are missing.\nBen Okoro: Peers\n \n00:01:26\n \nBen Okoro: help.\nOne thing is to ask.\n \nTranscription ended after 00:30:30\n"
CHAT = (
    "09:48:03\t From  Ana López : Data are missing.\n09:49:10\t From  Ben Okoro to  Everyone : Peers help.\n"
)
LATER_CHAT = "2026-03-05 09:48:03 From Ana López to Everyone:\n\tData are missing.\n2026-03-05 09:49:10 From Ben Okoro to Everyone:\n\tPeers help.\n"
COPIED_CHAT = "From Ana López to Everyone: (12:29 PM)\n Data are missing.\n\nFrom Ben Okoro to Everyone:  12:31 PM\n Peers help.\n"
REV = "Ana López (00:01):\nData are missing.\n\nBen Okoro (00:15):\nPeers help.\n"
MARKED = "1\n00:00:01 --> 00:00:03\n>> Ana López: Data are missing.\n\n2\n0:00:04.5 --> 0:00:05.5\n[Ben Okoro] Peers help.\n"
TWO_VOICES = "WEBVTT\n\n00:01,0 --> 00:03,0\n<c><v Ana López>Data are missing.</v></c>\n<v.loud Ben Okoro>Peers help.\n"
IN_LINE = "[0:00:01] Ana López: Data are missing.\nBen Okoro (0:04): Peers help.\n"
WHISPER = "[00:00.000 --> 00:03.400]  Ana López: Data are missing.\n[00:03.400 --> 00:06.200]  Ben Okoro: Peers help.\n"
TURNS = [("Ana López", "Data are missing."), ("Ben Okoro", "Peers help.")]
TRANSCRIPTS = {
    "teams.vtt": (TEAMS, [("Ana López", "Data are missing & late."), ("", "Thank you.")], 0),
    "zoom.vtt": (ZOOM_VTT, TURNS, 0),
    "subtitles.srt": (SRT, TURNS, 0),
    "marked.srt": (MARKED, TURNS, 0),
    "two_voices.vtt": (TWO_VOICES, TURNS, 0),
    "named_whisper.txt": (WHISPER, TURNS, 0),
    "in_line.txt": (IN_LINE, TURNS, 0),
    "zoom.txt": (ZOOM, [TURNS[0], ("Ben Okoro", "Peers help. Much.")], 0),
    "webex.vtt": (WEBEX, TURNS, 0),
    "meet.txt": (MEET, [TURNS[0], ("Ben Okoro", "Peers help. One thing is to ask.")], 2),
    "chat.txt": (CHAT, TURNS, 0),
    "later_chat.txt": (LATER_CHAT, TURNS, 0),
    "copied_chat.txt": (COPIED_CHAT, TURNS, 0),
    "rev.txt": (REV, TURNS, 0),
    "otter.txt": (OTTER, [TURNS[0], ("", "Peers help.")], 1),
}


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_turns_of_a_transcript_become_quotations_of_speakers(tmp_path: Path, name: str) -> None:
    text, turns, lost = TRANSCRIPTS[name]
    home, path = event(tmp_path), written(tmp_path / name, text)
    (report,) = importing.run(home, [path]).files
    assert by_speaker(home) == turns
    assert len(report.losses) == lost
    assert all(all(row) for row in cells(home, "notes", "speaker_id", "quote", "locator_en"))
    assert brings_nothing_new(home, path)


NOTES_OF_STREAM = 'WEBVTT\n\nNOTE duration:"00:00:32"\n\nNOTE Confidence: 0.69\n\nef04c7c2-a59e\n00:00:03.300 --> 00:00:06.870\nData are\n\nNOTE Confidence: 0.62\n\n8a017ebb-1722\n00:00:06.900 --> 00:00:08.000\nmissing.\n\n00:00:08.100 --> 00:00:09.620\nPeers help.\n'
UNNAMED = {
    "stream.vtt": NOTES_OF_STREAM,
    "times.txt": "0:02  \nData are missing.\n\n0:21  \nPeers help.\n\nTranscribed by https://otter.ai\n",
    "whisper.txt": "[00:00.000 --> 00:03.400]  Data are missing.\n[00:03.400 --> 00:06.200]  Peers help.\n",
}


@pytest.mark.parametrize("name", UNNAMED)
def test_where_nobody_is_named_a_passage_is_a_sentence(tmp_path: Path, name: str) -> None:
    home = event(tmp_path)
    importing.run(home, [written(tmp_path / name, UNNAMED[name])])
    assert by_speaker(home) == [("", "Data are missing."), ("", "Peers help.")]
    assert all(all(row) for row in cells(home, "notes", "locator_en"))


def test_private_messages_are_left_out_of_a_chat(tmp_path: Path) -> None:
    private = "09:48:30\t From  Ben Okoro to  Ana López(Direct Message) : Not for the others.\nNor this.\n"
    first, second = CHAT.splitlines(keepends=True)
    home = event(tmp_path)
    (report,) = importing.run(home, [written(tmp_path / "chat.txt", first + private + second)]).files
    assert by_speaker(home) == TURNS
    assert [loss.what for loss in report.losses] == ["Ben Okoro 09:48:30"]


def test_subtitles_without_names_and_sentences_are_joined_ten_at_a_time() -> None:
    turns = [transcripts.Turn("", f"00:00:{second:02}", "and so on") for second in range(25)]
    sizes = [each.text.count("and") for each in transcripts.project("a.vtt", turns, []).passages]
    assert sizes == [10, 10, 5]


def test_times_in_headings_apply_to_the_turns_below(tmp_path: Path) -> None:
    document = docx.Document()
    for time, line in (("00:00:00", "Ana López: Data are missing."), ("00:01:26", "Ben Okoro: Peers help.")):
        document.add_heading(time, 3)
        document.add_paragraph(line)
    document.save(str(tmp_path / "meet.docx"))
    home = event(tmp_path)
    importing.run(home, [tmp_path / "meet.docx"])
    assert by_speaker(home) == TURNS
    assert cells(home, "notes", "locator_en") == [("at 00:00:00",), ("at 00:01:26",)]


@pytest.mark.parametrize(
    "lines",
    [
        ["09:00", "Opening: the chair", "09:30", "Session 1: Data", "12:00", "Lunch"],
        ["Opening 09:00", "Session 1: Data 09:30", "Chaired by Ana.", "Lunch 12:00", "Closing 16:00"],
    ],
)
def test_a_programme_with_times_is_not_a_transcript(tmp_path: Path, lines: list[str]) -> None:
    found = contents(written(tmp_path / "agenda.txt", "\n".join(lines)))
    assert [each.text for each in found.passages] == lines


@pytest.mark.parametrize("is_old", [False, True])
def test_a_transcript_from_teams_in_word_is_recognised(tmp_path: Path, *, is_old: bool) -> None:
    document = docx.Document()
    document.add_paragraph("Meeting in March")
    for (name, words), time in zip(TURNS, ("0:07", "1:02:21"), strict=True):
        head = f"0:0:0.0 --> 0:0:3.640\n{name}\n" if is_old else f"{name}   {time}\n"
        document.add_paragraph(head + words)
    document.save(str(tmp_path / "teams.docx"))
    home = event(tmp_path)
    (report,) = importing.run(home, [tmp_path / "teams.docx"]).files
    assert by_speaker(home) == TURNS
    assert [loss.what for loss in report.losses] == ["Meeting in March"]


def test_headings_and_speakers_can_be_ignored_or_be_nobody_in_particular(tmp_path: Path) -> None:
    home = event(tmp_path)
    written(
        home / "mapping.yml",
        'sessions: {Agenda: ignore, "Session *": S7}\nspeakers: {"Ben*": none, "Ana López": ignore}\n',
    )
    notes = written(tmp_path / "notes.md", "# Agenda\n\nWelcome.\n\n# Session 1\n\nPeers help.\n")
    reports = importing.run(home, [notes, written(tmp_path / "zoom.txt", ZOOM)]).files
    assert by_speaker(home) == [("", "Peers help."), ("", "Peers help. Much.")]
    assert cells(home, "sessions", "session_id") == [("S7",)]
    assert [loss.what for report in reports for loss in report.losses] == ["Welcome.", "Data are missing."]


def test_a_transcript_in_another_language_is_recognised_whatever_the_mapping(tmp_path: Path) -> None:
    home = event(tmp_path)
    text = ZOOM.replace(
        "Data are missing.", "Les données sur la migration manquent dans la plupart des pays."
    ).replace("Peers help.", "Les pairs s’entraident, et le financement arrive trop tard.")
    importing.run(home, [written(tmp_path / "zoom.txt", text)])
    assert set(cells(home, "notes", "quote_language")) == {("fr",)}
    assert "language: fr" in (home / "mapping.yml").read_text()
