"""The Actions with one partner: a country, or one of the programme's regions, and the statements about it."""

import pandas as pd

from gcm_analysis.edition import ALL
from gcm_analysis.evidence.countries import is_country


def actions_with(actions: pd.DataFrame, partner: str) -> pd.DataFrame:
    """Return the Actions with a country, joint ones included, or in a region; all of them for `all`."""
    if partner == ALL:
        return actions
    if is_country(partner):
        chosen = actions["iso3"].str.split("|").map(lambda codes: partner in codes)
    else:
        chosen = actions["region"] == partner
    return actions[chosen].reset_index(drop=True)


def statements_about(
    coded: pd.DataFrame, actions: pd.DataFrame, regions: pd.DataFrame, partner: str
) -> pd.DataFrame:
    """Return the statements about a partner: about a country by its code, about a region of Actions by the crosswalk.

    Where no region of statements covers that of the Actions, those about its countries are returned.
    """
    if partner == ALL:
        return coded
    covering = covering_regions(regions, partner)["statement_region"]
    if len(covering):
        return coded[coded["region"].isin(covering)].reset_index(drop=True)
    found = {partner} if is_country(partner) else set(countries(actions_with(actions, partner))["iso3"])
    chosen = coded["iso3"].str.split("|").map(lambda codes: not found.isdisjoint(codes))
    return coded[chosen.astype(bool)].reset_index(drop=True)


def places(actions: pd.DataFrame, partner: str) -> list[str]:
    """Return a partner and, for a country, the regions of its Actions, which are given."""
    return [partner, *(sorted(set(actions["region"])) if is_country(partner) else ())]


def statements_nearby(
    coded: pd.DataFrame, actions: pd.DataFrame, regions: pd.DataFrame, partner: str
) -> pd.DataFrame:
    """Return the statements about a partner and, for a country, about the regions of its Actions, by id."""
    around = places(actions_with(actions, partner), partner)
    found = pd.concat([statements_about(coded, actions, regions, one) for one in around])
    return found.drop_duplicates("statement_id").sort_values("statement_id").reset_index(drop=True)


def covering_regions(regions: pd.DataFrame, partner: str) -> pd.DataFrame:
    """Return the rows of the crosswalk whose region of statements is that of the partner's Actions, or includes it."""
    return regions[(regions["action_region"] == partner) & (regions["relation"] != "overlaps")]


def countries(actions: pd.DataFrame) -> pd.DataFrame:
    """Return the countries of these Actions, most Actions first: `iso3`, `actions`, `first` (known start), `rows` (ids).

    A joint Action counts under each of its countries.
    """
    each = of_each_country(actions)
    table = each.assign(start=each["start"].where(each["start"] != "")).groupby("iso3").agg(
        actions=("action_id", "size"), first=("start", "min"), rows=("action_id", tuple)
    )  # fmt: skip
    return (
        table.reset_index().sort_values(["actions", "iso3"], ascending=[False, True]).reset_index(drop=True)
    )


def of_each_country(actions: pd.DataFrame) -> pd.DataFrame:
    """Return one row per Action and country, for the Actions that name one."""
    named = actions[actions["iso3"] != ""]
    return named.assign(iso3=named["iso3"].str.split("|")).explode("iso3")
