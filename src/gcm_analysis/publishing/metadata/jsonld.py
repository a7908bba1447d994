"""A report as schema.org knows it: a Report about an Event, with a Dataset of all that can be downloaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gcm_analysis.publishing.metadata.cite import apa
from gcm_analysis.publishing.metadata.describe import Description, EventDetails, media_type

Node = dict[str, Any]
ATTENDANCE = {  # of schema.org, by how people met
    "in_person": "OfflineEventAttendanceMode", "online": "OnlineEventAttendanceMode", "hybrid": "MixedEventAttendanceMode",
}  # fmt: skip


@dataclass(frozen=True)
class Download:
    """A file of data beside the page: its path from the page, and what it holds."""

    path: str
    name: str


def report(description: Description, downloads: Sequence[Download]) -> Node:
    """Return the report as JSON-LD. Addresses are relative to the page where the project names no site."""
    node = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": description.url,
        "url": description.url,
        "name": description.title,
        "alternativeHeadline": description.subtitle,
        "description": " ".join(filter(None, (description.about, description.selected))),
        "inLanguage": description.language,
        "datePublished": description.date.isoformat(),
        "creativeWorkStatus": description.status.capitalize(),
        "version": description.version,
        "correction": description.history,
        "author": _authors(description),
        "publisher": _bodies((description.publisher,)),
        "keywords": list(description.keywords),
        "license": _licence(description),
        "creditText": apa(description),
        "isAccessibleForFree": True,
        "about": _event(description.event),
        "encoding": [_media("MediaObject", description, path) for path in description.files],
        "workTranslation": [_translation(description, *one) for one in description.translations.items()],
        "hasPart": [_dataset(description, downloads)],
    }
    return _told(node)


def _dataset(description: Description, downloads: Sequence[Download]) -> Node:
    return _told(
        {
            "@type": "Dataset",
            "name": description.title,
            "description": description.about,
            "inLanguage": description.language,
            "datePublished": description.date.isoformat(),
            "version": description.version,
            "creator": _authors(description),
            "license": _licence(description),
            "isAccessibleForFree": True,
            "distribution": [
                _media("DataDownload", description, one.path) | {"name": one.name} for one in downloads
            ],
        }
    )


def _media(kind: str, description: Description, path: str) -> Node:
    return {"@type": kind, "encodingFormat": media_type(path), "contentUrl": description.address(path)}


def _translation(description: Description, language: str, path: str) -> Node:
    return {"@type": "Report", "inLanguage": language, "url": description.address(path)}


def _event(event: EventDetails) -> Node:
    mode = ATTENDANCE.get(event.mode)
    return {
        "@type": "Event",
        "name": event.name,
        "startDate": event.start.isoformat(),
        "endDate": event.end.isoformat(),
        **({"eventAttendanceMode": f"https://schema.org/{mode}"} if mode else {}),
        **({"location": _place(event)} if event.city else {}),
        "organizer": _bodies(event.organisers),
    }


def _place(event: EventDetails) -> Node:
    address = {"@type": "PostalAddress", "addressLocality": event.city}
    address |= {"addressCountry": event.country} if event.country else {}
    return {"@type": "Place", "name": event.city, "address": address}


def _bodies(names: Sequence[str]) -> list[Node]:
    return [{"@type": "Organization", "name": name} for name in names]


def _authors(description: Description) -> list[Node]:
    return [
        {"@type": "Person" if name in description.persons else "Organization", "name": name}
        for name in description.authors
    ]


def _licence(description: Description) -> str | Node:
    """Return the licence's address, else its words, else nothing."""
    words = description.licence
    return description.licence_url or ({"@type": "CreativeWork", "name": words} if words else "")


def _told(node: Node) -> Node:
    """Return what is known: nothing that is empty is said."""
    return {name: value for name, value in node.items() if value not in ("", [])}
