"""What is named most often in each phase and at each level, with an example chosen by rule."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import cite
from gcm_analysis.narrative.parts import told

LEADING = {
    "success_factor": mark("The success factor named most often is {theme}, with {strength}."),
    "challenge": mark("The challenge named most often is {theme}, with {strength}."),
}
UNRANKED = {
    "success_factor": mark("Success factors are named under {theme} ({strength} in all), too few to rank."),
    "challenge": mark("Challenges are named under {theme} ({strength} in all), too few to rank."),
}
TIED = {
    "success_factor": mark("The success factors named most often are {theme}, with {strength} in all."),
    "challenge": mark("The challenges named most often are {theme}, with {strength} in all."),
}
ABSENT = {
    "success_factor": mark("No success factor is on record."),
    "challenge": mark("No challenge is on record."),
}


def leading_message(group: pd.DataFrame, leading: list[str]) -> dict[str, str]:
    """Return the messages, by valence, that name the leading themes of these statements."""
    if len(group) < analysis.RANKED_FROM:
        return UNRANKED
    return LEADING if len(leading) == 1 else TIED


def named_first(themes: pd.Series) -> list[str]:
    """Return the themes named most often; of too few statements to rank, all of them, in alphabetical order."""
    return (
        sorted(set(themes)) if len(themes) < analysis.RANKED_FROM else analysis.leaders(themes.value_counts())
    )


def example(language: Language, group: pd.DataFrame) -> Sentence:
    """Return the statement that stands for a group, with its source and the place in it."""
    row = analysis.example(group)
    return language.say(
        "For example: {text} {source}",
        text=told(language, str(row["statement_id"]), str(row[language.column("text")])),
        source=cite(str(row["source_id"]), str(row[language.column("locator")])),
    )
