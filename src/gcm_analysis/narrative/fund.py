"""The Migration Multi-Partner Trust Fund: what was stated of it year by year, against the targets stated for it."""

import pandas as pd

from gcm_analysis.analysis import mechanism as analysis
from gcm_analysis.analysis.mechanism import KINDS
from gcm_analysis.figures import mechanism as charts
from gcm_analysis.narrative.exhibits import Figure, Points, Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, computed, count_of, mark
from gcm_analysis.narrative.indicators import capital
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, cite
from gcm_analysis.narrative.mechanism_sections import differing
from gcm_analysis.narrative.milestones import (
    MILLION,
    amount,
    milestone_data,
    name,
    named_value,
    record_table,
    remark,
    side_by_side,
    source,
    stated,
    value_with_source,
    year,
)
from gcm_analysis.narrative.parts import of

LAUNCH = "fund_launch_event"
FIRST_YEAR = mark("first year for which an amount of the Fund is stated")
LAST_YEAR = mark("last year for which an amount of the Fund is stated")


def finding(language: Language, milestones: pd.DataFrame) -> Prose:
    """Say how the stated size of the Fund compares with its target, and which number is not drawn, and why."""
    fund = analysis.of_fund(milestones)
    if fund.empty:
        return prose([])
    pairs = analysis.sizes_and_targets(milestones)
    compared = (
        _compared(language, fund, pairs.iloc[-1])
        if len(pairs)
        else language.say(
            "No source of this edition states a size of the Fund for a year for which a target is stated."
        )
    )
    return prose([*_launched(language, fund), compared], *_not_drawn(language, fund))


def size(language: Language, milestones: pd.DataFrame) -> list[Sentence]:
    """Say in short how the newest stated size of the Fund compares with its target of the same year, if both are stated."""
    fund, pairs = analysis.of_fund(milestones), analysis.sizes_and_targets(milestones)
    return [_shortly(language, *_rows(fund, pair), pair) for _, pair in pairs.tail(1).iterrows()]


def _shortly(language: Language, size: pd.Series, target: pd.Series, pair: pd.Series) -> Sentence:
    return language.say(
        "The size of its start-up fund stated for {year} is {size} {source}, or {share} of the target for that year, {target} {target_source}.",
        year=_year(pair, size, target), size=stated(language, size), source=source(language, size),
        share=_share(pair, size, target), target=stated(language, target), target_source=source(language, target),
    )  # fmt: skip


def _launched(language: Language, fund: pd.DataFrame) -> list[Sentence]:
    """Say what the Fund is, with the source of its launch."""
    launched = mark(
        "The start-up fund was launched as the Migration Multi-Partner Trust Fund, called the Fund here {source}."
    )
    when = mark(
        "The start-up fund was launched as the Migration Multi-Partner Trust Fund, called the Fund here ({remark}) {source}."
    )
    return [
        language.say(
            when if row["note_en"] else launched, remark=remark(language, row), source=source(language, row)
        )
        for _, row in of(fund, indicator=LAUNCH).head(1).iterrows()
    ]  # fmt: skip


def _compared(language: Language, fund: pd.DataFrame, pair: pd.Series) -> Sentence:
    size, target = _rows(fund, pair)
    return language.say(
        "The size of the Fund stated for {year} is {size}; this is {share} of the target stated for the same year, {target}.",
        year=_year(pair, size, target),
        size=value_with_source(language, size),
        share=_share(pair, size, target),
        target=value_with_source(language, target),
    )


def _rows(fund: pd.DataFrame, pair: pd.Series) -> tuple[pd.Series, pd.Series]:
    size, target = (
        next(row for _, row in fund.iterrows() if row["milestone_id"] == pair[which])
        for which in ("size", "target")
    )
    return size, target


def _year(pair: pd.Series, size: pd.Series, target: pd.Series) -> Fact:
    return Fact(
        "fund.year", int(pair["year"]), "year", mark("last year for which a size and a target of the Fund are stated"),
        (str(pair["size"]), str(pair["target"])), tuple(sorted({str(size["source_id"]), str(target["source_id"])})),
    )  # fmt: skip


def _share(pair: pd.Series, size: pd.Series, target: pd.Series) -> Fact:
    return Fact(
        "fund.share_of_target", float(pair["share"]), "share", mark("the stated size of the Fund as a share of the target stated for the same year"),
        (str(pair["size"]), str(pair["target"])), tuple(sorted({str(size["source_id"]), str(target["source_id"])})),
    )  # fmt: skip


def _not_drawn(language: Language, fund: pd.DataFrame) -> list[Sentence]:
    """Say which numbers are kept out of the overview and the figure, with the reason that the data give."""
    return [
        language.say(
            "One number is listed (@tbl-fund) but neither drawn nor set out by year: {name}, {value}.",
            name=name(language, row),
            value=value_with_source(language, row),
        )
        for _, row in of(fund, chart="no").iterrows()
    ]


