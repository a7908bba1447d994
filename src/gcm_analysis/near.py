"""Compares words: finds the nearest of known names, and how much two texts or rows have in common at their beginning."""

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches

CLOSE = 0.6  # of 1: the least similarity of two names
LONGEST = 100  # characters: a longer word is not a misspelt name


def nearest(word: str, known: Iterable[str], cutoff: float = CLOSE) -> str | None:
    """Return the known name that is most similar to a word, ignoring case; None if none is similar."""
    by_folded = {name.casefold(): name for name in known}
    near = get_close_matches(word[:LONGEST].casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[near[0]] if near else None


def suggestion(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return “did you mean …?”, or other words if no name is similar."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else otherwise


def advice(word: str, known: Collection[str], cutoff: float = CLOSE) -> str:
    """Return a sentence with the nearest known name, or with all; nothing if none is known."""
    near = nearest(word, known, cutoff)
    return f"Did you mean {near}?" if near else f"Known: {', '.join(known)}." if known else ""


def shared_start(one: Sequence[object], other: Sequence[object]) -> int:
    """Return how many letters or items two texts or rows have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
