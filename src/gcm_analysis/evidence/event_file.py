"""Reading `event.yml`: every problem of the file at once, each with its line and key."""

from pathlib import Path

from gcm_analysis.evidence.event import LANGUAGES, Event, LanguageOfReports
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.yaml_file import read_described


def read_event(path: Path, name: str) -> tuple[Event | None, list[Problem]]:
    """Return the event, or the problems of its file."""
    keys = "a key that the data dictionary names"
    event, problems, _ = read_described(path, name, Event, what="the event's description", keys=keys)
    return event, problems


def report_languages(path: Path) -> tuple[LanguageOfReports, ...]:
    """Return the languages of an event's reports; all, where its description can't be read: the reader says why."""
    event, _ = read_event(path, path.name)
    return event.languages if event else LANGUAGES
