"""Claims held beside the Actions found: what the rows show by the date of a claim, where rows can show it at all."""

from calendar import monthrange
from collections.abc import Callable, Mapping

import pandas as pd

from gcm_analysis.analysis.claims import CUMULATIVE_SCOPE
from gcm_analysis.analysis.conflicts import distinct_claims
from gcm_analysis.evidence.values import first_day, last_day
from gcm_analysis.evidence.vocabulary import ACTION_REGIONS

YEAR, MONTH = len("2019"), len("2019-12")


def tested(figures: pd.DataFrame, actions: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that rows can be held beside, with what the rows show by the claim's date.

    A claim is testable if it is dated, its scope is the programme or one of the Actions' regions, its indicator is one
    of `TESTS`, and at least one Action of the scope had begun by then. One row per claim, by indicator (in the order of
    `TESTS`), scope and day: the columns of `distinct_claims`, `least` (what the rows show that certainly had begun or
    ended by then), `most` (the undated ones counted in), `least_rows` and `most_rows` (ids of the Actions counted) and
    `exceeds`: the rows show more than the claim allows.
    """
    claims = distinct_claims(figures)
    wanted = claims["indicator"].isin(list(TESTS)) & claims["scope_en"].isin(list(SCOPES))
    kept = claims[(claims["day"] != "") & wanted]
    found = [_shown(claim, actions, countries) for _, claim in kept.iterrows()]
    names = ["least", "least_rows", "most", "most_rows"]
    table = kept.join(pd.DataFrame(found, columns=names, index=kept.index))
    order = list(TESTS)
    placed = table.assign(
        place=table["indicator"].map(order.index), exceeds=table["least"] > table["highest"]
    )
    begun = placed[placed["least"] > 0].sort_values(["place", "scope_en", "day", "figure_id"])
    return begun.drop(columns="place").reset_index(drop=True)


def newest_or_of(table: pd.DataFrame, source_id: str) -> pd.DataFrame:
    """Return the tested claims of one source, and the newest on each indicator and scope."""
    newest = ~table.duplicated(["indicator", "scope_en"], keep="last")
    return table[newest | (table["source_id"] == source_id)].reset_index(drop=True)


def _shown(
    claim: pd.Series, actions: pd.DataFrame, countries: pd.DataFrame
) -> tuple[int, tuple[str, ...], int, tuple[str, ...]]:
    region = SCOPES[claim["scope_en"]]
    scoped = actions[actions["region"] == region] if region else actions
    test = TESTS[claim["indicator"]]
    certain = scoped[_by(scoped["start"], claim["day"])]
    possible = scoped[_by(scoped["start"], claim["day"]) | (scoped["start"] == "")]
    least, counted = test(certain, claim["day"], countries)
    ended = possible["end"].replace("", claim["day"])
    most, counted_too = test(possible.assign(end=ended), claim["day"], countries)
    return least, tuple(counted["action_id"]), most, tuple(counted_too["action_id"])


def _begun(actions: pd.DataFrame, *_: object) -> tuple[int, pd.DataFrame]:
    return len(actions), actions


def _ended(actions: pd.DataFrame, day: str, _: pd.DataFrame) -> tuple[int, pd.DataFrame]:
    ended = actions[_by(actions["end"], day)]
    return len(ended), ended


def _countries(actions: pd.DataFrame, *_: object) -> tuple[int, pd.DataFrame]:
    """Count the countries named; a joint request, or a regional body, may name none."""
    named = actions[actions["iso3"] != ""]
    return int(named["iso3"].str.split("|").explode().nunique()), named


def _senders(actions: pd.DataFrame, day: str, countries: pd.DataFrame) -> tuple[int, pd.DataFrame]:
    """Count the EU member states of which experts took part; from when it joined until it left."""
    until = countries["member_until"]
    joined = countries["member_since"].map(first_day) <= day
    members = countries[
        (countries["group"] == "eu") & joined & ((until == "") | (until.map(last_day) >= day))
    ]
    senders = actions["experts_from"].str.split("|").explode()
    sent = senders[senders.isin(members["iso3"])]
    return int(sent.nunique()), actions[actions.index.isin(sent.index)]


def _years(actions: pd.DataFrame, day: str, _: pd.DataFrame) -> tuple[int, pd.DataFrame]:
    """Count the whole years since the first Action had certainly begun."""
    dated = actions[actions["start"] != ""]
    if dated.empty:
        return 0, dated
    starts = dated["start"].map(_latest)
    first = str(starts.min())
    years = int(day[:YEAR]) - int(first[:YEAR]) - (day[YEAR:] < first[YEAR:])
    return years, dated[starts == first]


def _by(dates: pd.Series, day: str) -> pd.Series:
    """Tell which dates are known and certainly not later than the day."""
    return (dates != "") & (dates.map(_latest) <= day)


def _latest(date: str) -> str:
    """Return the last day of the calendar that a partial date can mean: 30 April, not 31."""
    if len(date) == MONTH:
        return f"{date}-{monthrange(int(date[:YEAR]), int(date[YEAR + 1 :]))[1]}"
    return last_day(date)


Test = Callable[[pd.DataFrame, str, pd.DataFrame], tuple[int, pd.DataFrame]]
TESTS: Mapping[str, Test] = {
    "actions": _begun,
    "actions_completed": _ended,
    "partner_countries": _countries,
    "eu_member_states_supplying_experts": _senders,
    "years_of_operation": _years,
}
# The scopes that rows can be chosen by, and the region that chooses them.
SCOPES = {CUMULATIVE_SCOPE: ""} | {f"{CUMULATIVE_SCOPE}, {region}": region for region in ACTION_REGIONS}
