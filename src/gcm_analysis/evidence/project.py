"""What the project itself decides: the event that a report is about where none is named."""

from difflib import get_close_matches
from pathlib import Path

import yaml

from gcm_analysis import paths
from gcm_analysis.evidence.load import event_names
from gcm_analysis.evidence.problems import EvidenceError, Problem

KEY = "default_event"
NAME = f"data/{paths.PROJECT}"


def default_event(data: Path) -> str:
    """Return the event that `project.yml` names, or say what is wrong with the file."""
    name, problems = _read(data)
    if problems:
        raise EvidenceError(problems)
    return name


def project_problems(data: Path) -> list[Problem]:
    return _read(data)[1]


def _read(data: Path) -> tuple[str, list[Problem]]:
    """Return what the file names, and its problems."""
    try:
        content = yaml.safe_load((data / paths.PROJECT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return "", [_problem("no such file", f"{KEY}: EVENT", "add the file, or name an event")]
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        return "", [_problem(str(error), f"{KEY}: EVENT, in UTF-8", "correct the file")]
    keys = list(content) if isinstance(content, dict) else []
    if keys != [KEY]:
        return "", [_problem(", ".join(map(str, keys)), f"the key {KEY}, and no other", "write it so")]
    name = str(content[KEY])
    return name, _unknown(name, event_names(data))


def _unknown(name: str, known: list[str]) -> list[Problem]:
    if name in known:
        return []
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else "or add the event"
    expected = f"an event of data/events: {', '.join(known) or 'there is none'}"
    return [_problem(name, expected, f"correct it; {hint}", KEY)]


def _problem(found: str, expected: str, remedy: str, column: str | None = None) -> Problem:
    return Problem(NAME, None, column, found, expected, remedy)
