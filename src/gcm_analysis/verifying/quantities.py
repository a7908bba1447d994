"""Numbers in text: where they are, and whether one is another, more exact number, rounded or grouped."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f’]\d+)*")
EXACT = re.compile(r"\d+(?:\.\d+)?")
SEPARATORS = re.compile(r"[.,\u00a0\u202f’]")
HUNDRED = 100


def stands_for(shown: str, text: str, *, per_cent: bool = False) -> bool:
    """Return whether a number as shown is in the text of some data: letter for letter, ungrouped or rounded."""
    written = {match[0] for match in NUMBER.finditer(text)}
    if shown in written or SEPARATORS.sub("", shown) in {SEPARATORS.sub("", one) for one in written}:
        return True
    exact = [Decimal(match[0]) for match in EXACT.finditer(text)]
    return any(
        value in {_rounded(one, value), _rounded(one * HUNDRED, value) if per_cent else None}
        for value in _readings(shown)
        for one in exact
    )


def is_per_cent(text: str, end: int) -> bool:
    """Return whether the number that ends here is a percentage."""
    return text[end : end + 2].lstrip().startswith("%")


def _readings(shown: str) -> Iterator[Decimal]:
    """Yield what a number may mean: its signs separate thousands, or the last one separates decimals."""
    yield Decimal(SEPARATORS.sub("", shown))
    parts = SEPARATORS.split(shown)
    if len(parts) > 1:
        yield Decimal("".join(parts[:-1]) + "." + parts[-1])


def _rounded(value: Decimal, like: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(int(like.as_tuple().exponent)), rounding=ROUND_HALF_UP)
