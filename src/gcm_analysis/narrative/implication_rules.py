"""Which implications survive a stricter rule: the rules, the table, and what it comes to."""

from collections.abc import Hashable

import pandas as pd

from gcm_analysis.analysis.implications import (
    ENOUGH,
    ENOUGH_STRICT,
    RULES,
    implications,
    sensitivity,
)
from gcm_analysis.narrative.exhibits import Points, Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.implication_parts import (
    GROUP_WORDS,
    by_group,
    holding,
    made,
    number_made,
    number_of_rules,
    number_of_themes,
    share_held,
)
from gcm_analysis.narrative.labels import theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, escape
from gcm_analysis.narrative.parts import needs_statements, quoted

RULE_WORDS = {
    "outside": mark("Without what programmes say of themselves: {changed}."),
    "largest": mark("Without the independent source that most statements come from: {changed}."),
    "surest": mark("With the statements alone that were coded with high confidence: {changed}."),
    "agreed": mark(
        "Without the statements to which a second coding gave another theme, or another side: {changed}."
    ),
    "voices": mark("With each independent source counted once on each side of a theme: {changed}."),
    "any_source": mark("Without any one of a theme’s independent sources, each left out in turn: {changed}."),
    "doubled": mark("With at least {strict} independent sources for a theme instead of {enough}: {changed}."),
}
COLUMN_WORDS = {
    "outside": mark("Without self-reports"),
    "largest": mark("Without the largest source"),
    "surest": mark("High confidence only"),
    "agreed": mark("Codings that agree"),
    "voices": mark("Each source once"),
    "any_source": mark("Without any one source"),
    "doubled": mark("Twice the sources"),
}
NO_IMPLICATION = mark("There is no implication that a stricter rule could change.")
STAY = {
    "keep": mark("To keep: {themes}."),
    "fix": mark("To fix: {themes}."),
    "avoid": mark("Hindrances to remove: {themes}."),
}


@needs_statements
def rules(language: Language, coded: pd.DataFrame, second: pd.DataFrame) -> Points | Prose:
    """State each stricter rule, and how many implications change under it."""
    table = implications(coded, second)
    if made(table).empty:
        return prose(language.say(NO_IMPLICATION))
    moved = _sensitivity(coded, second, table)
    thresholds = {
        "strict": Fact("implications.enough_strict", ENOUGH_STRICT, "count", mark("independent sources that the stricter rule asks for")),
        "enough": Fact("implications.enough", ENOUGH, "count", mark("independent sources below which a theme stays open")),
    }  # fmt: skip
    return Points(
        tuple(
            language.say(
                RULE_WORDS[name],
                changed=_changed(language, coded, table, moved, name),
                **(thresholds if name == "doubled" else {}),
            )
            for name in RULES
        )
    )


def _changed(
    language: Language, coded: pd.DataFrame, table: pd.DataFrame, moved: pd.DataFrame, name: str
) -> Sentence:
    themes = moved.index[moved[name] != moved["base"]]
    if themes.empty:
        return language.say("no implication changes")
    changed = number_of_themes(
        f"changed.{name}", coded, themes, mark("implications that are not the same under this stricter rule"),
        language.text(COLUMN_WORDS[name]),
    )  # fmt: skip
    return language.plural(
        "{n} of {all} changes", "{n} of {all} change", n=changed, all=number_made(coded, table)
    )


@needs_statements
def table(
    language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, second: pd.DataFrame
) -> Table | Prose:
    """Show for each implication what every stricter rule makes of it."""
    judged = implications(coded, second)
    if made(judged).empty:  # which `rules` says
        return prose([])
    moved = _sensitivity(coded, second, judged)
    header = [
        language.text("Theme"), language.text("By the rule"), *(language.text(COLUMN_WORDS[name]) for name in RULES),
        language.text("The same under"),
    ]  # fmt: skip
    names = theme_labels(language, codebook)
    rows = [
        _row(language, coded, judged, names, row)
        for row in moved.rename_axis("theme").reset_index().to_dict("records")
    ]
    return Table(
        header, rows,
        title=_title(language, coded, judged),
        note=language.say(
            "“Same”: the theme stays in its group. Otherwise the cell names the group that it moves to; “open” means that too few "
            "independent sources are left."
        ),
        widths=[18, 9, 9, 9, 10, 9, 9, 9, 9, 9], row_headers=1, style="evidence",
        data=_data(language, moved, judged, names, header),
    )  # fmt: skip


def _row(
    language: Language,
    coded: pd.DataFrame,
    judged: pd.DataFrame,
    names: dict[str, str],
    row: dict[Hashable, str],
) -> list[str | Sentence]:
    return [
        names[row["theme"]],
        language.text(GROUP_WORDS[row["base"]]),
        *(_cell(language, row["base"], row[name]) for name in RULES),
        share_held(language, coded, judged, row["theme"], names),
    ]


def _cell(language: Language, base: str, found: str) -> str:
    if found == base:
        return language.text("same")
    return Markdown(f"**{escape(_groups(language, found))}**")


def _groups(language: Language, found: str) -> str:
    return " / ".join(language.text(GROUP_WORDS[group]) for group in found.split("|"))


def _data(
    language: Language, moved: pd.DataFrame, judged: pd.DataFrame, names: dict[str, str], header: list[str]
) -> pd.DataFrame:
    """Return the table for readers: the group under each rule, and the number of rules under which it is the same."""
    words = moved.map(lambda found: _groups(language, str(found))).rename(index=names)
    count = judged["survived"].reindex(moved.index).to_numpy()
    return words.reset_index().assign(survived=count).set_axis(header, axis="columns")


def _title(language: Language, coded: pd.DataFrame, judged: pd.DataFrame) -> Sentence:
    held = number_of_themes(
        "survive.all", coded, holding(judged).index, mark("implications that hold under every stricter rule")
    )
    return language.say(
        "Implications that hold under each of {rules} stricter rules: {n} of {all}",
        rules=number_of_rules(), n=held, all=number_made(coded, judged),
    )  # fmt: skip


@needs_statements
def surviving(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, second: pd.DataFrame) -> Prose:
    """Name the implications that hold under every stricter rule, and those that most rules change."""
    judged = implications(coded, second)
    if made(judged).empty:  # which `rules` says
        return prose([])
    names = theme_labels(language, codebook)
    held = {group: themes for group, themes in by_group(holding(judged)).items() if themes}
    opening = (
        mark("These hold under every stricter rule.")
        if held
        else mark("No implication holds under every stricter rule.")
    )
    named = [
        language.say(STAY[group], themes=quoted(language, themes, names)) for group, themes in held.items()
    ]
    return prose([language.say(opening), *named, *_weakest(language, made(judged), names)])


def _weakest(language: Language, judged: pd.DataFrame, names: dict[str, str]) -> list[Sentence]:
    """Name the implications that the fewest stricter rules leave as they are; nothing if every rule does."""
    if judged["survived"].min() == len(RULES):
        return []
    least = [str(theme) for theme in judged.index[judged["survived"] == judged["survived"].min()]]
    return [language.say("Changed by the most rules: {themes}.", themes=quoted(language, least, names))]


def _sensitivity(coded: pd.DataFrame, second: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Return the implications under each rule, in the order of the implications."""
    return sensitivity(coded, second).reindex(made(table).index)
