"""The nearest of the names that there are, for messages about one that there is not."""

from collections.abc import Iterable
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
