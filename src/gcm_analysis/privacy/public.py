"""What is public already and is no disclosure: cells of the shared data, the event's description, its published record.

A term is excused where it is in a public cell: the whole cell is around it, or enough of it. Names are excused only by the
data that all events share.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from gcm_analysis.evidence.attribution import without_people
from gcm_analysis.evidence.countries import is_country
from gcm_analysis.evidence.csv_file import read_csv
from gcm_analysis.evidence.event import LANGUAGES, Event
from gcm_analysis.evidence.missing import words_of
from gcm_analysis.evidence.tables import TABLES
from gcm_analysis.near import alike
from gcm_analysis.privacy.countries import country_names
from gcm_analysis.privacy.folding import SPACES, Readings, readings
from gcm_analysis.privacy.matching import Place

CODES = re.compile(r"[A-Z]{3}(\|[A-Z]{3})*")
BESIDE = tuple(
    (f"{one}_{code}", f"{two}_{code}")
    for code in LANGUAGES
    for one, two in (("role", "body"), ("body", "role"))
)
# Of the description, what was said behind closed doors. The rest was announced.
AGREED = (
    "follow_up", "gaps", "accounts", "conclusions", "message", "attendance", "pictures", "acronyms", "acknowledgements",
)  # fmt: skip
ENOUGH = 30  # letters of a public cell around a term, where the cell is cut or interrupted
AROUND = 120


@dataclass(frozen=True)
class PublicCells:
    """Cells in both readings, one a line, words with one space between them."""

    split: str
    joined: str

    @cached_property
    def _whole(self) -> dict[str, frozenset[str]]:
        return {cells: frozenset(cells.split("\n")) for cells in (self.split, self.joined)}

    def excuse(self, text: Readings, place: Place, *, within: bool = False) -> bool:
        """Return whether the text at a place is a public cell; `within`: or is in one that says more."""
        cells = self.joined if text.is_joined(place.reading) else self.split
        letters = place.reading.plain
        term = _spaced(letters[place.start : place.end])
        if not within and term in self._whole[cells]:
            return True
        before = letters[max(0, place.start - AROUND) : place.start].replace(" ", "")
        after = letters[place.end : place.end + AROUND].replace(" ", "")
        found = _occurrences(cells, term)
        return any(_agree(before, after, *around) for around in found if any(around))


def _spaced(text: str) -> str:
    return SPACES.sub(" ", text).strip()


def _occurrences(cells: str, term: str) -> Iterator[tuple[str, str]]:
    """Yield the letters before and after each occurrence of a term within its cell, however they are broken into words."""
    place = cells.find(term)
    while place >= 0:
        head, tail = cells.rfind("\n", 0, place) + 1, cells.find("\n", place)
        end = place + len(term)
        if cells[place - 1] in " \n" and cells[end] in " \n":
            yield cells[head:place].replace(" ", ""), cells[end:tail].replace(" ", "")
        place = cells.find(term, place + 1)


def _agree(before: str, after: str, cell_before: str, cell_after: str) -> bool:
    left = alike(before[::-1], cell_before[::-1])
    right = alike(after, cell_after)
    return (left, right) == (len(cell_before), len(cell_after)) or left + right >= ENOUGH


def public_cells(texts: Iterable[str]) -> PublicCells:
    """Return texts as cells; a cell that is a list is one cell for each of its parts, too."""
    parts = dict.fromkeys(part for text in texts for part in (text, *text.split("|")) if part.strip())
    both = [readings(part) for part in parts]
    split, joined = (
        "\n".join({_spaced(getattr(each, name).plain) for each in both}) for name in ("split", "joined")
    )
    return PublicCells(f"\n{split}\n", f"\n{joined}\n")


def shared_texts(data: Path) -> list[str]:
    """Return every cell of the tables that all events share, and the names of the countries whose codes are there."""
    tables = sorted(data / table.file for table in TABLES.values() if "{event}" not in table.file)
    rows = [row for table in tables for row in table_rows(table)]
    # The countries of a statement are not printed, so that they make no name public.
    cells = {
        cell for row in rows for name, cell in row.items() if name != "iso3" or "statement_id" not in row
    }
    # A role and its body: a table of the report has them side by side.
    pairs = {f"{row[one]} {row[two]}" for row in rows for one, two in BESIDE if one in row and two in row}
    codes = {code for cell in cells if CODES.fullmatch(cell) for code in cell.split("|") if is_country(code)}
    return [*sorted(cells | pairs), *(name for code in sorted(codes) for name in country_names(code))]


def described_texts(event: Event) -> list[str]:
    """Return the event's description without what was agreed and what is left open; people if it names them."""
    shown = without_people(event)
    words = (words for path, words in words_of(shown) if not is_written_after(path))
    return [
        *(text for each in words for text in (each.en, each.fr) if text),
        *(person.name for person in shown.people),
        *((*country_names(event.country), event.country) if event.country else ()),
    ]


def is_written_after(path: str) -> bool:
    """Return whether a text of the description, by its keys, is no announcement and makes nothing public."""
    return path.partition(".")[0] in AGREED or path.endswith(".biography")


def recorded_texts(folder: Path) -> list[str]:
    """Return the cells of the event's published record, if there is one."""
    return sorted({cell for row in record_rows(folder) for cell in row.values()})


def record_rows(folder: Path) -> list[dict[str, str]]:
    """Return the rows of the event's published record, if there is one."""
    table = folder / "record.csv"
    return table_rows(table) if table.exists() else []


def table_rows(table: Path) -> list[dict[str, str]]:
    """Return the rows of a table by their columns; raises an `EvidenceError` where it can't be read."""
    (_, header), *rows = read_csv(table, table.name)
    return [dict.fromkeys(header, "") | dict(zip(header, row, strict=False)) for _, row in rows]
