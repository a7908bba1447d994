"""Which country cases, and which of their parts, the evidence of an edition still carries."""

from collections.abc import Set as AbstractSet

from gcm_analysis.analysis.findings import SHARE_NEEDED
from gcm_analysis.evidence.findings.model import PARTS, CountryCase


def carried_parts(
    case: CountryCase, statements: AbstractSet[str], counted: AbstractSet[str], share: float = SHARE_NEEDED
) -> tuple[str, ...]:
    """Return the parts of a case that an edition carries, in their order: those of which it counts the `share` of the rows.

    `counted` has the ids of all rows that the edition counts, `statements` those of all statements there are. A part of
    which there is no row is among them, as there is none in any edition. The whole case is left out where the edition has
    less than the share of its statements: other rows know neither level nor region.
    """
    said = case.ids & statements
    if len(said & counted) < SHARE_NEEDED * len(said):
        return ()
    carried = {
        part
        for part, passage in case.passages.items()
        if len(counted & set(passage.ids)) >= share * len(set(passage.ids))
    }
    return tuple(part for part in PARTS if part in carried or part not in case.passages) if carried else ()
