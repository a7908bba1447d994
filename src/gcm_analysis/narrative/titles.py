"""Titles that state what a figure shows, and stay true when the data change: ties, single statements, empty groups."""

from collections.abc import Sequence

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.narrative.facts import Fact, distinct, mark
from gcm_analysis.narrative.labels import AT_LEVEL, IN_PHASE, label
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import FEW, challenge_share, of, on_themes, quoted, statements, strength


def most_named(language: Language, coded: pd.DataFrame, names: dict[str, str]) -> Sentence:
    """Name the theme with the most statements, or all that tie for it."""
    leading = analysis.leaders(analysis.balance(coded, "theme")["statements"])
    if len(coded) < analysis.RANKED_FROM:
        return language.say(
            "Themes named, too few statements to rank: {strength}",
            strength=strength(language, "record", coded),
        )
    first, about = of(coded, theme=leading[0]), on_themes(language, leading[:1], names)
    if len(leading) > 1:
        return language.say(
            "{themes} are named most often, with {statements} each",
            themes=quoted(language, leading, names),
            statements=statements(language, "themes.first", first, about),
        )
    return language.say(
        "{theme} is named most often, with {strength}",
        theme=quoted(language, leading, names),
        strength=strength(language, "themes.first", first, about),
    )


def widest(language: Language, coded: pd.DataFrame, names: dict[str, str]) -> Sentence:
    """Name the theme that the most independent sources speak of, or all that tie for it."""
    leading = analysis.leaders(analysis.balance(coded, "theme")["sources"])
    message = (
        mark("{themes} rest on the most independent sources, {n} each")
        if len(leading) > 1
        else mark("{themes} rests on the most independent sources: {n}")
    )
    chosen = of(coded, theme=leading[0])
    number = distinct(
        "themes.widest.sources", chosen, "origin", mark("independent sources of the coded statements that this edition counts"),
        on_themes(language, leading[:1], names),
    )  # fmt: skip
    return language.say(message, themes=quoted(language, leading, names), n=number)


def phases(language: Language, coded: pd.DataFrame) -> Sentence:
    """Say in which phase challenges weigh most."""
    return _heaviest(language, coded, "phase", IN_PHASE)


def levels(language: Language, coded: pd.DataFrame) -> Sentence:
    """Say at which level challenges weigh most."""
    return _heaviest(language, coded, "level", AT_LEVEL)


def criteria(language: Language, coded: pd.DataFrame) -> Sentence:
    """Say under which criterion challenges weigh most and least."""
    return _range(language, coded, "criterion")


def speakers(language: Language, coded: pd.DataFrame) -> Sentence:
    """Say which kinds of source name challenges least and most."""
    return _range(language, coded, "source_type")


def _heaviest(language: Language, coded: pd.DataFrame, by: str, phrases: dict[str, str]) -> Sentence:
    compared = _compared(coded, by)
    heaviest = analysis.leaders(compared["challenge_share"])
    if len(compared) < 2:  # noqa: PLR2004 - one group can't be compared
        return language.say("The statements by group: too few for a comparison")
    if len(heaviest) in (0, len(compared)):  # none leads where no group has a challenge
        return language.say("The share of challenges does not differ, or the groups are too small to tell")
    where = language.listed([language.text(phrases[code]) for code in heaviest])
    return language.say(
        "The share of challenges is highest {where}: {share}",
        where=where,
        share=_share(language, coded, by, heaviest),
    )


def _range(language: Language, coded: pd.DataFrame, by: str) -> Sentence:
    compared = _compared(coded, by)
    if len(compared) < 2 or compared["challenge_share"].min() == compared["challenge_share"].max():  # noqa: PLR2004 - as above
        return language.say("The share of challenges does not differ, or the groups are too small to tell")
    low, high = (
        sorted(compared.index[compared["challenge_share"] == bound])
        for bound in (compared["challenge_share"].min(), compared["challenge_share"].max())
    )
    return language.say(
        "Among groups large enough to compare, the share of challenges runs from {low} ({lowest}) to {high} ({highest})",
        low=_share(language, coded, by, low),
        lowest=language.listed([label(language, code) for code in low]),
        high=_share(language, coded, by, high),
        highest=language.listed([label(language, code) for code in high]),
    )


def _compared(coded: pd.DataFrame, by: str) -> pd.DataFrame:
    table = analysis.balance(coded, by)
    return table[table["statements"] >= FEW]


def _share(language: Language, coded: pd.DataFrame, by: str, codes: Sequence[str]) -> Fact:
    group = coded[coded[by].isin(codes)]
    name = f"{by}.challenge_share.{'-'.join(codes)}"
    about = language.listed([label(language, code) for code in codes])
    return challenge_share(language, name, group, about)
