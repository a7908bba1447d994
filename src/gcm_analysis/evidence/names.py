"""Which events there are."""

import os
from pathlib import Path

from gcm_analysis import paths
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.near import nearest

LONGEST = 200  # characters of a name: a longer one can be no folder


def event_names(data: Path) -> list[str]:
    """Return the names of all events that have a description."""
    return sorted(path.name for path in (data / "events").glob("*/") if is_event(data, path.name))


def event_folder_problems(data: Path) -> list[Problem]:
    """Return the folders of events without a description: nobody would hear of them again."""
    folders = [path for path in sorted((data / "events").glob("*/")) if not path.name.startswith(".")]
    remedy = "add its event.yml, or move the folder elsewhere"
    return [
        Problem(
            f"data/events/{path.name}/event.yml",
            None,
            None,
            "no such file",
            "the event's description",
            remedy,
        )
        for path in folders
        if not os.path.lexists(path / "event.yml")
    ]


def is_event(data: Path, name: str) -> bool:
    """Tell whether there is an event of this name, without looking at the others, on which its report does not depend."""
    folder = paths.event(data, name[:LONGEST])
    return len(name) <= LONGEST and Path(name).name == name and os.path.lexists(folder / "event.yml")


def known_event(data: Path, event: str) -> None:
    """Refuse an event that is not there, with the nearest name."""
    if is_event(data, event):
        return
    names = event_names(data)
    near = nearest(event, names)
    hint = f"Did you mean {near}?" if near else f"Known events: {', '.join(names) or 'none'}."
    raise UserError(f"There is no event named {event!r} in {data / 'events'}. {hint}")
