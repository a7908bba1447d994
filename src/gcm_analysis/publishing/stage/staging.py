"""Writes the staged report: one folder with everything that a publisher needs, already computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gcm_analysis import paths
from gcm_analysis.edition import LANGUAGES, Edition
from gcm_analysis.evidence import Event, Evidence, project_publication
from gcm_analysis.narrative import cover
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import Markdown
from gcm_analysis.publishing.formats.pandoc import WORDS
from gcm_analysis.publishing.metadata.describe import describe
from gcm_analysis.publishing.metadata.head import with_metadata, write_parts
from gcm_analysis.publishing.stage.annex import with_annex
from gcm_analysis.publishing.stage.bibliography import references
from gcm_analysis.publishing.stage.chapters import Block, Chapter, FigureBlock, TableBlock, Text
from gcm_analysis.publishing.stage.facts import facts, write_json
from gcm_analysis.publishing.status import imprint, status
from gcm_analysis.publishing.status.missing_from_draft import FILE, missing_chapter, missing_csv
from gcm_analysis.publishing.status.versions import erratum, versions_chapter


@dataclass(frozen=True)
class Offer:
    """What is offered to readers: the formats of this report, and its languages."""

    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()  # the parts of the brief of two pages; none if there is no brief


KILO = 1000  # bytes
DRAWN_AS = ("svg", "png", "json")  # the other files of a figure, in `figures`
LANGUAGE_NAMES = {"en": "English", "fr": "Français"}


def write_stage(
    folder: Path, chapters: Sequence[Chapter], edition: Edition, evidence: Evidence, offer: Offer
) -> list[Chapter]:
    """Write the staged report of one language into an empty folder, and return its chapters with the annex of facts.

    A draft has a further chapter on what is missing, a corrected report one on its versions.
    """
    language = Language(edition.language, evidence.country_names(edition.language))
    stated = facts(chapters)
    draft = evidence.event.status == status.DRAFT
    last = [missing_chapter(evidence.missing, language)] if draft else versions_chapter(evidence, language)
    staged = with_annex([*chapters, *last], stated, language)
    for name in ("figures", "narrow", "data"):
        (folder / name).mkdir(parents=True)
    for chapter in staged:
        _write_exhibits(folder, chapter)
    if draft:
        (folder / "data" / FILE).write_text(missing_csv(evidence.missing), encoding="utf-8", newline="")
    imprint.copy_logos(evidence.event, paths.event(paths.data(), edition.event), folder)
    (folder / "report.md").write_text(report_markdown(staged, language), encoding="utf-8")
    settings = _settings(language, chapters, edition, evidence, offer)
    exhibits = [exhibit for chapter in staged for exhibit in chapter.exhibits]
    settings["exhibits"] = {one.label: exhibit_files(one, language) for one in exhibits if one.data}
    description = describe(
        settings, edition, evidence.event, project_publication(paths.data()), evidence.codebook
    )
    write_json(folder / "report.json", with_metadata(settings, description))
    write_parts(folder, description, staged)
    write_json(folder / "references.json", references(cover.sources(language, evidence), language))
    write_json(folder / "facts.json", stated)
    return staged


def report_markdown(chapters: Sequence[Chapter], language: Language) -> str:
    """Return the chapters as markdown of the staged report."""
    blocks = (block for chapter in chapters for block in chapter.blocks)
    return "\n\n".join(block_markdown(block, language) for block in blocks) + "\n"


def _write_exhibits(folder: Path, chapter: Chapter) -> None:
    for exhibit in chapter.exhibits:
        if exhibit.data:
            (folder / "data" / exhibit.file).write_text(exhibit.data, encoding="utf-8", newline="")
        if isinstance(exhibit, FigureBlock):
            (folder / "figures" / f"{exhibit.label}.svg").write_text(exhibit.svg, encoding="utf-8")
            (folder / "figures" / f"{exhibit.label}.png").write_bytes(exhibit.png)
            if exhibit.narrow:  # for the page alone
                (folder / "narrow" / f"{exhibit.label}-narrow.svg").write_text(
                    exhibit.narrow, encoding="utf-8"
                )


def block_markdown(block: Block, language: Language) -> str:
    """Return a block as markdown of the staged report."""
    if isinstance(block, Text):
        return block.markdown
    if isinstance(block, FigureBlock):
        alt = block.alt.strip() or language.verbatim("This figure has no description yet.")
        opening = f"::::: {{#{block.label} .gcm-figure alt={_quoted(alt)}}}"
        body = f"![](figures/{block.label}.svg)"
    else:
        opening = f"::::: {{#{block.label} .gcm-table {_table_attributes(block)}}}"
        body = block.markdown
    parts = [
        opening,
        _div("gcm-title", block.title),
        _div("gcm-subtitle", block.subtitle),
        body,
        _div("gcm-note", block.note),
        ":::::",
    ]
    return "\n\n".join(part for part in parts if part)


def _table_attributes(table: TableBlock) -> str:
    widths = f' widths="{",".join(str(width) for width in table.widths)}"' if table.widths else ""
    style = f".{table.style} " if table.style else ""
    return f'{style}row-headers="{table.row_headers}"{widths}'


def _div(name: str, text: str) -> str:
    return f"::: {{.{name}}}\n{text}\n:::" if text else ""


def _quoted(text: str) -> str:
    """Return a value of an attribute in quotation marks, with those inside escaped for pandoc."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _settings(
    language: Language, chapters: Sequence[Chapter], edition: Edition, evidence: Evidence, offer: Offer
) -> dict[str, Any]:
    event = evidence.event
    used = [source for fact in facts(chapters) for source in fact["sources"]]
    files = status.format_files(event.status)
    return {
        "lang": language.code,
        "title": cover.title(language, edition, event),
        "subtitle": cover.subtitle(language, evidence.event),
        "publishers": [imprint.publisher(language, evidence)],
        "authors": imprint.authors(language, evidence),
        "persons": imprint.persons(language, event),
        "version": evidence.release.version if evidence.release else "",
        "erratum": erratum(language, evidence.release),
        "withdrawn": [one.note_id for one in evidence.releases.withdrawn] if evidence.release else [],
        "date": imprint.report_day(evidence, used).isoformat(),
        "date-text": imprint.date_text(language, edition.as_of, evidence, used),
        "event-line": cover.event_line(language, evidence),
        "abstract": "",
        "notices": imprint.notices(language, evidence),
        "logos": imprint.logos(language, event),
        "draft": status.draft_words(language, event.status),
        "status": language.text(status.STATUS_NAMES[event.status]),
        "keywords": [language.text("migration"), language.text("capacity building"), language.text("Global Compact for Migration")],
        "description": cover.description(language, evidence.event),
        "formats": _formats(language, event, offer),
        "explorer": status.explorer_file(event.status) if "html" in offer.formats else "",
        "statement": {"name": language.text("Accessibility statement"), "href": status.STATEMENT} if "html" in offer.formats else {},
        "languages": [
            _link(LANGUAGE_NAMES[code], f"../{code}/{files['html']}", code) | {"current": code == language.code}
            for code in LANGUAGES
            if code in offer.languages
        ],
        "methods": [
            *(
                {
                    "name": language.text("Notebook of “{chapter}”", chapter=Markdown(chapter.title)),
                    "href": f"notebooks/{chapter.name}.html",
                }
                for chapter in chapters
            ),
            {"name": language.text("Download the facts (JSON)"), "href": "../facts.json"},
        ],
        "words": {key: language.verbatim(word) for key, word in WORDS.items()},
    }  # fmt: skip


