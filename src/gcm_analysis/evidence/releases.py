"""The releases of an event's report: each is bound to the content that it was given for. And what changed since.

`releases.yml` lists them; `released.csv` holds the content of the last one as digests, so that it can be said what
changed since. Both are written by `gcm release`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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
from gcm_analysis.evidence.event_file import read_event
from gcm_analysis.evidence.missing import Missing
from gcm_analysis.evidence.notes import KEYS, Notes, read_notes
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.withdrawn import Withdrawal, content_of_withdrawn
from gcm_analysis.evidence.yaml_file import read_described

FILE = "releases.yml"
RELEASED = "released.csv"
SIGNED: tuple[Status, ...] = ("cleared", "published")
AGREED = "agreed.csv"  # the content in which both languages last said the same, as tools have seen it since the release
SPEAKERS = "speakers.csv"
EVENT_FILES = ("event.yml", "findings.yml", *(f"{name}.csv" for name in KEYS))
FEW = 12  # rows that a message names


class Release(Record):
    """One release: its version, whether it cleared or published the report, when it was issued, and by whom.

    `content` is the digest of what it was given for. `changed` has the rows that differ from the release before, by
    file; `erratum` says in words what was corrected.
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
        """The version as it compares: 1.10 is later than 1.9."""
        return tuple(int(part) for part in self.version.split("."))


class ReleaseList(Record):
    """What `releases.yml` holds, the oldest release first."""

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
        """Return the release of a report of this status: the last one, if it was given for today's content."""
        last = self.made[-1] if self.made else None
        fits = last and last.status == status and last.content == digest_of(self.content)
        return last if fits else None

    @property
    def changed(self) -> dict[str, tuple[str, ...]]:
        """The rows that are not as they were in the last release, by file."""
        return changed_rows(self.released, self.content)


def read_releases(folder: Path, label: str) -> tuple[tuple[Release, ...], dict[Row, Digest], list[Problem]]:
    """Return an event's releases and the content of the last one; nothing where there is none, or the problems."""
    if not (folder / FILE).is_file():
        return (), {}, []
    listed, problems, _ = read_described(
        folder / FILE, f"{label}{FILE}", ReleaseList, what="the event's releases",
        keys="a key that the data dictionary names",
    )  # fmt: skip
    released, more = read_content(folder / RELEASED, f"{label}{RELEASED}")
    if listed and not more and digest_of(released) != listed.releases[-1].content:
        version = listed.releases[-1].version
        more = [
            Problem(
                f"{label}{RELEASED}", None, None, "other content", f"the content of version {version}",
                "restore the file as “gcm release” wrote it",
            )
        ]  # fmt: skip
    return (listed.releases if listed else ()), released, [*problems, *more]


def written(releases: tuple[Release, ...]) -> str:
    """Return releases as the text of `releases.yml`."""
    content = {"releases": [one.model_dump(mode="json", exclude_none=True) for one in releases]}
    note = "# Written by “gcm release”: what each release of the report was given for. Not to be edited.\n"
    return note + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)


def release_problems(releases: Releases, status: Status, event: str) -> list[Problem]:
    """Give why a cleared or published report may not be made: no release was given for what it would say."""
    if status not in SIGNED or releases.of(status):
        return []
    expected = "a release of what the report says now"
    if releases.made:
        last = releases.made[-1]
        rows = named(releases.changed) or f"nothing, but it was {last.status}"
        expected += f"; changed since version {last.version}: {rows}"
    command = f"gcm release {event}"
    if any(one.status == "published" for one in releases.made):
        command += ' --erratum-en "…" --erratum-fr "…"'
    remedy = f"run: {command}; or go on working with status: draft"
    return [Problem(f"data/events/{event}/event.yml", None, "status", status, expected, remedy)]


def named(changed: Mapping[str, tuple[str, ...]]) -> str:
    """Return changed rows as a message names them: by file, not more than a few of each."""
    return "; ".join(f"{file} {_few(rows)}".strip() for file, rows in changed.items())


def _few(rows: tuple[str, ...]) -> str:
    more = f" and {len(rows) - FEW} more" if len(rows) > FEW else ""
    return ", ".join(rows[:FEW]) + more


def one_sided(before: Content, now: Content) -> Iterator[tuple[Row, str]]:
    """Yield each row of which the texts in one language changed and those in the other did not, with the older one.

    A language that was or is empty is missing rather than old.
    """
    for row, digest in now.items():
        was = before.get(row)
        if was and all((*was[1:], *digest[1:])) and (was.en == digest.en) != (was.fr == digest.fr):
            yield row, "en" if was.en == digest.en else "fr"


def older_texts(folder: Path, event: Event, notes: Notes) -> dict[Row, str]:
    """Return the rows of an event's own texts of which one language is older than the other, each with that language."""
    _, released, _ = read_releases(folder, "")
    seen, _ = read_content(folder / AGREED, AGREED)
    return dict(one_sided({**released, **seen}, own_content(event, notes)))


def agreed(before: Content, now: Content) -> dict[Row, Digest]:
    """Return the content in which both languages last said the same, as far as tools have seen it."""
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
