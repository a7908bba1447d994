"""Counts coded statements, and the independent sources that they come from.

Sources that share an `origin` (pages of one programme about itself, several accounts of one report) count once:
a programme does not confirm itself by saying a thing on many pages.
"""

from collections.abc import Sequence

import pandas as pd

from gcm_analysis.evidence.vocabulary import CONFIDENCES, EFFECT, EVENT_NOTES, SELF_REPORT, VALENCES

RANKED_FROM = 11  # ten cases or fewer are not ranked: one more or less would change the order


def coded_statements(  # noqa: PLR0913 - one argument per parameter of an edition
    statements: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    minimum_confidence: str = "low",
    self_reports: bool = True,
    level: str = "all",
    region: str = "all",
    theme: str = "all",
    country: str = "all",
    source_type: str = "all",
    years: str = "",
) -> pd.DataFrame:
    """Return the statements that an edition counts, one row each, joined with their sources.

    Several codes are separated by commas; `years` is one or a span, and leaves out statements without a year.
    The columns added are `source_type`, `read_extent`, `origin` and `house`. The origin of an event's own note is the voice of its speaker.
    """
    kept = CONFIDENCES[CONFIDENCES.index(minimum_confidence) :]
    joined = statements.merge(
        sources[["source_id", "source_type", "read_extent", "origin", "house"]],
        on="source_id",
        validate="many_to_one",
    )
    if "voice" in joined:
        joined["origin"] = joined["voice"].where(joined["voice"] != "", joined["origin"])
    wanted = joined["confidence"].isin(kept)
    if not self_reports:
        wanted &= joined["source_type"] != SELF_REPORT
    chosen = {"level": level, "region": region, "theme": theme, "source_type": source_type}
    for column, codes in chosen.items():
        if codes != "all":
            wanted &= joined[column].isin(codes.split(","))
    if country != "all":
        wanted &= (
            joined["iso3"].str.split("|").map(lambda about: not set(about).isdisjoint(country.split(",")))
        )
    if years:
        first, _, last = years.partition("-")
        wanted &= joined["year"].between(int(first), int(last or first)).fillna(value=False).astype(bool)
    return joined[wanted].reset_index(drop=True)


def effects(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that say that something helped, hindered or had a result.

    Others (norms, plans, contexts, outputs) say what is wanted or done, not what works: counts and balances about what
    helps count these alone.
    """
    return statements[statements["evidence_kind"] == EFFECT].reset_index(drop=True)


def weighable(coded: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that can be weighed against each other: success factors and challenges."""
    return coded[coded["valence"].isin(VALENCES)]


def has_voices(coded: pd.DataFrame) -> bool:
    """Return whether it is known of any statement who made it: a speaker, or a published source."""
    noted = (coded["source_type"] == EVENT_NOTES) & (coded["voice"] == coded["source_id"])
    return not noted.all()


def without_self_reports(coded: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that are not of programmes about themselves."""
    return coded[coded["source_type"] != SELF_REPORT].reset_index(drop=True)


def balance(coded: pd.DataFrame, by: str, codes: Sequence[str] | None = None) -> pd.DataFrame:
    """Return success factors, challenges, statements, independent sources and the share of challenges, by code.

    Only success factors and challenges are counted: a note of an event may be something else. The frame has one row per
    code that occurs, in the order of `codes` if given, else with the most statements first and ties by code.
    """
    coded = weighable(coded)
    grouped = coded.groupby(by)
    counts = pd.crosstab(coded[by], coded["valence"]).reindex(columns=list(VALENCES), fill_value=0)
    table = counts.assign(statements=grouped.size(), sources=grouped["origin"].nunique())
    table["challenge_share"] = table["challenge"] / table["statements"]
    if codes is not None:
        return table.reindex([code for code in codes if code in table.index])
    return table.sort_index().sort_values("statements", ascending=False, kind="stable")


def leaders(counts: pd.Series) -> list[str]:
    """Return the codes with the highest count, in alphabetical order: more than one where they tie, none if all is zero."""
    if counts.empty or counts.max() == 0:
        return []
    return sorted(str(code) for code in counts.index[counts == counts.max()])


def top(counts: pd.Series, number: int) -> pd.Series:
    """Return the highest counts, at most so many, in falling order; ties are never cut.

    Those that tie with the first one beyond the number are left out too. Where that is all of them, all are returned.
    """
    ordered = counts.sort_values(ascending=False, kind="stable")
    if len(ordered) <= number:
        return ordered
    first_out = ordered.iloc[number]
    kept: pd.Series = (
        ordered[ordered > first_out] if ordered.iloc[0] > first_out else ordered[ordered == first_out]
    )
    return kept
