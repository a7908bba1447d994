"""Reads a matrix file into a plan, or names everything that is wrong with it, before anything runs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from gcm_analysis.edition import (
    ALL,
    LANGUAGES,
    Edition,
    ParameterError,
    advice_on_value,
    parameter_table,
    parse_edition,
)
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import load_evidence
from gcm_analysis.evidence.event_file import read_event, report_languages
from gcm_analysis.evidence.names import event_names
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.project import default_event
from gcm_analysis.evidence.yaml_file import Lines, line_of, read_described
from gcm_analysis.library import check_themes
from gcm_analysis.matrix.model import Matrix, Table
from gcm_analysis.matrix.plan import MatrixRequest, Plan, Variant, colliding, distinct
from gcm_analysis.matrix.tables import Tables
from gcm_analysis.near import nearest
from gcm_analysis.project.notebook_file import check_parameters
from gcm_analysis.project.profiles import profile_notebooks
from gcm_analysis.project_files import project_file_problems

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OWN = {"event": "events", "language": "languages"}  # parameters with their own key


class MatrixError(EvidenceError):
    """Everything that is wrong with a matrix file, or with the inputs of its reports."""

    def headline(self) -> str:
        return f"{' and '.join(dict.fromkeys(each.file for each in self.problems))}; nothing was published"


def read_plan(path: Path, home: Path) -> Plan:
    """Return the plan of a matrix file, or raise a `MatrixError` with every problem."""
    keys = f"one of {', '.join(Matrix.model_fields)}"
    matrix, problems, lines = read_described(path, path.name, Matrix, what="a matrix file", keys=keys)
    if matrix is None:
        raise MatrixError(problems)
    return _Reader(path, home, matrix, lines).plan()


@dataclass
class _Reader:
    """Reads one matrix file of a project."""

    path: Path
    home: Path
    matrix: Matrix
    lines: Lines
    problems: list[Problem] = field(default_factory=list)

    def plan(self) -> Plan:
        self.problems += [*self._name(), *self._names(), *self._events()]
        request = MatrixRequest(self.events, self._values(), self.matrix.include, self.matrix.exclude)
        self._refuse()
        variants = distinct(list(self._editions(request)))
        self.problems += project_file_problems(self.home / "notebooks", self._profiles(variants))
        self._refuse()
        self.problems += [
            *self._unused_parameters(variants), *self._unknown_themes(variants), *self._collisions(variants)
        ]  # fmt: skip
        if not variants:
            self.problems.append(self._problem("", "no report", "at least one report", "leave out less"))
        self._refuse()
        matrix = self.matrix
        title: dict[str, str] = {code: matrix.title.in_language(code) for code in LANGUAGES}
        return Plan(self.path.stem, title, tuple(variants), matrix.formats, matrix.publisher, matrix.draft)

    @cached_property
    def events(self) -> Sequence[str]:
        return self.matrix.events or (default_event(self.home / "data"),)

    def _refuse(self) -> None:
        if self.problems:
            raise MatrixError(self.problems)

    def _problem(self, key: str, found: str, expected: str, remedy: str) -> Problem:
        return Problem(self.path.name, line_of(self.lines, key), key or None, found, expected, remedy)

    def _name(self) -> Iterator[Problem]:
        """Check the file's name, which becomes a folder next to those of events."""
        stem = self.path.stem
        if not NAME.fullmatch(stem):
            expected = "a name of small letters, digits and single hyphens"
            yield self._problem("", self.path.name, expected, "rename the file")
        elif stem in event_names(self.home / "data"):
            yield self._problem("", self.path.name, "a name that no event has", "rename the file")

    def _names(self) -> Iterator[Problem]:
        """Every name of a parameter has to be that of an existing one; event and language may only be in combinations."""
        varied = {f"parameters.{name}": name for name in self.matrix.parameters}
        varied |= {f"tables.{n}.as": table.parameter for n, table in enumerate(self.matrix.tables)}
        include, exclude = self.matrix.include, self.matrix.exclude
        combined = {f"include.{n}.{name}": name for n, one in enumerate(include) for name in one}
        combined |= {f"exclude.{n}.{name}": name for n, one in enumerate(exclude) for name in one}
        for place, name in (varied | combined).items():
            known = [each for each in Edition.model_fields if place in combined or each not in OWN]
            if name in known:
                continue
            expected, remedy = f"one of {', '.join(known)}", _nearest(name, known)
            if name in OWN:
                expected = f"a parameter; {OWN[name]} has a key of its own"
                remedy = f"write it under {OWN[name]}:"
            yield self._problem(place, name, expected, remedy)

    def _events(self) -> Iterator[Problem]:
        names = event_names(self.home / "data")
        events = {f"events.{number}": name for number, name in enumerate(self.matrix.events or ())}
        for number, combination in enumerate(self.matrix.include):
            if "event" in combination:
                events[f"include.{number}.event"] = combination["event"]
        for key, name in events.items():
            if name not in names:
                yield self._problem(key, name, "a folder of data/events", _nearest(name, names))
                continue
            missing = [code for code in self.matrix.languages or () if code not in self._languages(name)]
            if missing:
                expected = f"an event with reports in {', '.join(missing)}"
                remedy = "add the language to its event.yml, or leave it out here"
                yield self._problem(key, name, expected, remedy)

    def _languages(self, event: str) -> Sequence[str]:
        return report_languages(self.home / "data" / "events" / event / "event.yml")

    def _values(self) -> dict[str, list[str]]:
        """Return the values of each parameter, from lists and tables together; a wrong one is a problem."""
        found = {  # for each parameter, each value with the key that it comes from
            name: {value: f"parameters.{name}.{number}" for number, value in enumerate(values)}
            for name, values in self.matrix.parameters.items()
        }
        tables = Tables(self.home)
        for number, table in enumerate(self.matrix.tables):
            key = f"tables.{number}"
            for value in self._of(tables, table, key):
                found.setdefault(table.parameter, {}).setdefault(value, key)
        self.problems += [problem for name, values in found.items() for problem in self._wrong(name, values)]
        return {name: list(values) for name, values in found.items()}

    def _of(self, tables: Tables, table: Table, key: str) -> list[str]:
        try:
            values = tables.values(table)
        except EvidenceError as error:
            for one in error.problems:
                self.problems.append(self._problem(key, f"{one.file}: {one.found}", one.expected, one.remedy))
            return []
        if not values:
            found, remedy = "no row that meets all conditions", "correct the conditions"
            self.problems.append(self._problem(key, found, "at least one", remedy))
        return values

    def _wrong(self, name: str, values: dict[str, str]) -> Iterator[Problem]:
        """Yield the values that a parameter may not have."""
        allowed = {each: what for each, what, *_ in parameter_table() if each not in OWN}
        for value, key in values.items() if name in allowed else ():
            try:
                parse_edition({"event": self.events[0], name: value})
                if name == "profile" and value:
                    profile_notebooks(self.home / "notebooks", value)
            except ParameterError:
                near = advice_on_value(name, value) or "correct the value"
                yield self._problem(key, value, allowed[name], near[0].lower() + near[1:])
            except UserError as error:
                yield self._problem(key, value, allowed[name], str(error))

    def _editions(self, request: MatrixRequest) -> Iterator[list[Edition]]:
        for combination in request.combinations():
            languages = self.matrix.languages or self._languages(combination["event"])
            chosen = [combination["language"]] if "language" in combination else languages
            try:
                editions = [parse_edition(combination | {"language": code}) for code in chosen]
            except ParameterError as error:  # in `include`: all other values were checked before
                problem = self._problem("include", str(combination), str(error), "correct the value")
                self.problems.append(problem)
                continue
            yield [edition for edition in editions if not request.leaves_out(edition)]

    def _unused_parameters(self, variants: list[Variant]) -> Iterator[Problem]:
        """Yield, once for each combination of names, parameters that none of a report's notebooks takes."""
        firsts: dict[str, Variant] = {}
        for variant in variants:
            edition = variant.editions[0]
            firsts.setdefault(f"{edition.event} {edition.profile} {sorted(edition.changed)}", variant)
        for variant in firsts.values():
            edition = variant.editions[0]
            try:
                check_parameters(edition, self._notebooks(edition.event, edition.profile))
            except UserError as error:
                expected = "parameters that its notebooks take"
                yield self._problem("parameters", variant.name, expected, str(error))

    def _unknown_themes(self, variants: list[Variant]) -> Iterator[Problem]:
        """Yield themes that the codebook of the report's event does not have: an edition alone can't say."""
        asked = {
            (each.event, edition.theme): edition
            for each in variants
            if (edition := each.editions[0]).theme != ALL
        }
        codebooks = {
            event: load_evidence(self.home / "data", event, releases=False).codebook for event, _ in asked
        }
        for (event, theme), edition in asked.items():
            try:
                check_themes(edition, list(codebooks[event]["code"]))
            except ParameterError as error:
                yield self._problem("parameters.theme", theme, "themes of the event’s codebook", str(error))

    def _profile(self, event: str, profile: str) -> str:
        """Return the requested profile, or the event's own; none if its description can't be read."""
        if profile:
            return profile
        described, _ = read_event(self.home / "data" / "events" / event / "event.yml", event)
        return described.profile if described else ""

    def _notebooks(self, event: str, profile: str) -> list[Path]:
        """Return the notebooks of a profile, or of the event's own; none if its description can't be read."""
        chosen = self._profile(event, profile)
        return profile_notebooks(self.home / "notebooks", chosen) if chosen else []

    def _profiles(self, variants: list[Variant]) -> list[str]:
        """Return the profiles of all reports."""
        pairs = dict.fromkeys((variant.event, variant.editions[0].profile) for variant in variants)
        return list(dict.fromkeys(filter(None, (self._profile(*each) for each in pairs))))

    def _collisions(self, variants: list[Variant]) -> Iterator[Problem]:
        for group in colliding(variants):
            parameters = " and ".join(str(variant.parameters) for variant in group)
            expected = f"only one report in the folder {group[0].name}"
            yield self._problem("", parameters, expected, "leave one of them out")


def _nearest(word: str, names: Sequence[str]) -> str:
    near = nearest(word, names, cutoff=0.5)
    return f"did you mean {near}?" if near else f"known: {', '.join(names)}" if names else "correct it"
