"""The evidence explorer of a report, held against the tables that are published beside it, and against itself."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from pydantic import BaseModel, ValidationError

from gcm_analysis.publishing.explorer.matrix import AXES
from gcm_analysis.publishing.explorer.scripts import shipped
from gcm_analysis.publishing.explorer.write import WHOLE
from gcm_analysis.publishing.status import DRAFT_EXPLORER, EXPLORER, files_in
from gcm_analysis.safe_csv import STARTS_FORMULA
from gcm_analysis.verifying.json_file import places
from gcm_analysis.verifying.passages import squash

COLUMN_DIGITS, NUMBER_DIGITS = 2, 9  # what has more is no column and no number of rows
STATEMENTS = (
    "tbl-evidence*.csv"  # the tables of the report whose rows are statements: one, or one for each theme
)


@dataclass(frozen=True)
class Page:
    """The explorer of one language; `folder` is the language's own."""

    folder: Path
    file: str

    @cached_property
    def html(self) -> BeautifulSoup:
        return BeautifulSoup(
            (self.folder / self.file).read_text(encoding="utf-8", errors="replace"), "html.parser"
        )

    @property
    def rows(self) -> list[Tag]:
        """The rows of all tables with evidence."""
        return self.html.select("tr[data-id]")

    def problems(self) -> Iterator[str]:
        """Yield what the page shows otherwise than the tables, and what its parts say otherwise than each other."""
        yield from self._statements()
        yield from self._numbers()
        yield from self._others()
        yield from self._scripts()

    def _statements(self) -> Iterator[str]:
        shown = {str(row["data-id"]): _cells(row) for row in self.html.select("#list tbody tr")}
        whole = _by_id([self.folder / WHOLE])
        published = _by_id(sorted((self.folder / "data").glob(STATEMENTS)))
        for name in sorted(shown.keys() | whole.keys() | published.keys()):
            for where, table in ((WHOLE, whole), ("the tables of the report", published)):
                if name not in shown or name not in table:
                    yield f"{name}: only in {where if name in table else 'the page, not in ' + where}"
                elif shown[name] != table[name]:
                    yield f"{name}: the page says otherwise than {where}"

    def _numbers(self) -> Iterator[str]:
        rows = self.html.select("#list tbody tr")
        counted: Counter[tuple[str, ...]] = Counter(_codes(row) for row in rows)
        told = {_codes(cell): _number(cell) for cell in self.html.select("#matrix td")}
        for key in sorted(counted.keys() | told.keys()):
            if counted[key] != told.get(key, 0):
                yield f"{', '.join(key)}: {told.get(key, 0)} in the table of numbers, {counted[key]} in the rows"
        drawn = Counter(
            squash(text.get_text()) for text in self.html.select("#drawing .mark-text.role-mark text")
        )
        if drawn != Counter(str(number) for number in counted.values()):
            yield "the drawing has other numbers than the rows"
        try:
            if self._in_figure() != counted:
                yield "the interactive figure has other numbers than the rows"
        except ValidationError as error:
            yield f"the data of the interactive figure can’t be read: {'; '.join(places(error))}"

    def _in_figure(self) -> Counter[tuple[str, ...]]:
        """Return the numbers that the script starts from."""
        element = self.html.find(id="settings")
        text = element.get_text() if isinstance(element, Tag) else "{}"
        figure = _Settings.model_validate_json(text).vega or _Figure()
        cells = [_Cell.model_validate(value) for data in figure.data for value in data.values if "n" in value]
        counted: Counter[tuple[str, ...]] = Counter(
            {(cell.theme, cell.phase, cell.level): cell.n for cell in cells}
        )
        return +counted

    def _others(self) -> Iterator[str]:
        """Yield the tables that differ from those of the report's page."""
        page = files_in(self.folder).get("html")
        if page is None:
            return
        report = BeautifulSoup(
            (self.folder / page).read_text(encoding="utf-8", errors="replace"), "html.parser"
        )
        for section in self.html.select("section.other[aria-labelledby^=tbl-]"):
            label = str(section["aria-labelledby"])
            if _texts(section) != _texts(report.find(id=label)):
                yield f"{label}: other rows than on the report’s page"

    def _scripts(self) -> Iterator[str]:
        found = [script.get_text() for script in self.html.select("body script:not([type])")]
        if not set(found) <= set(shipped()):
            yield "its scripts are not those that this version ships"


class _Data(BaseModel):
    values: list[dict[str, str | int | float | bool | None]] = []


class _Figure(BaseModel):
    """The part of the figure that is held against the rows."""

    data: list[_Data] = []


class _Settings(BaseModel):
    """What the page's script is given."""

    vega: _Figure | None = None


class _Cell(BaseModel):
    theme: str
    phase: str
    level: str
    n: int


def explorers(report: Path, codes: list[str]) -> list[Page]:
    """Return the explorers of a report, at most one for each language."""
    named = ((report / code, file) for code in codes for file in (EXPLORER, DRAFT_EXPLORER))
    return [Page(folder, file) for folder, file in named if (folder / file).is_file()]


def _cells(row: Tag) -> dict[int, str]:
    """Return the cells of a statement by their published column; one that is empty is not shown."""
    named = {str(cell["data-column"]): squash(cell.get_text()) for cell in row.select("[data-column]")}
    return {
        int(name): text
        for name, text in named.items()
        if text and name.isdecimal() and len(name) <= COLUMN_DIGITS
    }


def _codes(element: Tag) -> tuple[str, ...]:
    return tuple(str(element.get(f"data-{axis}", "")) for axis in AXES)


def _by_id(paths: list[Path]) -> dict[str, dict[int, str]]:
    """Return the cells of each row by their column, as `_cells` does."""
    rows = [row for path in paths if path.is_file() for row in _table(path) if row]
    return {
        row[0]: {column: told for column, cell in enumerate(row) if (told := squash(_unarmed(cell)))}
        for row in rows
    }


def _table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        return list(csv.reader(lines))[1:]


def _unarmed(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(STARTS_FORMULA) else cell


def _number(cell: Tag) -> int | None:
    digits = "".join(filter(str.isdecimal, cell.get_text()))
    return int(digits) if 0 < len(digits) <= NUMBER_DIGITS else None


def _texts(part: Tag | object) -> list[str]:
    rows = part.select("tbody tr") if isinstance(part, Tag) else []
    return [
        squash(row.get_text()).replace("–", "") for row in rows
    ]  # citations have longer dashes on the page
