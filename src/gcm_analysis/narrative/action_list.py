"""The Actions in words: what a table of them shows, and the list of all with the page that each rests on."""

import unicodedata

import pandas as pd

from gcm_analysis.evidence.vocabulary import ACTION_EVIDENCE
from gcm_analysis.narrative.exhibits import Table
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.labels import label
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import Markdown, anchor, cite, escape
from gcm_analysis.narrative.parts import action_count


def cells(language: Language, actions: pd.DataFrame) -> pd.DataFrame:
    """Return what a table shows of Actions, one row each: `place`, `title`, `days`, `themes`, `asked`, `experts`, `source`.

    A dash stands for what the sources read do not give. A source that is not the Action's own page says what it is.
    """
    rows = [
        {
            "place": row[language.column("place")],
            "title": titled(language, row["title"], row["title_language"]),
            "days": days(language, row["start"], row["end"]),
            "themes": themes(language, row["theme"]) or "–",
            "asked": row[language.column("institution")] or "–",
            "experts": language.listed(
                [language.country(code) for code in row["experts_from"].split("|") if code]
            )
            or "–",
            "source": _source(language, row["source_id"], row["evidence"]),
        }
        for row in actions.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["place", "title", "days", "themes", "asked", "experts", "source"])


def actions_table(language: Language, actions: pd.DataFrame) -> Table:
    """Show every one of these Actions, by place and start."""
    ordered = actions.sort_values([language.column("place"), "start", "action_id"], key=_alphabetical)
    words = (mark("Place"), mark("Title"), mark("Start and end"), mark("Themes"), mark("Source"))
    shown = cells(language, ordered)[["place", "title", "days", "themes", "source"]]
    shown["place"] = list(map(anchor, ordered["action_id"], shown["place"]))
    return Table(
        [language.text(word) for word in words],
        shown.to_numpy().tolist(),
        title=language.say("The Actions on record: {n}", n=action_count(language, "actions.found", actions)),
        note=language.say(
            "Titles are as published, or read from the address of the page; places, dates and themes are the "
            "programme’s own. A dash stands for what the sources read do not give."
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
            language.text("Themes"): [themes(language, cell) for cell in actions["theme"]],
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


def titled(language: Language, title: str, code: str) -> str:
    """Return the title of an Action, marked with its own language where that is not the page's."""
    if not title or code == language.code:
        return language.typeset(title) or "–"
    return Markdown(f"[{escape(title)}]{{lang={code}}}")


def days(language: Language, start: str, end: str) -> str:
    first, last = language.partial_day(start), language.partial_day(end)
    if start and end:
        return f"{first} – {last}"
    if start:
        return language.text("from {day}", day=first)
    return language.text("until {day}", day=last) if end else "–"


def themes(language: Language, cell: str) -> str:
    return language.separated([label(language, code) for code in cell.split("|") if code])


def _source(language: Language, source_id: str, kind: str) -> Markdown:
    """Return the source and, where it is not the Action's own page, what it is."""
    if kind == ACTION_EVIDENCE[0]:
        return cite(source_id)
    return language.say("{source}, {kind}", source=cite(source_id), kind=label(language, kind)).markdown


def _alphabetical(column: pd.Series) -> pd.Series:
    """Return what to sort by so that a letter with an accent stands beside the one without."""
    return column.map(lambda text: unicodedata.normalize("NFKD", text).encode("ascii", "ignore").lower())
