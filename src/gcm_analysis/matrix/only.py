"""What `--only KEY=VALUE` asks for."""

from collections.abc import Iterable

from gcm_analysis.edition import Edition, ParameterError, parse_assignment
from gcm_analysis.near import nearest

KEYS = tuple(name for name in Edition.model_fields if name != "language")


def wanted(given: Iterable[str]) -> dict[str, list[str]]:
    """Return the values wanted of each key; a key that stands twice may have either value."""
    found: dict[str, list[str]] = {}
    for name, value in map(parse_assignment, given):
        if name not in KEYS:
            near = nearest(name, KEYS)
            raise ParameterError(
                f"--only takes {', '.join(KEYS)}, not {name!r}." + (f" Did you mean {near}?" if near else "")
            )
        found.setdefault(name, []).append(value)
    return found
