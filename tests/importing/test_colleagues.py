"""Two people who import into one event: nobody's words are replaced, nothing is lost, and agreement keeps first codings."""

import csv
import threading
from pathlib import Path

import pytest
from filelock import FileLock
from tests.importing.notes_kit import cells, written
from tests.importing.samples import event, project_xml, qdpx, selection, text_source

from gcm_analysis import importing
from gcm_analysis.evidence.notes import WORDS, rows_of
from gcm_analysis.importing.store import read_tables

ANA = "N001,Data are missing.,DATA\nN002,Money comes late.,FUNDING\nN004,Staff leave.,STAFF\n"
BEN = (
    "N001,Data are missing!,DATA\nN002,Money comes late.,MGMT\nN004,Local authorities were left out.,LOCAL\n"
)


def table(folder: Path, name: str, rows: str, header: str = "note_id,text_en,theme") -> Path:
    return written(folder / f"{name}.csv", f"{header}\n{rows}")


def texts(home: Path) -> dict[str, str]:
    return dict(cells(home, "notes", "note_id", "text_en"))


def codes(home: Path) -> list[tuple[str, ...]]:
    return [row for name in ("notes", "recoding") for row in cells(home, name, "note_id", "coder", "theme")]


def decide(home: Path, decision: str) -> None:
    path = home / "conflicts.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], *(line + decision for line in lines[1:])]) + "\n", encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An event into which Ana and then Ben imported their tables."""
    folder = event(tmp_path)
    importing.run(folder, [table(tmp_path, "ana", ANA)], coder="Ana")
    importing.run(folder, [table(tmp_path, "ben", BEN)], coder="Ben")
    return folder


