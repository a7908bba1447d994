"""The explorer of one language, written beside the report: the page, all statements as one table, and the workbook."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.findings import Synthesis
from gcm_analysis.narrative import cover
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.explorer.findings import questions
from gcm_analysis.publishing.explorer.page import WHOLE, Explorer, page
from gcm_analysis.publishing.explorer.statements import Statements, statements
from gcm_analysis.publishing.explorer.tables import anchored, cited_sources, listed, row_ids
from gcm_analysis.publishing.formats.appendix import CITATION
from gcm_analysis.publishing.formats.workbook import facts_table, write_workbook
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.stage.chapters import Chapter, TableBlock
from gcm_analysis.publishing.status.status import explorer_file, format_files
from gcm_analysis.safe_csv import to_csv


def write_explorer(target: Path, explorer: Explorer) -> None:
    """Write the page, its table and the workbook into a language's folder, where the report's data lie already."""
    (target / explorer_file(explorer.status)).write_text(page(explorer), encoding="utf-8")
    if explorer.statements.rows:
        (target / WHOLE).write_text(to_csv(explorer.statements.table), encoding="utf-8", newline="")
        write_workbook(target, _sheets(target, explorer), explorer.language)


def _sheets(target: Path, explorer: Explorer) -> dict[str, tuple[str, pd.DataFrame]]:
    """Return the tables of the workbook by the names of their sheets, each with what it holds."""
    text = explorer.language.text
    facts = facts_table(target / "facts.json", explorer.language)
    return {
        text("Statements"): (text("Statements with their sources"), explorer.statements.table),
        **{
            one.label.removeprefix("tbl-"): (
                one.plain,
                pd.read_csv(target / one.file, dtype=str, keep_default_na=False),
            )
            for one in explorer.tables
        },
        text("Sources"): (text("Sources of these rows"), _sources(explorer)),
        text("Facts"): (text("Each number of the report"), facts),
    }


def explore(  # noqa: PLR0913 - what a page is made from
    chapters: Sequence[Chapter],
    coded: pd.DataFrame,
    evidence: Evidence,
    language: Language,
    settings: Mapping[str, Any],
    description: Description,
    synthesis: Synthesis | None = None,
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
        listed(others, language, format_files(status)["html"], sources),
        cited_sources(language, sources, _cited(found, chapters, blocks)),
        settings["languages"],
        description,
        questions(language, chapters, coded, set(rows["statement_id"]), synthesis),
    )


def _sources(explorer: Explorer) -> pd.DataFrame:
    text = explorer.language.text
    rows = [
        (one.id, one.title.text, one.author, one.publisher, one.published, one.url)
        for one in explorer.sources
    ]
    columns = [text("Title"), text("Author"), text("Publisher"), text("Published"), text("Address")]
    return pd.DataFrame(rows, columns=["id", *columns])


def _cited(found: Statements, chapters: Sequence[Chapter], tables: Iterable[TableBlock]) -> set[str]:
    """Return the sources of all rows and facts: the report lists each of them."""
    facts = {str(name) for chapter in chapters for fact in chapter.facts for name in fact["sources"]}
    in_tables = {name for table in tables for name in CITATION.findall(f"{table.markdown} {table.note}")}
    return facts | in_tables | {row.codes["source"] for row in found.rows}
