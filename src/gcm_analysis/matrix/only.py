"""What `--only KEY=VALUE` asks for."""

from collections.abc import Iterable
from difflib import get_close_matches

from gcm_analysis.edition import Edition, ParameterError, parse_assignment

KEYS = tuple(name for name in Edition.model_fields if name != "language")


def wanted(given: Iterable[str]) -> dict[str, list[str]]:
    """Return the values wanted of each key; a key that stands twice may have either value."""
    found: dict[str, list[str]] = {}
    for name, value in map(parse_assignment, given):
        if name not in KEYS:
            near = get_close_matches(name, KEYS, n=1)
            raise ParameterError(
                f"--only takes {', '.join(KEYS)}, not {name!r}."
                + (f" Did you mean {near[0]}?" if near else "")
            )
        found.setdefault(name, []).append(value)
    return found
