"""Reads numbers in sentences: those that are marked as facts in any language, and what English sentences claim with them.

The claims here are those of the chapters whose words `readers.py` does not read: how firm the findings are, the programme
and its Actions, the mechanism. Values are those that `recomputed.py` finds in the rows.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from gcm_analysis.narrative.language import Sentence

MARKED = re.compile(r'\[(?P<shown>(?:\\.|[^\]\\])*)\]\{\.fact fact="(?P<id>[^"]+)"\}')
NUMBER = r"−?\d+(?:[,\u202f]\d{3})*(?:[.,]\d+)?"
MILLION = re.compile(r"millions?\b")
THOUSANDS = {"en": ",", "fr": "\u202f"}


def marked(said: Sentence) -> Iterator[tuple[str, str]]:
    """Yield each marked fact of a sentence: its id, and what the reader sees."""
    for found in MARKED.finditer(said.markdown):
        yield found["id"], re.sub(r"\\(.)", r"\1", found["shown"])


def number(shown: str, code: str = "en") -> float | None:
    """Return the number that a text shows in a language, or nothing where it shows none or several."""
    plain = shown.replace(THOUSANDS[code], "").replace("\u00a0", " ")
    found = re.findall(r"−?\d+(?:[.,]\d+)?", plain)
    if len(found) != 1:
        return None
    value = float(found[0].replace("−", "-").replace(",", "."))
    return value * 1_000_000 if MILLION.search(plain) else value


def rounded(value: float, unit: str, shown: float) -> float:
    """Return a value as a reader sees it: shares as whole percentages, others with the decimals that are shown."""
    if unit == "share":
        return float(int(value * 100 + 0.5)) if value >= 0 else -float(int(-value * 100 + 0.5))
    decimals = len(str(shown).partition(".")[2].rstrip("0"))
    return round(value, decimals)


class Reader(NamedTuple):
    words: re.Pattern[str]
    true: Callable[..., bool]


def reader(words: str, true: Callable[..., bool]) -> Reader:
    return Reader(re.compile(words), true)


def are(ids: str) -> Callable[..., bool]:
    """Return a check that the numbers read are the values of these facts."""

    def check(again: Any, *said: str) -> bool:
        return all(
            abs(float(again.value(name)) * (100 if "share" in name or "contrast" in name else 1) - value) < 1
            for name, value in zip(ids.split(), map(number, said), strict=True)
            if value is not None
        )

    return check


READERS = {
    "how many Actions were found": reader(
        rf"Sources were found for ({NUMBER}) Actions, ({NUMBER}) of them", are("found.n found.own")
    ),
    "how many Actions had experts from outside the EU": reader(
        rf"outside the EU took part in ({NUMBER}) of ({NUMBER}) Actions", are("fig-experts.outside fig-experts.n")
    ),
    "how many functions the programme had": reader(
        rf"mechanism’s ({NUMBER}) functions, MIEUX performed ({NUMBER}), and ({NUMBER}) in part; ({NUMBER}) it did not perform\. On ({NUMBER})",
        are("functions.all functions.yes functions.partly functions.no functions.open"),
    ),
    "of how many functions nothing is known": reader(
        rf"is not known for ({NUMBER}) of ({NUMBER}) functions", are("promise.silent promise.n")
    ),
}  # fmt: skip


def read(again: Any, said: str) -> Iterator[tuple[str, bool]]:
    """Yield by which readers a sentence is read, and whether it is true of these rows."""
    for name, (words, true) in READERS.items():
        for found in words.finditer(said):
            yield name, true(again, *found.groups())
