"""Checks the cells of an event's own tables. Unlike in shared tables, most may be empty: they are listed as missing."""

import datetime as dt
from collections.abc import Collection, Iterator

import pandas as pd

from gcm_analysis.evidence import vocabulary as words
from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.notes import COLUMNS, Notes, rows_of, source_of
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.rules import TEXT
from gcm_analysis.evidence.tables import OWN_TABLES, cell_problems
from gcm_analysis.evidence.values import parse_day

AROUND = dt.timedelta(days=7)  # a meeting the week before, or after, belongs to an event
# The codes by column; columns of one name have the same in each table.
CODES = {
    column: rule.codes
    for table in OWN_TABLES.values()
    for column, rule in table.columns.items()
    if rule.codes
}


def tidied(table: str, column: str, cell: str) -> str:
    """Return a cell without blanks around it; running text is left as it is. Codes are read in any case, kinds by their label."""
    if OWN_TABLES[table].columns[column] == TEXT:
        return cell
    return code_of(column, cell)


def code_of(column: str, cell: str) -> str:
    """Return the code of a column that a cell means, in any case or by its label; else the cell without blanks."""
    bare = cell.strip()
    alike = {code.casefold(): code for code in CODES.get(column, ())}
    if column == "valence":
        alike |= {label: code for code, labels in words.KINDS_OF_NOTE.items() for label in labels}
    return alike.get(bare.casefold(), bare)


def note_problems(
    notes: Notes,
    label: str,
    themes: Collection[str],
    sources: Collection[str],
    statements: Collection[str] = (),
) -> list[Problem]:
    """Return every cell of an event's own tables that breaks its rule, or has an id that no table has.

    `themes`, `sources` and `statements` are the ids that all events share; `label` is the name of the event's folder in
    messages.
    """
    cells = [
        problem
        for name, frame in notes.tables().items()
        if not frame.empty
        # The index has the numbers of rows in a spreadsheet.
        for problem in cell_problems(
            f"{label}{name}.csv", OWN_TABLES[name], frame.set_index(pd.RangeIndex(2, len(frame) + 2))
        )
    ]
    return [*cells, *unknown_ids(notes, label, themes, sources), *_taken(notes, label, sources, statements)]


def unknown_ids(
    notes: Notes, label: str, themes: Collection[str], sources: Collection[str]
) -> Iterator[Problem]:
    """Yield every id that no table has."""
    shared = {"codebook.code": themes, "sources.source_id": sources}
    for table, frame in notes.tables().items():
        for column, named in OWN_TABLES[table].refers.items():
            places = [place.split(".") for place in named.split(" or ")]
            own = [getattr(notes, home)[key] for home, key in places if home in COLUMNS]
            ids = {""}.union(*own, *(ids for place, ids in shared.items() if place in named))
            files = " or ".join(f"{'' if home in COLUMNS else 'data/'}{home}.csv" for home, _ in places)
            for number, found in enumerate(frame[column], start=2):
                if found not in ids:
                    expected, remedy = f"a {column} that {files} has", "correct it, or add it there"
                    yield Problem(f"{label}{table}.csv", number, column, found, expected, remedy)


def _taken(
    notes: Notes, label: str, sources: Collection[str], statements: Collection[str]
) -> Iterator[Problem]:
    """Yield every id that has another meaning already: reports cite ids, so each must mean one thing."""
    of_sessions = {source_of(session): session for session in ("", *notes.sessions["session_id"])}
    taken = {of_sessions[source] for source in sources if source in of_sessions}
    other = {
        ("notes", "note_id"): ("no row of data/statements.csv has", set(statements)),
        ("documents", "source_id"): ("neither data/sources.csv nor a session has", {*sources, *of_sessions}),
        ("sessions", "session_id"): ("data/sources.csv does not have with “session-” before it", taken),
    }
    for (table, column), (expected, ids) in other.items():
        for number, found in enumerate(getattr(notes, table)[column], start=2):
            if found in ids:
                where = f"{label}{table}.csv"
                yield Problem(where, number, column, found, f"an id that {expected}", "give it another id")


def theme_problems(notes: Notes, label: str, themes: Collection[str]) -> Iterator[Problem]:
    """Yield every own theme that has the code of a shared one where both kinds of statements are counted together."""
    for number, row in enumerate(rows_of(notes.themes), start=2):
        if row["code"] in themes and not row["shared_code"]:
            expected = "a code that data/codebook.csv has not, since the published record is counted too"
            remedy = "give the theme another code, or name in shared_code the theme that it is part of"
            yield Problem(f"{label}themes.csv", number, "code", row["code"], expected, remedy)


def session_day_problems(event: Event, notes: Notes, label: str) -> Iterator[Problem]:
    """Yield the sessions before or after their event: a wrong month would date the whole report."""
    last = event.last_day
    for number, row in enumerate(rows_of(notes.sessions), start=2):
        day = parse_day(row["date"])
        if day and not event.date - AROUND <= day <= last + AROUND:
            expected = f"a day of the event, {event.date} to {last}, or of the week before or after"
            remedy = "correct it, or date and end_date in event.yml"
            yield Problem(f"{label}sessions.csv", number, "date", row["date"], expected, remedy)
