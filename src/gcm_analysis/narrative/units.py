"""The units in which the programme counts itself, and why their numbers do not add up."""

from collections.abc import Iterable

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.narrative.claims import in_a_row, named_claim
from gcm_analysis.narrative.exhibits import Points, Prose, Table, prose
from gcm_analysis.narrative.facts import computed, count_of, mark
from gcm_analysis.narrative.indicators import indicator
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, cite
from gcm_analysis.narrative.parts import told

UNITS = {
    "request": mark("Requests"),
    "action": mark("Actions"),
    "activity": mark("Activities"),
    "product": mark("Written products"),
    "country": mark("Countries or governments"),
    "organisation": mark("Regional organisations"),
    "expert": mark("Experts"),
    "profile": mark("Profiles in the roster"),
    "official": mark("Public officials in the roster"),
    "participant": mark("Participants"),
}
# How a remark begins, or ends, that says what the source itself counts under this name.
WORDED, TOGETHER = "worded as", "together"


def units_table(language: Language, figures: pd.DataFrame) -> Table | Prose:
    """Show what the claims count: unit by unit, with the indicators, the sources' words, the scopes and the dates."""
    table = analysis.units(figures)
    if table.empty:
        return prose(language.say("No claim on record counts anything."))
    header = [
        language.text(word)
        for word in (mark("Unit"), mark("Indicators"), mark("Other words of the sources"), mark("Claims"), mark("Scopes"), mark("Dates"))
    ]  # fmt: skip
    by_id = figures.set_index("figure_id", drop=False)
    rows = [_row(language, by_id, unit) for _, unit in table.iterrows()]
    return Table(
        header, rows,
        title=language.plural(
            "The programme counts itself in {n} unit", "The programme counts itself in {n} units",
            n=computed("programme.unit.number", len(table), mark("units that claims count"), _claims_of(by_id, table["rows"].explode())),
        ),
        note=language.say(
            "Shares, money, periods and rates are left out. Numbers in different units, or for different scopes, are neither to be added nor to be divided: no claim says how many "
            "of one make one of the other."
        ),
        numeric=[False, False, False, True, True, False], widths=[17, 26, 24, 9, 9, 15],
        data=pd.DataFrame([[_plain(cell) for cell in row] for row in rows], columns=header),
    )  # fmt: skip


def together(language: Language, figures: pd.DataFrame) -> Prose:
    """Lead into the list of pages that count in several units, where there are any."""
    if analysis.side_by_side(figures).empty:
        return prose([])
    return prose(language.say(
        "That the units differ is plainest where one page counts in several at once. The number of Actions over the number of requests is no rate of approval."
    ))  # fmt: skip


def side_by_side(language: Language, figures: pd.DataFrame) -> Points | Prose:
    """List the pages that count the work in several units at once."""
    pages = analysis.side_by_side(figures)
    if pages.empty:
        return prose([])
    by_id = figures.set_index("figure_id", drop=False)
    return Points(tuple(_page(language, by_id, page) for _, page in pages.iterrows()))


def _page(language: Language, by_id: pd.DataFrame, page: pd.Series) -> Sentence:
    claims = by_id.loc[list(page["rows"])]
    return language.say(
        "{claims} ({scope}, {date}) {source}.",
        claims=language.joined([named_claim(language, row) for _, row in claims.iterrows()]),
        scope=told(language, str(page["rows"][0]), str(claims.iloc[0][language.column("scope")])),
        date=language.partial_day(str(page["as_of"])), source=cite(str(page["source_id"])),
    )  # fmt: skip


def _row(language: Language, by_id: pd.DataFrame, unit: pd.Series) -> list[str | Sentence]:
    name, claims = str(unit["counted"]), _claims_of(by_id, unit["rows"])
    about = language.text(UNITS[name])
    number = count_of(
        f"programme.unit.{name}.claims", claims, mark("claims that count this unit, one per row"), about
    )
    how = mark("different scopes of the claims that count this unit")
    scopes = computed(f"programme.unit.{name}.scopes", int(unit["scopes"]), how, claims, about=about)
    return [
        about,
        language.separated([indicator(language, code) for code in sorted(unit["indicators"])]),
        _worded(language, claims),
        language.say("{n}", n=number),
        language.say("{n}", n=scopes),
        _dates(language, str(unit["first"]), str(unit["last"])),
    ]  # fmt: skip


def _claims_of(by_id: pd.DataFrame, rows: Iterable[str]) -> pd.DataFrame:
    return by_id.loc[list(rows)]


def _worded(language: Language, claims: pd.DataFrame) -> Sentence:
    """Return the first clause of each remark that gives another word, once."""
    notes = claims["note_en"]
    worded = claims[notes.str.startswith(WORDED) | notes.str.endswith(TOGETHER)]
    worded = worded.drop_duplicates("note_en").sort_index()
    clauses = worded[language.column("note")].str.split(";").str[0].str.strip()
    parts = [told(language, str(row), str(clause)) for row, clause in clauses.items()]
    return in_a_row(language, parts) if parts else Sentence(Markdown("–"), "–", ())


def _dates(language: Language, first: str, last: str) -> str:
    begin, end = language.partial_day(first), language.partial_day(last)
    return begin if first == last else f"{begin} – {end}"


def _plain(cell: str | Sentence) -> str:
    return cell.plain if isinstance(cell, Sentence) else cell
