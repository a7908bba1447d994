"""Gathers what a number in prose may rest on: the facts of a language, the texts of the data, the data of each exhibit."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from gcm_analysis.edition import LANGUAGES
from gcm_analysis.evidence.notes import source_of
from gcm_analysis.evidence.releases import AGREED, RELEASED, read_releases
from gcm_analysis.evidence.yaml_file import read_yaml
from gcm_analysis.evidence.yaml_tree import content
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.status.versions import changed, erratum
from gcm_analysis.verifying import facts
from gcm_analysis.verifying.files import read_rows
from gcm_analysis.verifying.passages import NUMBER, squash

AUTHORED = ("findings.yml", "answers.yml", "theory_of_change.yml", "cases.yml")
LONG_ENOUGH = 12  # letters and signs of a text that proves by itself the origin of a number
NAME_LETTERS = 3
# Keys of event.yml and project.yml whose texts are in the imprint: they count, however short they are.
SIGNED = ("notices", "cleared", "published", "number", "contact", "licence")


@dataclass(frozen=True)
class Basis:
    """`facts`: shown text by id. `rows`: all cells of a row by its id. `texts`: squashed texts by each number in them.

    `exhibits`: the lines of each published CSV file, by the exhibit's label; the last one has the names of its columns
    and their sums, of all rows and of those that share a name, which alternative texts give.
    """

    facts: dict[str, str]
    rows: dict[str, str] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    exhibits: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of rows and sources; an id that is a bare number, as of an objective, proves no number."""
        return frozenset(name for name in self.rows if not name.isdigit())

    def exhibit(self, label: str, line: int | None) -> str:
        """Return the data of a row of an exhibit; all of its data where the row is not known."""
        lines = self.exhibits.get(label, ())
        return lines[line] if line is not None and line < len(lines) - 1 else "\n".join(lines)


def basis(data: Path, event: str, report: Path, code: str) -> Basis:
    """Return what the numbers of one language may rest on: the project's data, and the data in `report`."""
    others = {
        path for path in (data / "events").rglob("*.csv") if data / "events" / event not in path.parents
    }
    tables = (path for path in sorted(data.rglob("*.csv")) if path.is_file() and path not in others)
    files = [path for path in tables if path.name not in (RELEASED, AGREED)]  # these have digests
    cells = [row for path in files for row in _readable_rows(path, code)]
    rows: dict[str, str] = {}
    for row in cells:  # a note and its further codings have the same id
        rows[row[0]] = " ".join([rows.get(row[0], ""), *row]).strip()
    own, folder = data / "events" / event, report / code
    authored_files = [data / name for name in AUTHORED] + [own / "findings.yml"]
    authored = [one for path in authored_files for one in _records(path)]
    rows |= {str(one["id"]): " ".join(_strings(one)) for one in authored if "id" in one}
    # A session is a source, too, under another id.
    rows |= {source_of(row[0]): rows[row[0]] for row in read_rows(own / "sessions.csv")[1:]}
    stated = facts.of_language(folder) if (folder / facts.FILE).is_file() else {}
    described = [_content(own / "event.yml"), _content(data / "project.yml")]
    signed = frozenset(text for one in described for key in SIGNED for text in _strings(one.get(key)))
    texts = [
        *chain.from_iterable(cells),
        *_strings([*described, *authored]),
        *_of_releases(own, code),
    ]
    return Basis(
        facts={name: str(fact["shown"]) for name, fact in stated.items()},
        rows=rows,
        texts=_by_number(texts, signed),
        exhibits={path.stem: _lines(path) for path in sorted((folder / "data").glob("*.csv"))},
    )


def _readable_rows(path: Path, code: str) -> Iterator[list[str]]:
    """Yield the rows of a table without the columns of other languages."""
    header, *rows = read_rows(path) or [[]]
    others = tuple(f"_{other}" for other in LANGUAGES if other != code)
    kept = [index for index, name in enumerate(header) if not name.endswith(others)]
    yield from ([row[index] for index in kept if index < len(row)] for row in rows)


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - any YAML
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(inner)


def _records(path: Path) -> list[dict[str, Any]]:
    """Return the texts of analysts: each finding, answer, case or step; none where there is no file."""
    groups = _content(path).values()
    return [one for group in groups for one in (group if isinstance(group, list) else [group])]


def _content(path: Path) -> dict[str, Any]:
    return dict(content(read_yaml(path, path.name, "keys and texts"))) if path.is_file() else {}


def _of_releases(folder: Path, code: str) -> Iterator[str]:
    """Yield what the event's releases say: what was corrected, and in which rows."""
    language = Language(code)
    for release in read_releases(folder, "")[0]:
        yield from (erratum(language, release), changed(language, release))


def _by_number(texts: list[str], short: frozenset[str] = frozenset()) -> dict[str, tuple[str, ...]]:
    """Return the texts by each number in them, of those that are long or among `short`."""
    found: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        letters = squash(text)
        proves = len(letters) >= LONG_ENOUGH or text in short
        if proves and sum(map(str.isalpha, letters)) >= NAME_LETTERS:
            for match in NUMBER.finditer(text):
                found[match[0]].add(letters)
    return {number: tuple(sorted(texts, key=len, reverse=True)) for number, texts in found.items()}


def _lines(path: Path) -> tuple[str, ...]:
    header, *rows = read_rows(path) or [[]]
    return (*map(" ".join, rows), " ".join([*header, *map(str, _sums(rows))]))


def _sums(rows: list[list[str]]) -> Iterator[int]:
    """Yield the sum of each column of whole numbers, of all rows and of those that share a name."""
    width = min((len(row) for row in rows), default=0)
    for column in range(width):
        if not all(row[column].isdecimal() for row in rows):
            continue
        yield sum(int(row[column]) for row in rows)
        for other in range(width):
            totals: dict[str, int] = defaultdict(int)
            for row in rows:
                totals[row[other]] += int(row[column])
            yield from totals.values()
