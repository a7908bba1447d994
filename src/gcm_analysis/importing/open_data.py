"""What others publish as open data, as rows of the milestones: each with its source, its file and its place in it.

A figure is that of one source, of one kind, year and unit, about one activity or body. Another source's is another row;
what the same source gives again changes nothing, and what it has corrected is shown as any other change.
"""

from collections.abc import Sequence
from decimal import Decimal
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from babel.numbers import format_decimal

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.values import parse_day
from gcm_analysis.importing import iati, trust_fund
from gcm_analysis.importing.amounts import Amount, Words, both, joined
from gcm_analysis.importing.safety import ImportRefused, checked_file, refused
from gcm_analysis.importing.shared_tables import Edit, SharedTables, extended, next_id
from gcm_analysis.near import suggestion

TABLE, ID = "milestones", "milestone_id"
KEY = ("source_id", "indicator", "donor", "year", "unit", "locator_en")  # what makes two rows the same figure
CORRECTED = ("value", "text_en", "text_fr", "note_en", "note_fr")  # where its source gives another number
MOST_FIGURES = 1000  # of a file: more is a publisher's whole work, which nobody would look through
LARGEST = 10**12  # as the column takes
TAKES = "an IATI file of activities (.xml), or a trust fund’s table (.csv, .xlsx)"
READERS = {".xml": iati.amounts, ".csv": trust_fund.amounts, ".xlsx": trust_fund.amounts}

Key = tuple[str, ...]
Row = dict[str, str]


class Taken(NamedTuple):
    """Where files of open data come from: a row of sources.csv, and the day on which they were taken from there."""

    source: str
    day: str


def open_data(data: Path, files: Sequence[Path], taken: Taken) -> Edit:
    """Return what files of open data change in the milestones; or raise all that is wrong with them."""
    tables = SharedTables.read(data)
    _check(taken, list(tables.frames["sources"]["source_id"]))
    rows: dict[Key, Row] = {}
    for path in files:
        found = _rows(checked_file(path, TAKES), taken)
        if twice := rows.keys() & found.keys():
            what = f"a figure that another file has: {' · '.join(min(twice))}"
            raise refused(path, what, "each figure once", "leave one out")
        rows |= found
    return tables.edited({TABLE: (f"data/{TABLE} as it would be", _with(tables, rows))})


def _check(taken: Taken, sources: list[str]) -> None:
    if taken.source not in sources:
        near = suggestion(taken.source, sources)
        raise UserError(
            f"--source takes a source_id of data/sources.csv, not {taken.source!r}{near and f'; {near}'}. "
            "“gcm add source” adds one."
        )
    if not parse_day(taken.day):
        raise UserError(f"--taken takes the day when the files were taken, as YYYY-MM-DD, not {taken.day!r}.")


def _with(tables: SharedTables, rows: dict[Key, Row]) -> pd.DataFrame:
    """Return the milestones with what is corrected and what is new; a number that is as it was keeps its row whole."""
    frame = tables.frames[TABLE].copy()
    new = dict(rows)
    for place, *key in frame[list(KEY)].itertuples(name=None):
        row = new.pop(tuple(key), None)
        if row and row["value"] != frame.loc[place, "value"]:
            frame.loc[place, list(CORRECTED)] = [row[column] for column in CORRECTED]
    ids = list(frame[ID])
    for row in new.values():
        ids.append(next_id(ids, row))
    numbered = [row | {ID: name} for row, name in zip(new.values(), ids[len(frame) :], strict=True)]
    return extended(frame, numbered)


def _rows(path: Path, taken: Taken) -> dict[Key, Row]:
    """Return the figures of a file: amounts of one kind, year and currency about one subject are added up."""
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    found: dict[Key, Row] = {}
    for one, parts in _sums(path).items():
        row = _row(one, parts, taken, f"{path.name} (SHA-256 {digest})")
        found[tuple(row[column] for column in KEY)] = row
    return found


def _sums(path: Path) -> dict[Amount, list[Decimal]]:
    """Return the amounts of a file with what is added up for each, or raise all that is wrong with it."""
    read = READERS.get(path.suffix.lower())
    if not read:
        raise refused(path, f"a file that ends in {path.suffix or 'nothing'}", TAKES, "export it so")
    sums: dict[Amount, list[Decimal]] = {}
    problems: list[Problem] = []
    for one in read(path):
        if isinstance(one, Problem):
            problems.append(one)
        else:
            sums.setdefault(one._replace(value=Decimal(0)), []).append(one.value)
        if len(sums) > MOST_FIGURES:
            remedy = "keep the activities, or the years, that this project is about"
            raise refused(path, f"more than {MOST_FIGURES} figures", f"at most {MOST_FIGURES}", remedy)
    for one, parts in sums.items():
        total, expected = sum(parts, Decimal(0)), f"a sum from 0 to {LARGEST}"
        if not 0 <= total <= LARGEST:  # more was paid back, say, than was paid
            found = f"{one.text.en}: {total}"
            problems.append(
                Problem(f"{path.name}, {one.locator.en}", None, None, found, expected, "leave it out")
            )
    if problems:
        raise ImportRefused(problems)
    if not sums:
        raise refused(path, "no amount", "at least one", "choose an export with amounts")
    return sums


def _row(one: Amount, parts: list[Decimal], taken: Taken, file: str) -> Row:
    total = sum(parts, Decimal(0))
    value = f"{total:.0f}"
    number = Words(*(format_decimal(int(value), locale=code) for code in Words._fields))
    text = both("{text}: {unit} {n}", "{text} : {n} {unit}", text=one.text, unit=one.currency, n=number)
    notes = [one.note] if one.note.en else []
    words = "read in {file}, taken on {day}", "lu dans {file}, relevé le {day}"
    notes.append(both(*words, file=file, day=taken.day))
    if len(parts) > 1:
        notes.append(both("sum of {n} amounts", "somme de {n} montants", n=str(len(parts))))
    if total != int(total):
        exact = Words(f"{total:f}", f"{total:f}".replace(".", ","))
        notes.append(both("exactly {n}", "exactement {n}", n=exact))
    return {
        "indicator": one.indicator,
        "donor": one.donor,
        "year": one.year,
        "value": value,
        "unit": one.currency,
        "source_id": taken.source,
        **{f"locator_{code}": words for code, words in one.locator._asdict().items()},
        **{f"text_{code}": words for code, words in text._asdict().items()},
        **{f"note_{code}": words for code, words in joined(notes)._asdict().items()},
        "chart": "no",  # until somebody has looked what the number may be shown with
    }
