"""What the implications say to the questions that the event was to ask."""

from collections.abc import Sequence

import pandas as pd

from gcm_analysis.analysis.implications import AVOID, FIX, GROUPS, KEEP, OPEN, implications, leading_phases
from gcm_analysis.evidence.event import Event, Question
from gcm_analysis.narrative.exhibits import Prose, prose
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.implication_parts import by_group
from gcm_analysis.narrative.implications import held, strength_of
from gcm_analysis.narrative.labels import label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import needs_statements, of, on_themes, quoted, strength, subject

# On which side a group has its place in a phase: what to keep where it is named as a success, the rest where it hurts.
SIDES = {KEEP: "success_factor", FIX: "challenge", AVOID: "challenge"}
PLACED = {
    KEEP: mark("To keep: {themes} (named there as success factors in {strength})."),
    FIX: mark("To fix: {themes} (named there as challenges in {strength})."),
    AVOID: mark("Hindrances to remove: {themes} (named there as challenges in {strength})."),
}
NAMED = {
    KEEP: mark("To keep: {themes} ({strength})."),
    FIX: mark("To fix: {themes} ({strength})."),
    AVOID: mark("Hindrances to remove: {themes} ({strength})."),
    OPEN: mark("Open: {themes} ({strength})."),
}


@needs_statements
def answers(
    language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, second: pd.DataFrame, event: Event
) -> Prose:
    """Say to each question which implications bear on it, by the phase or the themes that the question is about."""
    if not event.questions:
        return prose(language.say("No question of the organisers is on record."))
    table = implications(coded, second)
    paragraphs = (
        [
            language.say("**{question}**", question=language.words(question.text)),
            *_answer(language, coded, codebook, table, question),
        ]
        for question in event.questions
    )
    return prose(*paragraphs)


def _answer(
    language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, table: pd.DataFrame, question: Question
) -> Sequence[Sentence]:
    names = theme_labels(language, codebook)
    groups = by_group(table)
    if question.phase:
        return _in_phase(language, coded, names, groups, question.phase)
    if question.themes:
        return _on_themes(language, coded, names, groups, question.themes)
    whole = language.say("This question is about no phase and no theme alone.")
    return [whole, *(held(language, coded, codebook, table, group) for group in SIDES)]


def _in_phase(
    language: Language, coded: pd.DataFrame, names: dict[str, str], groups: dict[str, list[str]], phase: str
) -> list[Sentence]:
    """Name the themes of each group that have their place in the phase, with their statements on that side there."""
    parts = []
    for group, side in SIDES.items():
        places = leading_phases(coded, side)
        chosen = [theme for theme in groups[group] if phase in places.get(theme, ())]
        rows = of(coded[coded["theme"].isin(chosen)], valence=side, phase=phase)
        if chosen:
            themes = quoted(language, chosen, names)
            about = subject(on_themes(language, chosen, names), label(language, side), label(language, phase))
            counted = strength(language, f"implications.phase.{phase}.{group}", rows, about)
            parts.append(language.say(PLACED[group], themes=themes, strength=counted))
    return parts or [language.say("No implication has its place in this phase.")]


def _on_themes(
    language: Language,
    coded: pd.DataFrame,
    names: dict[str, str],
    groups: dict[str, list[str]],
    themes: Sequence[str],
) -> list[Sentence]:
    """Say in which groups the themes are, with all statements on them."""
    parts = []
    for group in GROUPS:
        chosen = [theme for theme in groups[group] if theme in themes]
        if chosen:
            name = f"implications.themes.{'-'.join(chosen)}"
            counted = strength_of(language, name, coded, chosen, names)
            parts.append(language.say(NAMED[group], themes=quoted(language, chosen, names), strength=counted))
    return parts or [language.say("No statement on record is about this.")]
