"""Checks the conclusions of an event's report against its statements, by the rules of the project's findings."""

from collections.abc import Iterator

import pandas as pd

from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.findings.check import repeated, unfit_rows
from gcm_analysis.evidence.problems import Problem

EFFECT = "something helped or hindered, report a result or describe a trend"
REMEDY = "move it to illustrates, or write a recommendation"
PARTS = ("supports", "qualifies", "illustrates")


def conclusion_problems(event: Event, coded: pd.DataFrame, label: str) -> Iterator[Problem]:
    """Yield the conclusions that the event's statements do not support, by file and key; lists count from one.

    `coded` has the statements that the report counts, joined with the columns of their sources.
    """
    said = coded[coded["own"].astype(bool)]
    statements = set(said["statement_id"])
    concluded = (event.conclusions.findings, event.conclusions.recommendations)
    ids_given = [one.id for group in concluded for one in group]
    yield from repeated(f"{label}findings.yml", ids_given, "an id that nothing else in the file has")
    for file, key, ids in _named(event):
        for found in ids:
            if found not in statements:
                expected = "a statement of the event that its report counts"
                remedy = "correct it, fill in what the note lacks (see the list of what is missing), or take it out"
                yield Problem(f"{label}{file}", None, key, found, expected, remedy)
    for number, message in enumerate(event.conclusions.findings, start=1):
        for part, *problem in unfit_rows(message, said, EFFECT, REMEDY):
            yield Problem(f"{label}findings.yml", None, f"findings.{number}{part}", *problem)


def _named(event: Event) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the ids of statements in an event's files, each with its file and its keys."""
    for number, message in enumerate(event.conclusions.findings, start=1):
        for part in PARTS:
            yield "findings.yml", f"findings.{number}.{part}", getattr(message, part)
    for number, one in enumerate(event.conclusions.recommendations, start=1):
        yield "findings.yml", f"recommendations.{number}.supports", one.supports
    for name in ("accounts", "follow_up"):
        for number, item in enumerate(getattr(event, name), start=1):
            yield "event.yml", f"{name}.{number}.notes", item.notes
