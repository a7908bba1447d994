"""Compares two published reports: parameters, facts chapter by chapter, and words in every language."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

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


class Change(NamedTuple):
    """A fact that differs between the reports; the text is empty where a report does not have it."""

    id: str
    kind: str
    before: str
    after: str
    how: str
    chapter: str


class Parameter(NamedTuple):
    """A parameter with its value in both reports."""

    name: str
    before: str
    after: str


class Wording(NamedTuple):
    """A passage or statement whose words differ; the text is empty where a report does not have it."""

    language: str
    where: str
    before: str
    after: str


class Difference(NamedTuple):
    """What differs between two reports: their facts in one language, their words in each that both have.

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
    """Compare two published reports; facts are shown in the language `code`."""
    first, second = _Report(before, code), _Report(after, code)
    both = first.facts.keys() & second.facts.keys()
    equal = {name for name in both if first.value(name) == second.value(name)}
    changes = [_change(name, first, second) for name in sorted({*first.facts, *second.facts} - equal)]
    titles = first.titles | second.titles
    other_rows = tuple(sorted(name for name in equal if first.basis(name) != second.basis(name)))
    chapters = groupby(sorted(changes, key=lambda one: one.chapter), key=lambda one: one.chapter)
    languages = sorted(first.languages & second.languages)
    return Difference(
        code,
        _names(before, after),
        tuple(_parameters(first.parameters, second.parameters)),
        tuple((titles.get(chapter, chapter), tuple(inside)) for chapter, inside in chapters),
        other_rows,
        len(equal) - len(other_rows),
        tuple(one for language in languages for one in wordings(before, after, language)),
    )


class _Report:
    """One of the two reports: its parameters, its facts as one language shows them, the titles of its chapters."""

    def __init__(self, report: Path, code: str) -> None:
        parameters = files.read_manifest(report)["parameters"]
        if code not in parameters:
            raise UserError(f"{report} has no report in the language {code}. Choose another with --language.")
        self.languages = frozenset(parameters)
        self.parameters: dict[str, Any] = parameters[code]
        self.facts = facts.of_language(report / code)
        notebooks = sorted((report / code / "notebooks").glob("*.ipynb"))
        self.titles = {path.stem: _title(path) for path in notebooks}

    def value(self, name: str) -> tuple[object, str]:
        return self.facts[name]["value"], str(self.facts[name]["shown"])

    def basis(self, name: str) -> tuple[set[str], set[str]]:
        return set(self.facts[name]["rows"]), set(self.facts[name]["sources"])


def _change(name: str, first: _Report, second: _Report) -> Change:
    old, new = first.facts.get(name), second.facts.get(name)
    fact = new or old or {}
    kind = APPEARED if not old else VANISHED if not new else CHANGED
    before, after = (str(side["shown"]) if side else "" for side in (old, new))
    return Change(name, kind, before, after, str(fact["how"]), str(fact["notebook"]))


def _parameters(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Parameter]:
    """Yield the parameters that differ; one that an older report does not list has its default."""
    for name, field in Edition.model_fields.items():
        old, new = (str(side.get(name, field.default)) for side in (before, after))
        if old != new:
            yield Parameter(name, old, new)


def _names(before: Path, after: Path) -> tuple[str, str]:
    """Return the names of the reports: their folders, or the paths where both folders have the same name."""
    first, second = before.resolve(), after.resolve()
    return (first.name, second.name) if first.name != second.name else (str(before), str(after))


def _title(path: Path) -> str:
    """Return the title of a chapter: the first heading of its notebook."""
    cells = nbformat.read(path, as_version=4).cells
    first = next((cell.source for cell in cells if cell.cell_type == "markdown"), "")
    return revealed(first).partition("\n")[0].lstrip("# ").partition(" {")[0] or path.stem


def wordings(before: Path, after: Path, code: str) -> list[Wording]:
    """Return the differences in the words of one language, statements first."""
    first, second = before / code, after / code
    return [*_statements(first, second), *_passages(first, second)]


def _statements(before: Path, after: Path) -> Iterator[Wording]:
    old, new = _rows(before / STATEMENTS), _rows(after / STATEMENTS)
    for key in sorted({*old, *new}):
        was, now = old.get(key, {}), new.get(key, {})
        if was != now:
            yield Wording(before.name, key, _other_cells(was, now), _other_cells(now, was))


def _rows(path: Path) -> dict[str, dict[str, str]]:
    """Return the statements of a report by id, each as its cells by column; none where the file is missing."""
    header, *rows = files.read_rows(path) or [[]]
    return {row[0]: dict(zip(header, row, strict=False)) for row in rows}


def _other_cells(row: dict[str, str], other: dict[str, str]) -> str:
    """Return the cells of a statement that differ from the other report's; all where that has no such statement."""
    return " | ".join(cell for column, cell in row.items() if cell and other.get(column) != cell)


def _passages(before: Path, after: Path) -> Iterator[Wording]:
    old, new = files_in(before), files_in(after)
    name = next((each for each in READ if each in old and each in new), None)
    if name:
        first, second = (
            [one for one in formats.read(path) if not one.annex and not one.exhibit.startswith(EVIDENCE)]
            for path in (before / old[name], after / new[name])
        )
        for was, now in differing(first, second, _without_facts):
            shown = now or was
            texts = (one.text if one else "" for one in (was, now))
            yield Wording(before.name, shown.where if shown else "", *texts)


def _without_facts(passage: Passage) -> str:
    """Return a passage without the values of its facts, which are compared on their own."""
    return "".join("…" if piece.kind == FACT else piece.text for piece in passage.pieces)
