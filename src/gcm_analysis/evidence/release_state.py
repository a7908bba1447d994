"""How an event's content differs from its last release, and which texts are older in one language than in the other."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from gcm_analysis.evidence.content import Content, Row, as_csv, counted_content, own_content, read_content
from gcm_analysis.evidence.event import LANGUAGES, Event
from gcm_analysis.evidence.event_file import read_event
from gcm_analysis.evidence.missing import Missing
from gcm_analysis.evidence.notes import KEYS, Notes, read_notes
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.releases import Releases, agreed, one_sided, read_releases
from gcm_analysis.evidence.withdrawn import Withdrawal, content_of_withdrawn

AGREED = "agreed.csv"  # the content in which both languages last said the same, as tools have seen it since the release
SPEAKERS = "speakers.csv"
EVENT_FILES = ("event.yml", "findings.yml", *(f"{name}.csv" for name in KEYS))


def read_release_state(  # noqa: PLR0913 - all that was read of an event
    folder: Path,
    label: str,
    event: Event,
    notes: Notes,
    tables: Mapping[str, pd.DataFrame],
    withdrawn: tuple[Withdrawal, ...],
) -> tuple[Releases, tuple[Missing, ...], list[Problem]]:
    """Return an event's releases with its content of today, the texts that are out of date, and problems of the files."""
    made, released, problems = read_releases(folder, label)
    seen, more = read_content(folder / AGREED, f"{label}{AGREED}")
    content = {
        **own_content(event, notes),
        **counted_content(event, tables),
        **content_of_withdrawn(withdrawn),
    }
    old = tuple(_outdated(event, notes, {**released, **seen}, content))
    return Releases(made, content, released, withdrawn), old, [*problems, *more]


def _outdated(event: Event, notes: Notes, before: Content, now: Content) -> Iterator[Missing]:
    if set(LANGUAGES) <= set(event.languages):
        for row, code in one_sided(before, now):
            yield Missing("outdated", row.file, _called(row, notes), code)


def _called(row: Row, notes: Notes) -> str:
    """Return what a row is called in a list that is published with a draft: the id of a speaker may be a name."""
    if row.file != SPEAKERS:
        return row.id
    return str(list(notes.speakers["speaker_id"]).index(row.id) + 2)


def keep_agreement(folder: Path) -> None:
    """Remember the texts in which both languages changed: from here on, one that changes alone is noticed.

    While a file of the event can't be read, nothing is remembered: the next check says what is wrong with it.
    """
    event, wrong = read_event(folder / "event.yml", "event.yml")
    notes, unread = read_notes(folder, "")
    _, released, unreleased = read_releases(folder, "")
    seen, unseen = read_content(folder / AGREED, AGREED)
    if event is None or wrong or unread or unreleased or unseen:
        return
    before = {row: digest for row, digest in {**released, **seen}.items() if row.file in EVENT_FILES}
    text = as_csv(agreed(before, own_content(event, notes)))
    (folder / AGREED).write_text(text, encoding="utf-8", newline="")
