"""What every reader hands over: tables or a project of passages, whatever the tool, and what was lost on the way."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

# What XML, and so a workbook, cannot hold: control signs, lone surrogates, the two that are no characters.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Sheets that are no tables.
FOR_PEOPLE = ("read me", "readme", "lists", "start here", "begin here", "instructions")
RESOURCES = Path(__file__).parent / "resources"


def resource(name: str) -> Any:  # noqa: ANN401 - any YAML
    """Return what a file of resources has."""
    return yaml.safe_load((RESOURCES / name).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Loss:
    """One thing that was left out or changed: where, in which row or passage, what it was, and why."""

    where: str
    row: str
    what: str
    why: str
    waits: bool = False  # for somebody's decision: nothing is done until then
    # Words that may well belong to the notes and did not come in, as of a row that a filter hides.
    unread: bool = False


def clean(text: str) -> str:
    """Return text with one kind of line end and without what no file format can carry."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass(frozen=True)
class Code:
    """A code by its full path, such as `Factors/Peers`; with what the project says of it."""

    path: str
    description: str = ""


@dataclass(frozen=True)
class Document:
    """A document by its name, with the values that the project's variables have for it."""

    name: str
    description: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    # Notes or a transcript of the event itself, which is no source that a reader could look up.
    is_notes: bool = False
    words: str = ""  # own or quote, if the kind of file says so


@dataclass(frozen=True)
class Coding:
    """One person's decision that a code fits a passage."""

    coder: str
    code: str


@dataclass(frozen=True)
class Passage:
    """A stretch of a document: `text[start:end]` in Unicode code points, if the tool says where it is."""

    document: str
    text: str
    row: str  # how the tool names it, for the loss report
    start: int | None = None
    end: int | None = None
    codings: tuple[Coding, ...] = ()
    comment: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    session: str = ""  # the heading that it is under, or what its row says of the session
    speaker: str = ""  # as the file names who spoke
    time: str = ""  # of a transcript
    words: str = ""  # own or quote, if the file says so
    is_note: bool = False  # it comes in without a code too
    key: tuple[str, ...] = ()  # by which a table that says no place names the same passage in several rows


@dataclass(frozen=True)
class Sheet:
    """A table as it is in a file: the names of its columns and its rows, each with the number that a spreadsheet shows."""

    name: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    losses: tuple[Loss, ...] = ()
    first: int = 1  # the number of the row with the names of the columns
    session: str = ""  # the heading that it is under, in a text
    where: str = ""  # what messages call it

    @property
    def is_for_people(self) -> bool:
        """Whether it is a sheet that explains a workbook, and no table."""
        return self.name.strip().casefold() in FOR_PEOPLE

    @property
    def is_empty(self) -> bool:
        """Whether it has no cell with anything in it, as a sheet that a spreadsheet adds to each new workbook."""
        return not (any(self.header) or self.rows or self.losses)

    @property
    def repeated(self) -> list[str]:
        """The names, in small letters, that more than one column has."""
        counts = Counter(name.casefold() for name in self.header if name)
        return sorted(name for name, count in counts.items() if count > 1)

    def has(self, *columns: str) -> bool:
        return set(columns) <= {name.casefold() for name in self.header}

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Give each row as cells by column, with its number; the names of columns in small letters."""
        names = [name.casefold() for name in self.header]
        for number, cells in self.rows:
            yield number, dict(zip(names, cells, strict=False))


@dataclass(frozen=True)
class Project:
    """What a tool's file holds. `file` names it in messages."""

    file: str
    codes: tuple[Code, ...] = ()
    documents: tuple[Document, ...] = ()
    passages: tuple[Passage, ...] = ()
    losses: tuple[Loss, ...] = ()
    tables: tuple[Sheet, ...] = ()  # whose columns mapping.yml explains

    @property
    def is_notes(self) -> bool:
        """Whether it has notes of people, which come in without a code."""
        return bool(self.tables) or any(passage.is_note for passage in self.passages)


def gathered(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return each stretch of a document once, with all that anybody coded there.

    Some tools write a passage again for each code and for each coder.
    """
    by_place: dict[object, Passage] = {}
    for number, passage in enumerate(passages):
        at = passage.key or (() if passage.start is None else (passage.start, passage.end))
        place = (passage.document, *at) if at else number
        first = by_place.get(place)
        by_place[place] = _joined(first, passage) if first else passage
    return tuple(by_place.values())


def _joined(one: Passage, other: Passage) -> Passage:
    comments = dict.fromkeys(filter(None, (one.comment, other.comment)))
    codings = tuple(dict.fromkeys(one.codings + other.codings))
    variables = {**other.variables, **one.variables}
    return replace(one, codings=codings, comment="\n".join(comments), variables=variables)


def distinct(names: Iterable[str]) -> list[str]:
    """Return names of which no two are the same: the second “notes” becomes “notes (2)”. An empty name stays empty."""
    found: dict[str, None] = {}
    used: Counter[str] = Counter()
    result = []
    for name in names:
        own = name
        while own and own in found:
            used[name] += 1
            own = f"{name} ({used[name] + 1})"
        found[own] = None
        result.append(own)
    return result
