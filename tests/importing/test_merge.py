"""Merging: nothing twice, nothing lost, nothing changed silently."""

import pytest
from hypothesis import given
from pandas.testing import assert_frame_equal
from tests.importing.samples import NEW_NOTES, OLD_NOTES, row

from gcm_analysis.evidence.notes import COLUMNS, WORDS, Notes, notes_of, nothing, rows_of
from gcm_analysis.importing.merge import Merged
from gcm_analysis.importing.model import Loss

OFFSETS = {"source_id": "D01", "locator_en": "characters 1–5", "locator_fr": "caractères 1–5"}
A, B = "ana", "ben"


def note(note_id: str, **cells: str) -> dict[str, str]:
    return row("notes", note_id=note_id, **cells)


def notes(*rows: dict[str, str], recoding: tuple[dict[str, str], ...] = ()) -> Notes:
    return notes_of({"notes": rows, "recoding": recoding})


def merging(old: Notes, new: Notes) -> tuple[Notes, list[Loss]]:
    result = Merged(old, new)
    return result.notes, result.losses


def same(one: Notes, other: Notes) -> None:
    for name in COLUMNS:
        assert_frame_equal(getattr(one, name), getattr(other, name))


@given(OLD_NOTES, NEW_NOTES)
def test_what_is_imported_is_there_once_and_what_was_there_stays_or_its_change_is_reported(
    old: Notes, new: Notes
) -> None:
    same(merging(nothing(), old)[0], old)
    same(merging(old, nothing())[0], old)
    once, losses = merging(old, new)
    same(merging(once, new)[0], once)  # a second time changes nothing
    reported = {(loss.where, loss.row, loss.what) for loss in losses}
    for name in COLUMNS:
        before, after = (rows_of(getattr(each, name)) for each in (old, once))
        assert len(after) >= len(before)
        for was, now in zip(before, after, strict=False):
            changed = {column for column in was if was[column] and was[column] != now[column]}
            emptied = {column for column in changed if not now[column]}
            assert emptied <= set(WORDS)
            assert {was[column] for column in emptied} <= {now.get(column) for column in WORDS}
            key = was[next(iter(was))]
            assert {
                (f"{name}.csv", key, f"{each}: {was[each]} → {now[each]}") for each in changed
            } <= reported
    ids = list(once.notes["note_id"])
    assert len(set(ids)) == len(ids)
    assert not [each for each in ids if each.startswith("~")]


def test_the_same_coding_twice_in_a_file_is_one_coding() -> None:
    old = notes(note("N001", quote="a", coder=B, theme="PEER"))
    new = notes(
        note("N001", quote="a", coder=A, theme="PEER"),
        recoding=(row("recoding", note_id="N001", coder=A, theme="MEL"),),
    )
    once, _ = merging(old, new)
    twice, losses = merging(once, new)
    same(twice, once)
    assert losses == []
    assert once.recoding[["note_id", "coder", "theme"]].to_numpy().tolist() == [["N001", A, "MEL"]]


def test_new_notes_are_numbered_after_the_last() -> None:
    merged, _ = merging(notes(note("N007", quote="a")), notes(note("~1", quote="b"), note("~2", quote="c")))
    assert list(merged.notes["note_id"]) == ["N007", "N008", "N009"]


@pytest.mark.parametrize(
    ("other", "count"),
    [
        ({"quote": "It  helped.\nA lot."}, 2),  # blanks differ
        ({"text_en": "It helped. A lot."}, 2),  # given as a paraphrase now
        ({"quote": "Other words"}, 2),  # the same stretch of the same document
        ({"quote": "It helped. A lot.", "locator_en": ""}, 2),  # a table that does not say where
        (
            {"quote": "It helped. A lot.", "locator_en": "characters 90–94"},
            3,
        ),  # another place in the document
        ({"quote": "It helped. A lot.", "source_id": "D02"}, 3),
        ({"quote": "No.", "locator_en": "paragraph 3"}, 3),
    ],
)
def test_the_same_passage_is_not_imported_twice_and_another_passage_is_a_new_note(
    other: dict[str, str], count: int
) -> None:
    maybe = note("N002", quote="Maybe.", source_id="D01", locator_en="paragraph 3")
    old = notes(note("N001", quote="It helped. A lot.", **OFFSETS), maybe)
    merged, _ = merging(old, notes(note("~1", **{**OFFSETS, **other})))
    assert len(merged.notes) == count


def test_two_passages_with_the_same_words_stay_two_however_often_they_are_imported() -> None:
    new = notes(note("~1", source_id="D01", quote="Yes."), note("~2", source_id="D01", quote="Yes."))
    once, _ = merging(nothing(), new)
    twice, _ = merging(once, new)
    assert list(twice.notes["note_id"]) == ["N001", "N002"]


