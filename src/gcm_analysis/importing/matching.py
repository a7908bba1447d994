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
OFFSETS = re.compile(r"characters ([0-9]+)–([0-9]+)")
HALF = 0.5


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, in small letters: two texts that differ in signs alone are the same."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text).casefold()))


def words_of(row: Mapping[str, str]) -> str:
    """Return the words of a note, of which one form is enough; nothing for a row of another table."""
    return next((row[column] for column in WORDS if row.get(column)), "")


def bare(text: str) -> str:
    """Return text in one spelling, without blanks: tools break lines differently."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


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
            (
                -sum(bool(cell) and cell == new[place][column] for column, cell in old[before].items()),
                place,
                before,
            )
            for place, before in _pairs(_by_key(keys, free), _by_key(keys, left))
            if fits is None or fits(old[before], new[place])
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


def _by_words(row: Row) -> list[tuple[str, ...]]:
    return [(row["source_id"], words) for words in sorted({bare(row[column]) for column in WORDS} - {""})]


def _made_anew(one: Row, other: Row) -> bool:
    """Say whether a highlight of a tool is an old one that the same person made anew, a little longer or shorter."""
    is_same_person = not (one["coder"] and other["coder"]) or one["coder"] == other["coder"]
    return (
        is_same_person
        and not is_numbered(other)
        and max(_shared_place(one, other), _shared_words(one, other)) > HALF
    )


def _shared_place(one: Row, other: Row) -> float:
    """Return how much of the stretch of both together is in both, from 0 to 1."""
    spans = [OFFSETS.fullmatch(row["locator_en"]) for row in (one, other)]
    if not all(spans):
        return 0
    (first, last), (begin, end) = [(int(span[1]) - 1, int(span[2])) for span in spans if span]
    return (min(last, end) - max(first, begin)) / (max(last, end) - min(first, begin))


def _shared_words(one: Row, other: Row) -> float:
    """Return how much of the longer words are the shorter ones, where no place says more."""
    if one["locator_en"] and other["locator_en"]:
        return 0
    shorter, longer = sorted((bare(row["quote"] or words_of(row)) for row in (one, other)), key=len)
    return len(shorter) / len(longer) if shorter and shorter in longer else 0


# By what two notes are one, the surest sign first; and, where that alone is not enough, what else has to be so.
PASSES: tuple[tuple[Keys, Callable[[Row, Row], bool] | None], ...] = (
    (lambda row: [row["note_id"]] if is_numbered(row) else [], None),
    (lambda row: [(*key, row["locator_en"]) for key in _by_words(row)], None),
    (
        lambda row: [(row["source_id"], row["locator_en"])] if OFFSETS.fullmatch(row["locator_en"]) else [],
        None,
    ),
    # A tool's table may not say where it found its words.
    (_by_words, lambda old, new: not is_numbered(new) and not (old["locator_en"] and new["locator_en"])),
    (lambda row: [row["source_id"]] if row["source_id"] else [], _made_anew),
)
