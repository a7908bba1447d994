"""How far further codings agree with the first, by the same person or by others, and every code in which they differ.

A published record that one person coded twice tells of that person alone (intra-coder); notes that several coded tell how
far people agree (inter-coder). Which of the two it is follows from the names of the coders.
"""

from math import isnan

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.analysis.agreement import DRAWS
from gcm_analysis.analysis.agreement import VARIABLES as CODED
from gcm_analysis.analysis.arrays import HIGH, LOW, WHOLE
from gcm_analysis.narrative.coders import INTER, INTRA, coders
from gcm_analysis.narrative.exhibits import Prose, Table, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.labels import label, theme_labels
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.markdown import Markdown

VARIABLES = {
    "phase": mark("Phase"),
    "valence": mark("Success factor or challenge"),
    "theme": mark("Theme"),
    "criterion": mark("Criterion"),
}
# Krippendorff's conventions (2004, chapter 11): from the first on, rely on a variable; from the second, with caution.
RELIABLE, TENTATIVE = 0.8, 0.667
NO_SECOND_CODING = mark("No statement of this edition was coded a second time.")
TITLES = {
    INTRA: mark("Agreement between the first and the second coding by the same person"),
    INTER: mark("Agreement between coders"),
}
NOTE = mark(
    "{meant} Alpha is 1 for perfect agreement and 0 for what chance alone would give. Intervals hold the middle {middle} of {draws} draws of the sources, each with all its statements; where no code differs, they are exact and count the sources."
)
MEANT = {
    INTRA: mark(
        "Both codings are by the same person: the agreement is intra-coder, and another person may have coded otherwise."
    ),
    INTER: mark("The codings are by different persons: the agreement is inter-coder."),
}
LISTED = {
    INTRA: mark("Every code in which the two codings differ. The report counts the first coding."),
    INTER: mark(
        "Every code in which a coder differs from the first. Where the coders settled on a code, the report counts that one; else it counts the first."
    ),
}


def agreement_table(language: Language, first: pd.DataFrame, second: pd.DataFrame) -> Table | Prose:
    """Show how far further codings agree with the first, with intervals."""
    kind, second = coders(first, second)
    if second.empty:
        return prose(language.say(NO_SECOND_CODING))
    table = analysis.alpha_intervals(first, second)
    header = [
        language.text(word)
        for word in (
            mark("Variable"),
            mark("Statements coded more than once"),
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
        title=language.say(TITLES[kind]),
        note=language.say(
            NOTE,
            meant=language.say(MEANT[kind]),
            middle=Fact("methods.middle", (HIGH - LOW) / WHOLE, "share", mark("share of the draws that an interval holds")),
            draws=Fact("methods.alpha_draws", DRAWS, "count", mark("times that the sources of the statements coded twice are drawn again")),
        ),
        numeric=[False] + [True] * 5, widths=[28, 15, 13, 11, 16, 17], data=pd.DataFrame(shown, columns=header),
    )  # fmt: skip


def _alpha(language: Language, name: str, row: pd.Series, second: pd.DataFrame) -> list[str | Sentence]:
    """Return alpha and its interval; none where one code is all there is."""
    if isnan(row["alpha"]):
        return ["–", "–"]
    about = language.text(VARIABLES[name])
    alpha = _fact(
        f"methods.alpha.{name}",
        row["alpha"],
        mark("Krippendorff’s alpha, nominal, of two codings or more"),
        second,
        about,
    )
    if isnan(row["low"]):
        return [language.say("{alpha}", alpha=alpha), "–"]
    low, high = (
        _fact(f"methods.alpha_{end}.{name}", row[end], how, second, about)
        for end, how in ENDS.items()
    )  # fmt: skip
    return [language.say("{alpha}", alpha=alpha), language.say("{low} to {high}", low=low, high=high)]


ENDS = {
    "low": mark("lower end of the interval of alpha over sources drawn again, exact where no code differs"),
    "high": mark("upper end of the interval of alpha over sources drawn again, exact where no code differs"),
}


def _fact(name: str, value: float, how: str, second: pd.DataFrame, about: str) -> Fact:
    return Fact(
        name, float(value), "agreement", how, tuple(dict.fromkeys(second["statement_id"])), about=about
    )


def disagreements_table(
    language: Language,
    first: pd.DataFrame,
    second: pd.DataFrame,
    coded: pd.DataFrame,
    codebook: pd.DataFrame,
) -> Table | Prose:
    """Show every code in which a further coding differs from the first; statements that the edition shows are linked."""
    kind, second = coders(first, second)
    if second.empty:
        return prose([])
    found = analysis.disagreements(first[["statement_id", *CODED]], second)
    if found.empty:
        return prose(language.say("No code that was given twice differs."))
    names = theme_labels(language, codebook)
    shown = set(coded["statement_id"])
    header = [language.text(word) for word in COLUMNS[kind]]
    rows = [
        [
            _linked(str(row["statement_id"]), shown),
            language.text(VARIABLES[str(row["variable"])]),
            *(names.get(str(row[coding]), str(row[coding])) if row["variable"] == "theme" else label(language, str(row[coding])) for coding in ("first", "second")),
            *([str(row["coder"])] if kind == INTER else []),
        ]
        for _, row in found.iterrows()
    ]  # fmt: skip
    return Table(
        header, rows,
        title=_title(language, kind, first, found, second),
        note=language.say(LISTED[kind]),
        widths=WIDTHS[kind], style="evidence",
        data=pd.DataFrame([[str(row["statement_id"]), *cells[1:]] for cells, (_, row) in zip(rows, found.iterrows(), strict=True)], columns=header),
    )  # fmt: skip


COLUMNS = {
    INTRA: (mark("No."), mark("Variable"), mark("First coding"), mark("Second coding")),
    INTER: (mark("No."), mark("Variable"), mark("First coding"), mark("Other coding"), mark("Other coder")),
}
WIDTHS = {INTRA: (10, 22, 34, 34), INTER: (10, 20, 28, 28, 14)}


def _title(
    language: Language, kind: str, first: pd.DataFrame, found: pd.DataFrame, second: pd.DataFrame
) -> Sentence:
    rows = tuple(dict.fromkeys(found["statement_id"]))
    number = Fact(
        "methods.disagreements",
        len(found),
        "count",
        mark("codes in which a further coding differs from the first"),
        rows,
    )
    both = Fact(
        "methods.codes_compared",
        analysis.compared(first, second),
        "count",
        mark("codes that were given twice"),
        tuple(dict.fromkeys(second["statement_id"])),
    )
    if kind == INTER:
        return language.plural(
            "{n} of {all} codes differs from that of the first coder",
            "{n} of {all} codes differ from those of the first coder",
            n=number,
            all=both,
        )
    return language.plural(
        "{n} of {all} codes differs between the first and the second coding",
        "{n} of {all} codes differ between the first and the second coding",
        n=number, all=both,
    )  # fmt: skip


def _linked(statement: str, shown: set[str]) -> str:
    return Markdown(f"[{statement}](#row-{statement})") if statement in shown else statement
