"""The messages that cells of a notebook are written in: with the values that fill them in, not yet in a language.

A number in a message becomes a fact of the report, named after the cell's label and its placeholder:
`say("… {gap} …", gap=count(frame))` in a cell that begins with `#| label: fund` states the fact `fund.gap`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from gcm_analysis.narrative.facts import Fact, Unit, computed, mark
from gcm_analysis.narrative.language import Language, Sentence

COUNTED = mark("number of rows listed here")
DIFFERENT = mark("number of different values in the rows listed here")
SHARED = mark("share that the rows listed here have of those they were counted among")


@dataclass(frozen=True)
class Number:
    """A number from a frame that becomes a fact in a message: `named` makes the fact with that name."""

    named: Callable[[str], Fact]


@dataclass(frozen=True)
class Message:
    """A message of the catalogue, in one form or, if a number `n` decides, in two."""

    one: str
    many: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, language: Language, label: str) -> Sentence:
        """Return the message in a language, its numbers named after the label of the cell."""
        if not self.one:
            return Sentence()
        values = {name: _filled(value, language, label, name) for name, value in self.values.items()}
        if not self.many:
            return language.say(self.one, **values)
        return language.plural(self.one, self.many, **values)  # type: ignore[arg-type]  # `n` is a number


def say(message: str, /, **values: object) -> Message:
    """Return a message with the values that fill it in: numbers, texts, or other messages."""
    return Message(message, "", values)


def plural(one: str, many: str, /, n: Number | int, **values: object) -> Message:
    """Return the message in the form that the number `n` requires; `{n}` is that number."""
    return Message(one, many, {"n": n, **values})


def count(frame: pd.DataFrame, how: str = COUNTED) -> Number:
    """Return the number of rows; the first column holds their ids."""
    return number(len(frame), frame, how)


def distinct(frame: pd.DataFrame, column: str, how: str = DIFFERENT) -> Number:
    """Return the number of different values of a column."""
    return number(frame[column].nunique(), frame, how)


def share(part: pd.DataFrame, whole: pd.DataFrame, how: str = SHARED) -> Number:
    """Return the share of the rows of `whole` that are in `part`, between 0 and 1; 0 if there are no rows."""
    return number(len(part) / len(whole) if len(whole) else 0.0, part, how, "share")


def number(value: float | str | date, frame: pd.DataFrame, how: str, unit: Unit = "count") -> Number:
    """Return a value that was computed in the cell from all rows of a frame; `how` says how, as a message."""
    plain = value.item() if isinstance(value, np.generic) else value  # JSON can't hold NumPy's numbers
    return Number(partial(computed, value=plain, how=how, frame=frame, unit=unit))


def _filled(value: object, language: Language, label: str, name: str) -> object:
    if isinstance(value, Number):
        if not label:
            raise ValueError(f"the number {{{name}}} has no name: begin its cell with “#| label: …”")
        return value.named(f"{label}.{name}")
    return value.in_language(language, label) if isinstance(value, Message) else value
