"""Further codings: who gave them, the same person as the first or others, and the words for how far they agree.

A published record that one person coded twice tells of that person alone (intra-coder); notes that several coded tell how
far people agree (inter-coder). Which of the two it is follows from the names of the coders.
"""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.narrative.exhibits import Prose, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.language import Language

INTRA, INTER = "intra", "inter"
VARIABLES = {
    "phase": mark("Phase"),
    "valence": mark("Success factor or challenge"),
    "theme": mark("Theme"),
    "criterion": mark("Criterion"),
}
# Krippendorff's conventions (2004, chapter 11): from the first on, rely on a variable; from the second, with caution.
RELIABLE, TENTATIVE = 0.8, 0.667
MEANT = {
    INTRA: mark(
        "Both codings are by the same person: the agreement is intra-coder, and another person may have coded otherwise."
    ),
    INTER: mark("The codings are by different persons: the agreement is inter-coder."),
}
GIVEN_TWICE = mark("codes that were given twice")
SAME_TWICE = mark("codes that were given twice and are the same")


def how_coded(language: Language, first: pd.DataFrame, second: pd.DataFrame) -> Prose:
    """Say who coded again, and how many coders there are; nothing where nobody did, since the table says so."""
    kind, further = coders(first, second)
    if further.empty:
        return prose([])
    if kind == INTRA:
        return prose(
            language.say(
                "A part of the statements was coded a second time by the same person, from the text alone and in shuffled order."
            )
        )
    again = first[first["statement_id"].isin(further["statement_id"])]
    names, rows = {*further["coder"], *again.get("coder", ())}, tuple(again["statement_id"])
    twice, several = mark("statements that were coded more than once"), mark("coders of these statements")
    return prose(
        language.say(
            "Statements of the event that more than one person coded: {n}. Coders: {coders}.",
            n=Fact("methods.coded_again", len(again), "count", twice, rows),
            coders=Fact("methods.coders", len(names), "count", several, rows),
        )
    )


def coders(first: pd.DataFrame, second: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Return whether people agree with others or with themselves, and the further codings that tell it.

    Where others coded as well, what coders gave a second time themselves is left out.
    """
    known = second[second["statement_id"].isin(first["statement_id"])]
    same = analysis.by_same_coder(first, known)
    return (INTRA, known) if same.all() else (INTER, known[~same])
