"""Every Action on record: where, when, on what, and the page that it rests on."""

import unicodedata

import pandas as pd

from gcm_analysis.evidence.vocabulary import ACTION_EVIDENCE
from gcm_analysis.narrative.carried import rests_on
from gcm_analysis.narrative.exhibits import Table
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.labels import label
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, anchor, cite, escape
from gcm_analysis.narrative.parts import action_count


def actions_table(language: Language, actions: pd.DataFrame, group: str = "found") -> Table:
    """Show every Action found, or those of a group of `carried.GROUPS`, by place and start."""
    ordered = actions.sort_values([language.column("place"), "start", "action_id"], key=_alphabetical)
    header = [
        language.text(word)
        for word in (mark("Place"), mark("Title"), mark("Start and end"), mark("Themes"), mark("Source"))
    ]
    return Table(
        header,
        rows=[_row(language, row) for _, row in ordered.iterrows()],
        title=language.say("The Actions on record: {n}", n=action_count(language, "actions.found", actions)),
        note=language.say(
            "Titles are as published, or read from the address of the page; places, dates and themes are the "
            "programme’s own. A dash stands for what the sources read do not give. {rests_on}",
            rests_on=rests_on(language, group, actions),
        ),
        widths=[20, 28, 18, 20, 14],
        style="evidence",
        data=actions_data(language, ordered),
    )


def actions_data(language: Language, actions: pd.DataFrame) -> pd.DataFrame:
    """Return the Actions for readers, one row each, in the language."""
    return pd.DataFrame(
        {
            language.text("No."): actions["action_id"],
            language.text("Place"): actions[language.column("place")],
            language.text("Title"): actions["title"],
            language.text("Region"): [label(language, code) for code in actions["region"]],
            language.text("Themes"): [_themes(language, cell) for cell in actions["theme"]],
            language.text("Start"): actions["start"],
            language.text("End"): actions["end"],
            language.text("Requested by"): actions[language.column("institution")],
            language.text("Experts from"): actions["experts_from"],
            language.text("Rests on"): [label(language, code) for code in actions["evidence"]],
            language.text("Source"): actions["source_id"],
            language.text("Place in the source"): actions[language.column("locator")],
            language.text("Remark"): actions[language.column("note")],
        }
    )


def _row(language: Language, row: pd.Series) -> list[str | Sentence]:
    return [
        anchor(str(row["action_id"]), str(row[language.column("place")])),
        titled(language, row) or "–",
        _span(language, str(row["start"]), str(row["end"])),
        _themes(language, str(row["theme"])) or "–",
        _source(language, row),
    ]


def _source(language: Language, row: pd.Series) -> Sentence:
    """Return the source and, where it is not the Action's own page, what it is."""
    source = cite(str(row["source_id"]))
    kind = str(row["evidence"])
    return language.say("{source}", source=source) if kind == ACTION_EVIDENCE[0] else language.say(
        "{source}, {kind}", source=source, kind=label(language, kind)
    )  # fmt: skip


def _span(language: Language, start: str, end: str) -> str:
    first, last = language.partial_day(start), language.partial_day(end)
    if start and end:
        return f"{first} – {last}"
    if start:
        return language.text("from {day}", day=first)
    return language.text("until {day}", day=last) if end else "–"


def _alphabetical(column: pd.Series) -> pd.Series:
    """Return what to sort by so that a letter with an accent stands beside the one without."""
    return column.map(lambda text: unicodedata.normalize("NFKD", text).encode("ascii", "ignore").lower())


def titled(language: Language, row: pd.Series) -> str:
    """Return the title of an Action, marked with its own language where that is not the page's; empty if it has none."""
    title, code = str(row["title"]), str(row["title_language"])
    if not title or code == language.code:
        return language.typeset(title)
    return Markdown(f"[{escape(title)}]{{lang={code}}}")


def _themes(language: Language, cell: str) -> str:
    return language.separated([label(language, code) for code in cell.split("|")]) if cell else ""
