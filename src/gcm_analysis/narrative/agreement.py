"""The words for second codings: who coded, the same person or others, and what their agreement shows."""

import pandas as pd

from gcm_analysis.analysis.agreement import INTER, INTRA, further_codings
from gcm_analysis.narrative.exhibits import Prose, prose
from gcm_analysis.narrative.facts import computed, mark
from gcm_analysis.narrative.language import Language

VARIABLES = {
    "phase": mark("Phase"),
    "valence": mark("Success factor or challenge"),
    "theme": mark("Theme"),
    "criterion": mark("Criterion"),
}
MEANT = {
    INTRA: mark(
        "Both codings are by the same person: the agreement is intra-coder, and another person might have coded differently."
    ),
    INTER: mark("The codings are by different persons: the agreement is inter-coder."),
}
TWICE = mark(
    "Some of the statements were coded a second time by the same person, from the text alone and in shuffled order."
)


def how_coded(language: Language, first: pd.DataFrame, second: pd.DataFrame) -> Prose:
    """Say who coded again, and how many coders there are; nothing if nobody did, since the table says so."""
    kind, further = further_codings(first, second)
    if further.empty:
        return prose([])
    if kind == INTRA:
        return prose(language.say(TWICE))
    again = first[first["statement_id"].isin(further["statement_id"])]
    names, rows = {*further["coder"], *again.get("coder", ())}, again[["statement_id"]]
    twice, several = mark("statements that were coded more than once"), mark("coders of these statements")
    return prose(
        language.say(
            "Statements of the event that more than one person coded: {n}. Coders: {coders}.",
            n=computed("methods.coded_again", len(again), twice, rows),
            coders=computed("methods.coders", len(names), several, rows),
        )
    )
