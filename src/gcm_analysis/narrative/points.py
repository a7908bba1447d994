"""What is named most often in each phase and at each level, with an example chosen by rule."""

from collections.abc import Mapping

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.evidence.vocabulary import PHASES
from gcm_analysis.narrative.exhibits import Prose
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.labels import AT_LEVEL, IN_PHASE, label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.markdown import cite
from gcm_analysis.narrative.parts import needs_statements, of, on_themes, quoted, strength, subject, told

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


@needs_statements
def phase_points(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame) -> Prose:
    """Say for each phase which success factor and which challenge are named most often."""
    return _points(language, coded, codebook, "phase", {phase: IN_PHASE[phase] for phase in PHASES[:3]})


@needs_statements
def level_points(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame) -> Prose:
    """Say for each level which success factor and which challenge are named most often."""
    return _points(language, coded, codebook, "level", AT_LEVEL)


def _points(
    language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, by: str, groups: Mapping[str, str]
) -> Prose:
    names = theme_labels(language, codebook)
    return Prose(tuple(_paragraph(language, of(coded, **{by: code}), names, by, code) for code in groups))


def _paragraph(
    language: Language, group: pd.DataFrame, names: dict[str, str], by: str, code: str
) -> Sentence:
    heading = language.say("**{name}.**", name=label(language, code))
    said = [
        part
        for valence in LEADING
        for part in _leading(language, of(group, valence=valence), names, by, valence)
    ]
    return join_sentences([heading, *said])


def _leading(
    language: Language, group: pd.DataFrame, names: dict[str, str], by: str, valence: str
) -> list[Sentence]:
    if group.empty:
        return [language.say(ABSENT[valence])]
    code, leading = str(group[by].iloc[0]), named_first(group["theme"])
    chosen = group[group["theme"].isin(leading)]
    message = leading_message(group, leading)[valence]
    about = subject(label(language, code), label(language, valence), on_themes(language, leading, names))
    said = language.say(
        message,
        theme=quoted(language, leading, names),
        strength=strength(language, f"{by}.{code}.{valence}.first", chosen, about),
    )
    return [said, example(language, chosen)]


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
