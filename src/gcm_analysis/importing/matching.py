"""Which note of a file is which note of the event: by its id, else by its document, its place and its words."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import product

from gcm_analysis.evidence.notes import UNNUMBERED, WORDS

Row = dict[str, str]
Keys = Callable[[Row], Iterable[Hashable]]

MOST_PAIRS = 2_500  # that rows with the same key are looked at in: fifty of each
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
        left = {place: row for place, row in enumerate(new) if place not in found}
        free = {before: row for before, row in enumerate(old) if before not in taken}
        pairs = [
            (-_alike(old[before], new[place]), place, before)
            for place, before in _pairs(_by_key(keys, free), _by_key(keys, left))
            if fits(old[before], new[place])
        ]
        for _, place, before in sorted(pairs):
            if place not in found and before not in taken:
                found[place] = before
                taken.add(before)
    return found


def _pairs(old: Mapping[Hashable, list[int]], new: Mapping[Hashable, list[int]]) -> set[tuple[int, int]]:
    """Return the positions of new and old notes that have a key in common.

    Where very many have the same, they are taken in their order: all pairs of them would fill the memory.
    """
    found: set[tuple[int, int]] = set()
    for key, places in new.items():
        befores = old.get(key, [])
        is_many = len(places) * len(befores) > MOST_PAIRS
        found.update(zip(places, befores, strict=False) if is_many else product(places, befores))
    return found


def _by_key(keys: Keys, rows: Mapping[int, Row]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for position, row in rows.items():
        for key in keys(row):
            found[key].append(position)
    return found


def _alike(one: Row, other: Row) -> int:
    return sum(bool(one[column]) and one[column] == other[column] for column in one)


def _by_id(row: Row) -> Iterable[Hashable]:
    return [row["note_id"]] if is_numbered(row) else []


def _by_words(row: Row) -> Iterable[tuple[str, str]]:
    return [(row["source_id"], words) for words in sorted(all_words_of(row))]


def _by_words_and_place(row: Row) -> Iterable[Hashable]:
    return [(*key, row["locator_en"]) for key in _by_words(row)]


def _by_offsets(row: Row) -> Iterable[Hashable]:
    return [(row["source_id"], row["locator_en"])] if OFFSETS.fullmatch(row["locator_en"]) else []


def _one_unplaced(one: Row, other: Row) -> bool:
    """Tell whether two notes with the same words may be one: a tool's table may not say where it found them."""
    return not is_numbered(other) and not (one["locator_en"] and other["locator_en"])


def _always(one: Row, other: Row) -> bool:  # noqa: ARG001 - one of the ways to fit
    return True


PASSES: tuple[tuple[Keys, Callable[[Row, Row], bool]], ...] = (
    (_by_id, _always),
    (_by_words_and_place, _always),
    (_by_offsets, _always),
    (_by_words, _one_unplaced),
)
