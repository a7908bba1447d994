"""The explorer of a report that no notebook told: its tables are made by the same functions that notebooks call."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property

import pandas as pd
from bs4 import BeautifulSoup

from gcm_analysis.analysis.findings import standings
from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.findings import Synthesis, load_synthesis
from gcm_analysis.library import counted
from gcm_analysis.narrative import cover, records
from gcm_analysis.narrative.cards import card
from gcm_analysis.narrative.exhibits import Table
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import anchor, cite
from gcm_analysis.paths import data
from gcm_analysis.publishing.explorer.page import Explorer, explore, page
from gcm_analysis.publishing.stage.chapters import Block, Chapter, TableBlock, Text
from gcm_analysis.safe_csv import to_csv

from .metadata_kit import described, settings_of

DAY = dt.date(2020, 1, 1)
QUESTIONS = ("design", "implementation")  # whose cards the report shows
concluded = cache(load_synthesis)


@dataclass(frozen=True)
class Made:
    """An explorer, what it was made from, and its page, parsed. Nothing may change it."""

    explorer: Explorer
    coded: pd.DataFrame
    chapter: Chapter
    text: str

    @cached_property
    def html(self) -> BeautifulSoup:
        return BeautifulSoup(self.text, "html.parser")


def few(evidence: Evidence) -> Evidence:
    """Return what the cards rest on and a few of all else: a page of the whole record takes seconds."""
    cards = [one for one in concluded(data()).findings if one.question in QUESTIONS]
    named = {row for one in cards for row in (*one.supports, *one.qualifies)}
    statements = evidence.statements[evidence.statements["statement_id"].isin(named)]
    return replace(
        evidence, statements=statements, actions=evidence.actions.head(3), figures=evidence.figures.head(3)
    )


def made(evidence: Evidence, code: str = "en", *, tables: bool = True, **parameters: object) -> Made:
    """Return the explorer of an edition; without `tables`, of a report that lists no row."""
    edition = Edition.model_validate({"event": "x", "language": code, **parameters})
    language = Language(code, evidence.country_names(code))
    coded = counted(edition, evidence)
    synthesis = None if evidence.event.profile == cover.OUTCOME or not tables else concluded(data())
    blocks: tuple[Block, ...] = tuple(_blocks(language, coded, evidence)) if tables else ()
    if synthesis:
        blocks = (*_cards(language, coded, synthesis), *blocks)
    sources = coded["source_id"].unique().tolist() if tables else []
    chapter = Chapter("01-x", "Evidence", blocks, ({"id": "n", "rows": [], "sources": sources},))
    explorer = explore(
        [chapter],
        coded,
        evidence,
        language,
        {"languages": settings_of(code)["languages"]},
        described(evidence.event, code),
        synthesis,
    )
    return Made(explorer, coded, chapter, page(explorer))


def block(label: str, table: Table) -> TableBlock:
    note = table.note.markdown if table.note else ""
    return TableBlock(
        label,
        table.title.markdown,
        "",
        note,
        to_csv(table.data),
        table.markdown,
        table.row_headers,
        (),
        table.style,
    )


def _cards(language: Language, coded: pd.DataFrame, synthesis: Synthesis) -> Iterable[Text]:
    """Yield the cards of two questions, each under its heading, as the report has them."""
    for question in QUESTIONS:
        yield Text(f"## On {question} {{#sec-{question}}}")
        for one in standings(synthesis.findings, synthesis.coded, coded):
            if one.finding.question == question and one.is_carried:
                yield Text(f"::: finding\n{card(language, one, coded, {}).markdown}\n:::")


def _blocks(language: Language, coded: pd.DataFrame, evidence: Evidence) -> Iterable[TableBlock]:
    for number, theme in enumerate(records.evidence_themes(coded, evidence.codebook), 1):
        yield block(
            f"tbl-evidence-{number}", records.evidence_table(language, coded, evidence.codebook, theme)
        )
    if evidence.event.profile != cover.OUTCOME:
        yield block("tbl-actions", records.actions_table(language, evidence.actions))
        yield block("tbl-claims", _claims(language, evidence.figures))


def _claims(language: Language, figures: pd.DataFrame) -> Table:
    """Return the published figures, each with its row and its source, as the report lists them."""
    rows = [
        [anchor(row["figure_id"], row["figure_id"]), str(row["value"]), cite(row["source_id"], row[language.column("locator")])]
        for _, row in figures.iterrows()
    ]  # fmt: skip
    words = [language.text(word) for word in ("No.", "Claim", "Source")]
    return Table(words, rows, title=language.say("Every published figure on record"), data=figures)
