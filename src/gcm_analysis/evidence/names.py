"""Which events there are."""

from difflib import get_close_matches
from pathlib import Path

from gcm_analysis import paths
from gcm_analysis.errors import UserError


def event_names(data: Path) -> list[str]:
    """Return the names of all events that have a description."""
    return sorted(path.parent.name for path in (data / "events").glob("*/event.yml"))


def is_event(data: Path, name: str) -> bool:
    """Tell whether there is an event of this name, without looking at the others, on which its report does not depend."""
    return Path(name).name == name and (paths.event(data, name) / "event.yml").is_file()


def known_event(data: Path, event: str) -> None:
    """Refuse an event that is not there, with the nearest name."""
    if is_event(data, event):
        return
    names = event_names(data)
    near = get_close_matches(event, names, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"Known events: {', '.join(names) or 'none'}."
    raise UserError(f"There is no event named {event!r} in {data / 'events'}. {hint}")