def test_very_many_passages_with_the_same_words_are_matched_in_their_order_without_trying_all_pairs() -> None:
    many = notes_of({"notes": [row("notes", note_id=f"~{number}", quote="Yes.") for number in range(300)]})
    once, _ = merging(nothing(), many)
    twice, _ = merging(once, many)
    assert rows_of(twice.notes) == rows_of(once.notes)


def test_a_changed_row_of_the_same_id_updates_and_is_reported() -> None:
    old = notes(note("N001", text_en="It helps.", theme="PEER", coder=A))
    merged, losses = merging(
        old, notes(note("N001", text_en="It helped.", theme="PEER", text_fr="Cela a aidé.", coder=A))
    )
    assert merged.notes["text_en"].item() == "It helped."
    assert merged.notes["text_fr"].item() == "Cela a aidé."
    assert losses == [
        Loss(
            "notes.csv",
            "N001",
            "text_en: It helps. → It helped.",
            "the file has another value, which was taken",
        )
    ]


def test_words_that_a_person_edited_are_not_overwritten_by_a_tool() -> None:
    old = notes(note("N001", text_en="Peers helped.", **OFFSETS))
    merged, losses = merging(old, notes(note("~1", text_en="peers helped!!", theme="PEER", **OFFSETS)))
    assert (merged.notes["text_en"].item(), merged.notes["theme"].item()) == ("Peers helped.", "PEER")
    assert [(loss.row, loss.what) for loss in losses] == [("N001", "text_en: Peers helped.")]


def test_a_quotation_that_becomes_a_paraphrase_is_not_a_quotation_any_more() -> None:
    old = notes(note("N001", quote="Peers helped.", quote_language="en", **OFFSETS))
    merged, losses = merging(old, notes(note("~1", text_en="Peers helped.", **OFFSETS)))
    assert merged.notes[["text_en", "quote", "quote_language"]].to_numpy().tolist() == [
        ["Peers helped.", "", ""]
    ]
    assert [(loss.what, loss.why) for loss in losses] == [
        ("quote: Peers helped. → ", "the file has these words as text_en now"),
        ("quote_language: en → ", "the file has these words as text_en now"),
    ]
    back, _ = merging(merged, notes(note("~1", quote="Peers helped.", quote_language="en", **OFFSETS)))
    same(back, old)


def test_a_code_that_the_file_no_longer_contains_is_kept_and_reported() -> None:
    old = notes(note("N001", theme="PEER", phase="design", quote="a", coder=A, **OFFSETS))
    merged, losses = merging(old, notes(note("~1", phase="design", quote="a", coder=A, **OFFSETS)))
    assert merged.notes["theme"].item() == "PEER"
    assert losses[0].what == "theme: PEER"
    assert "empty the cell in notes.csv" in losses[0].why


def test_a_second_person_s_codes_become_further_codings_of_the_same_note() -> None:
    old = notes(note("N001", theme="PEER", quote="a", coder=A, **OFFSETS))
    merged, losses = merging(old, notes(note("~1", theme="FUNDING", quote="a", coder=B, **OFFSETS)))
    assert merged.notes[["theme", "coder"]].to_numpy().tolist() == [["PEER", A]]
    assert merged.recoding[["note_id", "coder", "theme"]].to_numpy().tolist() == [["N001", B, "FUNDING"]]
    assert losses == []


def test_the_order_of_coders_in_the_file_does_not_swap_them() -> None:
    new = notes(
        note("~1", theme="FUNDING", quote="a", coder=B, **OFFSETS),
        recoding=(row("recoding", note_id="~1", coder=A, theme="MEL"),),
    )
    old = notes(note("N001", theme="PEER", quote="a", coder=A, **OFFSETS))
    merged, losses = merging(old, new)
    assert merged.notes[["coder", "theme"]].to_numpy().tolist() == [[A, "MEL"]]
    assert merged.recoding[["coder", "theme"]].to_numpy().tolist() == [[B, "FUNDING"]]
    assert [loss.what for loss in losses] == ["theme: PEER → MEL"]


def test_a_note_with_a_new_id_is_reported_and_its_codings_follow() -> None:
    new = notes(
        note("X9", quote="a", **OFFSETS), recoding=(row("recoding", note_id="X9", coder=B, theme="MEL"),)
    )
    merged, losses = merging(notes(note("N001", quote="a", coder=A, **OFFSETS)), new)
    assert merged.recoding["note_id"].item() == "N001"
    assert [(loss.row, loss.why) for loss in losses] == [
        ("X9", "the same document, place and words as N001, so it is that note")
    ]
