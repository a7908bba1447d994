"""Assembles the report's page: the prose from pandoc, and around it the frame with everything from data.

Nothing is inserted by searching the whole page for a placeholder, since a title could contain its name.
"""

import csv
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import partial
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

from markupsafe import Markup

from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.formats.page.drawing import Drawings
from gcm_analysis.publishing.formats.page.style import faces_for, script, style
from gcm_analysis.publishing.formats.page.templates import render_template

IMAGE = re.compile(r'<img\s+src="(?P<src>[^"]*)"\s+alt="(?P<alt>[^"]*)"\s*/?>')
# The comment of html.lua where the data table of a figure belongs.
DATA_TABLE = re.compile(r"<!-- data (?P<label>[a-z0-9-]+) -->")
BETWEEN_CELLS = re.compile(r"(?<=>)\n(?=</?t[rhd]\b)")

NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")  # 007 is a name
MOST_ROWS = 100
LIKE_A_YEAR = 4  # digits: a whole number with so many may be a year, so its digits are not grouped


def report_page(prose: Mapping[str, str], stage: Path, report: Mapping[str, Any]) -> str:
    """Return the page of a stage with these settings, whose prose pandoc has written part by part."""
    drawings = Drawings()
    parts = {name: _filled(part, stage, report, drawings) for name, part in prose.items()}
    shown = " ".join((report["title"], report["subtitle"], report["event-line"], *parts.values()))
    logos = [_picture(stage / logo["src"], logo["alt"]) for logo in report["logos"]]
    return render_template(
        "report.html",
        report=report,
        words=report["words"],
        parts={name: Markup(part) for name, part in parts.items()},  # noqa: S704 - pandoc escaped its text
        logos=logos,
        metadata=_staged(stage / "head.html"),
        cite=_staged(stage / "cite.html"),
        first=Markup(script("first")),  # noqa: S704 - our own
        script=Markup(script("page")),  # noqa: S704 - our own
        style=Markup(f"{style()}\n{drawings.style()}{faces_for(shown)}"),  # noqa: S704 - our own, and of drawings
    )


def _filled(part: str, stage: Path, report: Mapping[str, Any], drawings: Drawings) -> str:
    """Replace pandoc's images by drawings, and the filter's comments by tables of data."""
    drawn = IMAGE.sub(lambda found: _drawn(stage / unescape(found["src"]), found["alt"], drawings), part)

    def table(found: re.Match[str]) -> str:
        path = stage / report["exhibits"][found["label"]]["data"]
        return data_table(path, found["label"], report["words"], report["lang"])

    return BETWEEN_CELLS.sub("", DATA_TABLE.sub(table, drawn))


def _drawn(path: Path, alt: str, drawings: Drawings) -> str:
    """Return an image of the prose; `alt` is already escaped. A drawing uses the page's typefaces."""
    return drawings.inline(path, alt) if path.suffix == ".svg" else str(_picture(path, Markup(alt)))  # noqa: S704


def _picture(path: Path, alt: str) -> Markup:
    """Return a picture as a data URI, which can neither run scripts nor fetch; so a logo keeps its own style."""
    kind = "svg+xml" if path.suffix == ".svg" else "png"
    content = b64encode(path.read_bytes()).decode()
    return Markup('<img src="data:image/{};base64,{}" alt="{}">').format(kind, content, alt)


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


def _staged(path: Path) -> Markup:
    """Return a part of the page that a template has written into the stage."""
    return Markup(path.read_text(encoding="utf-8") if path.is_file() else "")  # noqa: S704 - escaped when it was made
