"""How far a second coding by the same person agrees with the first, and every code in which the two differ."""

from math import isnan

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.analysis.agreement import DRAWS
from gcm_analysis.analysis.agreement import VARIABLES as CODED
from gcm_analysis.narrative.exhibits import Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.labels import label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown
from gcm_analysis.narrative.robustness import middle_fact

VARIABLES = {
    "phase": mark("Phase"),
    "valence": mark("Success factor or challenge"),
    "theme": mark("Theme"),
    "criterion": mark("Criterion"),
}
# Krippendorff's conventions (2004, chapter 11): from the first on, rely on a variable; from the second, with caution.
RELIABLE, TENTATIVE = 0.8, 0.667
NO_SECOND_CODING = mark("No statement of this edition was coded a second time.")


def agreement_table(language: Language, statements: pd.DataFrame, second: pd.DataFrame) -> Table | Prose:
    """Show how far a second coding by the same person agrees with the first, with intervals."""
    if second.empty:
        return prose(language.say(NO_SECOND_CODING))
    table = _intervals(statements, second)
    header = [
        language.text(word)
        for word in (
            mark("Variable"),
            mark("Statements coded twice"),
            mark("Coded alike"),
            mark("Share"),
            mark("Krippendorff’s alpha"),
            mark("Interval of alpha"),
        )
    ]
    rows: list[list[str | Sentence]] = [
        [
            language.text(VARIABLES[str(name)]),
            language.number(int(row["units"])),
            language.number(int(row["agreeing"])),
            language.percent(float(row["share"])),
            *_alpha(language, str(name), row, second),
        ]
        for name, row in table.iterrows()
    ]
    shown = [[cell.plain if isinstance(cell, Sentence) else cell for cell in row] for row in rows]
    return Table(
        header, rows,
        title=language.say("Agreement between the first and the second coding by the same person"),
        note=language.say(
            "Intra-coder agreement: one person coded twice, which says nothing of what a second person would have coded. "
            "Alpha is 1 for perfect agreement and 0 for what chance alone would give. Intervals hold the middle {middle} of {draws} draws of the statements.",
            middle=middle_fact(), draws=Fact("methods.alpha_draws", DRAWS, "count", mark("times that the statements coded twice are drawn again")),
        ),
        numeric=[False] + [True] * 5, widths=[28, 15, 13, 11, 16, 17], data=pd.DataFrame(shown, columns=header),
    )  # fmt: skip


def _intervals(statements: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    return analysis.alpha_intervals(statements[["statement_id", *CODED]], second)


def _alpha(language: Language, name: str, row: pd.Series, second: pd.DataFrame) -> list[str | Sentence]:
    """Return alpha and its interval; none where one code is all there is."""
    if isnan(row["alpha"]):
        return ["–", "–"]
    alpha = _fact(
        f"methods.alpha.{name}", row["alpha"], mark("Krippendorff’s alpha, nominal, of two codings"), second
    )
    if isnan(row["low"]):
        return [language.say("{alpha}", alpha=alpha), "–"]
    low, high = (
        _fact(f"methods.alpha_{end}.{name}", row[end], mark("end of the interval of alpha over statements drawn again"), second)
        for end in ("low", "high")
    )  # fmt: skip
    return [language.say("{alpha}", alpha=alpha), language.say("{low} to {high}", low=low, high=high)]


def _fact(name: str, value: float, how: str, second: pd.DataFrame) -> Fact:
    return Fact(name, float(value), "agreement", how, tuple(dict.fromkeys(second["statement_id"])))


def finding(language: Language, statements: pd.DataFrame, second: pd.DataFrame) -> Prose:
    """Say which variables reach the conventional bound of alpha, and that one person coded twice."""
    if second.empty:
        return prose(language.say(NO_SECOND_CODING))
    table = _intervals(statements, second)
    known = table[table["alpha"].notna()]
    kinds = {
        "reliable": known.index[known["alpha"] >= RELIABLE],
        "tentative": known.index[(known["alpha"] >= TENTATIVE) & (known["alpha"] < RELIABLE)],
        "unreliable": known.index[known["alpha"] < TENTATIVE],
        "unsure": known.index[(known["alpha"] >= RELIABLE) & (known["low"] < RELIABLE)],
    }
    bounds = language.say(
        "By a convention of Krippendorff, a coding may be relied on from an alpha of {reliable}, and tentatively from {tentative}.",
        reliable=_bound(language, "reliable", RELIABLE), tentative=_bound(language, "tentative", TENTATIVE),
    )  # fmt: skip
    said = [
        language.say(
            REACHED[kind], variables=language.listed([language.text(VARIABLES[str(name)]) for name in names])
        )
        for kind, names in kinds.items()
        if len(names)
    ]
    same = language.say(
        "Both codings are by the same person: the agreement is intra-coder, and another person may have coded otherwise."
    )
    return prose([bounds, *said, same])


REACHED = {
    "reliable": mark("The upper bound is reached by: {variables}."),
    "tentative": mark("Only the lower bound is reached by: {variables}."),
    "unreliable": mark("Neither bound is reached by: {variables}."),
    "unsure": mark("The interval reaches below the upper bound for: {variables}."),
}


def _bound(language: Language, name: str, value: float) -> Fact:
    how = mark("alpha from which a coding may be relied on, by convention")
    return Fact(f"methods.alpha_bound.{name}", value, "agreement", how, words=language.number(value, 3))


def disagreements_table(
    language: Language,
    statements: pd.DataFrame,
    second: pd.DataFrame,
    coded: pd.DataFrame,
    codebook: pd.DataFrame,
) -> Table | Prose:
    """Show every code in which the second coding differs from the first; statements that the edition shows are linked."""
    if second.empty:
        return prose(language.say(NO_SECOND_CODING))
    found = analysis.disagreements(statements[["statement_id", *CODED]], second)
    if found.empty:
        return prose(language.say("The two codings do not differ in any code."))
    names = theme_labels(language, codebook)
    shown = set(coded["statement_id"])
    header = [
        language.text(word)
        for word in (mark("No."), mark("Variable"), mark("First coding"), mark("Second coding"))
    ]
    rows = [
        [
            _linked(str(row["statement_id"]), shown),
            language.text(VARIABLES[str(row["variable"])]),
            *(names[str(row[coding])] if row["variable"] == "theme" else label(language, str(row[coding])) for coding in ("first", "second")),
        ]
        for _, row in found.iterrows()
    ]  # fmt: skip
    return Table(
        header, rows,
        title=_title(language, found, second),
        note=language.say("Intra-coder: both codings are by the same person. The report counts the first coding."),
        widths=[10, 22, 34, 34], style="evidence",
        data=pd.DataFrame([[str(row["statement_id"]), *cells[1:]] for cells, (_, row) in zip(rows, found.iterrows(), strict=True)], columns=header),
    )  # fmt: skip


def _title(language: Language, found: pd.DataFrame, second: pd.DataFrame) -> Sentence:
    rows = tuple(dict.fromkeys(found["statement_id"]))
    number = Fact(
        "methods.disagreements",
        len(found),
        "count",
        mark("codes in which the second coding differs from the first"),
        rows,
    )
    return language.plural(
        "{n} of {all} codes differs between the first and the second coding",
        "{n} of {all} codes differ between the first and the second coding",
        n=number,
        all=Fact("methods.codes_compared", len(second) * len(CODED), "count", mark("codes that were given twice"), tuple(dict.fromkeys(second["statement_id"]))),
    )  # fmt: skip


def _linked(statement: str, shown: set[str]) -> str:
    return Markdown(f"[{statement}](#row-{statement})") if statement in shown else statement
