"""All evidence of a report in one object, checked whole before anything is computed."""

from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from gcm_analysis import paths
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import schemas
from gcm_analysis.evidence.event import Event, read_event
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.references import reference_problems
from gcm_analysis.evidence.tables import read_table

TABLES: dict[str, tuple[str, pa.DataFrameSchema]] = {
    "sources": ("sources.csv", schemas.SOURCES),
    "codebook": ("codebook.csv", schemas.CODEBOOK),
    "statements": ("statements.csv", schemas.STATEMENTS),
    "second_coding": ("second_coding.csv", schemas.SECOND_CODING),
    "actions": ("mieux/actions.csv", schemas.ACTIONS),
    "figures": ("mieux/figures.csv", schemas.FIGURES),
    "phases": ("mieux/phases.csv", schemas.PROGRAMME_PHASES),
    "objectives": ("gcm/objectives.csv", schemas.OBJECTIVES),
    "milestones": ("gcm/milestones.csv", schemas.MILESTONES),
    "record": ("events/{event}/record.csv", schemas.RECORD),
    "pillars": ("gcm/pillars.csv", schemas.PILLARS),
}
NUMBERS = ("year", "value", "number")


def nothing_left_out() -> pd.DataFrame:
    return pd.DataFrame({"source_id": [], "reason": []}, dtype=str)


@dataclass(frozen=True)
class Evidence:
    """The checked tables, one row per what `data/README.md` says, and the event.

    Text stays text (an empty cell is an empty string); `year`, `value` and `number` are whole numbers or missing.
    `left_out` has the sources that an edition of an earlier day leaves out: those of `sources.csv`, with `reason`.
    """

    event: Event
    sources: pd.DataFrame
    codebook: pd.DataFrame
    statements: pd.DataFrame
    second_coding: pd.DataFrame
    actions: pd.DataFrame
    figures: pd.DataFrame
    phases: pd.DataFrame
    objectives: pd.DataFrame
    milestones: pd.DataFrame
    record: pd.DataFrame
    pillars: pd.DataFrame
    left_out: pd.DataFrame = field(default_factory=nothing_left_out)


def event_names(data: Path) -> list[str]:
    """Return the names of all events that have a description."""
    return sorted(path.parent.name for path in (data / "events").glob("*/event.yml"))


def load_evidence(data: Path, event: str) -> Evidence:
    """Return all evidence for one event, or raise an `EvidenceError` that lists every problem found."""
    _known(data, event)
    tables, problems = _read_all(data, event)
    description, event_problems = read_event(
        paths.event(data, event) / "event.yml", f"data/events/{event}/event.yml"
    )
    problems += event_problems
    if description and "sources" in tables:
        problems += _unknown_source(description, tables["sources"], event)
    if description and "codebook" in tables:
        problems += _unknown_themes(description, tables["codebook"], event)
    if problems or description is None:
        raise EvidenceError(problems)
    return Evidence(event=description, **{name: _typed(frame) for name, frame in tables.items()})


def _known(data: Path, event: str) -> None:
    names = event_names(data)
    if event not in names:
        near = get_close_matches(event, names, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Known events: {', '.join(names) or 'none'}."
        raise UserError(f"There is no event named {event!r} in {data / 'events'}. {hint}")


def _read_all(data: Path, event: str) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Return the tables that could be read, and the problems of all, those between tables included."""
    tables: dict[str, pd.DataFrame] = {}
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for name, (pattern, schema) in TABLES.items():
        file = pattern.format(event=event)
        files[name] = f"data/{file}"
        frame, found = read_table(data / file, files[name], schema)
        problems += found
        if set(schema.columns) <= set(frame.columns) and not (frame.empty and found):
            tables[name] = frame
    return tables, problems + list(reference_problems(tables, files))


def _unknown_source(event: Event, sources: pd.DataFrame, name: str) -> list[Problem]:
    if event.source_id in set(sources["source_id"]):
        return []
    file = f"data/events/{name}/event.yml"
    expected = "a source_id that data/sources.csv has"
    return [Problem(file, None, "source_id", event.source_id, expected, "correct it, or add the source")]


def _unknown_themes(event: Event, codebook: pd.DataFrame, name: str) -> list[Problem]:
    file = f"data/events/{name}/event.yml"
    expected = "a theme that data/codebook.csv has"
    return [
        Problem(file, None, f"questions.{number}.themes", code, expected, "correct it, or add the theme")
        for number, question in enumerate(event.questions, start=1)
        for code in question.themes
        if code not in set(codebook["code"])
    ]


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    numbers = {name: pd.to_numeric(frame[name]).astype("Int64") for name in NUMBERS if name in frame}
    return frame.assign(**numbers).reset_index(drop=True)
