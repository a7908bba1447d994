"""Facts: values with their unit, how they were computed, and the rows and sources behind them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

Unit = Literal["count", "share", "year", "date", "minutes", "months", "agreement", "money", "claim", "text"]
Value = int | float | str | date


@dataclass(frozen=True)
class Fact:
    """One number (or date, or published claim) that a sentence may state.

    `how` is a message of the catalogue: how the value was computed. `about` says in the words of the sentence's language
    what it was computed from, so that facts computed in the same way can be distinguished. `rows` are ids of evidence rows,
    `sources` are source ids. `words` is the value as a reader sees it if the number alone is not enough, such as
    “more than 400”.
    """

    id: str
    value: Value
    unit: Unit
    how: str
    rows: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    words: str = ""
    about: str = ""


def mark(message: str) -> str:
    """Mark a message for translation where it is written; it is translated where it is shown."""
    return message


def computed(  # noqa: PLR0913 - a fact's fields
    name: str, value: Value, how: str, frame: pd.DataFrame, unit: Unit = "count", about: str = ""
) -> Fact:
    """Return a value computed from all rows of a frame as a fact; its first column holds the rows' ids."""
    rows = tuple(map(str, frame.iloc[:, 0]))
    sources = tuple(sorted(set(frame["source_id"]))) if "source_id" in frame else ()
    return Fact(name, value, unit, how, rows, sources, about=about)
