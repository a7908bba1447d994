"""Small groups: of a speaker who may not be known, level and region are shown only in a crowd.

A statement names its session, and many a programme says who sat there. So the crowd is the session: each pair of level
and region that is shown in it, and the absence of both, is shared by enough of those who spoke there, or nothing is shown of
any of them. What is shown of a speaker is the same in all sessions.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

Group = tuple[str, str]  # level and region
WITHHELD: Group = ("", "")


def merged(
    groups: Mapping[str, Group], sessions: Iterable[Collection[str]], smallest: int
) -> dict[str, Group]:
    """Return what may be shown of each speaker: both, the level alone, or nothing.

    `groups` has level and region by speaker, `sessions` the speakers of each session.
    """
    shown, rooms = dict(groups), [frozenset(session) for session in sessions]
    while exposed := _exposed(shown, rooms, smallest):
        for speaker in exposed:
            level, region = shown[speaker]
            shown[speaker] = (level, "") if region and level else WITHHELD
    return shown


def _exposed(shown: Mapping[str, Group], rooms: Iterable[frozenset[str]], smallest: int) -> set[str]:
    """Return the speakers of whom less must be shown."""
    exposed: set[str] = set()
    for room in rooms:
        sizes = Counter(shown[speaker] for speaker in room)
        small = {group for group, size in sizes.items() if size < smallest and group != WITHHELD}
        if (
            not small and 0 < sizes[WITHHELD] < smallest
        ):  # those left over would be few: another group joins them
            others = sorted((size, group) for group, size in sizes.items() if group != WITHHELD)
            small = {group for _, group in others[:1]}
        exposed |= {speaker for speaker in room if shown[speaker] in small}
    return exposed
