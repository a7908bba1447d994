"""The tables of the explorer's workbook: an explanatory sheet, the statements, each listed table, the sources, the facts."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.explorer.tables import ListedTable, Source
from gcm_analysis.publishing.stage.facts import read_json

Sheets = Mapping[str, tuple[str, pd.DataFrame]]  # a description and a table for each name


def sheets(
    target: Path,
    language: Language,
    statements: pd.DataFrame,
    tables: Sequence[ListedTable],
    sources: Sequence[Source],
) -> dict[str, pd.DataFrame]:
    """Return the tables by the names of their sheets; facts and listed tables are read from a language's folder."""
    text = language.text
    listed = {one.label.removeprefix("tbl-"): (one.plain, _read(target / one.file)) for one in tables}
    return with_contents(
        {
            text("Statements"): (text("Statements with their sources"), statements),
            **listed,
            text("Sources"): (text("Sources of these rows"), _sources(sources, language)),
            text("Facts"): (text("Each number of the report"), _facts(target / "facts.json", language)),
        },
        language,
    )


def with_contents(described: Sheets, language: Language) -> dict[str, pd.DataFrame]:
    """Return tables by name, the first of which says what the others hold."""
    text = language.text
    about = [
        {text("Sheet"): name, text("Content"): title, text("Rows"): len(table)}
        for name, (title, table) in described.items()
    ]
    return {text("About"): pd.DataFrame(about)} | {name: table for name, (_, table) in described.items()}


def _read(table: Path) -> pd.DataFrame:
    return pd.read_csv(table, dtype=str, keep_default_na=False)


def _sources(sources: Sequence[Source], language: Language) -> pd.DataFrame:
    text = language.text
    rows = [(one.id, one.title.text, one.author, one.publisher, one.published, one.url) for one in sources]
    columns = [text("Title"), text("Author"), text("Publisher"), text("Published"), text("Address")]
    return pd.DataFrame(rows, columns=["id", *columns])


def _facts(path: Path, language: Language) -> pd.DataFrame:
    """Return the facts of a language, one row each, with what they count, their rows and their sources."""
    columns = {
        "id": "id",
        "shown": language.text("Value"),
        "how": language.text("What it counts"),
        "rows": language.text("Rows"),
        "sources": language.text("Sources"),
    }
    rows = [
        {**fact, "rows": ", ".join(fact["rows"]), "sources": ", ".join(fact["sources"])}
        for fact in read_json(path)
    ]
    return pd.DataFrame(rows, columns=list(columns)).rename(columns=columns)
