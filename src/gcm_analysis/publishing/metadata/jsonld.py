"""Describes a report in schema.org's terms: a Report about an Event, with a Dataset of all downloads."""

from collections.abc import Mapping
from typing import Any

from gcm_analysis.publishing.metadata.cite import apa
from gcm_analysis.publishing.metadata.describe import Description, media_type

Node = dict[str, Any]


def report(description: Description, downloads: Mapping[str, str]) -> Node:
    """Return the report as JSON-LD; `downloads` are files of data by their path from the page, with a description.

    Addresses are relative to the page if the project names no site.
    """
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
        "publisher": [{"@type": "Organization", "name": description.publisher}],
        "keywords": list(description.keywords),
        "license": _licence(description),
        "creditText": apa(description),
        "isAccessibleForFree": True,
        "about": description.event,
        "encoding": [_media("MediaObject", description, path) for path in description.files],
        "workTranslation": [
            {"@type": "Report", "inLanguage": code, "url": description.address(path)}
            for code, path in description.translations.items()
        ],
        "hasPart": [_dataset(description, downloads)],
    }
    return _without_empty(node)


def _dataset(description: Description, downloads: Mapping[str, str]) -> Node:
    return _without_empty(
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
                _media("DataDownload", description, path) | {"name": name} for path, name in downloads.items()
            ],
        }
    )


def _media(kind: str, description: Description, path: str) -> Node:
    return {"@type": kind, "encodingFormat": media_type(path), "contentUrl": description.address(path)}


def _authors(description: Description) -> list[Node]:
    return [
        {"@type": "Person" if name in description.persons else "Organization", "name": name}
        for name in description.authors
    ]


def _licence(description: Description) -> str | Node:
    """Return the licence's address, else its words, else nothing."""
    words = description.licence
    return description.licence_url or ({"@type": "CreativeWork", "name": words} if words else "")


def _without_empty(node: Node) -> Node:
    """Return a node without empty values."""
    return {name: value for name, value in node.items() if value not in ("", [])}
