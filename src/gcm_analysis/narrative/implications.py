"""What a mechanism should keep, what it should fix and which hindrances it should remove, by one rule for every theme."""

from collections.abc import Mapping, Sequence

import pandas as pd

from gcm_analysis.analysis.firmness import Grade
from gcm_analysis.analysis.implications import (
    AVOID,
    ENOUGH,
    FIX,
    KEEP,
    MARGIN,
    OPEN,
    implications,
    leading_phases,
)
from gcm_analysis.analysis.statements import RANKED_FROM, example
from gcm_analysis.evidence.vocabulary import PHASES, VALENCES
from gcm_analysis.narrative.exhibits import Points, Prose, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.firmness import word
from gcm_analysis.narrative.implication_parts import (
    by_group,
    facts_of,
    holding,
    made,
    number_made,
    number_of_themes,
    share_held,
)
from gcm_analysis.narrative.labels import IN_PHASE, theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import cite
from gcm_analysis.narrative.parts import needs_statements, of, on_themes, quoted, strength, told

SORTED = {
    KEEP: mark("To keep, {n}: {themes}."),
    FIX: mark("To fix, {n}: {themes}."),
    AVOID: mark("With hindrances to remove, {n}: {themes}."),
    OPEN: mark("Open, because too few independent sources speak of them: {n}."),
}
HOW = {
    KEEP: mark("themes that the rule says to keep"),
    FIX: mark("themes that the rule says to fix"),
    AVOID: mark("themes that by the rule have hindrances to remove"),
    OPEN: mark("themes of which fewer independent sources speak than the rule asks for"),
}
EMPTY = {
    KEEP: mark("No theme of this edition meets the rule for what to keep."),
    FIX: mark("No theme of this edition meets the rule for what to fix."),
    AVOID: mark("No theme of this edition meets the rule for hindrances to remove."),
    OPEN: mark("No theme of this edition stays open."),
}
HELD = {
    KEEP: mark("Keep, under every stricter rule: {themes} ({strength})."),
    FIX: mark("Fix, under every stricter rule: {themes} ({strength})."),
    AVOID: mark("Hindrances to remove, under every stricter rule: {themes} ({strength})."),
}
NONE_HELD = {
    KEEP: mark("No theme is one to keep under every stricter rule."),
    FIX: mark("No theme is one to fix under every stricter rule."),
    AVOID: mark("No theme has hindrances to remove under every stricter rule."),
}
EXAMPLES = {
    "success_factor": mark("What helps, for example: {text} {source}"),
    "challenge": mark("What hinders, for example: {text} {source}"),
}


def finding(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, second: pd.DataFrame) -> Prose:
    """Say what the rule makes of the themes, and how many of its implications hold under every stricter rule."""
    if coded.empty:
        return prose(language.say("No statement meets the parameters of this edition."), style="lead")
    table = implications(coded, second)
    names = theme_labels(language, codebook)
    themes = number_of_themes("themes", coded, table.index, mark("themes on which there is a statement"))
    opening = language.plural(
        "One rule is applied to the {n} theme on record.", "One rule is applied to the {n} themes on record.", n=themes
    )  # fmt: skip
    groups = [
        language.say(SORTED[group], n=number_of_themes(group, coded, chosen, HOW[group]), themes=quoted(language, chosen, names))
        for group, chosen in by_group(table).items()
        if chosen
    ]  # fmt: skip
    return prose([opening, *groups, how_many_hold(language, coded, table)], style="lead")


def how_many_hold(language: Language, coded: pd.DataFrame, table: pd.DataFrame) -> Sentence:
    """Say how many of the implications hold under every stricter rule."""
    if made(table).empty:
        return language.say("The record does not bear any implication.")
    if holding(table).empty:
        return language.say("None of these implications holds under every stricter rule (@sec-stricter).")
    held = number_of_themes(
        "survive.all", coded, holding(table).index, mark("implications that hold under every stricter rule")
    )
    return language.plural(
        "{n} of {all} implications holds under every stricter rule (@sec-stricter).",
        "{n} of {all} implications hold under every stricter rule (@sec-stricter).",
        n=held,
        all=number_made(coded, table),
    )


def rule(language: Language) -> Prose:
    """State the rule with its thresholds."""
    enough = Fact(
        "implications.enough", ENOUGH, "count", mark("independent sources below which a theme stays open")
    )
    margin = Fact(
        "implications.margin",
        MARGIN,
        "count",
        mark("how many times the statements of the other side a side needs to outweigh it"),
    )
    said = (
        language.say(
            "A theme stays open if fewer than {enough} independent sources speak of it: then there is no implication.",
            enough=enough,
        ),
        language.say(
            "Otherwise it is one to keep if success factors are at least {margin} times as many as challenges, one with hindrances to "
            "remove if challenges are at least {margin} times as many as success factors, and one to fix if neither is the case.",
            margin=margin,
        ),
    )  # fmt: skip
    return prose(said)


@needs_statements
def keep_list(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, second: pd.DataFrame) -> Prose:
    """Say what is to keep, theme by theme."""
    return _listed(language, coded, codebook, second, KEEP)


