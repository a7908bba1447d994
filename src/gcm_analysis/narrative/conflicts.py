"""Claims that stand out beside each other: found by rule, shown side by side, never averaged."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.narrative.claims import claim, dated_claim, in_a_row
from gcm_analysis.narrative.exhibits import Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, computed, mark
from gcm_analysis.narrative.indicators import capital, indicator
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown, cite
from gcm_analysis.narrative.parts import told

KINDS = {
    "clash": mark("Dates that may be the same day, numbers that exclude each other"),
    "fall": mark("A stated total lower than an earlier one"),
    "qualifier": mark("One number, two qualifiers"),
}
COUNTED = {
    "clash": mark("numbers that exclude each other for dates that may be the same day ({n})"),
    "fall": mark("a stated total lower than an earlier one, though both can be true of “more than” ({n})"),
    "qualifier": mark("one number under two qualifiers ({n})"),
}
HOW = {
    "clash": mark(
        "pairs of claims on one indicator and scope whose dates overlap and whose intervals do not"
    ),
    "fall": mark("pairs of totals of which the later is stated lower than the earlier"),
    "qualifier": mark("pairs of claims of one number with two qualifiers"),
}


def finding(language: Language, figures: pd.DataFrame) -> Prose:
    """Say how many pairs of claims stand out beside each other, and in what way."""
    pairs = analysis.conflicts(figures)
    undated = analysis.distinct_claims(figures)
    undated = undated[undated["day"] == ""]
    said = [_counted(language, pairs, figures) if len(pairs) else language.say("No two claims on record with a date stand out by these rules.")]  # fmt: skip
    if len(undated):
        said.append(
            language.plural(
                "{n} claim without a date cannot be placed and is in no pair.", "{n} claims without a date cannot be placed and are in no pair.",
                n=computed("programme.conflict.undated", len(undated), mark("distinct claims without a date"), _of(figures, undated["rows"])),
            )
        )  # fmt: skip
    return prose(said, *_scopes_said(language, figures))


def pairs_table(language: Language, figures: pd.DataFrame) -> Table | Prose:
    """Show the pairs of claims that stand out, each with both sources; nothing where there are none."""
    pairs = analysis.conflicts(figures)
    if pairs.empty:
        return prose([])
    by_id = figures.set_index("figure_id", drop=False)
    header = [
        language.text(word)
        for word in (mark("Indicator"), mark("One claim"), mark("Another claim"), mark("What stands out"), mark("Rows"))
    ]  # fmt: skip
    rows: list[list[str | Sentence]] = [
        [
            capital(indicator(language, str(pair["indicator"]))),
            _claim(language, by_id, pair["earlier_rows"]),
            _claim(language, by_id, pair["later_rows"]),
            language.text(KINDS[pair["kind"]]),
            row_links((*pair["earlier_rows"], *pair["later_rows"])),
        ]
        for _, pair in pairs.iterrows()
    ]
    return Table(
        header, rows,
        title=language.plural("{n} pair of claims stands out by the rules", "{n} pairs of claims stand out by the rules", n=_number(pairs, figures)),
        note=language.say(
            "Both claims stand; none is preferred and none averaged. Only claims on one indicator and one scope are paired. “About” is read as a tenth either side, “almost” as "
            "up to a tenth below, “more than” as above the number. One claim on several pages counts once. The rows lead to @tbl-claims."
        ),
        widths=[15, 25, 25, 22, 13], data=_pairs_data(language, pairs, by_id),
    )  # fmt: skip


def scopes_table(language: Language, figures: pd.DataFrame) -> Table | Prose:
    """Show the claims of one year on one indicator that differ in scope and cannot be compared."""
    table = analysis.scopes(figures)
    if table.empty:
        return prose(language.say("No indicator is claimed for several scopes in one year."))
    by_id = figures.set_index("figure_id", drop=False)
    header = [language.text(word) for word in (mark("Indicator"), mark("Year"), mark("Claims and their scopes"), mark("Rows"))]  # fmt: skip
    rows: list[list[str | Sentence]] = [
        [
            capital(indicator(language, str(group["indicator"]))), str(group["year"]),
            in_a_row(language, [_scoped(language, by_id.loc[one]) for one in group["rows"]]), row_links(group["rows"]),
        ]
        for _, group in table.iterrows()
    ]  # fmt: skip
    return Table(
        header, rows,
        title=language.say("Same indicator, same year, other scope: numbers that cannot be compared"),
        note=language.say("A part of the programme is no contradiction of the whole; parts may overlap, and their names change. The rows lead to @tbl-claims."),
        widths=[20, 10, 54, 16], style="evidence", data=pd.DataFrame(
            [[cell.plain if isinstance(cell, Sentence) else cell for cell in row[:3]] for row in rows], columns=header[:3]
        ).assign(**{header[3]: [" ".join(group) for group in table["rows"]]}),
    )  # fmt: skip


def row_links(rows: tuple[str, ...]) -> Markdown:
    """Return the ids of claims, each leading to its row in the table of all claims."""
    return Markdown(" ".join(f"[{row}](#row-{row})" for row in rows))


def _counted(language: Language, pairs: pd.DataFrame, figures: pd.DataFrame) -> Sentence:
    groups = {kind: pairs[pairs["kind"] == kind] for kind in analysis.CONFLICTS}
    kinds = [
        language.say(COUNTED[kind], n=_of_kind(kind, group, figures))
        for kind, group in groups.items()
        if len(group)
    ]
    return language.say(
        "{pairs}: {kinds}.", kinds=language.joined(kinds), pairs=language.plural(
            "{n} pair of claims on the same indicator and scope stands out by these rules",
            "{n} pairs of claims on the same indicator and scope stand out by these rules", n=_number(pairs, figures),
        ),
    )  # fmt: skip


def _number(pairs: pd.DataFrame, figures: pd.DataFrame) -> Fact:
    how = mark("pairs of claims on one indicator and scope that stand out by the rules of this section")
    return computed("programme.conflict.pairs", len(pairs), how, _paired(figures, pairs))


def _of_kind(kind: str, pairs: pd.DataFrame, figures: pd.DataFrame) -> Fact:
    return computed(f"programme.conflict.{kind}", len(pairs), HOW[kind], _paired(figures, pairs))


def _scopes_said(language: Language, figures: pd.DataFrame) -> list[Sentence]:
    """Say how often scopes differ; nothing where they never do, since there is no table to point at then."""
    table = analysis.scopes(figures)
    if table.empty:
        return []
    how = mark("indicators and years in which claims differ in scope")
    number = computed("programme.conflict.scopes", len(table), how, _of(figures, table["rows"]))
    return [
        language.plural(
            "In {n} case, one indicator is claimed for several scopes in the same year: for the programme, a phase, a region. Such numbers cannot be compared, and "
            "differ without contradicting each other (@tbl-scopes).",
            "In {n} cases, one indicator is claimed for several scopes in the same year: for the programme, a phase, a region. Such numbers cannot be compared, and "
            "differ without contradicting each other (@tbl-scopes).", n=number,
        )
    ]  # fmt: skip


def _claim(language: Language, by_id: pd.DataFrame, rows: tuple[str, ...]) -> Sentence:
    """Return a claim with its date and every page that makes it."""
    said = by_id.loc[list(rows)]
    cited = [cite(str(row["source_id"]), str(row[language.column("locator")])) for _, row in said.iterrows()]
    return dated_claim(language, said.iloc[0], Markdown(" ".join(cited)))


def _scoped(language: Language, row: pd.Series) -> Sentence:
    return language.say(
        "{claim} ({scope}) {source}", claim=claim(language, row), source=cite(str(row["source_id"])),
        scope=told(language, str(row["figure_id"]), str(row[language.column("scope")])),
    )  # fmt: skip


def _paired(figures: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    return _of(figures, pd.concat([pairs["earlier_rows"], pairs["later_rows"]]))


def _of(figures: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Return the claims whose ids these groups of ids hold."""
    return figures[figures["figure_id"].isin(groups.explode())]


def _pairs_data(language: Language, pairs: pd.DataFrame, by_id: pd.DataFrame) -> pd.DataFrame:
    one, two = by_id.loc[list(pairs["earlier"])], by_id.loc[list(pairs["later"])]
    return pd.DataFrame(
        {
            language.text("Indicator"): [capital(indicator(language, str(code))) for code in pairs["indicator"]],
            language.text("What stands out"): [language.text(KINDS[kind]) for kind in pairs["kind"]],
            language.text("Scope"): one[language.column("scope")].to_list(),
            language.text("One claim"): [claim(language, row).plain for _, row in one.iterrows()],
            language.text("Date of the one"): one["as_of"].to_list(),
            language.text("Rows of the one"): [" ".join(rows) for rows in pairs["earlier_rows"]],
            language.text("Another claim"): [claim(language, row).plain for _, row in two.iterrows()],
            language.text("Date of the other"): two["as_of"].to_list(),
            language.text("Rows of the other"): [" ".join(rows) for rows in pairs["later_rows"]],
        }
    )  # fmt: skip
