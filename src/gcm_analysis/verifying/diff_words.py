"""What two published reports say in other words: statements one by one, titles, prose and tables, in one language."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from gcm_analysis.verifying.formats import Edition
from gcm_analysis.verifying.passages import FACT, Passage

STATEMENTS = Path("data") / "evidence.csv"
EVIDENCE = "tbl-evidence"  # tables of the page that repeat the statements
READ = ("html", "docx", "pdf")  # the first of these that both reports have is read


@dataclass(frozen=True)
class Wording:
    """One passage or statement that is not worded alike in both reports; a side that does not have it is empty."""

    language: str
    where: str
    before: str
    after: str


def wordings(before: Path, after: Path, code: str) -> list[Wording]:
    """Return what differs in the words of one language, statements first."""
    first, second = before / code, after / code
    return [*_statements(first, second), *_passages(first, second)]


def _statements(before: Path, after: Path) -> Iterator[Wording]:
    old, new = _rows(before / STATEMENTS), _rows(after / STATEMENTS)
    for key in sorted({*old, *new}):
        if old.get(key) != new.get(key):
            yield Wording(before.name, key, _cells(old, new, key), _cells(new, old, key))


def _rows(path: Path) -> dict[str, dict[str, str]]:
    """Return the statements of a report by id, each as its cells by column; none where the file is missing."""
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return {next(iter(row.values())): row for row in csv.DictReader(lines)}


def _cells(mine: dict[str, dict[str, str]], other: dict[str, dict[str, str]], key: str) -> str:
    """Return the cells of a statement in which the other report differs; all of its words where it has no such one."""
    row, held = mine.get(key, {}), other.get(key, {})
    return " | ".join(cell for column, cell in row.items() if cell and held.get(column) != cell)


def _passages(before: Path, after: Path) -> Iterator[Wording]:
    old, new = Edition(before, ()), Edition(after, ())
    name = next((each for each in READ if each in old.files and each in new.files), None)
    if name is None:
        return
    sides = [_worded(edition.read(name)) for edition in (old, new)]
    first, second = ([_without_facts(passage) for passage in side] for side in sides)
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind != "equal":
            for one, other in zip_longest(sides[0][a:b], sides[1][c:d]):
                yield _wording(before.name, one, other)


def _worded(passages: list[Passage]) -> list[Passage]:
    return [one for one in passages if not one.annex and not one.exhibit.startswith(EVIDENCE)]


def _without_facts(passage: Passage) -> str:
    """Return a passage without the values of its facts, which are compared on their own."""
    return "".join("…" if piece.kind == FACT else piece.text for piece in passage.pieces)


def _wording(code: str, old: Passage | None, new: Passage | None) -> Wording:
    known = new or old
    return Wording(code, known.where if known else "", old.text if old else "", new.text if new else "")
