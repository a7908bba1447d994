"""Pieces that many sentences share: counts of statements, the source line, quoted names, tidy data for readers."""

from collections.abc import Sequence

import pandas as pd

from gcm_analysis.narrative.facts import count_of, distinct, mark
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, escape


def subject(*words: str) -> str:
    """Return what a fact is about, from the widest to the narrowest."""
    return ", ".join(word for word in words if word)


def on_themes(language: Language, themes: Sequence[str], names: dict[str, str]) -> str:
    """Return “theme “A”” or “themes “A” and “B””."""
    return language.plural("theme {themes}", "themes {themes}", n=len(themes), themes=quoted(language, themes, names)).plain  # fmt: skip


def statements(language: Language, name: str, coded: pd.DataFrame, about: str = "") -> Sentence:
    """Return “n statements” as a fact named after the place where it is said; `about` says which they are."""
    number = count_of(f"{name}.statements", coded, mark("coded statements that this edition counts"), about)
    return language.plural("{n} statement", "{n} statements", n=number)


def sources(language: Language, name: str, coded: pd.DataFrame, about: str = "") -> Sentence:
    """Return “n independent sources” as a fact named after the place where it is said; `about` says whose."""
    how = mark("independent sources of the coded statements that this edition counts")
    number = distinct(f"{name}.sources", coded, "origin", how, about)
    return language.plural("{n} independent source", "{n} independent sources", n=number)


def strength(language: Language, name: str, coded: pd.DataFrame, about: str = "") -> Sentence:
    """Return “n statements from m independent sources”; `about` says which statements they are."""
    return language.say(
        "{statements} from {sources}",
        statements=statements(language, name, coded, about),
        sources=sources(language, name, coded, about),
    )


def quoted(language: Language, codes: Sequence[str], names: dict[str, str]) -> str:
    """Return names between quotation marks, as a list in a sentence."""
    return language.listed([language.quoted(names[code]) for code in codes])


def told(language: Language, row_id: str, text: str) -> Sentence:
    """Return text of an evidence row, marked as the row's: numbers in it are the source's, not ours."""
    shown = language.typeset(text)
    return Sentence(Markdown(f'[{escape(shown)}]{{.row row="{row_id}"}}'), shown, ())


def of(coded: pd.DataFrame, **values: str) -> pd.DataFrame:
    """Return the rows that have these values."""
    for column, value in values.items():
        coded = coded[coded[column] == value]
    return coded


def action_count(language: Language, name: str, actions: pd.DataFrame) -> Sentence:
    """Return “n Actions” as a fact."""
    number = count_of(name, actions, mark("Actions for which a source was found, one row each"))
    return language.plural("{n} Action", "{n} Actions", n=number)
