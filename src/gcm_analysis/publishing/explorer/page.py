"""Writes the explorer of one language: the page, all statements as one table, and the workbook."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from gcm_analysis.caching.files import digest
from gcm_analysis.caching.memory import Keep, not_kept
from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.event import Status
from gcm_analysis.evidence.findings import Synthesis
from gcm_analysis.narrative import cover
from gcm_analysis.narrative.language import Language
from gcm_analysis.paths import RESOURCES
from gcm_analysis.publishing.explorer.counts import answered, by_theme_and_side
from gcm_analysis.publishing.explorer.findings import FindingEntry, Question, questions
from gcm_analysis.publishing.explorer.sheets import sheets
from gcm_analysis.publishing.explorer.statements import COLUMNS, Statements, statements
from gcm_analysis.publishing.explorer.tables import (
    ListedTable,
    Source,
    anchored,
    cited_sources,
    listed,
    row_ids,
)
from gcm_analysis.publishing.formats.appendix import CITATION
from gcm_analysis.publishing.formats.page.style import explorer_script, faces_for, script, style
from gcm_analysis.publishing.formats.page.templates import render_template
from gcm_analysis.publishing.metadata.cite import apa
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.stage.chapters import Chapter, TableBlock
from gcm_analysis.publishing.status.status import draft_words, explorer_file, format_files
from gcm_analysis.safe_csv import to_csv

WHOLE = "data/evidence.csv"  # all statements as one table
WORKBOOK = "evidence.xlsx"
SERIF = '@font-face{font-family:"Noto Serif"'  # this page does not use it
# The filters; the first of them are open from the start.
FACETS = (
    "source_type", "evidence_kind", "theme", "valence", "read_extent", "confidence", "region", "country", "year",
    "phase", "level", "finding", "publisher", "source",
)  # fmt: skip
OPEN = FACETS[:2]
SHOWN = ("id", "text", "speaker", "theme", "valence", "source")  # columns of the table
CODED = ("theme", "valence")  # those of them with codes
MORE = (
    "evidence_kind", "role", "phase", "level", "region", "criterion", "confidence", "read_extent",
)  # fmt: skip


@dataclass(frozen=True)
class Explorer:
    """Everything that the page of one language shows."""

    language: Language
    status: Status
    statements: Statements
    tables: Sequence[ListedTable]
    sources: Sequence[Source]
    languages: Sequence[Mapping[str, Any]]
    description: Description
    questions: Sequence[Question] = ()

    @property
    def report(self) -> str:
        """The file of the report's page."""
        return format_files(self.status)["html"]

    @property
    def findings(self) -> list[FindingEntry]:
        return [one for question in self.questions for one in question.findings]


def page(explorer: Explorer) -> str:
    """Return the page: self-contained, and complete without script."""
    language, found = explorer.language, explorer.statements
    return render_template(
        "evidence.html",
        _=language.verbatim,
        explorer=explorer,
        found=found,
        drafts=[draft] if (draft := draft_words(language, explorer.status)) else [],
        file=explorer_file(explorer.status),
        options=_options(explorer),
        opened=OPEN,
        shown=SHOWN,
        coded=CODED,
        more=MORE,
        number={name: index for index, name in enumerate(COLUMNS)},
        citation=apa(explorer.description),
        labelled=language.labelled,
        counted={one.id: _counted(language, one) for one in explorer.findings},
        roles=_roles(explorer),
        ready=answered(found),
        grid=by_theme_and_side(found),
        style=Markup(f"{_style()}{faces_for(_letters(explorer))}"),  # noqa: S704 - our own
        first=Markup(script("first")),  # noqa: S704 - our own
        facet_names=FACETS,
        whole=WHOLE,
        workbook=WORKBOOK,
        scripts=[Markup(explorer_script())] if found.rows or explorer.tables else [],  # noqa: S704 - our own
    )


def _letters(explorer: Explorer) -> str:
    """Return the visible texts of the data: only their letters may need another typeface."""
    rows = explorer.statements.rows
    texts = [
        cell.text for row in rows for cell in (*row.cells.values(), *((row.quote,) if row.quote else ()))
    ]
    tables = [part for table in explorer.tables for part in (table.title, table.table, table.note)]
    sources = [part for one in explorer.sources for part in (one.title.text, one.author, one.publisher)]
    findings = [part for one in explorer.findings for part in (one.title, one.claim)]
    return " ".join((explorer.description.title, *texts, *tables, *sources, *findings))


