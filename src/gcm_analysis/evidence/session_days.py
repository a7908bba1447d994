"""Whether the sessions of an event are in its days: a wrong month would date the whole report."""

import datetime as dt
from collections.abc import Iterator

from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.notes import Notes, rows_of
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.values import parse_day

AROUND = dt.timedelta(days=7)  # a meeting the week before, or after, belongs to an event


def session_day_problems(event: Event, notes: Notes, label: str) -> Iterator[Problem]:
    """Yield the sessions before or after their event. `label` is how its folder is called in messages."""
    last = event.last_day
    for number, row in enumerate(rows_of(notes.sessions), start=2):
        day = parse_day(row["date"])
        if day and not event.date - AROUND <= day <= last + AROUND:
            expected = f"a day of the event, {event.date} to {last}, or of the week before or after"
            remedy = "correct it, or date and end_date in event.yml"
            yield Problem(f"{label}sessions.csv", number, "date", row["date"], expected, remedy)
