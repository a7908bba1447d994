"""Reads the releases of an event's report, each bound to its content, and finds what changed since.

`releases.yml` lists them; `released.csv` has the content of the last one as digests, by which changes are found. `gcm
release` writes both.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

import pandas as pd
import yaml
from pydantic import Field, field_validator

from gcm_analysis.evidence.content import (
    Content,
    Digest,
    Row,
    as_csv,
    changed_rows,
    counted_content,
    digest_of,
    own_content,
    read_content,
)
from gcm_analysis.evidence.event import LANGUAGES, Day, Event, FreeText, Record, Status, Words
from gcm_analysis.evidence.event_file import KEYS as ANY_KEY
from gcm_analysis.evidence.event_file import read_event
from gcm_analysis.evidence.missing import Missing
from gcm_analysis.evidence.notes import KEYS, Notes, read_notes
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.withdrawn import Withdrawal, content_of_withdrawn
from gcm_analysis.evidence.yaml_file import read_described

FILE = "releases.yml"
RELEASED = "released.csv"
SIGNED: tuple[Status, ...] = ("cleared", "published")
# The content in which both languages last agreed, as tools have seen it since the release.
AGREED = "agreed.csv"
SPEAKERS = "speakers.csv"
EVENT_FILES = ("event.yml", "findings.yml", *(f"{name}.csv" for name in KEYS))
FEW = 12  # rows that a message names


class Release(Record):
    """One release: its version, whether it cleared or published the report, when it was issued, and by whom.

    `content` is the digest of the content. `changed` has the rows that differ from the release before, by file; `erratum`
    says in words what was corrected.
    """

    version: Annotated[str, Field(pattern=r"^[0-9]{1,4}\.[0-9]{1,4}$")]
    status: Literal["cleared", "published"]
    issued: Day
    by: FreeText
    content: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    changed: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    erratum: Words | None = None

    @property
    def number(self) -> tuple[int, ...]:
        """The version for comparison: 1.10 is later than 1.9."""
        return tuple(int(part) for part in self.version.split("."))


class ReleaseList(Record):
    """The content of `releases.yml`, the oldest release first."""

    releases: tuple[Release, ...] = Field(min_length=1)

    @field_validator("releases")
    @classmethod
    def _in_order(cls, releases: tuple[Release, ...]) -> tuple[Release, ...]:
        for one, other in pairwise(releases):
            if other.number <= one.number or other.issued < one.issued:
                raise ValueError(
                    f"releases in order: {other.version} after {one.version}, and not issued earlier"
                )
        return releases


@dataclass(frozen=True)
class Releases:
    """An event's releases, the oldest first; its content today and that of the last release; what was withdrawn."""

    made: tuple[Release, ...] = ()
    content: Content = field(default_factory=dict)
    released: Content = field(default_factory=dict)
    withdrawn: tuple[Withdrawal, ...] = ()

    def of(self, status: Status) -> Release | None:
        """Return the release of a report of this status: the last one, if its content is today's."""
        last = self.made[-1] if self.made else None
        fits = last and last.status == status and last.content == self._digest
        return last if fits else None

    @cached_property
    def _digest(self) -> str:
        return digest_of(self.content)

    @property
    def changed(self) -> dict[str, tuple[str, ...]]:
        """The rows that differ from the last release, by file."""
        return changed_rows(self.released, self.content)


def read_releases(folder: Path, label: str) -> tuple[tuple[Release, ...], dict[Row, Digest], list[Problem]]:
    """Return an event's releases, if there are any, the content of the last one, and the problems of the files."""
    if not (folder / FILE).is_file():
        return (), {}, []
    what, name = "the event's releases", f"{label}{RELEASED}"
    listed, problems, _ = read_described(
        folder / FILE, f"{label}{FILE}", ReleaseList, what=what, keys=ANY_KEY
    )
    released, more = read_content(folder / RELEASED, name)
    releases = listed.releases if listed else ()
    if releases and not more and digest_of(released) != releases[-1].content:
        expected = f"the content of version {releases[-1].version}"
        remedy = "restore the file as “gcm release” wrote it"
        more = [Problem(name, None, None, "other content", expected, remedy)]
    return releases, released, [*problems, *more]


def as_yaml(releases: tuple[Release, ...]) -> str:
    """Return releases as the text of `releases.yml`."""
    content = {"releases": [one.model_dump(mode="json", exclude_none=True) for one in releases]}
    note = "# Written by “gcm release”: what each release of the report was given for. Not to be edited.\n"
    return note + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)


