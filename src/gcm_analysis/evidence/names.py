"""The names of events."""

import os
from pathlib import Path

from gcm_analysis import paths
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.near import nearest

LONGEST = 200  # characters of a name: no folder has a longer one


def event_names(data: Path) -> list[str]:
    """Return the names of all events that have a description."""
    return sorted(path.name for path in (data / "events").glob("*/") if is_event(data, path.name))


def event_folder_problems(data: Path) -> list[Problem]:
    """Return the folders of events without a description: otherwise nobody would notice them."""
    expected, remedy = "the event's description", "add its event.yml, or move the folder elsewhere"
    return [
        Problem(f"data/events/{path.name}/event.yml", None, None, "no such file", expected, remedy)
        for path in sorted((data / "events").glob("*/"))
        if not path.name.startswith(".") and not os.path.lexists(path / "event.yml")
    ]


def is_event(data: Path, name: str) -> bool:
    """Return whether there is an event of this name; the others are not read, since its report does not depend on them."""
    folder = paths.event(data, name[:LONGEST])
    return len(name) <= LONGEST and Path(name).name == name and os.path.lexists(folder / "event.yml")


def must_be_event(data: Path, event: str) -> None:
    """Refuse an event that does not exist, with the nearest name."""
    if is_event(data, event):
        return
    names = event_names(data)
    near = nearest(event, names)
    hint = f"Did you mean {near}?" if near else f"Known events: {', '.join(names) or 'none'}."
    raise UserError(f"There is no event named {event!r} in {data / 'events'}. {hint}")
