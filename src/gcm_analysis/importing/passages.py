"""A project of a tool for qualitative analysis, whatever the tool: codes, documents, and passages that people coded."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from gcm_analysis.importing.model import Loss


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


@dataclass(frozen=True)
class Coding:
    """One person's decision that a code fits a passage."""

    coder: str
    code: str


@dataclass(frozen=True)
class Passage:
    """A stretch of a document: `text[start:end]` in Unicode code points, where the tool says where it stands."""

    document: str
    text: str
    row: str  # how the tool names it, for the loss report
    start: int | None = None
    end: int | None = None
    codings: tuple[Coding, ...] = ()
    comment: str = ""
    variables: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Project:
    """What a tool's file holds. `file` names it in messages."""

    file: str
    codes: tuple[Code, ...] = ()
    documents: tuple[Document, ...] = ()
    passages: tuple[Passage, ...] = ()
    losses: tuple[Loss, ...] = ()


def gathered(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return each stretch of a document once, with all that anybody coded there.

    Some tools write a passage again for each code and for each coder.
    """
    by_place: dict[object, Passage] = {}
    for number, passage in enumerate(passages):
        place = number if passage.start is None else (passage.document, passage.start, passage.end)
        first = by_place.get(place)
        by_place[place] = _joined(first, passage) if first else passage
    return tuple(by_place.values())


def _joined(one: Passage, other: Passage) -> Passage:
    comments = dict.fromkeys(filter(None, (one.comment, other.comment)))
    return Passage(
        one.document,
        one.text,
        one.row,
        one.start,
        one.end,
        tuple(dict.fromkeys(one.codings + other.codings)),
        "\n".join(comments),
        {**other.variables, **one.variables},
    )


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
