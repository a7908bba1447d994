"""Checks the executed notebooks, with notebook and cell of every finding, and the languages of titles of sources.

A figure's words are drawn by code, and are translated only if the code does so. English words in a French figure are
recognised by the catalogue, which has a French translation for them, or because all of its words look English.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

import pandas as pd
from nbformat import NotebookNode

from gcm_analysis.evidence.missing import Missing
from gcm_analysis.evidence.wrong_language import language_of
from gcm_analysis.narrative.language import Language, translations
from gcm_analysis.publishing.accessibility import figures, prose
from gcm_analysis.publishing.accessibility.criteria import finding
from gcm_analysis.publishing.accessibility.drawn import Words, read
from gcm_analysis.publishing.stage.chapters import Block, FigureBlock, Text, cell_blocks

OTHER = {"en": "fr", "fr": "en"}
ENOUGH = 20  # letters that a reliable guess needs
CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]*\b")  # names of bodies and numbers of phases, which have no language
LETTERS = re.compile(r"[^\W\d_]")


def findings(
    executed: Mapping[str, NotebookNode], language: Language, guess: Callable[[str], str] = language_of
) -> Iterator[Missing]:
    """Yield what is not accessible in the prose, figures and tables of one language, or drawn in the other language.

    `guess` returns the language of a text if it is certain.
    """
    outline, before, code = prose.Outline(), list[FigureBlock](), language.code
    for name, notebook in executed.items():
        file = f"notebooks/{name}.ipynb"
        for number, (cell, block) in enumerate(cell_blocks(name, notebook, language)):
            headings = outline.follow(block.markdown, first=number == 0) if isinstance(block, Text) else ()
            found = chain(_found(block, before, code), (("headings", what) for what in headings))
            for check, what in found:
                yield finding(check, file, f"cell {cell}", f"{code}: {what}")
            if isinstance(block, FigureBlock):
                if words := foreign_words(block.svg, code, guess):
                    what = f"{code}: drawn in figure {block.label}: {', '.join(words)}"
                    yield Missing("untranslated", file, f"cell {cell}", what)
                before.append(block)


def mislabelled(sources: pd.DataFrame) -> Iterator[Missing]:
    """Yield each source whose title is in another language than its row says: pages would read it out wrongly."""
    for name, title, language in sources[["source_id", "title", "language"]].itertuples(index=False):
        if code := prose.foreign(title, language):
            yield finding(
                "passages", "data/sources.csv", name, f"title: “{title[: prose.SHOWN]}…” is in {code}"
            )


def foreign_words(svg: str, code: str, guess: Callable[[str], str] = language_of) -> list[str]:
    """Return the words of a drawing that are in the other language, each once."""
    texts = (one.text for one in read(svg) if isinstance(one, Words))
    drawn = [text for text in dict.fromkeys(texts) if LETTERS.search(text)]
    french_of = translations("fr")
    right, wrong = (french_of.values(), french_of) if code == "fr" else (french_of, french_of.values())
    own = [text for text in drawn if text not in set(right)]
    untranslated = [text for text in own if text in set(wrong)]
    return untranslated or (own if _is_in(OTHER[code], " ".join(own), guess) else [])


def _is_in(language: str, text: str, guess: Callable[[str], str]) -> bool:
    words = CAPITALS.sub("", text)
    return len(LETTERS.findall(words)) >= ENOUGH and guess(words) == language


def _found(block: Block, before: list[FigureBlock], code: str) -> Iterator[tuple[str, str]]:
    yield from prose.found_in(block, code)
    if isinstance(block, FigureBlock):
        yield from figures.found_in(block, before)
