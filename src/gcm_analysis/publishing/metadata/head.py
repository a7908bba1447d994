"""The part of a page's head that machines read: who may index it, how it is cited and shared, what it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from gcm_analysis.publishing.formats.page.templates import pages
from gcm_analysis.publishing.metadata.cite import work
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.metadata.jsonld import Download, report

LOCALES = {"en": "en_GB", "fr": "fr_FR"}  # as Open Graph writes a language


@dataclass(frozen=True)
class Picture:
    """The picture that stands for the report where its address is shared: a path from the page, and what it shows."""

    path: str
    alt: str


def head(description: Description, downloads: Sequence[Download], picture: Picture | None = None) -> str:
    """Return elements of a page's head, one a line: for search engines of the web and of science, and for sharing."""
    template = pages().get_template("head.html")
    return template.render(
        said=description,
        work=work(description),
        picture=picture,
        locales=LOCALES,
        report=report(description, downloads),
    )
