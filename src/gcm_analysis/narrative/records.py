"""Lists rows of the data one by one with their sources: the statements on a theme, the Actions, the programme’s claims."""

import unicodedata
from dataclasses import dataclass, field

import pandas as pd

from gcm_analysis.evidence.vocabulary import ACTION_EVIDENCE
from gcm_analysis.narrative.agreement import VARIABLES
from gcm_analysis.narrative.cards import strength
from gcm_analysis.narrative.exhibits import Table
from gcm_analysis.narrative.facts import Fact, computed, mark
from gcm_analysis.narrative.labels import label, labels, theme_labels
from gcm_analysis.narrative.language import Language, Sentence, join_sentences
from gcm_analysis.narrative.markdown import Markdown, anchor, cite, escape
from gcm_analysis.narrative.message import Message
from gcm_analysis.narrative.outcome import who, words

LABELLED = {
    "valence": VARIABLES["valence"],
    "phase": VARIABLES["phase"],
    "level": mark("Level"),
    "region": mark("Region"),
    "criterion": VARIABLES["criterion"],
    "evidence_kind": mark("Kind of evidence"),
    "confidence": mark("Confidence"),
    "read_extent": mark("Extent read"),
}

QUALIFIED = {
    "exact": "{value}",
    "about": mark("about {value}"),
    "almost": mark("almost {value}"),
    "at_least": mark("more than {value}"),
    "at_most": mark("up to {value}"),
}
SUFFIX = {
    "count": "{value}",
    "percent": mark("{value}%"),
    "EUR": mark("EUR {value}"),
}


def evidence_table(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame, theme: str) -> Table:
    """Show every counted statement on one theme, with its coding, source and place in the source."""
    chosen = coded[coded["theme"] == theme].sort_values("statement_id")
    text = language.text
    return Table(
        [text("No."), text("Statement"), text("Who speaks"), text("Coded as"), text("Source")],
        [_evidence_row(language, row) for _, row in chosen.iterrows()],
        title=_title(language, chosen, theme, theme_labels(language, codebook)[theme]),
        widths=[8, 42, 20, 16, 14],
        style="evidence",
        data=evidence_data(language, chosen, codebook),
    )


def evidence_themes(coded: pd.DataFrame, codebook: pd.DataFrame) -> list[str]:
    """Return the themes that have statements, in the order of the codebook."""
    return [code for code in codebook["code"] if code in set(coded["theme"])]


