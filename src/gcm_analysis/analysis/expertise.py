"""Where the experts of Actions came from: by country, by group of countries, by region of the Action."""

import pandas as pd

from gcm_analysis.evidence.values import first_day, last_day

# The groups of countries: EU member states; the South and East, that is all countries that the table lists under no
# group; other high-income economies. A country that was no member when the Action began is one of the last.
ORIGINS = ("eu", "south", "other")
TODAY = "9999"  # an Action without a date has the members of today


def expert_presence(actions: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Return one row per Action and country from which it had an expert: `action_id`, `country`, `origin`, `iso3`.

    It is presence, not headcount: a country counts once in an Action, whether it sent one expert or ten. Its group is
    that of the day on which the Action began, or ended where that alone is known.
    """
    named = actions[actions["experts_from"] != ""]
    listed = named.assign(country=named["experts_from"].str.split("|")).explode("country")
    each = listed.drop_duplicates(["action_id", "country"])
    return each.assign(origin=_groups(each, countries))[
        ["action_id", "source_id", "iso3", "country", "origin"]
    ].reset_index(drop=True)


def _groups(each: pd.DataFrame, countries: pd.DataFrame) -> pd.Series:
    """Return the group of each row's `country` when its Action began; a partial date is read as its last day."""
    group, since, until = (
        each["country"].map(countries.set_index("iso3")[column]).fillna("")
        for column in ("group", "member_since", "member_until")
    )
    day = each["start"].mask(each["start"] == "", each["end"]).map(last_day).replace("", TODAY)
    member = (since.map(first_day) <= day) & ((until == "") | (until.map(last_day) >= day))
    return group.replace("", "south").mask((group == "eu") & ~member, "other")


def experts_by_region(actions: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Return, by region of the Action, in how many Actions experts of each group took part.

    One row per region with an Action that names the origin of experts. Columns: one per group of `ORIGINS`; `outside`,
    the Actions with an expert from outside the EU of the time; `named`, all that name an origin; `share`, their ratio.
    """
    presence = expert_presence(actions, countries).merge(actions[["action_id", "region"]], on="action_id")
    once = presence.drop_duplicates(["action_id", "origin"])
    table = pd.crosstab(once["region"], once["origin"]).reindex(columns=list(ORIGINS), fill_value=0)
    grouped = presence.groupby("region")["action_id"]
    outside = presence[presence["origin"] != "eu"].groupby("region")["action_id"].nunique()
    named = grouped.nunique()
    table = table.assign(outside=outside.reindex(table.index, fill_value=0), named=named)
    return table.assign(share=table["outside"] / table["named"]).rename_axis(columns=None)
