"""The exhibits of a notebook: prose, figures and tables, each with its words, facts and data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from gcm_analysis.narrative.facts import Fact
from gcm_analysis.narrative.language import Sentence, join_sentences
from gcm_analysis.narrative.markdown import Markdown, pipe_table

if TYPE_CHECKING:  # pages have words of exhibits and draw none
    from matplotlib.axes import Axes

UNSAID = Sentence()


@dataclass(frozen=True)
class Prose:
    """One or more paragraphs or lists; `style` names a block that the pages set apart, such as the lead of a chapter."""

    paragraphs: tuple[Sentence, ...]
    style: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        return join_sentences(self.paragraphs).facts

    @property
    def markdown(self) -> Markdown:
        body = "\n\n".join(paragraph.markdown for paragraph in self.paragraphs)
        return Markdown(f"::: {{.{self.style}}}\n{body}\n:::" if self.style else body)


@dataclass(frozen=True)
class Figure:
    """A chart and its words: a title that states the finding, a subtitle with measure and coverage, a note, an alt text.

    `data` is the tidy table behind the chart, one row per mark, with column names for readers.
    """

    axes: "Axes"
    title: Sentence
    subtitle: Sentence
    note: Sentence
    alt: str
    data: pd.DataFrame

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self.title.facts + self.subtitle.facts + self.note.facts


@dataclass(frozen=True)
class Table:
    """A table and its words. Cells are text, markdown or sentences; `widths` are shares of the line in per cent."""

    header: Sequence[str]
    rows: Sequence[Sequence[str | Sentence]]
    title: Sentence
    note: Sentence = UNSAID
    subtitle: Sentence = UNSAID
    numeric: Sequence[bool] = ()
    widths: Sequence[int] = ()
    row_headers: int = 1
    style: str = ""
    data: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def facts(self) -> tuple[Fact, ...]:
        cells = (cell for row in self.rows for cell in row if isinstance(cell, Sentence))
        return join_sentences([self.title, self.subtitle, self.note, *cells]).facts

    @property
    def markdown(self) -> Markdown:
        rows = [[cell.markdown if isinstance(cell, Sentence) else cell for cell in row] for row in self.rows]
        return pipe_table(self.header, rows, self.numeric or [False] * len(self.header))


Exhibit = Prose | Figure | Table


def prose(*sentences: Sentence | Sequence[Sentence], style: str = "") -> Prose:
    """Return paragraphs; sentences given together in a list make one paragraph."""
    return Prose(tuple(s if isinstance(s, Sentence) else join_sentences(s) for s in sentences), style)


def bullets(items: Iterable[Sentence], *, numbered: bool = False) -> Sentence:
    """Return a list, bulleted or numbered, as one part of prose; empty if there are no items."""
    items = tuple(items)
    lines = [f"{f'{number}.' if numbered else '-'} {item.markdown}" for number, item in enumerate(items, 1)]
    return join_sentences(items)._replace(markdown=Markdown("\n".join(lines)))
