"""What changed between two published reports: parameters, facts chapter by chapter, and words in every language."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from gcm_analysis.edition import Edition
from gcm_analysis.errors import UserError
from gcm_analysis.narrative.prose import revealed
from gcm_analysis.publishing.status.status import files_in
from gcm_analysis.verifying import facts, files, formats
from gcm_analysis.verifying.passages import FACT, Passage, differing

CHANGED, APPEARED, VANISHED = "changed", "appeared", "vanished"
STATEMENTS = Path("data") / "evidence.csv"
EVIDENCE = "tbl-evidence"  # tables of the page that repeat the statements
READ = ("html", "docx", "pdf")  # the first of these that both reports have is read


@dataclass(frozen=True)
class Change:
    """One fact that is not the same in both reports; a side that does not have it is empty."""

    id: str
    kind: str
    before: str
    after: str
    how: str
    chapter: str


@dataclass(frozen=True)
class Parameter:
    """One parameter with its value in both reports."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Wording:
    """One passage or statement that is not worded alike in both reports; a side that does not have it is empty."""

    language: str
    where: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """Two reports held against each other; their facts in one language, their words in each that both have.

    `chapters` are the changed facts by chapter title. `other_rows` are facts with the same value from other rows or
    sources; `same` counts the facts that are the same in everything.
    """

    language: str
    names: tuple[str, str]
    parameters: tuple[Parameter, ...]
    chapters: tuple[tuple[str, tuple[Change, ...]], ...]
    other_rows: tuple[str, ...]
    same: int
    words: tuple[Wording, ...] = ()

    def count(self, kind: str) -> int:
        return sum(change.kind == kind for _, changes in self.chapters for change in changes)


def difference(before: Path, after: Path, code: str) -> Difference:
    """Hold two published reports against each other, as the language `code` shows their facts."""
    first, second = _Side(before, code), _Side(after, code)
    changes = [_change(name, first, second) for name in sorted(first.facts.keys() | second.facts.keys())]
    titles = second.titles | {
        name: title for name, title in first.titles.items() if name not in second.titles
    }
    both = [
        name
        for name in first.facts.keys() & second.facts.keys()
        if _value(first, name) == _value(second, name)
    ]
    other_rows = tuple(sorted(name for name in both if first.basis(name) != second.basis(name)))
    return Difference(
        code,
        _names(before, after),
        tuple(_parameters(first.parameters, second.parameters)),
        tuple(_by_chapter([change for change in changes if change], titles)),
        other_rows,
        len(both) - len(other_rows),
        tuple(one for each in _in_both(before, after) for one in wordings(before, after, each)),
    )


def _in_both(before: Path, after: Path) -> list[str]:
    """Return the languages that both reports have."""
    first, second = (files.read_manifest(report)["parameters"] for report in (before, after))
    return sorted(first.keys() & second.keys())


class _Side:
    """One of the two reports: its parameters, its facts as one language shows them, the titles of its chapters."""

    def __init__(self, report: Path, code: str) -> None:
        manifest = files.read_manifest(report)
        if code not in manifest["parameters"]:
            raise UserError(f"{report} has no report in the language {code}. Choose another with --language.")
        self.parameters: dict[str, Any] = manifest["parameters"][code]
        self.facts = facts.of_language(report / code)
        self.titles = {
            path.stem: _title(path) for path in sorted((report / code / "notebooks").glob("*.ipynb"))
        }

    def basis(self, name: str) -> tuple[set[str], set[str]]:
        return set(self.facts[name]["rows"]), set(self.facts[name]["sources"])


def _value(side: _Side, name: str) -> tuple[object, str]:
    return side.facts[name]["value"], str(side.facts[name]["shown"])


def _change(name: str, first: _Side, second: _Side) -> Change | None:
    """Return how a fact differs, or nothing where both reports show the same value."""
    old, new = first.facts.get(name), second.facts.get(name)
    if old and new and _value(first, name) == _value(second, name):
        return None
    fact = new or old or {}
    kind = APPEARED if not old else VANISHED if not new else CHANGED
    before, after = (str(side["shown"]) if side else "" for side in (old, new))
    return Change(name, kind, before, after, str(fact["how"]), str(fact["notebook"]))


def _by_chapter(changes: list[Change], titles: dict[str, str]) -> Iterable[tuple[str, tuple[Change, ...]]]:
    for chapter in sorted({change.chapter for change in changes}):
        inside = tuple(change for change in changes if change.chapter == chapter)
        yield titles.get(chapter, chapter), inside


def _parameters(before: dict[str, Any], after: dict[str, Any]) -> Iterable[Parameter]:
    """Yield the parameters that differ; one that an older report did not know has its default."""
    for name, field in Edition.model_fields.items():
        old, new = (str(side.get(name, field.default)) for side in (before, after))
        if old != new:
            yield Parameter(name, old, new)


def _names(before: Path, after: Path) -> tuple[str, str]:
    """Return what the reports are called: their folders, with those above where the names are the same."""
    first, second = before.resolve(), after.resolve()
    return (first.name, second.name) if first.name != second.name else (str(before), str(after))


def _title(path: Path) -> str:
    """Return the title of a chapter: the first heading of its notebook."""
    cells = nbformat.read(path, as_version=4).cells
    first = next((cell.source for cell in cells if cell.cell_type == "markdown"), "")
    return revealed(first).partition("\n")[0].lstrip("# ").partition(" {")[0] or path.stem


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
    old, new = files_in(before), files_in(after)
    name = next((each for each in READ if each in old and each in new), None)
    if name:
        first, second = (
            [one for one in formats.read(path) if not one.annex and not one.exhibit.startswith(EVIDENCE)]
            for path in (before / old[name], after / new[name])
        )
        yield from (_wording(before.name, *pair) for pair in differing(first, second, _without_facts))


def _without_facts(passage: Passage) -> str:
    """Return a passage without the values of its facts, which are compared on their own."""
    return "".join("…" if piece.kind == FACT else piece.text for piece in passage.pieces)


def _wording(code: str, old: Passage | None, new: Passage | None) -> Wording:
    shown = new or old
    return Wording(code, shown.where if shown else "", old.text if old else "", new.text if new else "")