def test_different_words_under_a_colleague_s_id_wait_and_the_same_words_get_a_further_coding(
    home: Path,
) -> None:
    assert texts(home) == {"N001": "Data are missing.", "N002": "Money comes late.", "N004": "Staff leave."}
    with (home / "conflicts.csv").open(encoding="utf-8", newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert (row["id"], row["coder"], row["known_coder"], row["decision"]) == ("N004", "Ben", "Ana", "")
    assert (row["words"], row["known_words"]) == ("Local authorities were left out.", "Staff leave.")
    assert {("N002", "Ana", "FUNDING"), ("N002", "Ben", "MGMT"), ("N001", "Ben", "DATA")} <= {*codes(home)}


@pytest.mark.parametrize(
    ("decision", "words", "coding"),
    [
        ("new", {"N004": "Staff leave.", "Ben-N004": "Local authorities were left out."}, ("Ben-N004", "Ben", "LOCAL")),
        ("same", {"N004": "Staff leave."}, ("N004", "Ben", "LOCAL")),
        ("correction", {"N004": "Local authorities were left out."}, ("N004", "Ben", "LOCAL")),
    ],
)  # fmt: skip
def test_a_decision_is_carried_out_at_the_next_import_and_kept(
    tmp_path: Path, home: Path, decision: str, words: dict[str, str], coding: tuple[str, str, str]
) -> None:
    decide(home, decision)
    for _ in range(2):
        report = importing.run(home, [tmp_path / "ben.csv"], coder="Ben")
        assert report.files[0].waiting == 0
        assert {key: text for key, text in texts(home).items() if "N004" in key} == words
        assert coding in codes(home)


def test_an_unknown_decision_is_refused(tmp_path: Path, home: Path) -> None:
    decide(home, "perhaps")
    with pytest.raises(importing.ImportRefused, match="correction, same, new"):
        importing.run(home, [tmp_path / "ben.csv"], coder="Ben")


def test_a_correction_keeps_the_first_coding_and_counts_if_all_now_agree(tmp_path: Path, home: Path) -> None:
    corrected = ANA.replace("late.,FUNDING", "too late.,MGMT")
    report = importing.run(home, [table(tmp_path, "ana", corrected)], coder="Ana")
    assert texts(home)["N002"] == "Money comes too late."
    found = [each for each in codes(home) if each[0] == "N002"]
    assert found == [("N002", "Ana", "FUNDING"), ("N002", "Ben", "MGMT"), ("N002", "agreed", "MGMT")]
    assert report.files[0].waiting == 0


def test_a_correction_that_no_other_coder_shares_waits_to_be_settled(tmp_path: Path, home: Path) -> None:
    path = table(tmp_path, "ana", ANA.replace("FUNDING", "PEER"))
    assert importing.run(home, [path], coder="Ana").files[0].waiting == 1
    assert ("N002", "Ana", "FUNDING") in codes(home)
    importing.run(home, [table(tmp_path, "recoding", "N002,agreed,PEER\n", "note_id,coder,theme")])
    assert importing.run(home, [path], coder="Ana").files[0].waiting == 0


def test_a_note_that_vanished_from_a_file_is_reported_and_kept_and_a_code_by_one_person_is_corrected(
    tmp_path: Path, home: Path
) -> None:
    importing.run(home, [table(tmp_path, "ana", ANA.replace("STAFF", "PEER"))], coder="Ana")
    assert ("N004", "Ana", "PEER") in codes(home)
    shorter = table(tmp_path, "ana-2", ANA.partition("N004")[0])
    report = importing.run(home, [shorter], coder="Ana")
    gone = [(loss.row, loss.what) for loss in report.files[0].losses if "last import" in loss.why]
    assert gone == [("N004", "Staff leave.")]
    assert "N004" in texts(home)


def test_without_a_coder_s_name_a_corrected_sentence_is_taken_and_a_different_sentence_is_not(
    tmp_path: Path,
) -> None:
    home = event(tmp_path)
    importing.run(home, [table(tmp_path, "a", "N001,Peer exchange works.,\nN002,Staff leave.,\n")])
    new = "N001,Peer exchange works well.,\nN002,Local authorities were left out.,\n"
    report = importing.run(home, [table(tmp_path, "b", new)])
    assert texts(home) == {"N001": "Peer exchange works well.", "N002": "Staff leave."}
    assert report.files[0].waiting == 1


def test_a_speaker_under_a_colleague_s_id_waits_with_what_the_speaker_said(tmp_path: Path) -> None:
    home = event(tmp_path)
    importing.run(home, [table(tmp_path, "speakers", "P1,Ada Lovelace\n", "speaker_id,name")])
    speakers = table(tmp_path, "speakers", "P1,Blaise Pascal\n", "speaker_id,name")
    notes = table(tmp_path, "notes", "N001,It helps.,P1\n", "note_id,text_en,speaker_id")
    report = importing.run(home, [speakers], coder="Ben")
    assert cells(home, "speakers", "name") == [("Ada Lovelace",)]
    assert report.files[0].waiting == 1
    decide(home, "new")
    importing.run(home, [speakers, notes], coder="Ben")
    both = [("P1", "Ada Lovelace"), ("Ben-P1", "Blaise Pascal")]
    assert cells(home, "speakers", "speaker_id", "name") == both


@pytest.mark.parametrize(
    ("again", "is_kept"),
    [
        ("N004,Staff leave.,STAFF\n", True),
        ("X9,“Staff leave”,STAFF\n", True),
        ("X9,“Staff leave”,STAFF\n", False),
    ],
)
def test_a_withdrawn_statement_does_not_come_back(tmp_path: Path, again: str, *, is_kept: bool) -> None:
    home = event(tmp_path)
    importing.run(home, [table(tmp_path, "ana", ANA)], coder="Ana")
    (home / "withdrawn.csv").write_text("note_id,withdrawn,reason_en,reason_fr\nN004,2030-04-01,,\n")
    if not is_kept:
        lines = (home / "notes.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        written(home / "notes.csv", "".join(line for line in lines if "N004" not in line))
    before = (home / "notes.csv").read_bytes()
    report = importing.run(home, [table(tmp_path, "ana-2", again)], coder="Ana")
    assert (home / "notes.csv").read_bytes() == before
    assert "it was withdrawn (N004)" in report.files[0].losses[0].why


def test_a_second_import_waits_for_the_first_and_says_so(tmp_path: Path) -> None:
    home, messages = event(tmp_path), []
    (home / "imports").mkdir()
    other = FileLock(home / "imports" / ".lock")
    other.acquire()
    path = table(tmp_path, "ana", ANA)
    second = threading.Thread(target=importing.run, args=(home, [path]), kwargs={"say": messages.append})
    second.start()
    while not messages:
        second.join(timeout=0.01)
    assert not (home / "notes.csv").exists()
    other.release()
    second.join()
    assert "waiting" in messages[0]
    assert len(texts(home)) == 3


def test_every_word_of_both_people_is_in_the_tables_or_among_the_losses(tmp_path: Path, home: Path) -> None:
    report = importing.run(home, [tmp_path / "ben.csv"], coder="Ben")
    kept = {row[column] for row in rows_of(read_tables(home).notes) for column in WORDS}
    lost = " ".join(f"{loss.what} {loss.why}" for loss in report.files[0].losses)
    for line in (ANA + BEN).splitlines():
        words = line.split(",")[1]
        assert words in kept or words in lost


def project(tmp_path: Path, code_of_ana: str) -> Path:
    codes = [("u-1", code_of_ana), ("u-2", "c-1")]
    xml = project_xml(text_source(selection(0, 5, codes, "Peers")))
    return qdpx(tmp_path / "p.qdpx", xml, {"sources/T1.txt": "Peers taught us."})


def test_a_coding_that_is_corrected_in_a_tool_keeps_the_first_one_too(tmp_path: Path) -> None:
    home = event(tmp_path)
    mapping = "codes:\n  Factors/Peers: {theme: PEER}\n  Factors/Funding: {theme: FUNDING}\n"
    written(home / "mapping.yml", mapping)
    importing.run(home, [project(tmp_path, "c-2")])
    importing.run(home, [project(tmp_path, "c-1")])
    first = {("N001", "Ana-Lopez", "FUNDING"), ("N001", "Ben", "PEER")}
    assert {*codes(home)} == first | {("N001", "agreed", "PEER")}


def test_a_changed_meaning_in_the_mapping_is_not_a_correction_by_a_coder(tmp_path: Path) -> None:
    home = event(tmp_path)
    mapping = "codes:\n  Factors/Peers: {theme: PEER}\n  Factors/Funding: {theme: PEER}\n"
    path = written(home / "mapping.yml", mapping)
    importing.run(home, [project(tmp_path, "c-2")])
    written(path, path.read_text("utf-8").replace("Funding: {theme: PEER}", "Funding: {theme: FUNDING}"))
    importing.run(home, [tmp_path / "p.qdpx"])
    assert {*codes(home)} == {("N001", "Ana-Lopez", "FUNDING"), ("N001", "Ben", "PEER")}
