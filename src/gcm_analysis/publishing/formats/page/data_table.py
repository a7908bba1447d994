"""Writes the data behind a figure as a table in the page, for readers who can't see the drawing and for all others."""

import csv
import re
from collections.abc import Mapping
from functools import partial
from io import StringIO
from pathlib import Path

from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.formats.page.templates import render_template

NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")  # 007 is a name
MOST_ROWS = 100
LIKE_A_YEAR = 4  # digits: a whole number with so many may be a year, so its digits are not grouped


def data_table(path: Path, label: str, words: Mapping[str, str], code: str) -> str:
    """Return the table of a CSV file, named by the title of the figure; the first column names the rows."""
    header, *rows = list(csv.reader(StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    shown = rows[:MOST_ROWS]
    columns = zip(*shown, strict=True) if shown else [()] * len(header)
    numeric = [column and all(NUMBER.fullmatch(cell) for cell in column if cell) for column in columns]
    rest = words["first_rows"].format(shown=len(shown), rows=len(rows)) if len(shown) < len(rows) else ""
    return render_template(
        "data_table.html",
        label=label,
        heads=zip(header, numeric, strict=True),
        rows=[(row[0], row[1:]) for row in shown],
        number=NUMBER,
        shown=partial(_shown, Language(code)),
        rest=rest,
    )


def _shown(language: Language, cell: str) -> str:
    """Return a cell as the language writes it: a number with all the decimals that the file has."""
    like_a_year = len(cell.lstrip("-")) <= LIKE_A_YEAR and "." not in cell
    if like_a_year or not NUMBER.fullmatch(cell):
        return cell
    return language.number(float(cell), len(cell.partition(".")[2]))
