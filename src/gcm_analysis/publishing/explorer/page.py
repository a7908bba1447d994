"""The explorer as a page: everything that it shows, put into its template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from gcm_analysis.evidence.event import Status
from gcm_analysis.narrative.language import Language
from gcm_analysis.paths import RESOURCES
from gcm_analysis.publishing.explorer import figure, scripts
from gcm_analysis.publishing.explorer.matrix import Matrix, matrix
from gcm_analysis.publishing.explorer.statements import COLUMNS, Statements
from gcm_analysis.publishing.explorer.tables import Listed, Source
from gcm_analysis.publishing.explorer.words import script_words, words
from gcm_analysis.publishing.metadata.cite import apa
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.page.fallback_faces import faces_for
from gcm_analysis.publishing.page.style import script, style
from gcm_analysis.publishing.page.templates import pages
from gcm_analysis.publishing.status import draft_words, explorer_file, format_files
from gcm_analysis.publishing.workbook import FILE

SERIF = '@font-face{font-family:"Noto Serif"'  # nothing in this page is set in it
STYLE = RESOURCES / "explorer" / "explorer.css"
BOXES, LISTS = (
    ("theme", "phase", "level", "valence", "evidence_kind", "read_extent"),
    ("publisher", "source"),
)  # facets: to tick, to choose from
SHOWN = ("id", "text", "speaker", "theme", "valence", "phase", "level", "source")  # columns of the table
MORE = (
    "role",
    "region",
    "criterion",
    "evidence_kind",
    "confidence",
    "read_extent",
)  # said below the statement


@dataclass(frozen=True)
class Explorer:
    """All that the page of one language shows."""

    language: Language
    status: Status
    statements: Statements
    tables: Sequence[Listed]
    sources: Sequence[Source]
    languages: Sequence[Mapping[str, Any]]
    description: Description
    data: str  # the file with all statements
    workbook: str = FILE  # the file with all tables

    @property
    def report(self) -> str:
        """The file of the report's page."""
        return format_files(self.status)["html"]


def page(explorer: Explorer) -> str:
    """Return the page: nothing to fetch, complete without script."""
    language, found = explorer.language, explorer.statements
    said = words(language)
    drawn = _figure(explorer) if found.rows else {}
    template = pages().get_template("evidence.html")
    rendered: str = template.render(
        explorer=explorer,
        found=found,
        words=said,
        drafts=[draft] if (draft := draft_words(language, explorer.status)) else [],
        languages=_languages(explorer),
        boxes=BOXES,
        lists=LISTS,
        shown=SHOWN,
        boxes_in_table=[name for name in SHOWN if name in BOXES],
        more=MORE,
        number={name: index for index, name in enumerate(COLUMNS)},
        citation=apa(explorer.description),
        labelled=language.labelled,
        drawn=drawn,
        style=Markup(f"{_style()}{faces_for(_letters(explorer))}"),  # noqa: S704 - our own
        first=Markup(script("first")),  # noqa: S704 - our own
        settings=_settings(explorer, drawn),
        scripts=[Markup(one) for one in _scripts(explorer)],  # noqa: S704 - shipped
    )
    return rendered


def _letters(explorer: Explorer) -> str:
    """Return what readers see of the data: only these letters may need a typeface of their own."""
    rows = explorer.statements.rows
    said = [cell.text for row in rows for cell in (*row.cells.values(), *((row.quote,) if row.quote else ()))]
    listed = [part for table in explorer.tables for part in (table.title, table.table, table.note)]
    sources = [
        part for source in explorer.sources for part in (source.title.text, source.author, source.publisher)
    ]
    return " ".join((explorer.description.title, *said, *listed, *sources))


def _scripts(explorer: Explorer) -> tuple[str, ...]:
    """Return what runs: all of it, our own script alone where there is no statement, none where there is no row."""
    if explorer.statements.rows:
        return scripts.shipped()
    return scripts.shipped()[-1:] if explorer.tables else ()


def _figure(explorer: Explorer) -> dict[str, Any]:
    """Return the figure as a picture, as what Vega runs, and as a table."""
    found = explorer.statements
    counted = matrix(found)
    alt = _alt(explorer.language, counted, found)
    specification = figure.specification(counted, found, explorer.language, alt)
    svg = figure.drawn(specification, alt)
    return {
        "svg": svg,
        "width": figure.width(svg),
        "vega": figure.compiled(specification),
        "matrix": counted,
        "alt": alt,
    }


def _alt(language: Language, counted: Matrix, found: Statements) -> str:
    top = max(counted.cells, key=lambda cell: cell.number)
    return language.text(
        "A grid of numbers: themes in rows, phases in columns, once for each level. The highest number, {n}, stands at {theme}, {level}, {phase}.",
        n=language.number(top.number),
        theme=found.options["theme"][top.theme],
        level=found.options["level"][top.level],
        phase=found.options["phase"][top.phase],
    )


def _settings(explorer: Explorer, drawn: Mapping[str, Any]) -> dict[str, Any]:
    found = explorer.statements
    return {
        "language": explorer.language.code,
        "words": script_words(explorer.language),
        "columns": [found.headings[name] for name in COLUMNS],
        "citation": apa(explorer.description),
        "facets": [*BOXES, *LISTS],
        "cells": figure.CELLS,
        "alt": drawn.get("alt", ""),
        "vega": drawn.get("vega"),
    }


def _languages(explorer: Explorer) -> list[dict[str, Any]]:
    file = explorer_file(explorer.status)
    return [{**one, "href": f"../{one['lang']}/{file}"} for one in explorer.languages]


def _style() -> str:
    faces = [line for line in style().splitlines() if not line.startswith(SERIF)]
    return "\n".join([*faces, STYLE.read_text(encoding="utf-8")])
