"""The event's own tables as people fill them in: an Excel workbook with a sheet per table, or a CSV file per table."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from gcm_analysis.evidence.note_rules import tidied
from gcm_analysis.evidence.notes import COLUMNS, KEYS, UNNUMBERED, WORDS, Notes, notes_of
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.tables import OWN_TABLES, cell_problems, numbered
from gcm_analysis.importing.model import Loss, Sheet
from gcm_analysis.importing.safety import ImportRefused, refused
from gcm_analysis.importing.workbook_file import SHEETS

NOT_A_TABLE = f"only these sheets are read: {', '.join(SHEETS)}"

TELLING = {"notes": {*WORDS, *KEYS["notes"]}}  # without one of these columns, rows are no statements

Row = dict[str, str]


def table_of(sheet: Sheet) -> str | None:
    """Return which of the event's tables a sheet is: by its name, or else by its columns."""
    name = sheet.name.strip().casefold()
    named = SHEETS.get(name, name)
    header = {column.casefold() for column in sheet.header}
    if named in COLUMNS and (header & TELLING.get(named, set(COLUMNS[named])) or not header):
        return named
    fits = [
        (len(header & set(columns)), name) for name, columns in COLUMNS.items() if header >= set(KEYS[name])
    ]
    alike, best = max(fits, default=(0, ""))
    return best if alike > 2 * len(KEYS.get(best, ())) else None


def read_sheets(path: Path, sheets: Sequence[Sheet]) -> tuple[Notes, list[Loss]]:
    tables: dict[str, list[Row]] = {}
    losses: list[Loss] = []
    problems: list[Problem] = []
    for place, sheet in enumerate(sheets):
        name, where = table_of(sheet), sheet.where
        losses += sheet.losses
        if name is None:
            if sheet.rows and not sheet.is_for_people:
                losses.append(Loss(where, "", f"{len(sheet.rows)} rows", NOT_A_TABLE))
            continue
        problems += _of_header(name, sheet)
        losses += _unknown_columns(name, sheet)
        rows = list(_rows(name, sheet, place))
        frame = numbered([(number, [*row.values()]) for number, row in rows], [*COLUMNS[name]])
        problems += [*cell_problems(where, OWN_TABLES[name], frame), *_without_words(where, name, rows)]
        tables.setdefault(name, []).extend(row for _, row in rows)
    if problems:
        raise ImportRefused(problems)
    if not tables:
        seen = next((", ".join(filter(None, sheet.header)) for sheet in sheets if sheet.header), "no cell")
        expected = f"columns such as note_id, text_en, theme ({NOT_A_TABLE})"
        remedy = "name the columns as the workbook of “gcm new” does, or copy the rows into it"
        raise refused(path, f"no table that is known: {seen}", expected, remedy)
    return notes_of(tables), losses


def _without_words(where: str, table: str, rows: Sequence[tuple[int, Row]]) -> Iterator[Problem]:
    """Give the rows of notes that say nothing and have no id by which they would be known."""
    for number, row in rows if table == "notes" else ():
        if row["note_id"].startswith(UNNUMBERED) and not any(row[name] for name in WORDS):
            expected = f"words in {', '.join(WORDS[:-1])} or {WORDS[-1]}, or a note_id"
            remedy = "fill one of the cells in, or remove the row"
            yield Problem(where, number, WORDS[0], "", expected, remedy)


def _of_header(name: str, sheet: Sheet) -> Iterator[Problem]:
    where, first = sheet.where, sheet.first
    header = [column.casefold() for column in sheet.header]
    for column in sorted({column for column in header if column and header.count(column) > 1}):
        remedy = "rename or remove one of them"
        yield Problem(where, first, column, "the column twice", "each column once", remedy)
    unnamed = [place for place, column in enumerate(header) if not column]
    outside = [number for number, cells in sheet.rows if any(cells[place].strip() for place in unnamed)]
    if where.lower().endswith(".csv") and outside:
        remedy = "put cells that hold a comma between double quotes, or name the column"
        expected = f"as many cells as in row {first}"
        yield Problem(where, outside[0], None, "a cell under no column", expected, remedy)
    for column in KEYS[name] if sheet.rows and name != "notes" else ():
        if column not in header:
            yield Problem(where, first, column, "no such column", f"a column {column}", "add the column")


def _unknown_columns(name: str, sheet: Sheet) -> Iterator[Loss]:
    for position, column in enumerate(sheet.header):
        filled = [number for number, cells in sheet.rows if cells[position].strip()]
        if column.casefold() not in COLUMNS[name] and filled:
            why = f"the table has no such column; it has: {', '.join(COLUMNS[name])}"
            yield Loss(sheet.where, "", f"column {column or position + 1}: {len(filled)} cells", why)


def _rows(name: str, sheet: Sheet, place: int) -> Iterator[tuple[int, Row]]:
    for number, cells in sheet.records():
        row = {column: tidied(name, column, cells.get(column, "")) for column in COLUMNS[name]}
        if name == "notes" and not row["note_id"]:
            row["note_id"] = f"{UNNUMBERED}{place}-{number}"
        if any(cells.get(column, "").strip() for column in COLUMNS[name]):
            yield number, row
