"""What a notebook shows: a paragraph, a list of points, a figure or a table, each with its words, facts and data."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
from matplotlib.axes import Axes

from gcm_analysis.narrative.facts import Fact
from gcm_analysis.narrative.language import Sentence, join_sentences
from gcm_analysis.narrative.markdown import Markdown, pipe_table


@dataclass(frozen=True)
class Prose:
    """One or more paragraphs; `style` names a block that the pages set apart, such as the lead of a chapter."""

    paragraphs: tuple[Sentence, ...]
    style: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        return join_sentences(self.paragraphs).facts

    @property
    def markdown(self) -> Markdown:
        return _block("\n\n".join(paragraph.markdown for paragraph in self.paragraphs), self.style)


@dataclass(frozen=True)
class Points:
    """A bulleted or numbered list of sentences."""

    items: tuple[Sentence, ...]
    style: str = ""
    numbered: bool = False

    @property
    def facts(self) -> tuple[Fact, ...]:
        return join_sentences(self.items).facts

    @property
    def markdown(self) -> Markdown:
        bullets = [f"{number}." if self.numbered else "-" for number in range(1, len(self.items) + 1)]
        lines = [f"{bullet} {item.markdown}" for bullet, item in zip(bullets, self.items, strict=True)]
        return _block("\n".join(lines), self.style)

    @property
    def sentence(self) -> Sentence:
        """The whole list as one part of other prose."""
        return join_sentences(self.items)._replace(markdown=self.markdown)


@dataclass(frozen=True)
class Figure:
    """A chart and its words: a title that states the finding, a subtitle with measure and coverage, a note, an alt text.

    `data` is the tidy table behind the chart, one row per mark, with column names for readers.
    """

    axes: Axes
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
    note: Sentence | None = None
    subtitle: Sentence | None = None
    numeric: Sequence[bool] = ()
    widths: Sequence[int] = ()
    row_headers: int = 1
    style: str = ""
    data: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def facts(self) -> tuple[Fact, ...]:
        parts = (self.title, self.subtitle, self.note)
        cells = (cell for row in self.rows for cell in row if isinstance(cell, Sentence))
        return join_sentences([part for part in (*parts, *cells) if part]).facts

    @property
    def markdown(self) -> Markdown:
        rows = [[cell.markdown if isinstance(cell, Sentence) else cell for cell in row] for row in self.rows]
        return pipe_table(self.header, rows, self.numeric or [False] * len(self.header))


Exhibit = Prose | Points | Figure | Table


def _block(body: str, style: str) -> Markdown:
    return Markdown(f"::: {{.{style}}}\n{body}\n:::" if style else body)


def prose(*sentences: Sentence | Sequence[Sentence], style: str = "") -> Prose:
    """Return paragraphs; sentences given together in a list make one paragraph."""
    return Prose(tuple(s if isinstance(s, Sentence) else join_sentences(s) for s in sentences), style)
