"""Describes one report in one language; all metadata are made from this description.

It contains only what the pages say too: it is made from the settings of the staged report, the event and the project's
details on publishing. Dates are those of the report, never of the run, so that the same report has the same metadata.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, urljoin
from zoneinfo import ZoneInfo

import pandas as pd
import yaml

from gcm_analysis import paths
from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Event, Evidence, Publication, project_publication
from gcm_analysis.evidence.event import Status
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.selection import selection
from gcm_analysis.paths import RESOURCES
from gcm_analysis.publishing.stage.facts import read_json
from gcm_analysis.publishing.status.status import DRAFT, format_files

FIGURES = "figures"  # the folder of a language's figures
MEDIA_TYPES = yaml.load((RESOURCES / "media_types.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
ATTENDANCE = {  # schema.org's values, by how people met
    "in_person": "OfflineEventAttendanceMode", "online": "OnlineEventAttendanceMode", "hybrid": "MixedEventAttendanceMode",
}  # fmt: skip


def media_type(path: str) -> str:
    """Return the media type of a file that is read or published, by its extension."""
    return str(MEDIA_TYPES.get(PurePosixPath(path).suffix, "application/octet-stream"))


@dataclass(frozen=True)
class Description:
    """One report in one language. Texts are plain; an unknown address is empty.

    `authors` that are not among the `persons` are bodies. `date` is the day of issue, if the report was released; then there
    is a `version`, and, if it corrects an earlier one, an `erratum`; `withdrawn` has the ids of statements.

    `selected` says what an edition with parameters counts, and is empty for the edition of all. `page`,
    `files` (PDF and Word: the whole report, no brief) and the pages of the `translations`, by language, are paths from
    the language's own folder.
    """

    name: str
    language: str
    title: str
    subtitle: str
    about: str
    kind: str
    selected: str
    keywords: tuple[str, ...]
    authors: tuple[str, ...]
    date: dt.date
    status: Status
    licence: str
    licence_url: str
    page: str
    files: tuple[str, ...]
    translations: Mapping[str, str]
    event: Mapping[str, Any]  # as schema.org describes it
    site: str
    publisher: str
    persons: tuple[str, ...] = ()
    version: str = ""
    erratum: str = ""
    withdrawn: tuple[str, ...] = ()

    @property
    def draft(self) -> bool:
        return self.status == DRAFT

    def address(self, path: str) -> str:
        """Return the absolute address of a path from the language's folder; the path itself if there is no site."""
        return urljoin(f"{self.site}{quote(self.name)}/{self.language}/", path) if self.site else path

    @property
    def own_publisher(self) -> str:
        """The publisher, or an empty text if it is also the author, so that nobody is named twice."""
        return "" if ", ".join(self.authors) == self.publisher else self.publisher

    @property
    def history(self) -> str:
        """What was corrected and withdrawn, in one line; empty for a first version."""
        language = Language(self.language)
        lines = [language.labelled(language.text("Erratum"), self.erratum)] if self.erratum else []
        if self.withdrawn:
            lines.append(language.labelled(language.text("Withdrawn statements"), ", ".join(self.withdrawn)))
        return " ".join(f"{line.rstrip('.')}." for line in lines)

    @property
    def url(self) -> str:
        """The address of the page; empty if there is no site."""
        return self.address(self.page) if self.site else ""


def describe_staged(stage: Path, edition: Edition, evidence: Evidence) -> Description:
    """Return the description of a staged report."""
    settings, publication = read_json(stage / "report.json"), project_publication(paths.data())
    return describe(settings, edition, evidence.event, publication, evidence.codebook)


def describe(
    settings: Mapping[str, Any],
    edition: Edition,
    event: Event,
    publication: Publication,
    codebook: pd.DataFrame | None = None,
) -> Description:
    """Describe a report from the settings of its stage, the event and the project, with its themes by name."""
    language, formats = Language(edition.language), format_files(event.status)
    notice, draft = event.notices.licence, event.status == DRAFT
    return Description(
        name=edition.name,
        language=edition.language,
        title=settings["title"],
        subtitle=settings["subtitle"],
        about=settings["description"],
        kind=language.verbatim("Draft report") if draft else language.verbatim("Report"),
        selected="" if edition.name == edition.event else selection(language, edition, codebook).plain,
        keywords=tuple(settings["keywords"]),
        authors=tuple(settings["authors"]),
        persons=tuple(settings["persons"]),
        publisher=", ".join(settings["publishers"]),
        date=dt.date.fromisoformat(settings["date"]),
        version=settings["version"],
        erratum=settings["erratum"],
        withdrawn=tuple(settings["withdrawn"]),
        status=event.status,
        licence=language.words(notice) if notice else publication.licence,
        licence_url="" if notice else publication.licence_url,
        page=formats["html"],
        files=tuple(link["href"] for link in settings["formats"] if link["href"] in formats.values()),
        translations={one["lang"]: one["href"] for one in settings["languages"] if not one["current"]},
        event=_event(language, event),
        site=publication.site_url,
    )


def _event(language: Language, event: Event) -> dict[str, Any]:
    """Return the event as schema.org describes it, with its time of day if that and its zone are known."""
    mode, city = ATTENDANCE.get(event.mode or ""), language.words(event.city) if event.city else ""
    address = {"@type": "PostalAddress", "addressLocality": city}
    address |= {"addressCountry": language.country(event.country)} if event.country else {}
    return {
        "@type": "Event",
        "name": language.words(event.title),
        "startDate": _moment(event.date, event.start, event.time_zone).isoformat(),
        "endDate": _moment(event.last_day, event.end, event.time_zone).isoformat(),
        **({"eventAttendanceMode": f"https://schema.org/{mode}"} if mode else {}),
        **({"location": {"@type": "Place", "name": city, "address": address}} if city else {}),
        "organizer": [
            {"@type": "Organization", "name": language.words(organiser.name)}
            for organiser in event.organisers
        ],
    }


def _moment(day: dt.date, clock: dt.time | None, zone: str | None) -> dt.date:
    """Return a day, with its time if the zone is known: without one, it would be read as the reader's own time."""
    return dt.datetime.combine(day, clock, ZoneInfo(zone)) if clock and zone else day
