"""Lists what a draft is still missing: finds what only the staged chapters show, and writes the draft's last chapter."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
from nbformat import NotebookNode

from gcm_analysis.evidence import Event
from gcm_analysis.evidence.missing import Missing
from gcm_analysis.evidence.wrong_language import language_of
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import pipe_table
from gcm_analysis.narrative.prose import messages
from gcm_analysis.publishing.accessibility import notebooks
from gcm_analysis.publishing.accessibility.criteria import KINDS
from gcm_analysis.publishing.stage.chapters import Chapter, TableBlock, Text
from gcm_analysis.publishing.status.status import by_kind
from gcm_analysis.publishing.status.word_limits import exceeded
from gcm_analysis.safe_csv import to_csv

NAME = "missing"
FILE = "missing.csv"
SHOWN = 40  # characters of a text that the list quotes
COLUMNS = ("kind", "file", "row", "what")


def staged_missing(
    executed: Mapping[str, NotebookNode],
    chapters: Sequence[Chapter],
    event: Event,
    language: Language,
    guess: Callable[[str], str] = language_of,
) -> Iterator[Missing]:
    """Yield what is missing in the chapters of one language: translations, alternative texts, brevity, accessibility.

    `guess` returns the language of a text if it is certain.
    """
    for name, notebook in executed.items():
        yield from _untranslated(name, notebook, language)
    yield from notebooks.findings(executed, language, guess)
    yield from exceeded(chapters, event, language.code)


def missing_chapter(missing: Sequence[Missing], language: Language) -> Chapter:
    """Return the last chapter of a draft: what is missing, by kind, and what to do."""
    title = language.verbatim("What is missing in this draft")
    heading = Text(f"# {title} {{#sec-{NAME} .unnumbered}}")
    if not missing:
        nothing = Text(language.verbatim("Nothing is missing: this report can be cleared."))
        return Chapter(NAME, title, (heading, nothing), ())
    lead = Text(language.verbatim("This report can be cleared when nothing of this is missing any more."))
    return Chapter(NAME, title, (heading, lead, _table(missing, language)), ())


def missing_csv(missing: Iterable[Missing]) -> str:
    """Return everything that is missing, row by row, by kind."""
    rows = [[getattr(one, name) for name in COLUMNS] for found in by_kind(missing).values() for one in found]
    return to_csv(pd.DataFrame(rows, columns=list(COLUMNS), dtype=str))


def published_missing(report: Path) -> list[Missing]:
    """Return what a published draft lists as missing; nothing for other reports."""
    found: set[Missing] = set()
    for path in report.glob(f"*/data/{FILE}"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found |= {Missing(**row) for row in csv.DictReader(file)}
    return sorted(found)


def _table(missing: Sequence[Missing], language: Language) -> TableBlock:
    header = [language.text("What is missing"), language.text("How many"), language.text("What to do")]
    rows = [
        [language.text(KINDS[kind].what), language.number(len(found)), language.text(KINDS[kind].to_do)]
        for kind, found in by_kind(missing).items()
    ]
    every = language.verbatim("The file missing.csv names each by file and row.")
    link = f'::: {{.content-visible when-format="html"}}\n[{FILE}](data/{FILE})\n:::'
    return TableBlock(
        f"tbl-{NAME}",
        title=language.verbatim("Missing, by kind"),
        subtitle="",
        note=f"{every}\n\n{link}",
        data=to_csv(pd.DataFrame(rows, columns=header)),
        markdown=pipe_table(header, rows, [False, True, False]),
        row_headers=1,
        widths=(40, 14, 46),
        style="",
    )


def _untranslated(name: str, notebook: NotebookNode, language: Language) -> Iterator[Missing]:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for message in messages(cell.source):
                if not language.translates(message):
                    what = f"{language.code}: {message[:SHOWN]}"
                    yield Missing("untranslated", f"notebooks/{name}.ipynb", f"cell {cell.id}", what)
