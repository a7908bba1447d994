"""Whether statements were coded again by the same person or by others, and by how many."""

import pandas as pd

from gcm_analysis import analysis
from gcm_analysis.narrative.exhibits import Prose, prose
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.language import Language

INTRA, INTER = "intra", "inter"
HOW_CODED = {
    INTRA: mark(
        "A part of the statements was coded a second time by the same person, from the text alone and in shuffled order."
    ),
    INTER: mark("Statements of the event that more than one person coded: {n}. Coders: {coders}."),
}


def how_coded(language: Language, first: pd.DataFrame, second: pd.DataFrame) -> Prose:
    """Say who coded again; nothing where nobody did, since the table says so."""
    kind, further = coders(first, second)
    if further.empty:
        return prose([])
    return prose(language.say(HOW_CODED[kind], **_coders(first, further)))


def _coders(first: pd.DataFrame, further: pd.DataFrame) -> dict[str, Fact]:
    """Return how many statements several coders coded, and how many coders there are; one without a name is one."""
    again = first[first["statement_id"].isin(further["statement_id"])]
    names = {*further["coder"], *again.get("coder", ())}
    rows = tuple(again["statement_id"])
    return {
        "n": Fact(
            "methods.coded_again",
            len(again),
            "count",
            mark("statements that were coded more than once"),
            rows,
        ),
        "coders": Fact("methods.coders", len(names), "count", mark("coders of these statements"), rows),
    }


def coders(first: pd.DataFrame, second: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Return whether people agree with others or with themselves, and the further codings that tell it.

    Where others coded as well, what coders gave a second time themselves is left out.
    """
    known = second[second["statement_id"].isin(first["statement_id"])]
    same = analysis.by_same_coder(first, known)
    return (INTRA, known) if same.all() else (INTER, known[~same])
