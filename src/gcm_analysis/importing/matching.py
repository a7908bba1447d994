"""Which note of a file is which note of the event: by its id, else by its document, its place and its words."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from gcm_analysis.evidence.notes import UNNUMBERED, WORDS

Row = dict[str, str]
Keys = Callable[[Row], Iterable[Hashable]]

OFFSETS = re.compile(r"characters [0-9]+–[0-9]+")


def words_of(row: Row) -> str:
    """Return the words of a note in one spelling, without blanks: tools break lines differently."""
    text = next(filter(None, (row[column] for column in ("quote", "text_en", "text_fr"))), "")
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def all_words_of(row: Row) -> set[str]:
    return {words_of(dict.fromkeys(WORDS, "") | {"quote": row[column]}) for column in WORDS} - {""}


def is_numbered(row: Row) -> bool:
    return not row["note_id"].startswith(UNNUMBERED)


def matches(old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    """Return, by the position of a new note, the position of the old note that it is. Each old note is taken once.

    A sure sign goes before an unsure one; with the same sign, the two that have most cells in common belong together.
    """
    found: dict[int, int] = {}
    for keys, fits in PASSES:
        taken = set(found.values())
        pairs = [
            (-_alike(old[before], new[place]), place, before)
            for place, before in _pairs(keys, old, new)
            if place not in found and before not in taken and fits(old[before], new[place])
        ]
        for _, place, before in sorted(pairs):
            if place not in found and before not in taken:
                found[place] = before
                taken.add(before)
    return found


def _pairs(keys: Keys, old: Sequence[Row], new: Sequence[Row]) -> set[tuple[int, int]]:
    """Return the positions of new and old notes that have a key in common."""
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for before, row in enumerate(old):
        for key in keys(row):
            by_key[key].append(before)
    return {
        (place, before)
        for place, row in enumerate(new)
        for key in keys(row)
        for before in by_key.get(key, ())
    }


def _alike(one: Row, other: Row) -> int:
    return sum(bool(one[column]) and one[column] == other[column] for column in one)


def _by_id(row: Row) -> Iterable[Hashable]:
    return [row["note_id"]] if is_numbered(row) else []


def _by_words(row: Row) -> Iterable[Hashable]:
    return [(row["source_id"], words) for words in sorted(all_words_of(row))]


def _by_offsets(row: Row) -> Iterable[Hashable]:
    return [(row["source_id"], row["locator_en"])] if OFFSETS.fullmatch(row["locator_en"]) else []


def _same_place(one: Row, other: Row) -> bool:
    return one["locator_en"] == other["locator_en"]


def _one_unplaced(one: Row, other: Row) -> bool:
    """Tell whether two notes with the same words may be one: a tool's table may not say where it found them."""
    return not is_numbered(other) and not (one["locator_en"] and other["locator_en"])


def _always(one: Row, other: Row) -> bool:  # noqa: ARG001 - one of the ways to fit
    return True


PASSES: tuple[tuple[Keys, Callable[[Row, Row], bool]], ...] = (
    (_by_id, _always),
    (_by_words, _same_place),
    (_by_offsets, _always),
    (_by_words, _one_unplaced),
)
