"""What the project itself decides: the event that a report is about where none is named, and how it publishes."""

from pathlib import Path
from typing import Any

from gcm_analysis import paths
from gcm_analysis.evidence.names import event_names, is_event
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.publication import KEYS, Publication, publication, wrong_values
from gcm_analysis.evidence.yaml_file import read_yaml
from gcm_analysis.near import suggestion

KEY = "default_event"
NAME = f"data/{paths.PROJECT}"


def default_event(data: Path) -> str:
    """Return the event that `project.yml` names, or say what is wrong with the file."""
    content, problems = _read(data)
    if problems:
        raise EvidenceError(problems)
    return str(content[KEY])


def project_publication(data: Path) -> Publication:
    """Return where and under which licence the project publishes; nothing where there is no `project.yml`."""
    if not (data / paths.PROJECT).is_file():
        return Publication()
    content, problems = _read(data)
    if not content or any(problem.column in KEYS for problem in problems):
        raise EvidenceError(problems)
    return publication(content)


def project_problems(data: Path) -> list[Problem]:
    return _read(data)[1]


def _read(data: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Return what the file says, nothing if it can't be read, and its problems."""
    try:
        content = read_yaml(data / paths.PROJECT, NAME, f"{KEY}: EVENT").content
    except EvidenceError as error:
        return {}, list(error.problems)
    keys = list(content) if isinstance(content, dict) else []
    if KEY not in keys or set(keys) - {KEY, *KEYS}:
        expected = f"the key {KEY} and, if wanted, {', '.join(KEYS)}; no other"
        return {}, [_problem(", ".join(map(str, keys)), expected, "write it so")]
    return content, [*_unknown(str(content[KEY]), data), *_wrong(content)]


def _wrong(content: dict[str, Any]) -> list[Problem]:
    return [
        _problem(found, expected, "correct it, or leave the key out", key)
        for key, found, expected in wrong_values(content)
    ]


def _unknown(name: str, data: Path) -> list[Problem]:
    if is_event(data, name):
        return []
    known = event_names(data)
    hint = suggestion(name, known, otherwise="or add the event")
    expected = f"an event of data/events: {', '.join(known) or 'there is none'}"
    return [_problem(name, expected, f"correct it; {hint}", KEY)]


def _problem(found: str, expected: str, remedy: str, column: str | None = None) -> Problem:
    return Problem(NAME, None, column, found, expected, remedy)