def release_problems(releases: Releases, status: Status, event: str) -> list[Problem]:
    """Return why a cleared or published report may not be made: there is no release of its content."""
    if status not in SIGNED or releases.of(status):
        return []
    expected = "a release of what the report says now"
    if releases.made:
        last = releases.made[-1]
        rows = listed(releases.changed) or f"nothing, but it was {last.status}"
        expected += f"; changed since version {last.version}: {rows}"
    command = f"gcm release {event}"
    if any(one.status == "published" for one in releases.made):
        command += ' --erratum-en "…" --erratum-fr "…"'
    remedy = f"run: {command}; or go on working with status: draft"
    return [Problem(f"data/events/{event}/event.yml", None, "status", status, expected, remedy)]


def listed(changed: Mapping[str, tuple[str, ...]]) -> str:
    """Return changed rows for a message: by file, not more than a few of each."""
    few = {
        file: ", ".join(rows[:FEW]) + (f" and {len(rows) - FEW} more" if len(rows) > FEW else "")
        for file, rows in changed.items()
    }
    return "; ".join(f"{file} {rows}".strip() for file, rows in few.items())


def one_sided(before: Content, now: Content) -> Iterator[tuple[Row, str]]:
    """Yield each row whose texts changed in one language alone, with the language that is now older.

    A language that was or is empty is missing rather than old.
    """
    for row, digest in now.items():
        was = before.get(row)
        if was and all((*was[1:], *digest[1:])) and (was.en == digest.en) != (was.fr == digest.fr):
            yield row, "en" if was.en == digest.en else "fr"


def older_texts(folder: Path, event: Event, notes: Notes) -> dict[Row, str]:
    """Return the rows of an event's own texts of which one language is older than the other, each with that language."""
    return dict(one_sided(_last_agreed(folder, "")[1], own_content(event, notes)))


def agreed(before: Content, now: Content) -> dict[Row, Digest]:
    """Return the content in which both languages last agreed, as far as tools have seen it."""
    old = {row for row, _ in one_sided(before, now)}
    return {row: before[row] if row in old else digest for row, digest in now.items()}


def read_release_state(  # noqa: PLR0913 - all that was read of an event
    folder: Path,
    label: str,
    event: Event,
    notes: Notes,
    tables: Mapping[str, pd.DataFrame],
    withdrawn: tuple[Withdrawal, ...],
) -> tuple[Releases, tuple[Missing, ...], list[Problem]]:
    """Return an event's releases with its content of today, the texts that are out of date, and problems of the files."""
    releases, before, problems = _last_agreed(folder, label)
    content = {
        **own_content(event, notes),
        **counted_content(event, tables),
        **content_of_withdrawn(withdrawn),
    }
    old = one_sided(before, content) if set(LANGUAGES) <= set(event.languages) else ()
    outdated = tuple(Missing("outdated", row.file, _shown_id(row, notes), code) for row, code in old)
    return replace(releases, content=content, withdrawn=withdrawn), outdated, problems


def _last_agreed(folder: Path, label: str) -> tuple[Releases, dict[Row, Digest], list[Problem]]:
    """Return an event's releases, the content in which both languages last agreed, and the problems of the files."""
    made, released, problems = read_releases(folder, label)
    seen, more = read_content(folder / AGREED, f"{label}{AGREED}")
    return Releases(made, released=released), {**released, **seen}, [*problems, *more]


def _shown_id(row: Row, notes: Notes) -> str:
    """Return the id of a row, or the number of a speaker's: the list is published with a draft, and an id may be a name."""
    if row.file != SPEAKERS:
        return row.id
    return str(list(notes.speakers["speaker_id"]).index(row.id) + 2)


def keep_agreement(folder: Path) -> None:
    """Write down the texts in which both languages changed: later, one that changes alone is noticed.

    While a file of the event can't be read, nothing is written: the next check names its problems.
    """
    event, wrong = read_event(folder / "event.yml", "event.yml")
    notes, unread = read_notes(folder, "")
    _, last, unreleased = _last_agreed(folder, "")
    if event is None or wrong or unread or unreleased:
        return
    before = {row: digest for row, digest in last.items() if row.file in EVENT_FILES}
    text = as_csv(agreed(before, own_content(event, notes)))
    (folder / AGREED).write_text(text, encoding="utf-8", newline="")
