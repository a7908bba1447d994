"""What the executed notebooks show: every finding with its notebook and cell."""

from collections.abc import Iterator, Mapping

from nbformat import NotebookNode

from gcm_analysis.evidence.missing import Missing
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.accessibility import figures, prose
from gcm_analysis.publishing.accessibility.criteria import Name, Place, finding
from gcm_analysis.publishing.stage.chapters import Block, FigureBlock, Text, cell_blocks

Placed = tuple[Place, bool, Block]  # the bool: whether it begins its notebook


def placed(executed: Mapping[str, NotebookNode], language: Language) -> Iterator[Placed]:
    """Yield every block of a report with its notebook and cell, in order."""
    for name, notebook in executed.items():
        blocks = cell_blocks(name, notebook, language)
        for number, (cell, block) in enumerate(blocks):
            yield Place.of_cell(name, cell), number == 0, block


def findings(executed: Mapping[str, NotebookNode], language: Language) -> Iterator[Missing]:
    """Yield what is not accessible in the prose, figures and tables of one language."""
    outline, before = prose.Outline(), list[FigureBlock]()
    for place, first, block in placed(executed, language):
        for name, what in _found(block, before, language.code):
            yield finding(name, place, language.code, what)
        if isinstance(block, Text):
            for what in outline.follow(block.markdown, first=first):
                yield finding("headings", place, language.code, what)
        if isinstance(block, FigureBlock):
            before.append(block)


def _found(block: Block, before: list[FigureBlock], code: str) -> Iterator[tuple[Name, str]]:
    yield from prose.found_in(block, code)
    if isinstance(block, FigureBlock):
        yield from figures.found_in(block, before)
