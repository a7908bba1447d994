"""Writes the imprint: publisher, authors, day of issue, and the notices and logos that the organiser requires."""

import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from gcm_analysis import paths
from gcm_analysis.evidence import Event, Evidence, project_publication
from gcm_analysis.evidence.logos import logo_files
from gcm_analysis.evidence.releases import Release
from gcm_analysis.evidence.values import last_day, parse_day
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import escape
from gcm_analysis.publishing.status.versions import erratum

LOGOS = "logos"  # their folder in the stage
SIGNATURES = {
    "cleared": mark("Version {version}, cleared for publication by {who} on {day}."),
    "published": mark("Version {version}, issued by {who} on {day}."),
}


def publisher(language: Language, evidence: Evidence) -> str:
    """Return the publisher that the event names, else the project's, else who released the report. Nobody is guessed."""
    named_publisher = _named_publisher(language, evidence.event)
    if named_publisher:
        return named_publisher
    if evidence.release:
        who = language.words(evidence.release.by)
        return who[:1].upper() + who[1:]
    return language.text("Publisher to be named in event.yml")


def authors(language: Language, evidence: Evidence) -> list[str]:
    """Return the authors that the event names, else the publisher."""
    return [language.words(author.name) for author in evidence.event.authors] or [
        publisher(language, evidence)
    ]


def persons(language: Language, event: Event) -> list[str]:
    """Return the authors who are persons; the others are bodies."""
    return [language.words(author.name) for author in event.authors if author.kind == "person"]


def contact(event: Event) -> str:
    """Return the contact for readers from the event, else from the project; an empty text if neither has one."""
    return event.contact or project_publication(paths.data()).contact


def _is_of_others(language: Language, event: Event) -> bool:
    """Return whether the publisher is not one of the organisers: then the report does not speak for them."""
    named_publisher = _named_publisher(language, event).casefold()
    organisers = (getattr(organiser.name, code) for organiser in event.organisers for code in ("en", "fr"))
    return bool(named_publisher) and not any(
        name.casefold() in named_publisher or named_publisher in name.casefold()
        for name in organisers
        if name
    )


def report_day(evidence: Evidence, used: Iterable[str]) -> date:
    """Return the report's date: the day of its release, else the latest possible day of its newest source.

    A report is never older than its event. The same data give the same date.
    """
    if evidence.release:
        return evidence.release.issued
    newest = parse_day(last_day(newest_source(evidence, used)))
    return max(newest or evidence.event.last_day, evidence.event.last_day)


def newest_source(evidence: Evidence, used: Iterable[str]) -> str:
    """Return the date of the newest source in use, as exact as it is known; an empty text if none is dated."""
    dates = evidence.sources.loc[evidence.sources["source_id"].isin(set(used)), "published"]
    return max(dates, key=last_day, default="")


def date_text(language: Language, as_of: str, evidence: Evidence, used: Iterable[str]) -> str:
    """Return the dates of the title block, each with its meaning: issue, edition, newest source, build.

    The day of the build is only given if the caller sets a time; else the same data make the same bytes on any day.
    """
    release, newest = evidence.release, newest_source(evidence, used)
    parts = []
    if release:
        parts.append(
            language.text(
                "Version {version}, {day}", version=release.version, day=language.day(release.issued)
            )
        )
    if as_of:
        parts.append(language.text("As known on {day}", day=language.day(date.fromisoformat(as_of))))
    if newest:
        parts.append(_sources(language, newest))
    parts = parts or [language.day(report_day(evidence, used))]
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        parts.append(
            language.text("Built on {day}", day=language.day(datetime.fromtimestamp(int(given), UTC).date()))
        )
    return "  ·  ".join(parts)


def _sources(language: Language, newest: str) -> str:
    """Say up to which date the sources reach, as exactly as is known."""
    newest_day = language.partial_day(newest)
    if parse_day(newest):
        return language.text("Sources up to {day}", day=newest_day)
    return language.text("Sources up to {month_or_year}", month_or_year=newest_day)


def _named_publisher(language: Language, event: Event) -> str:
    if event.publisher:
        return language.words(event.publisher)
    return project_publication(paths.data()).publisher(language.code)


def notices(language: Language, evidence: Evidence) -> str:
    """Return the notices of the imprint as markdown, one paragraph each; the project's disclaimer if there is none."""
    event, given = evidence.event, evidence.event.notices
    lines = [*_written_by(language, event), *version_lines(language, evidence.release)]
    lines += [language.words(given.disclaimer) if given.disclaimer else _disclaimer(language, event)]
    lines += [language.words(given.funding)] if given.funding else []
    lines += _licence(language, event)
    return "\n\n".join(escape(line) for line in lines)


def version_lines(language: Language, release: Release | None) -> Iterator[str]:
    """Yield the lines on a release: who released which version when, and what it corrects."""
    if release:
        day, who = language.day(release.issued), language.words(release.by)
        yield language.text(SIGNATURES[release.status], version=release.version, day=day, who=who)
    if words := erratum(language, release):
        yield language.labelled(language.text("Erratum"), words)


def logos(language: Language, event: Event) -> list[dict[str, str]]:
    """Return the logos for the pages: the file in the stage, and a description."""
    return [{"src": f"{LOGOS}/{logo.file}", "alt": language.words(logo.alt)} for logo in event.notices.logos]


def copy_logos(event: Event, folder: Path, stage: Path) -> None:
    """Copy the files of all logos from the event's folder into the stage."""
    for name in (name for logo in event.notices.logos for name in logo_files(logo)):
        (stage / LOGOS).mkdir(exist_ok=True)
        shutil.copy(folder / name, stage / LOGOS)


def _written_by(language: Language, event: Event) -> Iterator[str]:
    if event.authors:
        names = language.listed([language.words(author.name) for author in event.authors])
        yield language.labelled(language.text("Written by"), names)
    if event.number:
        yield language.labelled(language.text("Report number"), event.number)
    if address := contact(event):
        yield language.labelled(language.text("Contact"), address)


def _licence(language: Language, event: Event) -> Iterator[str]:
    """Yield the event's own notice of a licence, else the name of the project's licence."""
    named = project_publication(paths.data()).licence
    if event.notices.licence:
        yield language.words(event.notices.licence)
    elif named:
        yield language.labelled(language.text("Licence"), named)


def _disclaimer(language: Language, event: Event) -> str:
    rights = language.text(
        "What sources say is paraphrased; titles are as published. Rights in the sources remain with their holders."
    )
    if not _is_of_others(language, event):
        return rights
    others = language.text(
        "This report is not a publication of the event’s organisers and does not speak for any of them."
    )
    return f"{others} {rights}"
