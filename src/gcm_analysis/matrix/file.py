"""A matrix file becomes a plan, or all that is wrong with it is said at once, before anything runs.

It is a table: a column is a parameter of reports, a row asks for reports. A cell may hold several values, separated by
vertical bars, or the values of a column of another table, as `data/mieux/actions.csv:iso3`; those of a row are crossed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from pathlib import Path

from gcm_analysis.build_request import FORMATS
from gcm_analysis.edition import LANGUAGES, Edition, ParameterError, parameter_table, parse_edition
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.csv_file import header_problems, ragged_problems, read_csv
from gcm_analysis.evidence.event_file import read_event, report_languages
from gcm_analysis.evidence.names import event_names
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.project import default_event
from gcm_analysis.matrix.plan import Plan, Variant, colliding, distinct
from gcm_analysis.near import suggestion
from gcm_analysis.project.notebook_file import check_parameters
from gcm_analysis.project.profiles import profile_notebooks
from gcm_analysis.project_files import project_file_problems

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SEVERAL = "|"
COLUMN = re.compile(r"(?P<file>.+\.csv):(?P<column>.+)")
ALLOWED = {name: allowed for name, allowed, *_ in parameter_table()}
# What the file says once, in whichever row: what may be said, and what holds if nothing is.
SETTINGS: dict[str, tuple[tuple[str, ...], str]] = {
    **{f"title_{code}": ((), "") for code in LANGUAGES},
    "format": (FORMATS, SEVERAL.join(FORMATS)),
    "publisher": (("embedded", "quarto"), "embedded"),
    "draft": (("true", "false"), "false"),
}
Cells = Mapping[str, str]


def read_plan(path: Path, home: Path) -> Plan:
    """Return the plan of a matrix file, or raise an `EvidenceError` with every problem."""
    return _Reader(path, home).plan()


@dataclass
class _Reader:
    """One matrix file in the project that it is about."""

    path: Path
    home: Path
    problems: list[Problem] = field(default_factory=list)

    def plan(self) -> Plan:
        self._check_name()
        rows = self._rows()
        settings = {name: self._setting(name, rows) for name in SETTINGS}
        variants = distinct(edition for number, cells in rows for edition in self._editions(number, cells))
        self._refuse()
        self.problems += project_file_problems(self.home / "notebooks", self._profiles(variants))
        self._refuse()
        self._check_together(variants)
        title: dict[str, str] = {code: settings[f"title_{code}"] for code in LANGUAGES}
        formats = tuple(settings["format"].split(SEVERAL))
        return Plan(
            self.path.stem,
            title,
            tuple(variants),
            formats,
            settings["publisher"],
            settings["draft"] == "true",
        )

    def _problem(self, row: int | None, column: str | None, found: str, expected: str, remedy: str) -> None:
        self.problems.append(Problem(self.path.name, row, column, found, expected, remedy))

    def _refuse(self) -> None:
        if self.problems:
            raise EvidenceError(dict.fromkeys(self.problems))

    def _check_name(self) -> None:
        """Check the file's name, which is a folder beside those of events."""
        expected = "a name of small letters, digits and single hyphens"
        if not NAME.fullmatch(self.path.stem) or self.path.suffix != ".csv":
            self._problem(None, None, self.path.name, f"{expected} that ends in .csv", "rename the file")
        elif self.path.stem in event_names(self.home / "data"):
            self._problem(None, None, self.path.name, "a name that no event has", "rename the file")

    def _rows(self) -> list[tuple[int, Cells]]:
        """Return the rows, each with its number; a file that is no such table is refused."""
        (_, header), *body = read_csv(self.path, self.path.name)
        known = [*SETTINGS, *Edition.model_fields]
        needed = [f"title_{code}" for code in LANGUAGES]
        optional = [name for name in known if name not in needed]
        self.problems += header_problems(self.path.name, header, known, optional)
        self.problems += ragged_problems(self.path.name, header, body)
        if not body:
            self._problem(1, None, "no row below the names of columns", "a row for each report", "add a row")
        self._refuse()
        return [(number, dict(zip(header, row, strict=True))) for number, row in body]

    def _setting(self, name: str, rows: list[tuple[int, Cells]]) -> str:
        """Return what the file says of itself, which it says once, or in every row alike."""
        allowed, default = SETTINGS[name]
        said = {cells[name].strip(): row for row, cells in reversed(rows) if cells.get(name, "").strip()}
        if len(said) > 1:
            self._problem(max(said.values()), name, " and ".join(said), "the same in all rows", "say it once")
        if not said and not default:
            self._problem(rows[0][0], name, "", "the title of the page", "say it in one row")
        for text, row in said.items():
            for value in text.split(SEVERAL) if allowed else ():
                if value not in allowed:
                    self._problem(row, name, value, f"one of {', '.join(allowed)}", _near(value, allowed))
        return next(iter(said), default)

    def _editions(self, number: int, cells: Cells) -> Iterator[Edition]:
        """Yield what a row asks for: its values crossed."""
        values = {
            name: self._values(number, name, cells.get(name, "").strip()) for name in Edition.model_fields
        }
        languages = values.pop("language")  # none: those of each event
        given = {
            name: each for name, each in values.items() if name == "event" or cells.get(name, "").strip()
        }
        for combination in product(*given.values()):
            chosen = dict(zip(given, combination, strict=True))
            for code in languages or self._languages(chosen["event"]):
                if code not in self._languages(chosen["event"]):
                    expected = f"a language of {chosen['event']}"
                    self._problem(number, "language", code, expected, "add it to event.yml, or leave it out")
                yield parse_edition({**chosen, "language": code})

    def _values(self, number: int, name: str, cell: str) -> list[str]:
        """Return the values of a cell; those that may not be are problems."""
        if not cell:
            return [default_event(self.home / "data")] if name == "event" else []
        found: dict[str, None] = {}
        for part in map(str.strip, cell.split(SEVERAL)):
            column = COLUMN.fullmatch(part)
            found |= dict.fromkeys(self._column(number, name, **column.groupdict()) if column else [part])
        return [value for value in found if self._is_allowed(number, name, value)]

    def _column(self, number: int, name: str, file: str, column: str) -> list[str]:
        """Return the values of a column of a table of the project, each once."""
        path = (self.home / file).resolve()
        if not path.is_relative_to(self.home.resolve()) or not path.is_file():
            self._problem(
                number, name, file, "a table of the project, from the project’s folder", "correct the name"
            )
            return []
        try:
            (_, header), *rows = read_csv(path, file)
        except EvidenceError as error:
            self.problems += error.problems
            return []
        if column not in header:
            self._problem(number, name, column, f"a column of {file}", _near(column, header))
            return []
        place = header.index(column)
        return [row[place].strip() for _, row in rows if row[place:] and row[place].strip()]

    def _is_allowed(self, number: int, name: str, value: str) -> bool:
        problems = len(self.problems)
        try:
            if name == "event" and value not in (names := event_names(self.home / "data")):
                self._problem(number, name, value, "a folder of data/events", _near(value, names))
            parse_edition({"event": "any", name: value})
            if name == "profile" and value:
                profile_notebooks(self.home / "notebooks", value)
        except ParameterError:
            choices = ALLOWED[name].removeprefix("one of ").split(", ")
            self._problem(number, name, value, ALLOWED[name], _near(value, choices))
        except UserError as error:
            self._problem(number, name, value, ALLOWED[name], str(error))
        return len(self.problems) == problems

    def _languages(self, event: str) -> tuple[str, ...]:
        return tuple(report_languages(self.home / "data" / "events" / event / "event.yml"))

    @cached_property
    def _own_profiles(self) -> dict[str, str]:
        """The profile of each event whose description can be read."""
        folder = self.home / "data" / "events"
        described = {
            name: read_event(folder / name / "event.yml", name)[0] for name in event_names(self.home / "data")
        }
        return {name: event.profile for name, event in described.items() if event}

    def _profile(self, variant: Variant) -> str:
        return variant.editions[0].profile or self._own_profiles.get(variant.event, "")

    def _profiles(self, variants: list[Variant]) -> list[str]:
        return list(dict.fromkeys(filter(None, map(self._profile, variants))))

    def _check_together(self, variants: list[Variant]) -> None:
        """Refuse parameters that no notebook of a report takes, once for each set of them, and reports in one folder."""
        notebooks = {
            name: profile_notebooks(self.home / "notebooks", name) for name in self._profiles(variants)
        }
        seen = set[tuple[str, ...]]()
        for variant in variants:
            edition, profile = variant.editions[0], self._profile(variant)
            if (kind := (profile, *edition.changed)) in seen or not profile:
                continue
            seen.add(kind)
            try:
                check_parameters(edition, notebooks[profile])
            except UserError as error:
                self._problem(None, None, variant.name, "parameters that its notebooks take", str(error))
        for group in colliding(variants):
            both = " and ".join(str(variant.parameters) for variant in group)
            expected = f"reports of which only one is in {group[0].name}"
            self._problem(None, None, both, expected, "leave one of them out")
        self._refuse()


def _near(word: str, known: "tuple[str, ...] | list[str]") -> str:
    return suggestion(word, known, f"known: {', '.join(known)}" if known else "correct it")
