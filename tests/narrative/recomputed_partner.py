"""The facts of a brief on one partner, computed a second time."""

from collections.abc import Callable
from typing import Any

from .telling import synthesis

Rows = list[dict[str, Any]]
COLUMN = {"start": "start", "end": "end", "asked": "institution_en", "experts": "experts_from"}


def actions(told: Any) -> Rows:
    """Return the Actions of a country, joint ones included, or of a region."""
    who = told.partner
    return [row for row in told.actions if who in ("all", row["region"], *row["iso3"].split("|"))]


def countries(rows: Rows) -> set[str]:
    return {code for row in rows for code in row["iso3"].split("|") if code}


def about(told: Any, who: str) -> Rows:
    """Return the statements about a place: by the country named, by a region that holds it, else by its countries."""
    if who == "all":
        return list(told.coded)
    crosswalk = told.evidence.regions.to_dict("records")
    covering = {
        row["statement_region"]
        for row in crosswalk
        if row["action_region"] == who and row["relation"] in ("same", "wider")
    }
    if covering:
        return [row for row in told.coded if row["region"] in covering]
    of_region = countries([row for row in told.actions if row["region"] == who])
    return [row for row in told.coded if set(row["iso3"].split("|")) & (of_region or {who})]


def partner(told: Any, what: str) -> int:
    found = actions(told)
    if what == "n":
        return len(found)
    years = [int(row["start"][:4]) for row in found if row["start"]]
    return min(years) if what == "first" else max(years)


def followed(told: Any, what: str) -> int:
    rows = [row for row in about(told, told.partner) if row["evidence_kind"] == "helped_or_hindered"]
    return len([row for row in rows if what == "n" or row["source_type"] == "programme_self_report"])


def lesson(told: Any, name: str, what: str) -> int:
    (written,) = [one for one in synthesis().findings if one.id == name]
    is_country = len(told.partner) == 3 and told.partner.isupper()
    around = [told.partner, *({row["region"] for row in actions(told)} if is_country else ())]
    rows = {row["statement_id"]: row["origin"] for place in around for row in about(told, place)}
    voices = [origin for row, origin in rows.items() if row in written.supports]
    return len(voices) if what == "statements" else len(set(voices))


def unknown(told: Any, what: str) -> int:
    found = actions(told)
    if what in COLUMN:
        return len([row for row in found if not row[COLUMN[what]]])
    named = {code for row in about(told, told.partner) for code in row["iso3"].split("|")}
    return {
        "all": len(found),
        "n": len(countries(found) - named),
        "partners": len(countries(found)),
    }[what]


PARTS: dict[str, Callable[..., Any]] = {
    "partner": partner,
    "tbl-partner-countries": lambda told, _: len(countries(actions(told))),
    "followed": followed,
    "lesson": lesson,
    "unknown": unknown,
}
