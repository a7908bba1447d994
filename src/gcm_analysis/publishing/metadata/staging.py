"""What a stage takes of the metadata into the pages that are made from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.formats.page.templates import pages
from gcm_analysis.publishing.formats.pandoc import plain_texts
from gcm_analysis.publishing.metadata import cite, figures
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.metadata.jsonld import Download, report
from gcm_analysis.publishing.stage.chapters import Chapter

LOCALES = {"en": "en_GB", "fr": "fr_FR"}  # as Open Graph writes a language


@dataclass(frozen=True)
class Picture:
    """The picture that stands for the report where its address is shared: a path from the page, and what it shows."""

    path: str
    alt: str


def with_metadata(settings: Mapping[str, Any], description: Description) -> dict[str, Any]:
    """Return the settings of a stage with what the pages say of citing, and with absolute addresses if there is a site."""
    languages = [
        one | ({"address": description.address(one["href"])} if description.site else {})
        for one in settings["languages"]
    ]
    return {**settings, "languages": languages, "citation": cite.recommended(description)}


def write_parts(stage: Path, description: Description, chapters: Sequence[Chapter]) -> None:
    """Write the parts of the page that are no prose: what its head says to machines, and how it is cited."""
    (stage / "head.html").write_text(_head(description, chapters), encoding="utf-8")
    section = pages().get_template("cite.html").render(cite.section(description))
    (stage / "cite.html").write_text(section, encoding="utf-8")


def head(description: Description, downloads: Sequence[Download], picture: Picture | None = None) -> str:
    """Return elements of a page's head, one a line: for search engines of the web and of science, and for sharing."""
    template = pages().get_template("head.html")
    return template.render(
        said=description,
        work=cite.work(description),
        picture=picture,
        locales=LOCALES,
        report=report(description, downloads),
    )


def _head(description: Description, chapters: Sequence[Chapter]) -> str:
    """Return the head; each exhibit's data is a download, the first figure the picture."""
    exhibits = [exhibit for chapter in chapters for exhibit in chapter.exhibits]
    titles = plain_texts([exhibit.title for exhibit in exhibits])
    downloads = [
        Download(f"data/{exhibit.file}", title) for exhibit, title in zip(exhibits, titles, strict=True)
    ]
    facts = Language(description.language).verbatim(
        "Every number of this report, with how it was computed and the rows and sources behind it"
    )
    downloads.append(Download("facts.json", facts))
    drawn = [figure for chapter in chapters for figure in figures.figures(chapter)]
    picture = Picture(f"{figures.FOLDER}/{drawn[0].label}.png", drawn[0].alt) if drawn else None
    return head(description, downloads, picture)
