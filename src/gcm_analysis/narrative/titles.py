"""Titles that state what a figure shows, and stay true when the data change: ties, single statements, empty groups."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import of, on_themes, quoted, statements, strength


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
