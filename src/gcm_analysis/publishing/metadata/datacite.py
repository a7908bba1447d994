"""Writes a report's record in DataCite's metadata schema 4.5, as JSON: ready for registering a DOI, and without one.

The registrant adds `doi` or `prefix`, and the `url` of the report.
"""

from typing import Any

from gcm_analysis.publishing.metadata.describe import Description, media_type

SCHEMA = "http://datacite.org/schema/kernel-4"


def datacite(description: Description) -> dict[str, Any]:
    """Return the mandatory and recommended properties, as far as known."""
    code = description.language
    address = {"alternateIdentifier": description.url, "alternateIdentifierType": "URL"}
    metadata = {
        "schemaVersion": SCHEMA,
        "types": {"resourceTypeGeneral": "Report", "resourceType": description.kind},
        "creators": [_creator(description, name) for name in description.authors],
        "titles": _titles(description),
        "publisher": {"name": description.publisher, "lang": code},
        "publicationYear": f"{description.date:%Y}",
        "subjects": [{"subject": word, "lang": code} for word in description.keywords],
        "dates": [{"date": description.date.isoformat(), "dateType": "Issued"}],
        "language": code,
        "formats": [media_type(file) for file in (description.page, *description.files)],
        "rightsList": _rights(description),
        "descriptions": _descriptions(description),
        "version": description.version or description.status,
        "alternateIdentifiers": [address] if description.url else [],
    }  # fmt: skip
    return {name: value for name, value in metadata.items() if value}


def _creator(description: Description, name: str) -> dict[str, str]:
    kind = "Personal" if name in description.persons else "Organizational"
    return {"name": name, "nameType": kind, "lang": description.language}


def _titles(description: Description) -> list[dict[str, str]]:
    titles = [{"title": description.title, "lang": description.language}]
    if description.subtitle:
        titles.append({"title": description.subtitle, "titleType": "Subtitle", "lang": description.language})
    return titles


def _descriptions(description: Description) -> list[dict[str, str]]:
    descriptions = (
        ("Abstract", description.about),
        ("Methods", description.selected),
        ("Other", description.history),
    )
    return [
        {"description": text, "descriptionType": kind, "lang": description.language}
        for kind, text in descriptions
        if text
    ]


def _rights(description: Description) -> list[dict[str, str]]:
    if not description.licence:
        return []
    rights = {"rights": description.licence, "lang": description.language}
    return [rights | ({"rightsUri": description.licence_url} if description.licence_url else {})]
