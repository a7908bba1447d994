"""The units in which a programme counts itself: which claims count what, and which page counts in several at once."""

import pandas as pd

from gcm_analysis.analysis.claims import with_bounds

# What each indicator counts. Shares, sums of money, lengths of time and rates count nothing that could be added up.
COUNTED = {
    "requests": "request",
    "actions": "action",
    "actions_completed": "action",
    "actions_policy_development_ongoing": "action",
    "activities": "activity",
    "training_of_trainers_activities": "activity",
    "deliverables": "product",
    "partner_countries": "country",
    "countries_active_in_year": "country",
    "countries_tagged": "country",
    "states_requesting_west_africa": "country",
    "regional_organisations": "organisation",
    "experts": "expert",
    "experts_from_eu_member_states": "expert",
    "experts_from_the_south": "expert",
    "experts_non_governmental_academia_eu_agencies": "expert",
    "roster_profiles": "profile",
    "roster_public_officials": "official",
    "participants": "participant",
    "closing_event_participants": "participant",
}
UNITS = tuple(dict.fromkeys(COUNTED.values()))
WORK = ("request", "action", "activity", "product")


def with_unit(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the claims with `counted`, the unit that their indicator counts; empty where it counts none."""
    return figures.assign(counted=figures["indicator"].map(COUNTED).fillna(""))


def units(figures: pd.DataFrame) -> pd.DataFrame:
    """Return one row per unit that is claimed, in the order of `UNITS`.

    Columns: `counted`, `claims` (how many), `indicators` (tuple), `scopes` (how many), `first` and `last` (dates as
    given, empty where no claim is dated) and `rows` (ids).
    """
    claims = with_bounds(with_unit(figures)).sort_values(["day", "figure_id"])
    grouped = claims[claims["counted"] != ""].groupby("counted")
    table = grouped.agg(
        claims=("figure_id", "size"),
        indicators=("indicator", lambda codes: tuple(dict.fromkeys(codes))),
        scopes=("scope_en", "nunique"),
        first=("as_of", _first_dated),
        last=("as_of", "last"),
        rows=("figure_id", tuple),
    )
    return table.reindex([unit for unit in UNITS if unit in table.index]).rename_axis("counted").reset_index()


def side_by_side(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the pages that count one programme's work in several units for one date.

    One row per page, date and scope: `source_id`, `as_of`, `scope_en` and `rows`, ids in the order of `WORK`. Only
    whole scopes count, such as a programme or a phase: a part of one has a comma in its name.
    """
    claims = with_unit(figures)
    whole = claims[claims["counted"].isin(WORK) & ~claims["scope_en"].str.contains(",", regex=False)]
    ordered = whole.assign(place=whole["counted"].map(WORK.index)).sort_values(["place", "figure_id"])
    grouped = ordered.groupby(["source_id", "as_of", "scope_en"])
    table = grouped.agg(units=("counted", "nunique"), rows=("figure_id", tuple)).reset_index()
    several = table[table["units"] > 1]
    return several.sort_values(["as_of", "source_id"]).drop(columns="units").reset_index(drop=True)


def _first_dated(dates: pd.Series) -> str:
    return next((str(date) for date in dates if date), "")
