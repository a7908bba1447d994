"""Checks the executed notebooks, with notebook and cell of every finding, and the languages of titles of sources."""

from collections.abc import Iterator, Mapping
from itertools import chain

import pandas as pd
from nbformat import NotebookNode

from gcm_analysis.evidence.missing import Missing
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.accessibility import figures, prose
from gcm_analysis.publishing.accessibility.criteria import Name, finding
from gcm_analysis.publishing.stage.chapters import Block, FigureBlock, Text, cell_blocks


def findings(executed: Mapping[str, NotebookNode], language: Language) -> Iterator[Missing]:
    """Yield what is not accessible in the prose, figures and tables of one language."""
    outline, before = prose.Outline(), list[FigureBlock]()
    for name, notebook in executed.items():
        for number, (cell, block) in enumerate(cell_blocks(name, notebook, language)):
            headings = outline.follow(block.markdown, first=number == 0) if isinstance(block, Text) else ()
            found = chain(_found(block, before, language.code), (("headings", what) for what in headings))
            for check, what in found:
                yield finding(check, f"notebooks/{name}.ipynb", f"cell {cell}", f"{language.code}: {what}")
            if isinstance(block, FigureBlock):
                before.append(block)


def mislabelled(sources: pd.DataFrame) -> Iterator[Missing]:
    """Yield each source whose title is in another language than its row says: pages would read it out wrongly."""
    for name, title, language in zip(
        sources["source_id"], sources["title"], sources["language"], strict=True
    ):
        if code := prose.foreign(title, language):
            yield finding(
                "passages", "data/sources.csv", name, f"title: “{title[: prose.SHOWN]}…” is in {code}"
            )


def _found(block: Block, before: list[FigureBlock], code: str) -> Iterator[tuple[Name, str]]:
    yield from prose.found_in(block, code)
    if isinstance(block, FigureBlock):
        yield from figures.found_in(block, before)
