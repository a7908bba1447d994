"""Checks the language of the words in figures: in a French report, they have to be French.

A figure's words are drawn by code, and are translated only if the code does so. English words in a French figure are
recognised by the catalogue, which has a French translation for them, or because all of its words look English.
"""

import re
from collections.abc import Iterator, Mapping

from nbformat import NotebookNode

from gcm_analysis.evidence.missing import Missing
from gcm_analysis.evidence.wrong_language import language_of
from gcm_analysis.narrative.language import Language, translations
from gcm_analysis.publishing.accessibility.drawn import Words, read
from gcm_analysis.publishing.stage.chapters import FigureBlock, cell_blocks

OTHER = {"en": "fr", "fr": "en"}
ENOUGH = 20  # letters that a reliable guess needs
CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]*\b")  # names of bodies and numbers of phases, which have no language
LETTERS = re.compile(r"[^\W\d_]")


def foreign_figures(executed: Mapping[str, NotebookNode], language: Language) -> Iterator[Missing]:
    """Yield each figure whose drawn words are in another language than the report."""
    for name, notebook in executed.items():
        for cell, block in cell_blocks(name, notebook, language):
            if isinstance(block, FigureBlock) and (found := foreign_words(block.svg, language.code)):
                what = f"{language.code}: drawn in figure {block.label}: {', '.join(found)}"
                yield Missing("untranslated", f"notebooks/{name}.ipynb", f"cell {cell}", what)


def foreign_words(svg: str, code: str) -> list[str]:
    """Return the words of a drawing that are in the other language, each once."""
    drawn = list(
        dict.fromkeys(one.text for one in read(svg) if isinstance(one, Words) and LETTERS.search(one.text))
    )
    french_of = translations("fr")
    right, wrong = (french_of.values(), french_of) if code == "fr" else (french_of, french_of.values())
    own = [text for text in drawn if text not in set(right)]
    untranslated = [text for text in own if text in set(wrong)]
    return untranslated or (own if _language(" ".join(own)) == OTHER[code] else [])


def _language(text: str) -> str:
    """Return the language of a text if it is certain, else an empty text."""
    words = CAPITALS.sub("", text)
    return language_of(words) if len(LETTERS.findall(words)) >= ENOUGH else ""
