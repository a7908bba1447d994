"""How alike words are: the nearest of the names that there are, and how far two texts or rows begin alike."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

CLOSE = 0.6  # of 1, how alike two names are
LONGEST = 100  # characters of a name that are compared: longer is no misspelling


def nearest(word: str, known: Iterable[str], cutoff: float = CLOSE) -> str | None:
    """Return the known name that a word is most like, whatever its case; none if it is like none."""
    by_folded = {name.casefold(): name for name in known}
    near = get_close_matches(word[:LONGEST].casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[near[0]] if near else None


def suggestion(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return “did you mean …?”, or other words where no name is near."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else otherwise


def alike(one: Sequence[object], other: Sequence[object]) -> int:
    """Return how many letters, or items, two texts or rows have alike at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
