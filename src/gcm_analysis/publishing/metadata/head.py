"""Writes the metadata in the pages of one language: in the head of the page, and in its section on citing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.formats.page.templates import render_template
from gcm_analysis.publishing.formats.pandoc import plain_texts
from gcm_analysis.publishing.metadata import cite
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.metadata.jsonld import report
from gcm_analysis.publishing.stage.chapters import Chapter, FigureBlock

LOCALES = {"en": "en_GB", "fr": "fr_FR"}  # as Open Graph writes a language


def with_metadata(settings: Mapping[str, Any], description: Description) -> dict[str, Any]:
    """Return the settings of a stage with the section on citing, and with absolute addresses if there is a site."""
    languages = [
        one | ({"address": description.address(one["href"])} if description.site else {})
        for one in settings["languages"]
    ]
    return {**settings, "languages": languages, "citation": cite.recommended(description)}


def write_parts(stage: Path, description: Description, chapters: Sequence[Chapter]) -> None:
    """Write the parts of the page that are not prose: the metadata of its head, and how it is cited."""
    (stage / "head.html").write_text(head(description, chapters), encoding="utf-8")
    section = render_template("cite.html", **cite.section(description))
    (stage / "cite.html").write_text(section, encoding="utf-8")


def head(description: Description, chapters: Sequence[Chapter]) -> str:
    """Return elements of a page's head, one per line: for search engines, academic ones too, and for sharing.

    Each exhibit's data is a download; the first figure represents the report where its address is shared.
    """
    exhibits = [exhibit for chapter in chapters for exhibit in chapter.exhibits]
    titles = zip(exhibits, plain_texts([exhibit.title for exhibit in exhibits]), strict=True)
    downloads = {f"data/{exhibit.file}": title for exhibit, title in titles if exhibit.data}
    downloads["facts.json"] = Language(description.language).verbatim(
        "Every number of this report, with how it was computed and the rows and sources behind it"
    )
    return render_template(
        "head.html",
        description=description,
        work=cite.work(description),
        picture=next((one for one in exhibits if isinstance(one, FigureBlock)), None),
        locales=LOCALES,
        report=report(description, downloads),
    )
