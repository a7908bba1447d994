"""What the tests of metadata share: the description of a small report in either language."""

from dataclasses import replace
from typing import Any

from tests.builders import DEFAULT_EVENT

from gcm_analysis.edition import LANGUAGES, Edition
from gcm_analysis.evidence import Event, Publication
from gcm_analysis.publishing.metadata.describe import Description, describe

SITE = "https://example.org/reports/"
LICENCE = Publication(licence="CC BY 4.0", licence_url="https://creativecommons.org/licenses/by/4.0/")
AUTHORS = ["MIEUX Initiative (EU–ICMPD)", "GFMD Mayors & Partners"]
TITLES = {
    "en": "What governments say makes capacity building work",
    "fr": "Ce qui fait réussir le renforcement des capacités, selon les gouvernements",
}
SUBTITLES = {
    "en": "Outcome report of the panel on migration capacity building",
    "fr": "Rapport final du panel sur le renforcement des capacités en matière de migration",
}
FINDINGS = {
    "en": "Ownership comes first, and money that ends is the commonest obstacle",
    "fr": "L’appropriation vient en tête, et l’argent qui s’arrête est l’obstacle le plus fréquent",
}
SHARED: dict[str, Any] = {
    "publishers": AUTHORS,
    "authors": AUTHORS,
    "persons": [],
    "version": "",
    "erratum": "",
    "withdrawn": [],
    "date": "2026-11-24",
    "keywords": ["migration", "capacity building"],
}


def settings_of(language: str) -> dict[str, Any]:
    """Return what report.json says of the small report."""
    names = {"title": TITLES[language], "subtitle": SUBTITLES[language], "description": FINDINGS[language]}
    pages = [
        {"name": code, "lang": code, "href": f"../{code}/index.html", "current": code == language}
        for code in LANGUAGES
    ]
    files = [{"name": name, "href": name, "lang": language} for name in ("report.pdf", "report.docx")]
    return SHARED | names | {"lang": language, "formats": files, "languages": pages}


def described(
    event: Event, language: str = "en", *, site: str = "", level: str = "all", **changes: Any
) -> Description:
    """Return the description of the small report, with some of its fields changed."""
    edition = Edition(event=DEFAULT_EVENT, language=language, level=level)
    project = LICENCE.model_copy(update={"site_url": site})
    return replace(describe(settings_of(language), edition, event, project), **changes)
