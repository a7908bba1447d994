"""What follows from what was said at an event, by the rule of the implications, with each voice as one source."""

from collections.abc import Sequence

import pandas as pd

from gcm_analysis.analysis.discussion import said_there
from gcm_analysis.analysis.implications import (
    AVOID,
    ENOUGH,
    FIX,
    GROUPS,
    KEEP,
    MARGIN,
    OPEN,
    RULES,
    implications,
)
from gcm_analysis.evidence.vocabulary import VALENCES
from gcm_analysis.narrative.exhibits import Points, Prose, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.labels import label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import of, quoted, subject
from gcm_analysis.narrative.spoken import NOTHING_SAID, of_the_event, spoken, voices

GROUP = {
    KEEP: mark("**Keep.** {themes}."),
    FIX: mark("**Fix.** {themes}."),
    AVOID: mark("**Hindrances to remove.** {themes}."),
    OPEN: mark("**Open, too few voices.** {themes}."),
}


def rule(language: Language) -> Prose:
    """State the rule with its thresholds, in voices."""
    enough = Fact("follows.enough", ENOUGH, "count", mark("voices below which a theme stays open"))
    margin = Fact(
        "follows.margin",
        MARGIN,
        "count",
        mark("how many times the statements of the other side a side needs to outweigh it"),
    )
    return prose(
        [
            language.say("A theme stays open if fewer than {enough} voices speak of it: these are too few for an implication.", enough=enough),
            language.say(
                "Otherwise it is one to keep if success factors are at least {margin} times as many as challenges, one with hindrances to "
                "remove if challenges are at least {margin} times as many as success factors, and one to fix if neither is the case.",
                margin=margin,
            ),
        ]
    )  # fmt: skip


def finding(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, second: pd.DataFrame) -> Prose:
    """Say what the rule makes of what was said, or that too few voices spoke of every theme."""
    said = said_there(coded)
    if said.empty:
        return prose(language.say(NOTHING_SAID), style="lead")
    table = implications(said, second)
    if _made(table).empty:
        return prose(
            language.say(
                "Too few voices spoke of any theme: what was said at the event bears no implication by itself."
            ),
            style="lead",
        )
    names, held = theme_labels(language, codebook), _holding(table)
    number = _themes(
        "follows.made", said, _made(table).index, mark("themes that have an implication by the rule")
    )
    first = language.plural(
        "By the rule, what was said bears {n} implication.", "By the rule, what was said bears {n} implications.", n=number
    )  # fmt: skip
    rules = Fact(
        "follows.rules", len(RULES), "count", mark("stricter rules that every implication is tried under")
    )
    if held.empty:
        strict = language.say("None of them holds under each of {rules} stricter rules.", rules=rules)
    else:
        themes = quoted(language, [str(theme) for theme in held.index], names)
        strict = language.say(
            "Under each of {rules} stricter rules hold: {themes}.", rules=rules, themes=themes
        )
    return prose([first, strict], style="lead")


@of_the_event
def groups(language: Language, said: pd.DataFrame, codebook: pd.DataFrame, second: pd.DataFrame) -> Points:
    """List the themes to keep, to fix, to avoid and those that stay open, each with what it rests on."""
    chosen = _by_group(implications(said, second))
    names = theme_labels(language, codebook)
    return Points(
        tuple(
            language.say(GROUP[group], themes=_rest(language, said, chosen[group], names))
            for group in GROUPS
            if chosen[group]
        )
    )


def _rest(language: Language, said: pd.DataFrame, themes: Sequence[str], names: dict[str, str]) -> Sentence:
    return language.joined(
        [_weighed(language, of(said, theme=theme), theme, names[theme]) for theme in themes]
    )


def _weighed(language: Language, group: pd.DataFrame, theme: str, name: str) -> Sentence:
    success, challenge = (
        spoken(
            language,
            f"follows.{theme}.{valence}",
            of(group, valence=valence),
            subject(name, label(language, valence)),
        ).facts[0]
        for valence in VALENCES
    )
    return language.say(
        "“{theme}” ({success}, {challenge}, {voices})",
        theme=name,
        success=_successes(language, success),
        challenge=_challenges(language, challenge),
        voices=voices(language, f"follows.{theme}", group, name),
    )


def _successes(language: Language, n: Fact) -> Sentence:
    if not n.value:
        return language.say("no success factor")
    return language.plural("{n} success factor", "{n} success factors", n=n)


def _challenges(language: Language, n: Fact) -> Sentence:
    return (
        language.plural("{n} challenge", "{n} challenges", n=n) if n.value else language.say("no challenge")
    )


def _made(table: pd.DataFrame) -> pd.DataFrame:
    """Return the themes that have an implication: those that are not open."""
    return table[table["group"] != OPEN]


def _holding(table: pd.DataFrame) -> pd.DataFrame:
    """Return the themes whose implication holds under every stricter rule."""
    return _made(table)[_made(table)["survived"] == len(RULES)]


def _by_group(table: pd.DataFrame) -> dict[str, list[str]]:
    """Return the themes of each group, those of a group without themes being none."""
    return {group: [str(theme) for theme in table.index[table["group"] == group]] for group in GROUPS}


def _themes(name: str, said: pd.DataFrame, themes: pd.Index, how: str) -> Fact:
    rows = said[said["theme"].isin(themes)]
    return Fact(
        name, len(themes), "count", how, tuple(rows["statement_id"]), tuple(sorted(set(rows["source_id"])))
    )