def amounts_figure(language: Language, milestones: pd.DataFrame) -> Figure | Prose:
    """Show the amounts in US dollars as stated, one row each, targets apart."""
    drawn = analysis.drawn_amounts(milestones)
    if drawn.empty:
        return prose([])
    each = [row for _, row in drawn.iterrows()]
    table = pd.DataFrame(
        {
            "name": [f"{year(language, row)} · {capital(name(language, row))}" for row in each],
            "millions": drawn["value"].astype(float) / MILLION,
            "shown": [amount(language, row) for row in each],
            "target": drawn["kind"] == "target",
        }
    )
    words = (language.text("Target"), language.text("Amount stated"), language.text("Million US dollars"))
    return Figure(
        charts.stated_amounts(table, words),
        title=_title(language, drawn, analysis.sizes_and_targets(milestones)),
        subtitle=language.say("Amounts of the Fund in US dollars, each as stated for its year"),
        note=language.say(
            "The amounts come from different bodies, overlap in part and do not form a series. None is converted: amounts in other currencies stand apart (@tbl-fund-years). Source: milestones, listed with their sources (@tbl-fund)."
        ),
        alt=language.text(
            "One mark for each amount, targets as hollow diamonds, by year: {amounts}.",
            amounts=language.separated([f"{label}, {shown}" for label, shown in zip(table["name"], table["shown"], strict=True)]),
        ),
        data=milestone_data(language, drawn),
    )  # fmt: skip


def _title(language: Language, drawn: pd.DataFrame, pairs: pd.DataFrame) -> Sentence:
    if len(pairs):
        pair = pairs.iloc[-1]
        size, target = _rows(drawn, pair)
        return language.say(
            "Stated size of the Fund in {year}: {size} against a target of {target}, or {share} of it",
            year=_year(pair, size, target), size=stated(language, size), target=stated(language, target), share=_share(pair, size, target),
        )  # fmt: skip
    first, last = int(drawn["year"].min()), int(drawn["year"].max())
    facts = [
        computed(f"fund.{which}_year", value, how, drawn[drawn["year"] == value], "year")
        for which, value, how in (("first", first, FIRST_YEAR), ("last", last, LAST_YEAR))
    ]
    if first == last:
        return language.say("Amounts stated of the Fund for {year}", year=facts[0])
    return language.say(
        "Amounts stated of the Fund from {first} to {last}; no year has both a size and a target",
        first=facts[0],
        last=facts[1],
    )


HEADINGS = {
    "target": mark("Target"),
    "amount": mark("Amounts"),
    "programmes": mark("Joint programmes"),
    "partners": mark("Donors and partners"),
}


def years_table(language: Language, milestones: pd.DataFrame) -> Table | Prose:
    """Set what was stated of the Fund side by side, a row per year: targets, amounts, programmes, donors and partners."""
    fund = of(analysis.of_fund(milestones), chart="yes")
    if fund.empty:
        return prose([])
    header = [language.text("Year"), *(language.text(HEADINGS[kind]) for kind in KINDS)]
    rows: list[list[str | Sentence]] = [
        [shown, *(_cell(language, of(group, kind=kind)) for kind in KINDS)]
        for shown, group in _by_year(language, fund)
    ]
    return Table(
        header, rows,
        title=language.say("The Fund year by year, against its targets"),
        note=language.say(
            "Currencies are kept as stated. Numbers of one year can contradict each other; none is averaged. Remarks and places are in @tbl-fund."
        ),
        widths=[8, 19, 25, 27, 21],
        data=pd.DataFrame([[cell.plain if isinstance(cell, Sentence) else cell for cell in row] for row in rows], columns=header),
    )  # fmt: skip


def _by_year(language: Language, fund: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return every year from the first to the last with its rows, empty ones included; rows without a year come last."""
    years = fund["year"].dropna().astype(int)
    span = range(years.min(), years.max() + 1) if len(years) else range(0)
    dated = [(str(one), fund[fund["year"].eq(one).fillna(value=False)]) for one in span]
    undated = fund[fund["year"].isna()]
    return [*dated, *([(language.text("undated"), undated)] if len(undated) else [])]


def _cell(language: Language, rows: pd.DataFrame) -> Sentence:
    parts = [
        language.say("{text} {source}", text=named_value(language, row), source=cite(str(row["source_id"])))
        for _, row in rows.iterrows()
    ]
    if not parts:
        return Sentence(Markdown("–"), "–", ())
    return Sentence(
        Markdown(language.separated([part.markdown for part in parts])),
        language.separated([part.plain for part in parts]),
        tuple(fact for part in parts for fact in part.facts),
    )


def fund_table(language: Language, milestones: pd.DataFrame) -> Table | Prose:
    """Show every row on the Fund with its remark and its source."""
    fund = analysis.of_fund(milestones)
    if fund.empty:
        return prose([])
    number = count_of("fund.rows", fund, mark("acts and numbers published on the Fund"))
    title = language.plural(
        "{n} act or number published on the Fund, with its source",
        "{n} acts and numbers published on the Fund, each with its source",
        n=number,
    )
    return record_table(language, fund, title, language.say("Remarks are the compilers’."))


def stated_differently(language: Language, milestones: pd.DataFrame) -> Points | Prose:
    """List what was stated of the Fund with different values."""
    return side_by_side(language, differing(milestones, fund=True))
