"""The data behind a figure as a table in the page, for readers to whom a drawing says nothing and for all others too."""

import csv
import re
from collections.abc import Mapping, Sequence
from html import escape
from io import StringIO
from pathlib import Path

from gcm_analysis.narrative.language import Language

NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")  # 007 is a name
MOST_ROWS = 100
LIKE_A_YEAR = 4  # digits: a whole number of so many may be a year and is not grouped


def data_table(path: Path, label: str, words: Mapping[str, str], code: str) -> str:
    """Return the table of a CSV file, named by the title of the figure; the first column names the rows."""
    header, *rows = list(csv.reader(StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    language, shown = Language(code), rows[:MOST_ROWS]
    columns = zip(*shown, strict=True) if shown else [[]] * len(header)
    head = "".join(_head(name, column) for name, column in zip(header, columns, strict=True))
    body = "\n".join(_row(row, language) for row in shown)
    title = f"{label}-title"
    line = words["first_rows"].format(shown=len(shown), rows=len(rows)) if len(shown) < len(rows) else ""
    rest = f'<p class="own-words">{escape(line)}</p>' if line else ""
    return (
        f'<div class="table-scroll" role="region" tabindex="0" aria-labelledby="{title}">'
        f'<table class="data" aria-labelledby="{title}"><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>{rest}'
    )


def _head(name: str, column: Sequence[str]) -> str:
    numeric = column and all(NUMBER.fullmatch(cell) for cell in column if cell)
    return f'<th scope="col"{" class=n" if numeric else ""}>{escape(name)}</th>'


def _row(row: list[str], language: Language) -> str:
    first, *others = row
    head = f'<th scope="row">{escape(_shown(first, language))}</th>' if first else "<td></td>"
    return f"<tr>{head}{''.join(_cell(cell, language) for cell in others)}</tr>"


def _cell(cell: str, language: Language) -> str:
    return f"<td{' class=n' if NUMBER.fullmatch(cell) else ''}>{escape(_shown(cell, language))}</td>"


def _shown(cell: str, language: Language) -> str:
    """Return a cell as the language writes it: a number with all the decimals that the file has."""
    if (
        not NUMBER.fullmatch(cell)
        or "e" in cell
        or (len(cell.lstrip("-")) <= LIKE_A_YEAR and "." not in cell)
    ):
        return cell
    return language.number(float(cell), len(cell.partition(".")[2]))
