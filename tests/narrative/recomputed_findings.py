"""What the answer, the findings and the cases count, a second time."""

from collections import Counter
from typing import Any

from .telling import synthesis

EVALUATION = "independent_evaluation_or_audit"


def finding(again: Any, name: str, what: str) -> int:
    (written,) = [one for one in synthesis().findings if one.id == name]
    if what.endswith("_needed"):
        voices = {
            row["origin"]
            for row in synthesis().coded.to_dict("records")
            if row["statement_id"] in written.supports
        }
        return (len(written.supports) + 1) // 2 if what == "statements_needed" else min(2, len(voices))
    rows = [row for row in again.coded if row["statement_id"] in written.supports]
    return len(rows) if what == "statements" else len({row["origin"] for row in rows})


def case(again: Any, name: str, what: str) -> int:
    (written,) = [one for one in synthesis().cases if one.id == name]
    ids = {
        row
        for passage in (written.asked, written.done, written.kept, written.lost)
        if passage
        for row in passage.ids
    }
    rows = [row for row in again.coded if row["statement_id"] in ids]
    return len(rows) if what == "statements" else len({row["origin"] for row in rows})


def basis(again: Any, what: str) -> int:
    return len(again.coded) if what == "all" else gaps(again, what)


def house(again: Any, what: str) -> int:
    houses = Counter(row["house"] for row in again.coded if row["source_type"] == EVALUATION)
    return sum(houses.values()) if what == "all" else max(houses.values())


def gaps(again: Any, _: str) -> int:
    return len([row for row in again.coded if row["evidence_kind"] == "helped_or_hindered"])


PARTS = {"finding": finding, "case": case, "basis": basis, "house": house, "fig-gaps": gaps}