def _formats(language: Language, event: Event, offer: Offer) -> list[dict[str, Any]]:
    files, brief = status.format_files(event.status), status.brief_files(event.status)
    links = [
        _link(status.FORMAT_NAMES[name], files[name], language.code)
        for name in offer.formats
        if name != "html"
    ]
    first = next((brief[name] for name in brief if name in offer.formats), None)
    if offer.brief and first:
        links.append(_link(language.text("Brief"), first, language.code))
    if "html" in offer.formats:
        links.append(
            _link(language.text("Evidence explorer"), status.explorer_file(event.status), language.code)
        )
    return links


def _link(name: str, href: str, code: str) -> dict[str, Any]:
    return {"name": name, "href": href, "lang": code}


def size_of(number: int, language: Language) -> str:
    """Return a size in bytes, KB or MB; a single digit with one decimal."""
    if number < KILO:
        return language.plural("{n} byte", "{n} bytes", n=number).plain
    decimals = 1 if number < 10 * KILO else 0
    return language.text("{size} KB", size=language.number(number / KILO, decimals))


def exhibit_files(exhibit: FigureBlock | TableBlock, language: Language) -> dict[str, Any]:
    """Return the file with an exhibit's data, its size, and its other files."""
    files = DRAWN_AS if isinstance(exhibit, FigureBlock) else ()
    return {
        "data": f"data/{exhibit.file}",
        "size": size_of(len(exhibit.data.encode()), language),
        "files": [{"name": ending.upper(), "href": f"figures/{exhibit.label}.{ending}"} for ending in files],
    }
