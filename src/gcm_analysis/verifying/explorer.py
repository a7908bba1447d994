"""Compares the evidence explorer of a report with the tables that are published next to it, and with itself."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from gcm_analysis.publishing.explorer.page import WHOLE
from gcm_analysis.publishing.status.status import DRAFT_EXPLORER, EXPLORER, files_in
from gcm_analysis.safe_csv import STARTS_FORMULA
from gcm_analysis.verifying.files import read_rows
from gcm_analysis.verifying.html import parsed
from gcm_analysis.verifying.passages import squash

DISARMING = re.compile(f"^'(?=[{''.join(map(re.escape, STARTS_FORMULA))}])")
DIGITS = re.compile(r"\b\d{1,9}\b")
# The tables of the report whose rows are statements: one, or one for each theme.
STATEMENTS = "tbl-evidence*.csv"


@dataclass(frozen=True)
class Page:
    """The explorer of one language; `folder` is the language's own."""

    folder: Path
    file: str

    @cached_property
    def html(self) -> BeautifulSoup:
        return parsed(self.folder / self.file)

    @property
    def rows(self) -> list[Tag]:
        """The rows of all tables with evidence."""
        return list(self.html.find_all("tr", attrs={"data-id": True}))

    @cached_property
    def statements(self) -> list[Tag]:
        """The rows of the statements."""
        return self.html.select("#list tbody tr")

    def problems(self) -> Iterator[str]:
        """Yield where the page differs from the tables, and where its parts contradict each other."""
        yield from self._statements()
        yield from self._numbers()
        yield from self._leads()
        yield from self._others()

    def _statements(self) -> Iterator[str]:
        shown = {str(row["data-id"]): _cells(row) for row in self.statements}
        whole = _by_id([self.folder / WHOLE])
        published = _by_id(sorted((self.folder / "data").glob(STATEMENTS)))
        for name in sorted(shown.keys() | whole.keys() | published.keys()):
            for where, table in ((WHOLE, whole), ("the tables of the report", published)):
                if name not in shown or name not in table:
                    yield f"{name}: only in {where if name in table else 'the page, not in ' + where}"
                elif shown[name] != table[name]:
                    yield f"{name}: the page differs from {where}"

    def _numbers(self) -> Iterator[str]:
        """Yield the numbers by theme and by kind of source that differ from the rows."""
        counted = Counter(_codes(row) for row in self.statements)
        listed: Counter[tuple[str, str]] = Counter()
        for cell in self.html.select("#grid td"):
            theme, types = _codes(cell)
            number = sum(counted[theme, one] for one in types.split(","))
            listed.update({(theme, one): counted[theme, one] for one in types.split(",")})
            shown = "".join(filter(str.isdecimal, cell.get_text()))
            if shown != str(number):
                yield f"{theme}, {types}: {shown} in the table of numbers, {number} in the rows"
        if listed != counted:
            yield "the table of numbers leaves rows out, or counts them twice"

    def _leads(self) -> Iterator[str]:
        """Yield the findings and ready questions whose numbers differ from the rows that they lead to."""
        for link in self.html.select("[data-go]"):
            filters = [part.partition("=")[::2] for part in str(link["data-go"]).split("&")]
            number = sum(all(_has(row, *one) for one in filters) for row in self.statements)
            count = link.find_next_sibling()
            offered = sum(map(int, DIGITS.findall(count.get_text()))) if isinstance(count, Tag) else 0
            if offered != number:
                yield f"{link['data-go']}: {offered} where it is offered, {number} in the rows"

    def _others(self) -> Iterator[str]:
        """Yield the tables that differ from those of the report's page."""
        page = files_in(self.folder).get("html")
        if page is None:
            return
        report = parsed(self.folder / page)
        places = {str(tag["id"]): tag for tag in reversed(report.find_all(id=True))}  # the first of each id
        for section in self.html.select("section.other[aria-labelledby^=tbl-]"):
            label = str(section["aria-labelledby"])
            if _texts(section) != _texts(places.get(label)):
                yield f"{label}: other rows than on the report’s page"


def explorers(report: Path, codes: list[str]) -> list[Page]:
    """Return the explorers of a report, at most one for each language."""
    named = ((report / code, file) for code in codes for file in (EXPLORER, DRAFT_EXPLORER))
    return [Page(folder, file) for folder, file in named if (folder / file).is_file()]


def _cells(row: Tag) -> dict[str, str]:
    """Return the cells of a statement by their published column; one that is empty is not shown."""
    cells = {str(cell["data-column"]): squash(cell.get_text()) for cell in row.select("[data-column]")}
    return {column: text for column, text in cells.items() if text}


def _has(row: Tag, facet: str, codes: str) -> bool:
    """Return whether a row has one of the codes; of findings it may have several."""
    return not set(codes.split(",")).isdisjoint(str(row.get(f"data-{facet}", "")).split(" "))


def _codes(element: Tag) -> tuple[str, str]:
    """Return the theme and the kind of source of a row; of a cell, the theme and its kinds of source."""
    return str(element.get("data-theme", "")), str(element.get("data-source_type", ""))


def _by_id(paths: list[Path]) -> dict[str, dict[str, str]]:
    """Return the cells of each row by their column, as `_cells` does; the apostrophe that disarms a formula is not shown."""
    rows = [row for path in paths for row in read_rows(path)[1:]]
    return {
        row[0]: {
            str(column): text for column, cell in enumerate(row) if (text := squash(DISARMING.sub("", cell)))
        }
        for row in rows
    }


def _texts(part: Tag | object) -> list[str]:
    rows = part.select("tbody tr") if isinstance(part, Tag) else []
    # Citations have longer dashes on the page.
    return [squash(row.get_text()).replace("–", "") for row in rows]
