"""Finds characters that a report can't show, in every text of it, before a notebook runs.

Some are invisible and change how a text is read, or break a file: control characters, overrides of the direction of
writing, marks without width. Others are in no typeface of the report, such as an emoji: they would stop the PDF.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from unicodedata import category, name

import yaml

from gcm_analysis import fonts
from gcm_analysis.evidence import EvidenceError, Problem
from gcm_analysis.publishing.folder.manifest import NOTEBOOK_FILES

Text = tuple[int | None, str | None, str]  # row or line, column or cell, text

LINE = frozenset("\t\n\r")
UNSEEN = {
    "Cc": "control character",
    "Cs": "half of a character",
    "Co": "character for private use",
    "Cn": "not a character",
}
# Line and paragraph separators, overrides of the direction of writing, and characters without width.
INVISIBLE = re.compile(
    "[\u200b\u2028-\u202e\u2060-\u206f\ufeff\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0\ufff9-\ufffb]"
)
JOINERS = frozenset("\u200c\u200d\u200e\u200f")
JOINED = re.compile("[\u0590-\u07ff\u0900-\u0dff\u1780-\u17ff]")  # letters of scripts that need joiners
COMMON = frozenset(fonts.points(fonts.PAGE))
NOT_SET = {"participants.csv"}  # used to search a report for names, not printed in it
EXPECTED = "letters of these scripts, and common signs: Latin, Greek, Cyrillic, "
DELETE = "delete it: a reader can’t see it, and it changes how the text is read or breaks a file"
REWRITE = "write it in Latin letters or in words, or leave it out"


def check_characters(home: Path, event: str, *, printed: bool = True) -> None:
    """Refuse a project or an event with characters in its texts that can't be shown; `printed` if there is a PDF."""
    problems = list(character_problems(home, event, printed=printed))
    if problems:
        raise EvidenceError(problems)


def character_problems(home: Path, event: str, *, printed: bool = True) -> Iterator[Problem]:
    """Yield a problem for each cell or value with such characters.

    A file that can't be read is reported elsewhere, where its content is needed.
    """
    for path in _files(home, event):
        with suppress(OSError, UnicodeDecodeError):
            text = path.read_text(encoding="utf-8-sig")
            yield from _problems_of(str(path.relative_to(home)), text, printed and path.name not in NOT_SET)


@lru_cache(maxsize=256)  # a process that makes many reports reads the same files for each
def _problems_of(file: str, text: str, printed: bool) -> tuple[Problem, ...]:  # noqa: FBT001 - the cache tells calls apart
    found = (character_problem(file, *one, printed=printed) for one in _texts(file, text))
    return tuple(filter(None, found))


def character_problem(
    file: str, row: int | None, column: str | None, text: str, *, printed: bool = True
) -> Problem | None:
    """Return what is wrong with the characters of one cell or value."""
    found = [sign for sign in dict.fromkeys(text) if refused(sign, text, printed=printed)]
    return _problem(file, row, column, found) if found else None


def _files(home: Path, event: str) -> list[Path]:
    """Return the files with the texts of a report: the project's tables, the event's own, those of the notebooks."""
    data = home / "data"
    folders = [data, *(one for one in data.glob("*") if one.name != "events"), data / "events" / event]
    files = [path for folder in folders for kind in ("*.csv", "*.yml") for path in folder.glob(kind)]
    notebooks = home / "notebooks"
    return sorted([*files, *(path for kind in NOTEBOOK_FILES for path in notebooks.glob(kind))])


def refused(sign: str, text: str, *, printed: bool) -> bool:
    """Return whether a character of a text can't be shown; `printed` if a PDF needs a typeface with it."""
    if sign in LINE or (sign in JOINERS and JOINED.search(text)):
        return False
    return _unseen(sign) or (printed and not _in_a_typeface(ord(sign)))


@cache
def _unseen(sign: str) -> bool:
    return category(sign) in UNSEEN or sign in JOINERS or bool(INVISIBLE.match(sign))


@cache
def _in_a_typeface(point: int) -> bool:
    """Return whether a typeface of running text has a code point; typefaces are opened only for rare ones."""
    faces = chain([fonts.SANS], fonts.FALLBACK.glob("*.ttf"))
    return point in COMMON or any(point in fonts.characters(face) for face in faces)


def _problem(file: str, row: int | None, column: str | None, found: list[str]) -> Problem:
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    scripts = sorted(word for family in fonts.fallback_families() if (word := family.split()[-1]).isalpha())
    expected = EXPECTED + ", ".join(word for word in scripts if word != "Extended")
    return Problem(
        file, row, column, _described(found[0]) + more, expected, DELETE if _unseen(found[0]) else REWRITE
    )


def _described(sign: str) -> str:
    """Return the code point and the name of a character, with the character itself if it is visible."""
    description = f"U+{ord(sign):04X} {name(sign, UNSEEN.get(category(sign), 'without a name'))}"
    return description if _unseen(sign) else f"{sign} {description}"


def _texts(file: str, text: str) -> Iterator[Text]:
    """Yield the texts of a file with their places, or nothing if no character of the file is suspicious."""
    kind = Path(file).suffix
    escaped = kind != ".csv" and "\\" in text
    if not escaped and not any(refused(sign, "", printed=True) for sign in set(text)):
        return
    with suppress(csv.Error, json.JSONDecodeError):  # reported elsewhere as well
        yield from {".csv": _cells, ".yml": _values, ".ipynb": _prose, ".po": _lines}[kind](text)


def _cells(text: str) -> Iterator[Text]:
    header = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count))
    names = next(rows, [])
    yield from ((1, None, cell) for cell in names)
    for number, cells in enumerate(rows, start=2):
        yield from ((number, column, cell) for column, cell in zip(names, cells, strict=False))


def _values(text: str) -> Iterator[Text]:
    """Yield each parsed value of a YAML file, since a character may be written as an escape."""
    try:
        events = list(yaml.parse(text, yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, OverflowError):  # a control character, an escape that is no character
        yield from _lines(text)
        return
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            yield event.start_mark.line + 1 if event.start_mark else None, None, event.value


def _lines(text: str) -> Iterator[Text]:
    yield from ((row, None, line) for row, line in enumerate(text.split("\n"), start=1))


def _prose(text: str) -> Iterator[Text]:
    for cell in json.loads(text).get("cells", ()):
        if cell.get("cell_type") == "markdown":
            yield None, f"cell {cell.get('id', '')}", "".join(cell.get("source", ()))