@needs_statements
def fix_list(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, second: pd.DataFrame) -> Prose:
    """Say what is to fix, theme by theme."""
    return _listed(language, coded, codebook, second, FIX)


@needs_statements
def avoid_list(
    language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, second: pd.DataFrame
) -> Prose:
    """Say where there are hindrances to remove, theme by theme."""
    return _listed(language, coded, codebook, second, AVOID)


@needs_statements
def open_list(
    language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, second: pd.DataFrame
) -> Points | Prose:
    """Say what stays open, each theme with its numbers alone."""
    table = implications(coded, second)
    chosen = by_group(table)[OPEN]
    if not chosen:
        return prose(language.say(EMPTY[OPEN]))
    names = theme_labels(language, codebook)
    facts = facts_of(language, coded, second, table, names)
    grades = table["grade"].to_dict()
    return Points(tuple(_numbers(language, names[theme], grades[theme], facts[theme]) for theme in chosen))


def _listed(
    language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, second: pd.DataFrame, group: str
) -> Prose:
    table = implications(coded, second)
    names = theme_labels(language, codebook)
    facts = facts_of(language, coded, second, table, names)
    grades = table["grade"].to_dict()
    means = dict(zip(codebook["code"], codebook[language.column("definition")], strict=True))
    paragraphs = [
        [
            _numbers(language, names[theme], grades[theme], facts[theme]),
            language.say("{definition}", definition=means[theme]),
            *_where_it_bites(language, of(coded, theme=theme), theme),
            language.say(
                "Stricter rules under which this holds: {held}.",
                held=share_held(language, coded, table, theme, names),
            ),
            *_examples(language, of(coded, theme=theme)),
        ]
        for theme in by_group(table)[group]
    ]
    return prose(*paragraphs) if paragraphs else prose(language.say(EMPTY[group]))


def _numbers(language: Language, name: str, grade: Grade, facts: Mapping[str, Fact]) -> Sentence:
    return language.say(
        "**{theme}**, {firmness}: {success} and {challenge}, from {sources}.",
        theme=name,
        firmness=word(language, grade),
        success=successes(language, facts["success"]),
        challenge=challenges(language, facts["challenge"]),
        sources=language.plural("{n} independent source", "{n} independent sources", n=facts["sources"]),
    )


def successes(language: Language, n: Fact) -> Sentence:
    if not n.value:
        return language.say("no success factor")
    return language.plural("{n} success factor", "{n} success factors", n=n)


def challenges(language: Language, n: Fact) -> Sentence:
    return (
        language.plural("{n} challenge", "{n} challenges", n=n) if n.value else language.say("no challenge")
    )


def _where_it_bites(language: Language, group: pd.DataFrame, theme: str) -> list[Sentence]:
    """Say in which phase most challenges of the theme are named; nothing where there is none."""
    phases = leading_phases(group, "challenge").get(theme, ())
    if not phases:
        return []
    if len(of(group, valence="challenge")) == 1:
        message = mark("The one challenge is named {where}.")
    elif len(of(group, valence="challenge")) < RANKED_FROM:
        phases = tuple(phase for phase in PHASES if phase in set(of(group, valence="challenge")["phase"]))
        message = mark("Challenges, too few to rank, are named {where}.")
    elif len(phases) == 1:
        message = mark("Challenges are named most often {where}.")
    else:
        message = mark("Challenges are named most often, in equal numbers, {where}.")
    return [language.say(message, where=where(language, phases))]


def where(language: Language, phases: Sequence[str]) -> str:
    """Return phases as they stand in a sentence."""
    return language.listed([language.text(IN_PHASE[phase]) for phase in phases])


def _examples(language: Language, group: pd.DataFrame) -> list[Sentence]:
    """Return a statement of what helps and one of what hinders, each chosen by rule, where there is one."""
    rows = [(valence, of(group, valence=valence)) for valence in VALENCES]
    return [_example(language, example(chosen), EXAMPLES[valence]) for valence, chosen in rows if len(chosen)]


def _example(language: Language, row: pd.Series, message: str) -> Sentence:
    return language.say(
        message,
        text=told(language, str(row["statement_id"]), str(row[language.column("text")])),
        source=cite(str(row["source_id"]), str(row[language.column("locator")])),
    )


def held(
    language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, table: pd.DataFrame, group: str
) -> Sentence:
    """Name the themes of a group that stay in it under every stricter rule, with what they rest on."""
    chosen = by_group(holding(table))[group]
    if not chosen:
        return language.say(NONE_HELD[group])
    names = theme_labels(language, codebook)
    return language.say(
        HELD[group],
        themes=quoted(language, chosen, names),
        strength=strength_of(language, f"implications.survive.{group}", coded, chosen, names),
    )


def strength_of(
    language: Language, name: str, coded: pd.DataFrame, themes: Sequence[str], names: dict[str, str]
) -> Sentence:
    """Return how many statements from how many independent sources are on these themes."""
    chosen = coded[coded["theme"].isin(themes)]
    return strength(language, name, chosen, on_themes(language, themes, names))
