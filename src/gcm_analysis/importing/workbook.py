"""The event's tables as people fill them in: a workbook that explains, with lists to choose from; or a CSV file per table.

Sheets are protected without a password, and only the first row is locked: what it says is what the import goes by.
Every cell is text, whatever it begins with: a spreadsheet makes neither a formula nor a date of it.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.protection import SheetProtection

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.event import LANGUAGES
from gcm_analysis.evidence.note_rules import CODES, tidied
from gcm_analysis.evidence.notes import COLUMNS, KEYS, UNNUMBERED, WORDS, Notes, notes_of, rows_of
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.tables import OWN_TABLES, cell_problems, numbered
from gcm_analysis.evidence.vocabulary import LANGUAGES_OF_SOURCES
from gcm_analysis.importing.model import RESOURCES, Loss, Sheet
from gcm_analysis.importing.safety import ImportRefused, refused
from gcm_analysis.importing.sheets import guarded
from gcm_analysis.near import nearest

# What it says to the people who fill it in, in each language. A column that means another thing in one table than in the
# others is named with its table.
with (RESOURCES / "workbook_words.csv").open(encoding="utf-8", newline="") as _lines:
    EXPLANATIONS = {row["of"]: [row[code] for code in LANGUAGES] for row in csv.DictReader(_lines)}
SHEET = "lists"
LAST_ROW = 1_048_576  # of a workbook
MOST_IDS = 2_000  # rows of another sheet that a list looks at
THEME, SHARED, LANGUAGE = "theme", "shared_code", "language"
ALIASES = {"quote_language": LANGUAGE}  # columns with a list that is named otherwise
Lists = dict[str, Sequence[str]]


def lists_of(themes: Sequence[str]) -> Lists:
    """Return the columns of the hidden sheet, a list each. The themes are the shared ones, then those of the event."""
    own = [f'=IF(codebook!A{row}="","",codebook!A{row})' for row in range(2, MOST_IDS + 1)]
    return {**CODES, LANGUAGE: LANGUAGES_OF_SOURCES, SHARED: themes, THEME: [*themes, *own]}


def _range_of_list(table: str, column: str, lists: Lists) -> str | None:
    """Return where the list of a column is, if it has one."""
    name = ALIASES.get(column, column)
    if name not in lists:
        home = OWN_TABLES[table].refers.get(column, "").partition(".")[0]
        titles = [title for title, each in SHEETS.items() if each == home]
        return next((_filled(f"{title}!$A$2", title) for title in titles), None)
    letter = get_column_letter([*lists].index(name) + 1)
    first = f"{SHEET}!${letter}$2"
    if name == THEME:
        return _filled(first, "codebook", len(lists[SHARED]))
    return f"{first}:${letter}${len(lists[name]) + 1}" if lists[name] else None


def validation(column: str, letter: str, words: str, formula: str | None) -> DataValidation:
    """Return what a column says when one of its cells is chosen, and the list that it offers.

    An id may be in a table that is not in the workbook, so a list of ids warns; a list of codes refuses.
    """
    closed = ALIASES.get(column, column) in (*CODES, SHARED, THEME)
    rule = DataValidation(
        type="list" if formula else None,
        formula1=formula,
        allow_blank=True,
        showInputMessage=True,
        promptTitle=column,
        prompt=words,
        showErrorMessage=formula is not None,
        errorStyle="stop" if closed else "warning",
        errorTitle=column,
        error=words,
    )
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    return rule


def _filled(first: str, sheet: str, more: int = 0) -> str:
    """Return the range from a cell downwards: as many as the ids of a sheet, and some more."""
    count = f"{more}+" * (more > 0) + f"COUNTA({sheet}!$A$2:$A${MOST_IDS})"
    return f"OFFSET({first},0,0,MAX(1,{count}),1)"


Style = dict[str, object]  # what a cell looks like and may do, by the names that openpyxl has for it

SHEETS = {
    "sessions": "sessions",
    "speakers": "speakers",
    "participants": "participants",
    "statements": "notes",
    "recoding": "recoding",
    "codebook": "themes",
    "sources": "documents",
}
READ_ME = "Read me"
LONGEST_CELL = 32_767  # characters that a cell of a workbook holds
LAST_COLUMN = 16_384
TEXT = "@"  # the number format of text
WIDE, NARROW, OF_READ_ME = 48, 16, (18, 60, 60)  # widths in characters
RUNNING_TEXT = ("title", "role", "body", "text", "quote", "definition", "note", "label", "biography")
LINE = 15  # the height of a line, in points
FACE = "Calibri"
PLAIN: Style = {"font": Font(name=FACE)}
BOLD: Style = {"font": Font(name=FACE, bold=True)}
HEADER: Style = {
    "font": Font(name=FACE, bold=True, color="FFFFFF"),
    "fill": PatternFill("solid", fgColor="1F4E79"),
}
OPEN: Style = {"font": Font(name=FACE), "protection": Protection(locked=False), "number_format": TEXT}
TOP = Alignment(wrap_text=True, vertical="top")


def write(notes: Notes, path: Path, themes: Mapping[str, Sequence[str]]) -> None:
    """Write a workbook that `workbook.read` gives back exactly. `themes` has the labels of the shared ones by code."""
    tables = {name: rows_of(frame) for name, frame in notes.tables().items()}
    must_fit(cell for rows in tables.values() for row in rows for cell in row.values())
    book = Workbook(write_only=True)
    _write_read_me(book.create_sheet(READ_ME), themes)
    lists = lists_of([*themes])
    for title, name in SHEETS.items():
        sheet: Any = book.create_sheet(title)
        for place, column in enumerate(COLUMNS[name], start=1):
            words, formula = column_words(name, column), _range_of_list(name, column, lists)
            sheet.data_validations.append(validation(column, get_column_letter(place), words, formula))
        fill_sheet(sheet, COLUMNS[name], (row.values() for row in tables[name]))
    hidden: Any = book.create_sheet(SHEET)
    hidden.sheet_state = "hidden"
    for row in zip_longest(*([name, *codes] for name, codes in lists.items()), fillvalue=""):
        hidden.append(row)
    book.save(path)


def _write_read_me(sheet: Any, themes: Mapping[str, Sequence[str]]) -> None:  # noqa: ANN401 - openpyxl's is half typed
    sheet.protection.sheet = True
    for place, width in enumerate(OF_READ_ME, start=1):
        _dimension(sheet, place).width = width
    for number, (texts, style) in enumerate(_of_read_me(themes), start=1):
        lines = max(-(-len(text) // width) for text, width in zip(texts, OF_READ_ME, strict=True))
        sheet.row_dimensions[number].height = LINE * max(1, lines)
        sheet.append([text_cell(sheet, text, **style) for text in texts])


def _of_read_me(themes: Mapping[str, Sequence[str]]) -> Iterator[tuple[tuple[str, ...], Style]]:
    """Give the rows of the first sheet, each with its style: what it is about, English, French."""
    nothing = ("", "", "")
    yield ("", "English", "français"), HEADER
    for subject, words in EXPLANATIONS.items():
        if subject.startswith("introduction"):
            yield ("", *words), PLAIN
    yield nothing, PLAIN
    for title in SHEETS:
        yield (title, *EXPLANATIONS[f"sheet {title}"]), PLAIN
    yield nothing, PLAIN
    yield ("", *EXPLANATIONS["shared themes"]), BOLD
    for code, labels in themes.items():
        yield (code, *labels[: len(LANGUAGES)]), PLAIN


def column_words(table: str, column: str) -> str:
    """Return what belongs into a column, in each language on a line of its own."""
    base = column.removesuffix("_en").removesuffix("_fr")
    return "\n".join(EXPLANATIONS.get(f"column {table}.{base}") or EXPLANATIONS[f"column {base}"])


def fill_sheet(sheet: Any, columns: Sequence[str], rows: Iterable[Iterable[str]]) -> None:  # noqa: ANN401 - as above
    """Write a table into a protected sheet: the names of the columns stay, all cells below are open."""
    sheet.freeze_panes = "B2"
    protect(sheet)
    for place, column in enumerate(columns, start=1):
        base, dimension = column.removesuffix("_en").removesuffix("_fr"), _dimension(sheet, place)
        dimension.width = WIDE if base in RUNNING_TEXT else max(NARROW, len(column) + 2)
        for name, value in ({"alignment": TOP} | OPEN).items():
            setattr(dimension, name, value)
    # A spreadsheet deletes a row of a protected sheet only if all of it is open, beyond the last column too.
    beyond = _dimension(sheet, len(columns) + 1)
    beyond.min, beyond.max, beyond.protection = len(columns) + 1, LAST_COLUMN, Protection(locked=False)
    sheet.append([text_cell(sheet, column, **HEADER) for column in columns])
    for row in rows:
        sheet.append([text_cell(sheet, text, **OPEN) for text in row])


def _dimension(sheet: Any, place: int) -> Any:  # noqa: ANN401 - as above
    return sheet.column_dimensions[get_column_letter(place)]


def protect(sheet: Any) -> None:  # noqa: ANN401 - as above
    """Lock what is locked, and leave people all that does no harm to it."""
    sheet.protection = SheetProtection(  # in the format, False says that it is not forbidden
        sheet=True, formatCells=False, formatColumns=False, formatRows=False, insertRows=False,
        deleteRows=False, sort=False, autoFilter=False,
    )  # fmt: skip


def text_cell(sheet: object, text: str, **style: object) -> Any:  # noqa: ANN401 - as above
    cell = WriteOnlyCell(sheet, value=guarded(text))  # type: ignore[arg-type]
    cell.data_type = "s"
    for name, value in ({"alignment": TOP} | style).items():
        setattr(cell, name, value)
    return cell


def must_fit(texts: Iterable[str]) -> None:
    """Refuse what a cell of a workbook would cut off."""
    for text in texts:
        if len(guarded(text)) > LONGEST_CELL:
            raise UserError(
                f"A text of {len(text)} characters does not fit into a cell of a workbook, which holds {LONGEST_CELL}: "
                f"“{text[:60]}…”. Shorten it, or export as CSV."
            )


NOT_A_TABLE = f"only these sheets are read: {', '.join(SHEETS)}"

ALIKE = 0.7  # of 1: “text” is meant for text_en, and “notes” not for note_id
EXPECTED_COLUMNS = {"notes": {*WORDS, *KEYS["notes"]}}  # without one of these columns, rows are no statements

Row = dict[str, str]


def table_of(sheet: Sheet) -> str | None:
    """Return which of the event's tables a sheet is: by its name, or else by its columns."""
    name = sheet.name.strip().casefold()
    named = SHEETS.get(name, name)
    header = {column.casefold() for column in sheet.header}
    if named in COLUMNS and (header & EXPECTED_COLUMNS.get(named, set(COLUMNS[named])) or not header):
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
        problems += [*_of_header(name, sheet), *_misspelt(name, sheet)]
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
    for column in sheet.repeated:
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


def _misspelt(name: str, sheet: Sheet) -> Iterator[Problem]:
    """Give the columns with words that are nearly named as one that the sheet lacks: left out, they would be missed."""
    header = [column.casefold() for column in sheet.header]
    missing = [column for column in COLUMNS[name] if column not in header]
    for position, column in enumerate(header):
        near = None if column in COLUMNS[name] else nearest(column, missing, ALIKE)
        if near and any(cells[position].strip() for _, cells in sheet.rows):
            remedy = "correct its name, or give it quite another one if it is not that column"
            yield Problem(sheet.where, sheet.first, column, column, f"the column {near}", remedy)


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
