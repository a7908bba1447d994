"""What the cells of a notebook are written in: a message with what fills it in, before it is in any language.

A number becomes a fact of the report when it is said: it is named after the cell's label and its place in the message, so
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
    """A number of a frame that becomes a fact when it is said: `named` makes the fact of that name."""

    named: Callable[[str], Fact]


@dataclass(frozen=True)
class Message:
    """A message of the catalogue, in one form or, where the number `n` decides, in two."""

    one: str
    many: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, language: Language, label: str) -> Sentence:
        """Say the message, its numbers named after the label of the cell."""
        if not self.one:
            return Sentence()
        values = {name: _filled(value, language, label, name) for name, value in self.values.items()}
        if not self.many:
            return language.say(self.one, **values)
        return language.plural(self.one, self.many, **values)  # type: ignore[arg-type]  # `n` is a number


def say(message: str, /, **values: object) -> Message:
    """Return a message with what fills it in: numbers, texts, or other messages."""
    return Message(message, "", values)


def plural(one: str, many: str, /, n: Number | int, **values: object) -> Message:
    """Return the message whose form the number `n` asks for; `{n}` is that number."""
    return Message(one, many, {"n": n, **values})


def count(frame: pd.DataFrame, how: str = COUNTED) -> Number:
    """Return the number of rows; the first column holds their ids."""
    return number(len(frame), frame, how)


def distinct(frame: pd.DataFrame, column: str, how: str = DIFFERENT) -> Number:
    """Return the number of different values of a column."""
    return number(frame[column].nunique(), frame, how)


def share(part: pd.DataFrame, whole: pd.DataFrame, how: str = SHARED) -> Number:
    """Return the share of the rows of `whole` that are in `part`, between 0 and 1; 0 of no rows."""
    return number(len(part) / len(whole) if len(whole) else 0.0, part, how, "share")


def number(value: float | str | date, frame: pd.DataFrame, how: str, unit: Unit = "count") -> Number:
    """Return a value that was computed in the cell from all rows of a frame; `how` says how, as a message."""
    plain = value.item() if isinstance(value, np.generic) else value  # JSON has no numbers of pandas
    return Number(partial(computed, value=plain, how=how, frame=frame, unit=unit))


def _filled(value: object, language: Language, label: str, name: str) -> object:
    if isinstance(value, Number):
        if not label:
            raise ValueError(f"the number {{{name}}} has no name: begin its cell with “#| label: …”")
        return value.named(f"{label}.{name}")
    return value.in_language(language, label) if isinstance(value, Message) else value
