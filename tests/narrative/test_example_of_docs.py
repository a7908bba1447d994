"""The example of docs/dialect.md: a sentence, a figure and a table."""

import re
from pathlib import Path

import pytest
import seaborn as sns
from tests.builders import DEFAULT_EVENT, coded

from gcm_analysis.edition import Edition
from gcm_analysis.figures.style import BLUE
from gcm_analysis.narrative.exhibits import Exhibit, Figure, Prose, Table
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.message import count, distinct, say

from .stories import Story
from .test_truth import real

DOCS = Path(__file__).parents[2] / "docs" / "dialect.md"
IMPORTS = {"sns": sns, "BLUE": BLUE, "count": count, "distinct": distinct, "say": say}
ROWS = [
    {"region": "Africa", "source_id": "S001"},
    {"region": "Africa", "source_id": "S001"},
    {"region": "Africa", "source_id": "S002"},
    {"region": "Europe", "source_id": "S003"},
    {"region": "Global", "evidence_kind": "norm_or_opinion"},
]


@pytest.fixture
def cells() -> list[str]:
    (block,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    return [cell.strip() for cell in block.split("# %%\n") if cell]


def shown(cells: list[str], *rows: dict[str, str], code: str = "en") -> list[Exhibit]:
    """Return what the cells show of statements like these."""
    story = Story(Edition(event=DEFAULT_EVENT, language=code), real(), coded(*rows), Language(code))
    scope = {"page": story} | IMPORTS
    for cell in cells:
        story.run(compile(cell, "docs/dialect.md", "exec"), "docs/dialect.md", cell, scope)
    assert story.errors == []
    return [exhibit for _, exhibit in story.shown]


def test_it_shows_a_sentence_a_figure_and_a_table_with_facts(cells: list[str]) -> None:
    prose, figure, table = shown(cells, *ROWS)
    assert isinstance(prose, Prose)
    assert [(fact.id, fact.value) for fact in prose.facts] == [
        ("fig-by-region.n", 2)
    ]  # two regions of four statements
    assert isinstance(figure, Figure)
    assert [(fact.id, fact.value, len(fact.rows)) for fact in figure.facts] == [("fig-by-region.all", 4, 4)]
    assert isinstance(table, Table)
    assert [(fact.id, fact.value) for fact in table.facts] == [("tbl-by-region.n", 4)]
    assert [list(row) for row in table.rows] == [["Africa", "3", "2"], ["Europe", "1", "1"]]


def test_it_shows_nothing_where_an_edition_has_nothing_to_show(cells: list[str]) -> None:
    assert shown(cells, ROWS[-1]) == []
