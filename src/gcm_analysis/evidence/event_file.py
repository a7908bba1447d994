"""Reads `event.yml` and `findings.yml` of an event: every problem of a file at once, each with its line and key."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from gcm_analysis.evidence.event import LANGUAGES, Conclusions, Description, Event, LanguageOfReports
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.yaml_file import line_of, lines_of, read_described, read_yaml

FINDINGS = "findings.yml"
KEYS = "a key that the data dictionary names"
WHAT = "the event's description"
COUNTED = re.compile(r"\.([0-9]+)")  # the number of a part of a list


def read_event(path: Path, name: str) -> tuple[Event | None, list[Problem]]:
    """Return the event with its conclusions, or the problems of both files."""
    description, problems, _ = read_described(path, name, Description, what=WHAT, keys=KEYS)
    concluded, more = _conclusions(path.with_name(FINDINGS), name.replace(path.name, FINDINGS))
    problems += more
    if description is None or concluded is None:
        return None, problems
    fields = dict(description) | {"conclusions": concluded}
    return Event.model_construct(description.model_fields_set, **fields), problems


def _conclusions(path: Path, name: str) -> tuple[Conclusions | None, list[Problem]]:
    if not path.exists() and not path.is_symlink():
        return Conclusions(), []
    found, problems, _ = read_described(
        path, name, Conclusions, what="key messages and recommendations", keys=KEYS
    )
    return found, problems


def with_lines(problems: Iterable[Problem], path: Path, name: str) -> list[Problem]:
    """Return problems with the lines of their keys, if they are of this file and have none.

    Problems between files count the parts of a list from one, as people do.
    """
    problems = list(problems)
    unplaced = {problem for problem in problems if problem.file == name and problem.row is None}
    try:
        lines = lines_of(read_yaml(path, name, WHAT)) if unplaced else {}
    except EvidenceError:
        return problems

    def with_line(problem: Problem) -> Problem:
        key = COUNTED.sub(lambda number: f".{int(number[1]) - 1}", problem.column or "")
        return replace(problem, row=line_of(lines, key))

    return [with_line(one) if one in unplaced and one.column else one for one in problems]


def report_languages(path: Path) -> tuple[LanguageOfReports, ...]:
    """Return the languages of an event's reports; all, where its description can't be read."""
    event, _ = read_event(path, path.name)
    return event.languages if event else LANGUAGES