def evidence_data(language: Language, coded: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """Return statements for readers, one row each, in the language."""
    coding = {language.text(word): labels(language, coded[name]) for name, word in LABELLED.items()}
    return pd.DataFrame(
        {
            language.text("No."): coded["statement_id"],
            language.text("Statement"): coded[language.column("text")],
            language.text("Who speaks"): [_speaker(language, row) for _, row in coded.iterrows()],
            language.text("Role"): coded[language.column("role")],
            language.text("Theme"): coded["theme"].map(theme_labels(language, codebook)),
            **coding,
            language.text("Source"): coded["source_id"],
            language.text("Place in the source"): coded[language.column("locator")],
        }
    )


def _title(language: Language, rows: pd.DataFrame, theme: str, name: str) -> Sentence:
    """Return the name of a theme, and how many statements and sources it has."""
    about = language.text("theme {theme}", theme=language.quoted(name))
    counted = mark("coded statements that this edition counts")
    sources = mark("independent sources of the coded statements that this edition counts")
    support = strength(
        language,
        computed(f"evidence.{theme}.statements", len(rows), counted, rows, about=about),
        computed(f"evidence.{theme}.sources", rows["origin"].nunique(), sources, rows, about=about),
    )
    return language.say("{theme}: {strength}", theme=name, strength=support)


def _evidence_row(language: Language, row: pd.Series) -> list[str | Sentence]:
    coding = " · ".join(label(language, str(row[name])) for name in ("valence", "phase", "level"))
    return [
        anchor(str(row["statement_id"]), str(row["statement_id"])),
        words(language, row) if row.get("quote") else str(row[language.column("text")]),
        _speaker(language, row),
        coding,
        cite(str(row["source_id"]), str(row[language.column("locator")])),
    ]


def _speaker(language: Language, row: pd.Series) -> str:
    """Return the body that speaks; for a participant, what the rule of attribution allows."""
    speaker = who(language, row) if row.get("voice") else str(row[language.column("body")])
    return speaker or language.text("a participant")


def actions_table(language: Language, actions: pd.DataFrame) -> Table:
    """Show every one of these Actions, by place and start."""
    text = language.text
    ordered = actions.sort_values([language.column("place"), "start", "action_id"], key=_alphabetical)
    shown = action_cells(language, ordered)[["place", "title", "days", "themes", "source"]]
    shown["place"] = list(map(anchor, ordered["action_id"], shown["place"]))
    how = mark("Actions for which a source was found, one row each")
    number = computed("actions.found", len(actions), how, actions)
    found = language.plural("{n} Action", "{n} Actions", n=number)
    return Table(
        [text("Place"), text("Title"), text("Start and end"), text("Themes"), text("Source")],
        shown.to_numpy().tolist(),
        title=language.say("The Actions on record: {n}", n=found),
        note=language.say(
            "Titles are as published, or read from the address of the page; places, dates and themes are the "
            "programme’s own. A dash marks what the sources read do not give."
        ),
        widths=[20, 28, 18, 20, 14],
        style="evidence",
        data=actions_data(language, ordered),
    )


def action_cells(language: Language, actions: pd.DataFrame) -> pd.DataFrame:
    """Return what a table shows of Actions, one row each: `place`, `title`, `days`, `themes`, `asked`, `experts`, `source`.

    A dash marks what the sources read do not give. A source that is not the Action's own page says what it is.
    """
    rows = [
        {
            "place": row[language.column("place")],
            "title": _titled(language, row["title"], row["title_language"]),
            "days": _days(language, row["start"], row["end"]),
            "themes": _themes(language, row["theme"]) or "–",
            "asked": row[language.column("institution")] or "–",
            "experts": language.listed(list(map(language.country, _codes(row["experts_from"])))) or "–",
            "source": _source(language, row["source_id"], row["evidence"]),
        }
        for row in actions.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["place", "title", "days", "themes", "asked", "experts", "source"])


def actions_data(language: Language, actions: pd.DataFrame) -> pd.DataFrame:
    """Return the Actions for readers, one row each, in the language."""
    return pd.DataFrame(
        {
            language.text("No."): actions["action_id"],
            language.text("Place"): actions[language.column("place")],
            language.text("Title"): actions["title"],
            language.text("Region"): labels(language, actions["region"]),
            language.text("Themes"): [_themes(language, cell) for cell in actions["theme"]],
            language.text("Start"): actions["start"],
            language.text("End"): actions["end"],
            language.text("Requested by"): actions[language.column("institution")],
            language.text("Experts from"): actions["experts_from"],
            language.text("Rests on"): labels(language, actions["evidence"]),
            language.text("Source"): actions["source_id"],
            language.text("Place in the source"): actions[language.column("locator")],
            language.text("Remark"): actions[language.column("note")],
        }
    )


def _codes(cell: str) -> list[str]:
    return [code for code in cell.split("|") if code]


def _titled(language: Language, title: str, code: str) -> str:
    """Return the title of an Action, marked with its language if that is not the page's."""
    if not title or code == language.code:
        return language.typeset(title) or "–"
    return Markdown(f"[{escape(title)}]{{lang={code}}}")


def _days(language: Language, start: str, end: str) -> str:
    first, last = language.partial_day(start), language.partial_day(end)
    if start and end:
        return f"{first} – {last}"
    if start:
        return language.text("from {day}", day=first)
    return language.text("until {day}", day=last) if end else "–"


def _themes(language: Language, cell: str) -> str:
    return language.separated(labels(language, _codes(cell)))


def _source(language: Language, source_id: str, kind: str) -> Markdown:
    """Return the source and, if it is not the Action's own page, what it is."""
    if kind == ACTION_EVIDENCE[0]:
        return cite(source_id)
    return language.say("{source}, {kind}", source=cite(source_id), kind=label(language, kind)).markdown


def _alphabetical(column: pd.Series) -> pd.Series:
    """Return sort keys that put a letter with an accent next to the one without."""
    return column.map(lambda text: unicodedata.normalize("NFKD", text).encode("ascii", "ignore").lower())


@dataclass(frozen=True)
class Claims(Message):
    """Claims one after another, each with its date and source: a cell of a table, or a part of a sentence.

    `frame` has rows of the published figures, each with the label of its indicator.
    """

    one: str = ""
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)

    def in_language(self, language: Language, label: str) -> Sentence:  # noqa: ARG002 - a claim is named after its row
        claims = [_dated_claim(language, row) for _, row in self.frame.iterrows()]
        return join_sentences(claims, language.separated)


def _dated_claim(language: Language, row: pd.Series) -> Sentence:
    """Return a claim in its own terms, such as “more than 400”, as a fact, with its date and source."""
    figure, source = str(row["figure_id"]), str(row["source_id"])
    label, scope = (language.typeset(str(row[language.column(name)])) for name in ("label", "scope"))
    day = language.partial_day(str(row["as_of"]))
    value = Fact(
        f"claim.{figure}",
        int(row["value"]),
        "claim",
        mark("number published about the programme"),
        (figure,),
        (source,),
        amount(language, row),
        ", ".join(filter(None, (label, scope, day, source))),
    )
    return language.say("{claim} ({date}) {source}", claim=value, date=day, source=cite(source))


def amount(language: Language, row: pd.Series) -> str:
    """Return a claim in its own words, such as “more than 400” or “about 20%”."""
    value = language.number(int(row["value"]))
    with_unit = (
        language.plural("{value} month", "{value} months", n=int(row["value"]), value=value).plain
        if row["unit"] == "months"
        else language.text(SUFFIX[str(row["unit"])], value=value)
    )
    return language.text(QUALIFIED[str(row["qualifier"])], value=with_unit)
