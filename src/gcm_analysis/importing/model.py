"""What every reader hands over: an event's own tables, and what was lost on the way."""

import re
from dataclasses import dataclass

# What XML, and so a workbook, cannot hold: control signs, lone surrogates, the two that are no characters.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Loss:
    """One thing that did not come in as it stood: where, in which row or passage, what it was, and why."""

    where: str
    row: str
    what: str
    why: str
    waits: bool = False  # for somebody's decision: nothing is done until then
    unseen: bool = (
        False  # words that may well belong to the notes and did not come in, as of a row that a filter hides
    )


def clean(text: str) -> str:
    """Return text with one kind of line end and without what no file format can carry."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
