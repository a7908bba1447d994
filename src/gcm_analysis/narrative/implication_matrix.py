"""The matrix of themes, and the figure that places each theme between what helps and what hinders."""

from collections.abc import Mapping, Sequence

import pandas as pd

from gcm_analysis.analysis.firmness import Grade
from gcm_analysis.analysis.implications import (
    BOUNDS,
    GROUPS,
    OPEN,
    RULES,
    implications,
    leading_phases,
    share_range,
)
from gcm_analysis.evidence.vocabulary import LEVELS
from gcm_analysis.figures.implications import share_lanes
from gcm_analysis.narrative.coders import INTER, INTRA, coders
from gcm_analysis.narrative.exhibits import Figure, Table
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.firmness import word
from gcm_analysis.narrative.implication_parts import GROUP_WORDS, by_group, facts_of, number_of_themes
from gcm_analysis.narrative.implications import HOW
from gcm_analysis.narrative.labels import labels, theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import measure, needs_statements, own_data

HEADER = (
    mark("Theme"),
    mark("Evidence"),
    mark("Independent sources"),
    mark("Statements"),
    mark("Levels"),
    mark("Regions"),
    mark("Kinds of source"),
    mark("Coded alike twice"),
    mark("Success factors"),
    mark("Challenges"),
    mark("Most challenges in"),
)
ALIKE = {
    INTRA: mark(
        "The codes distinguish {levels} levels. Coded alike: statements of the theme that a second coding, by the same person, gave the "
        "same theme, of those coded twice. The words for the evidence are defined in @sec-strength. {source}"
    ),
    INTER: mark(
        "The codes distinguish {levels} levels. Coded alike: statements of the theme to which every coder gave the same theme, of those "
        "that several coded. The words for the evidence are defined in @sec-strength. {source}"
    ),
}
COUNTED = ("sources", "statements", "levels", "regions", "kinds")
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@needs_statements
def matrix_table(
    language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, second: pd.DataFrame
) -> Table:
    """Show what each theme rests on, how it balances, and in which phase most of its challenges stand."""
    table = implications(coded, second)
    names = theme_labels(language, codebook)
    header = [language.text(name) for name in HEADER]
    facts = facts_of(language, coded, second, table, names)
    phases = leading_phases(coded, "challenge")
    rows = [
        _row(language, names[theme], grade, facts[theme], phases.get(theme, ()))
        for theme, grade in zip(map(str, table.index), table["grade"], strict=True)
    ]
    shown = [[cell.plain if isinstance(cell, Sentence) else cell for cell in row] for row in rows]
    strong = table.index[table["grade"] == "strong"]
    return Table(
        header, rows,
        title=language.say(
            "What each theme rests on. Themes named {firmness}: {n}", firmness=word(language, "strong"),
            n=number_of_themes("strong", coded, strong, mark("themes with the highest grade of evidence")),
        ),
        note=language.say(
            ALIKE[coders(coded, second)[0]],
            levels=Fact("matrix.every_level", len(LEVELS), "count", mark("levels that the codes distinguish")),
            source=own_data(language),
        ),
        numeric=[False, False, *[True] * 8, False], widths=[18, 13, 9, 8, 6, 6, 7, 8, 7, 7, 11], style="evidence",
        data=pd.DataFrame(shown, columns=header),
    )  # fmt: skip


def _row(
    language: Language, name: str, grade: Grade, facts: Mapping[str, Fact], phases: Sequence[str]
) -> list[str | Sentence]:
    twice = (
        language.say("{n} of {all}", n=facts["alike"], all=facts["twice"]) if facts["twice"].value else "–"
    )
    return [
        name,
        word(language, grade),
        *(language.say("{n}", n=facts[name]) for name in COUNTED),
        twice,
        *(language.say("{n}", n=facts[name]) for name in ("success", "challenge")),
        ", ".join(labels(language, phases)) or "–",
    ]


@needs_statements
def figure(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, second: pd.DataFrame) -> Figure:
    """Show each theme by its share of challenges, how far stricter rules move it, and on which side it falls."""
    table = implications(coded, second)
    drawn = _drawn(language, table.join(share_range(coded, second)), codebook)
    return Figure(
        share_lanes(
            drawn, BOUNDS, _words(language), {tick: language.percent(tick) for tick in TICKS}
        ),
        title=_title(language, coded, table),
        subtitle=measure(
            language, "record",
            mark("Share of challenges by theme, with a line for how far stricter rules move it; {strength}"), coded,
        ),
        note=language.say(
            "Dashed lines: beyond them, one side outweighs the other by the rule. Full mark: the theme stays in its group under "
            "every stricter rule (@tbl-survival). {source}",
            source=own_data(language),
        ),
        alt=_alt(language, drawn),
        data=_data(language, drawn),
    )  # fmt: skip


def _drawn(language: Language, table: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    ordered = table.sort_index().sort_values("challenge_share", kind="stable")
    shown = [
        f"{language.number(int(sources))} ({language.number(int(statements))})"
        for sources, statements in zip(ordered["sources"], ordered["statements"], strict=True)
    ]
    held = (ordered["survived"] == len(RULES)) & (ordered["group"] != OPEN)
    return ordered.assign(shown=shown, holds=held).rename(index=theme_labels(language, codebook))


def _words(language: Language) -> dict[str, str]:
    return {
        **{group: language.text(name) for group, name in GROUP_WORDS.items()},
        "holds": language.text("holds under every stricter rule"),
        "moves": language.text("moved by at least one"),
        "axis": language.text("Share of challenges among the statements"),
        "shown": language.text("Sources (statements)"),
    }


def _title(language: Language, coded: pd.DataFrame, table: pd.DataFrame) -> Sentence:
    groups = by_group(table)
    return language.say(
        "Themes to keep, {keep}; to fix, {fix}; with hindrances to remove, {avoid}; open, {open}",
        **{group: number_of_themes(group, coded, groups[group], HOW[group]) for group in GROUPS},
    )


def _alt(language: Language, drawn: pd.DataFrame) -> str:
    rows = [
        language.text(
            "{theme}, {share} ({lowest} to {highest}), {group}",
            theme=theme, share=language.percent(row["challenge_share"]), lowest=language.percent(row["lowest"]),
            highest=language.percent(row["highest"]), group=language.text(GROUP_WORDS[row["group"]]),
        )
        for theme, row in drawn.iterrows()
    ]  # fmt: skip
    return language.text(
        "One lane for each theme, from success factors alone at the left to challenges alone at the right. In brackets the range "
        "under stricter rules, then the group: {rows}.",
        rows=language.separated(rows),
    )


def _data(language: Language, drawn: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            language.text("Theme"): drawn.index,
            language.text("Group"): [language.text(GROUP_WORDS[group]) for group in drawn["group"]],
            language.text("Share of challenges"): drawn["challenge_share"].round(6).to_numpy(),
            language.text("Lowest share under stricter rules"): drawn["lowest"].round(6).to_numpy(),
            language.text("Highest share under stricter rules"): drawn["highest"].round(6).to_numpy(),
            language.text("Statements"): drawn["statements"].to_numpy(),
            language.text("Independent sources"): drawn["sources"].to_numpy(),
            language.text("Stricter rules under which the group stays"): drawn["survived"].to_numpy(),
        }
    )
