"""Makes a new release of an event's report: what changed since the last one, and the files that bind it to its content."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from gcm_analysis import paths
from gcm_analysis.atomic import write_whole
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import Event, Evidence, load_evidence
from gcm_analysis.evidence.content import as_csv, digest_of
from gcm_analysis.evidence.event import Sign, Status, Words
from gcm_analysis.evidence.releases import AGREED, FILE, RELEASED, SIGNED, Release, Releases, as_yaml, listed
from gcm_analysis.evidence.values import day_in_words, first_day, parse_day
from gcm_analysis.publishing.status.status import check_complete

VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}")
NAMELESS = ("speakers.csv", "participants.csv")  # the id of a person may be a name


@dataclass(frozen=True)
class ReleaseOptions:
    """The options of a release on the command line; what was not given is empty."""

    version: str = ""
    issued: str = ""
    by: Mapping[str, str] | None = None
    erratum: Mapping[str, str] | None = None
    translations_agree: bool = False


def new_release(name: str, options: ReleaseOptions) -> Release | None:
    """Return the release of what the event's report says now, not yet written; None if the last one is still valid."""
    evidence = load_evidence(paths.data(), name)
    event = evidence.event
    if event.status not in SIGNED:
        raise UserError(
            f"{name} is a draft according to event.yml: set status to cleared or published first."
        )
    outdated = [one for one in evidence.missing if one.kind == "outdated"]
    if evidence.release and not outdated:
        return None
    agreed = outdated if options.translations_agree else []
    check_complete(event, name, [one for one in evidence.missing if one not in agreed])
    return _release(evidence, options, name)


def keep(name: str, release: Release) -> Path:
    """Add a release to the earlier ones, with its content, and return the file."""
    releases, folder = load_evidence(paths.data(), name).releases, paths.event(paths.data(), name)
    write_whole(folder / RELEASED, as_csv(releases.content))
    write_whole(folder / FILE, as_yaml((*releases.made, release)))
    (folder / AGREED).unlink(missing_ok=True)  # the languages agree in what is released
    return folder / FILE


def _release(evidence: Evidence, options: ReleaseOptions, name: str) -> Release:
    event, releases = evidence.event, evidence.releases
    sign = event.published if event.status == "published" else event.cleared
    return Release.model_validate(
        {
            "version": _version(options.version, releases, event.status),
            "status": event.status,
            "issued": _day(evidence, options.issued, sign),
            "by": options.by or (sign.who if sign else None),
            "content": digest_of(releases.content),
            "changed": _changed(releases, event.status),
            "erratum": _erratum(releases, event, options.erratum, name),
        }
    )


def _version(wanted: str, releases: Releases, status: Status) -> str:
    """Return the version that is wanted, or the next one: 0.1, 0.2 … while cleared, 1.0, 1.1 … once published."""
    major, minor = releases.made[-1].number if releases.made else (0, 0)
    if not wanted:
        return "1.0" if status == "published" and major == 0 else f"{major}.{minor + 1}"
    if not VERSION.fullmatch(wanted):
        raise UserError(
            f"--version takes two numbers with a point between them, such as 1.1, not {wanted!r}."
        )
    if tuple(int(part) for part in wanted.split(".")) <= (major, minor):
        raise UserError(f"--version {wanted} is no later than the last version, {major}.{minor}.")
    return wanted


def _day(evidence: Evidence, wanted: str, sign: Sign | None) -> str:
    """Return the day of issue as YYYY-MM-DD: as wanted, else, of a first release, the day that event.yml names, else today.

    No report is older than its event, than a source that it counts, or than the release before.
    """
    floor, today = _floor(evidence), dt.datetime.now().astimezone().date().isoformat()
    latest = max(floor, today)
    signed = day_in_words(sign.when.en or sign.when.fr or "") if sign and not evidence.releases.made else None
    if not wanted:
        return signed.isoformat() if signed and floor <= signed.isoformat() <= latest else latest
    if parse_day(wanted) is None:
        raise UserError(f"--issued takes a day as YYYY-MM-DD, not {wanted!r}.")
    if not floor <= wanted <= latest:
        raise UserError(
            f"--issued {wanted}: a day from {floor}, when the event, its newest source and the last release "
            f"are there, to {latest}."
        )
    return wanted


def _floor(evidence: Evidence) -> str:
    counted = {row.id for row in evidence.releases.content if row.file in ("sources.csv", "documents.csv")}
    cited = evidence.sources[evidence.sources["source_id"].isin(counted)]
    last = evidence.releases.made[-1].issued.isoformat() if evidence.releases.made else ""
    return max(evidence.event.last_day.isoformat(), last, *map(first_day, cited["published"]))


def _changed(releases: Releases, status: Status) -> dict[str, list[str]]:
    """Return what differs from the last release that readers know; releases that only cleared a draft do not count.

    For tables whose ids may be names, only the file is named.
    """
    if status == "published" and not any(one.status == "published" for one in releases.made):
        return {}
    found: dict[str, set[str]] = {}
    unread = takewhile(lambda one: one.status == "cleared" != status, reversed(releases.made))
    for changed in (releases.changed, *(one.changed for one in unread)):
        for file, rows in changed.items():
            found.setdefault(file, set()).update(() if file in NAMELESS else rows)
    return {file: sorted(rows) for file, rows in sorted(found.items())}


def _erratum(releases: Releases, event: Event, given: Mapping[str, str] | None, name: str) -> Words | None:
    """Return what the release corrects, in every language of the report; needed once a report has been published."""
    if not any(one.status == "published" for one in releases.made):
        return Words.model_validate(given) if given else None
    missing = [code for code in event.languages if not (given or {}).get(code)]
    if missing:
        options = " ".join(f'--erratum-{code} "…"' for code in missing)
        raise UserError(
            f"Changed since version {releases.made[-1].version}: {listed(releases.changed) or 'nothing'}.\n"
            f"Say for readers what was corrected: gcm release {name} {options}"
        )
    return Words.model_validate(given)
