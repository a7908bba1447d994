"""What the chapter on the mechanism counts, a second time."""

from typing import Any


def promise(again: Any, what: str) -> int:
    """Count the functions of elements that the edition knows, or those of which no row of it says what followed."""
    known = set(again.evidence.pillars["pillar"])
    functions = [row for row in again.evidence.functions.to_dict("records") if row["pillar"] in known]
    rows = {*again.evidence.statements["statement_id"], *again.evidence.milestones["milestone_id"]}
    silent = [row for row in functions if not rows & set(row["delivered_rows"].split("|"))]
    return len(silent if what == "silent" else functions)


def functions_table(again: Any, what: str) -> int:
    return promise(again, "silent" if what == "n" else what)


def adoption(again: Any, _: str) -> int:
    rows = again.evidence.milestones.to_dict("records")
    (row,) = [row for row in rows if row["indicator"] == "gcm_adoption_states"]
    return int(row["value"])


def panel(again: Any, what: str) -> int:
    event = again.evidence.event
    return int(event.announced_panellists) if what == "announced" else len(event.panellists)


PARTS = {"panel": panel, "promise": promise, "tbl-functions": functions_table, "adoption": adoption}
