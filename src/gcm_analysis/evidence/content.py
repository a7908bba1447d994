"""The content of an event's report as digests, to which a release is bound.

Content is the event's description, its own tables, and the rows of the published record that its report counts. Looks and
status do not belong to it: a better typeface needs no new release.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from gcm_analysis.evidence.csv_file import read_own_table
from gcm_analysis.evidence.event import LANGUAGES, Event
from gcm_analysis.evidence.missing import file_and_key, words_of
from gcm_analysis.evidence.notes import KEYS, Notes, rows_of
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.tables import TABLES

HEADER = ("file", "row", "shared", *LANGUAGES)
EVENT, REST = "event.yml", "other keys"
# Keys of the description that are no content: status and signatures, and what no reader sees.
NO_CONTENT: dict[str, object] = {"status": "draft", "cleared": None, "published": None, "word_limits": {}}
PLACES = ("locator",)  # places in documents, which may be given in one language alone
RECORD = ("statements", "second_coding", "codebook", "record")
PROGRAMME = ("actions", "figures", "indicators", "phases", "objectives", "milestones", "pillars", "countries")
OUTCOME = "outcome"  # the profile of reports that leave the programme out
SHORT = 10  # hexadecimal digits that distinguish one text from another
AS_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


class Digest(NamedTuple):
    """The digests of a row: of cells that belong to no language, and of its texts in each; empty where there are none."""

    shared: str
    en: str
    fr: str


class Row(NamedTuple):
    """A row of an event's content: its file, and its id; for event.yml the path of a text."""

    file: str
    id: str


Content = Mapping[Row, Digest]


def own_content(event: Event, notes: Notes) -> dict[Row, Digest]:
    """Return the event's own content: its description and its tables."""
    content = dict(_of_event(event.model_copy(update=NO_CONTENT)))
    for name, frame in notes.tables().items():
        content |= of_table(f"{name}.csv", frame, KEYS[name])
    return content


def counted_content(event: Event, tables: Mapping[str, pd.DataFrame]) -> dict[Row, Digest]:
    """Return the rows of the published record that the event's report counts, with the sources that they cite."""
    outcome = event.statements == "own" and event.profile == OUTCOME
    counted = {name: tables[name] for name in (*RECORD, *(() if outcome else PROGRAMME))}
    if event.statements == "own":
        said = counted["statements"]["source_id"].isin(event.reported_in)
        counted["statements"] = counted["statements"][said]
        for name, column in (("second_coding", "statement_id"), ("codebook", "code")):
            used = counted["statements"]["theme" if name == "codebook" else column]
            counted[name] = counted[name][counted[name][column].isin(used)]
    cited = {event.source_id, *event.reported_in}
    cited.update(*(frame["source_id"] for frame in counted.values() if "source_id" in frame))
    counted["sources"] = tables["sources"][tables["sources"]["source_id"].isin(cited)]
    content: dict[Row, Digest] = {}
    for name, frame in counted.items():
        content |= of_table(f"{name}.csv", frame, TABLES[name].unique[0])
    return content


def digest_of(content: Content) -> str:
    """Return one digest of all content."""
    return sha256(as_csv(content).encode()).hexdigest()


def changed_rows(before: Content, after: Content) -> dict[str, tuple[str, ...]]:
    """Return the rows that are not in both, or not the same in both, by file."""
    rows = sorted(row for row in {*before, *after} if before.get(row) != after.get(row))
    return {file: tuple(row.id for row in rows if row.file == file) for file, _ in rows}


def as_csv(content: Content) -> str:
    """Return content as the text of a table."""
    text = StringIO()
    rows = ((*row, *content[row]) for row in sorted(content))
    csv.writer(text, lineterminator="\n").writerows((HEADER, *rows))
    return text.getvalue()


def read_content(path: Path, name: str) -> tuple[dict[Row, Digest], list[Problem]]:
    """Return the content of a table of digests; none where there is no file."""
    header, rows, problems = read_own_table(path, name, HEADER)
    if problems or tuple(header) != HEADER:
        found = problems[0].found if problems else ",".join(header)
        remedy = "restore the file as “gcm release” or “gcm import” wrote it"
        expected = f"a table with the columns {', '.join(HEADER)}"
        return {}, [Problem(name, None, None, found, expected, remedy)]
    return {Row(file, key): Digest(*digests) for _, (file, key, *digests) in rows}, []


def _of_event(event: Event) -> Iterator[tuple[Row, Digest]]:
    """Yield each text of the description with its path, and all the rest as one.

    Defaults are left out, so that a new key in a later version changes nothing.
    """
    rest = _without_words(event.model_dump(mode="json", exclude_defaults=True))
    yield Row(EVENT, REST), Digest(_short(rest), "", "")
    for path, words in words_of(event):
        yield Row(*file_and_key(path)), Digest("", _short(words.en), _short(words.fr))


def _without_words(value: object) -> object:
    if isinstance(value, dict):
        if value and set(value) <= set(LANGUAGES):
            return None
        return {key: _without_words(inner) for key, inner in value.items()}
    return [_without_words(inner) for inner in value] if isinstance(value, list) else value


def of_table(file: str, frame: pd.DataFrame, key: tuple[str, ...]) -> Iterator[tuple[Row, Digest]]:
    """Yield each row of a table by the cells of its key."""
    for row in rows_of(frame):
        yield Row(file, " · ".join(row[column] for column in key)), _of_cells(tuple(row.items()))


@lru_cache(maxsize=10_000)  # a process that makes many reports reads the same rows for each
def _of_cells(cells: tuple[tuple[str, str], ...]) -> Digest:
    """Return the digests of a row. Empty cells are left out, so that a new column changes nothing."""
    row = dict(cells)
    parts: dict[str, dict[str, str]] = {"": {}, **{code: {} for code in LANGUAGES}}
    for column, cell in cells:
        base, _, code = column.rpartition("_")
        alone = base in PLACES and not all(row.get(f"{base}_{each}") for each in LANGUAGES)
        if cell:
            parts[code if code in LANGUAGES and not alone else ""][column] = cell
    return Digest(*(_short(part) for part in parts.values()))


def _short(value: object) -> str:
    if not value:
        return ""
    return sha256(AS_JSON.encode(value).encode()).hexdigest()[:SHORT]
