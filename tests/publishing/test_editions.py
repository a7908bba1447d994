"""Editions of every kind can be published, in either language, and say nothing that they do not show.

A few editions have each value of each parameter but the region; `python -m benchmarks.editions` makes all combinations.
"""

import re
from pathlib import Path

import pytest
from benchmarks.editions import CONFIDENCE, stage
from tests.builders import DEFAULT_EVENT

from gcm_analysis.edition import ALL, LANGUAGES, Edition
from gcm_analysis.evidence.vocabulary import LEVELS, REGIONS
from gcm_analysis.publishing.formats import embedded
from gcm_analysis.publishing.stage.chapters import texts
from gcm_analysis.publishing.stage.references import REFERENCE, labels

CHOICES: dict[str, tuple[object, ...]] = {
    "region": (ALL, *REGIONS[::3]),
    "level": (ALL, *LEVELS),
    "minimum_confidence": CONFIDENCE,
    "as_of": ("", "2018-12-07", "2020-06-30"),
    "self_reports": (True, False),
    "language": LANGUAGES,
}


# For how many editions each parameter keeps its value: none always goes with the same value of another.
TURNS = {"as_of": 2, "self_reports": 3}
EDITIONS = [
    Edition(
        event=DEFAULT_EVENT,
        **{name: values[turn // TURNS.get(name, 1) % len(values)] for name, values in CHOICES.items()},  # type: ignore[arg-type]
    )
    for turn in range(
        1, max(map(len, CHOICES.values()))
    )  # the first is the default edition, which others publish
]
OTHERS = [
    Edition(event="bangkok-2018-mieux", language="fr"),
    Edition(event="gfmd-2018-rcps", language="en"),
    Edition(event=DEFAULT_EVENT, profile="outcome"),
    Edition(event=DEFAULT_EVENT, profile="partner", partner="Asia", self_reports=False, as_of="2018-12-07"),
]
BROKEN = re.compile(
    r"\(\s*[;)]|[;(]\s*\)|(?<=\w) [.,](?=\s|$)|\.\.(?!\.)"
)  # what is left of words taken out carelessly


def name(edition: Edition) -> str:
    return f"{edition.language}-{edition.name}"


@pytest.mark.parametrize("edition", EDITIONS + OTHERS, ids=name)
def test_an_edition_can_be_staged_and_refers_only_to_what_it_shows(edition: Edition, tmp_path: Path) -> None:
    chapters = stage(edition, tmp_path / "stage")
    said = [text for chapter in chapters for text in texts(chapter)]
    assert {label for text in said for label in REFERENCE.findall(text)} <= labels(chapters)
    assert not [text for text in said if BROKEN.search(text)]


def test_an_edition_without_a_single_statement_is_read_by_the_publishers_and_says_so(tmp_path: Path) -> None:
    stage(Edition(event=DEFAULT_EVENT, level="international", region="Mediterranean"), tmp_path / "stage")
    embedded.read(tmp_path / "stage")
    staged = (tmp_path / "stage" / "report.md").read_text(encoding="utf-8")
    assert "evidence does not support an answer" in staged
    assert "{#sec-f01" not in staged  # no finding is carried, so that none has a card
