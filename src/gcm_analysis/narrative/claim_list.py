"""Every published figure on record, with date, qualifier, scope and source."""

import pandas as pd

from gcm_analysis.narrative.claims import amount
from gcm_analysis.narrative.exhibits import Table
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.indicators import capital, indicator
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import anchor, cite

QUALIFIER_WORDS = {
    "exact": mark("stated as exact"),
    "about": mark("“about”"),
    "almost": mark("“almost”"),
    "at_most": mark("“up to”"),
    "at_least": mark("“more than”, “over”"),
}
UNITS = {"count": mark("number"), "percent": mark("per cent"), "months": mark("months"), "EUR": mark("euro")}


def all_claims_table(language: Language, figures: pd.DataFrame) -> Table:
    """Show every published figure with date, qualifier, scope and source."""
    ordered = figures.sort_values(["indicator", "as_of", "figure_id"])
    header = [
        language.text(word)
        for word in (mark("No."), mark("Claim"), mark("Date"), mark("Scope and remark"), mark("Source"))
    ]
    rows = [
        [
            anchor(str(row["figure_id"]), str(row["figure_id"])),
            language.labelled(capital(indicator(language, str(row["indicator"]))), amount(language, row)),
            language.partial_day(str(row["as_of"])),
            _scope(language, row),
            cite(str(row["source_id"]), str(row[language.column("locator")])),
        ]
        for _, row in ordered.iterrows()
    ]
    return Table(
        header, rows, title=language.say("Every published figure on record"),
        note=language.say("Remarks are the compilers’."),
        widths=[9, 27, 15, 31, 18], style="evidence", data=claims_data(language, ordered),
    )  # fmt: skip


def claims_data(language: Language, claims: pd.DataFrame) -> pd.DataFrame:
    """Return claims for readers, one row each, in the language."""
    return pd.DataFrame(
        {
            language.text("No."): claims["figure_id"],
            language.text("Indicator"): [
                capital(indicator(language, str(code))) for code in claims["indicator"]
            ],
            language.text("Value"): claims["value"],
            language.text("Unit"): [language.text(UNITS[code]) for code in claims["unit"]],
            language.text("Qualifier"): [
                language.text(QUALIFIER_WORDS[code]) for code in claims["qualifier"]
            ],
            language.text("Date"): claims["as_of"],
            language.text("Scope"): claims[language.column("scope")],
            language.text("Source"): claims["source_id"],
            language.text("Place in the source"): claims[language.column("locator")],
            language.text("Remark"): claims[language.column("note")],
        }
    )


def _scope(language: Language, row: pd.Series) -> str:
    scope, note = str(row[language.column("scope")]), str(row[language.column("note")])
    return language.separated([scope, note]) if note else scope