def _options(explorer: Explorer) -> dict[str, Mapping[str, str]]:
    """Return the choices of each filter by code; a finding and a source with their numbers."""
    options = explorer.statements.options
    findings = {one.id: f"{one.number} – {one.title}" for one in explorer.findings}
    sources = {code: f"{code} – {title}" for code, title in options["source"].items()}
    return {**options, "finding": findings, "source": sources}


def _counted(language: Language, finding: FindingEntry) -> str:
    """Return how many statements support a finding, and how many qualify it."""
    support = language.plural(
        "{n} statement supports it", "{n} statements support it", n=len(finding.supports)
    )
    if not finding.qualifies:
        return support.plain
    limits = language.plural("{n} qualifies it", "{n} qualify it", n=len(finding.qualifies))
    return f"{support.plain}, {limits.plain}"


def _roles(explorer: Explorer) -> dict[str, list[str]]:
    """Return which findings a statement supports and which it qualifies, in words, by statement."""
    roles: dict[str, list[str]] = defaultdict(list)
    for role in ("supports", "qualifies"):
        numbers: dict[str, list[str]] = defaultdict(list)
        for one in explorer.findings:
            for row in getattr(one, role):
                numbers[row].append(str(one.number))
        for row, those in numbers.items():
            roles[row].append(_in_words(explorer.language, role, those))
    return roles


def _in_words(language: Language, role: str, numbers: Sequence[str]) -> str:
    """Return what a statement is to the findings with these numbers."""
    n, listed = len(numbers), ", ".join(numbers)
    if role == "supports":
        said = language.plural("supports finding {numbers}", "supports findings {numbers}", n, numbers=listed)
    else:
        said = language.plural(
            "qualifies finding {numbers}", "qualifies findings {numbers}", n, numbers=listed
        )
    return said.plain


def _style() -> str:
    faces = [line for line in style().splitlines() if not line.startswith(SERIF)]
    return "\n".join([*faces, (RESOURCES / "explorer" / "explorer.css").read_text(encoding="utf-8")])


def write_explorer(target: Path, explorer: Explorer, keep: Keep = not_kept) -> None:
    """Write the page, its table and the workbook into a language's folder, which already has the report's data."""
    (target / explorer_file(explorer.status)).write_text(page(explorer), encoding="utf-8")
    if explorer.statements.rows:
        (target / WHOLE).write_text(to_csv(explorer.statements.table), encoding="utf-8", newline="")
        table, listed, sources = explorer.statements.table, explorer.tables, explorer.sources
        tables = sheets(target, explorer.language, table, listed, sources)
        content = {name: digest(table.to_csv()) for name, table in tables.items()}
        made = keep("explorer/workbook", content, partial(_workbook, tables))
        (target / WORKBOOK).write_bytes(made)


def _workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    from gcm_analysis.publishing.formats.workbook import workbook  # noqa: PLC0415 - only a changed one needs openpyxl

    return workbook(tables)


def explore(  # noqa: PLR0913 - what a page is made from
    chapters: Sequence[Chapter],
    coded: pd.DataFrame,
    evidence: Evidence,
    language: Language,
    settings: Mapping[str, Any],
    description: Description,
    synthesis: Synthesis | None = None,
    keep: Keep = not_kept,
) -> Explorer:
    """Gather what the page shows.

    `coded` are the statements that the edition counts; of these the page has those that the report lists, with the
    columns that it publishes of them. `settings` are those of the staged report, `synthesis` the findings of the project.
    """
    blocks, status = list(anchored(chapters)), evidence.event.status
    published = {name for block in blocks for name in row_ids(block)}
    rows = coded[coded["statement_id"].isin(published)]
    sources = cover.sources(language, evidence)
    found = statements(language, rows, evidence.codebook, sources)
    others = [block for block in blocks if not set(row_ids(block)) <= set(rows["statement_id"])]
    return Explorer(
        language,
        status,
        found,
        listed(others, language, format_files(status)["html"], sources, keep),
        cited_sources(language, sources, _cited(found, chapters, blocks)),
        settings["languages"],
        description,
        questions(language, chapters, coded, set(rows["statement_id"]), synthesis),
    )


def _cited(found: Statements, chapters: Sequence[Chapter], tables: Iterable[TableBlock]) -> set[str]:
    """Return the sources of all rows and facts: the report lists each of them."""
    facts = {str(name) for chapter in chapters for fact in chapter.facts for name in fact["sources"]}
    in_tables = {name for table in tables for name in CITATION.findall(f"{table.markdown} {table.note}")}
    return facts | in_tables | {row.codes["source"] for row in found.rows}
