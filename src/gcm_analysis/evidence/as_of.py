"""Returns the evidence that was known on a day, for an edition that looks back.

A source counts if it was certainly published by then: the last day that its date can mean is not later. An undated page is
left out, with one exception: the undated page of an Action counts for an Action that had begun. What such a page says of
the experts counts only if the Action had ended by then. Nothing is guessed in favour of more evidence.
"""

from dataclasses import replace

import pandas as pd

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.load import Evidence
from gcm_analysis.evidence.values import last_day, parse_partial_date

# Keys of a description that are known only once the event has begun.
AFTERWARDS = ("accounts", "attendance", "conclusions", "follow_up", "message", "pictures")


def known_by(evidence: Evidence, day: str) -> Evidence:
    """Return the evidence that was certainly published by the day, given as YYYY-MM-DD."""
    reason = evidence.sources.set_index("source_id")["published"].map(lambda date: _reason(date, day))
    published = frozenset(reason.index[reason == ""])
    if evidence.event.source_id and evidence.event.source_id not in published:
        raise UserError(
            f"as_of: on {day} the event had not been announced; {evidence.event.source_id} was published later, or its "
            "date is not exact enough to tell. Choose a later day."
        )
    undated = frozenset(reason.index[reason == "undated"])
    actions = _actions(evidence.actions, published, undated, day)
    figures = _figures(evidence.figures, published, undated, day)
    kept = published | frozenset(actions["source_id"]) | frozenset(figures["source_id"])
    statements = _from_sources(evidence.statements, published)
    out = evidence.sources[~evidence.sources["source_id"].isin(kept)]
    return replace(
        evidence,
        event=_event(evidence.event, published, day),
        sources=_from_sources(evidence.sources, kept),
        statements=statements,
        second_coding=_rows(evidence.second_coding, "statement_id", statements["statement_id"]),
        actions=actions,
        figures=figures,
        phases=_phases(evidence.phases, day),
        countries=_countries(evidence.countries, day),
        objectives=_from_sources(evidence.objectives, published),
        milestones=_from_sources(evidence.milestones, published),
        record=_from_sources(evidence.record, published),
        pillars=_from_sources(evidence.pillars, published),
        sessions=_sessions(evidence, day),
        participants=evidence.participants if _began(evidence.event, day) else evidence.participants[:0],
        left_out=out.assign(reason=out["source_id"].map(reason)).reset_index(drop=True),
    )


def _reason(published: str, day: str) -> str:
    """Return why a source is left out, or nothing if it is not."""
    if not published:
        return "undated"
    if last_day(published) <= day:
        return ""
    first = parse_partial_date(published)
    return "inexact" if first and first.isoformat() <= day else "later"


def _from_sources(frame: pd.DataFrame, published: frozenset[str]) -> pd.DataFrame:
    return _rows(frame, "source_id", published)


def _rows(frame: pd.DataFrame, column: str, values: pd.Series | frozenset[str]) -> pd.DataFrame:
    return frame[frame[column].isin(values)].reset_index(drop=True)


def _actions(
    actions: pd.DataFrame, published: frozenset[str], undated: frozenset[str], day: str
) -> pd.DataFrame:
    """Keep Actions that had begun, on a page of then or an undated one.

    An end after the day was not yet known; nor, on an undated page, were the experts of an Action that had not ended.
    """
    began = _certainly_by(actions["start"], day)
    reported = (actions["start"] == "") & actions["source_id"].isin(published)
    kept = actions[(began & actions["source_id"].isin(published | undated)) | reported]
    ended = _certainly_by(kept["end"], day)
    experts = kept["experts_from"].where(ended | kept["source_id"].isin(published), "")
    return kept.assign(end=kept["end"].where(ended, ""), experts_from=experts).reset_index(drop=True)


def _certainly_by(dates: pd.Series, day: str) -> pd.Series:
    """Return which dates are certainly not later than a day; an empty one is not."""
    return (dates != "") & (dates.map(last_day) <= day)


def _countries(countries: pd.DataFrame, day: str) -> pd.DataFrame:
    """Empty the end of a membership that ended after the day."""
    until = countries["member_until"]
    return countries.assign(member_until=until.where(_certainly_by(until, day), ""))


def _figures(
    figures: pd.DataFrame, published: frozenset[str], undated: frozenset[str], day: str
) -> pd.DataFrame:
    """Keep claims on a page of then, and dated claims on an undated page."""
    dated = _certainly_by(figures["as_of"], day)
    counts = figures["source_id"].isin(published) & ((figures["as_of"] == "") | dated)
    return figures[counts | (figures["source_id"].isin(undated) & dated)].reset_index(drop=True)


def _phases(phases: pd.DataFrame, day: str) -> pd.DataFrame:
    """Keep the programme's phases that had begun; an end after the day is emptied."""
    begun = phases[_certainly_by(phases["start"], day)]
    return begun.assign(end=begun["end"].where(_certainly_by(begun["end"], day), "")).reset_index(drop=True)


def _began(event: Event, day: str) -> bool:
    return event.date.isoformat() <= day


def _sessions(evidence: Evidence, day: str) -> pd.DataFrame:
    """Keep the sessions that had begun by the day; one without a date is of the event's first day."""
    held = evidence.sessions["date"].where(evidence.sessions["date"] != "", evidence.event.date.isoformat())
    return evidence.sessions[_certainly_by(held, day)].reset_index(drop=True)


def _event(event: Event, published: frozenset[str], day: str) -> Event:
    """Keep the gaps that were known and, once the event had begun, what was agreed there."""
    known = {None, *published}
    changes: dict[str, object] = {
        name: tuple(item for item in getattr(event, name) if item.source_id in known)
        for name in ("gaps", "follow_up")
    }
    if not _began(event, day):
        changes |= {name: type(event).model_fields[name].default for name in AFTERWARDS}
    return event.model_copy(update=changes)
