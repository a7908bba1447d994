"""Small groups: of a speaker who may not be known, level and region are told only in a crowd.

A statement tells its session, and many a programme tells who sat there. So the crowd is the session: each pair of level
and region that is told in it, and the lack of both, is shared by enough of those who spoke there, or nothing is told of
any of them. What is told of a speaker is the same in all sessions.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

Group = tuple[str, str]  # level and region
UNTOLD: Group = ("", "")


def merged(
    groups: Mapping[str, Group], sessions: Iterable[Collection[str]], smallest: int
) -> dict[str, Group]:
    """Return what may be told of each speaker: both, the level alone, or nothing.

    `groups` has level and region by speaker, `sessions` the speakers of each session.
    """
    told, rooms = dict(groups), [frozenset(session) for session in sessions]
    while exposed := _exposed(told, rooms, smallest):
        for speaker in exposed:
            level, region = told[speaker]
            told[speaker] = (level, "") if region and level else UNTOLD
    return told


def _exposed(told: Mapping[str, Group], rooms: Iterable[frozenset[str]], smallest: int) -> set[str]:
    """Return the speakers of whom less must be told."""
    exposed: set[str] = set()
    for room in rooms:
        sizes = Counter(told[speaker] for speaker in room)
        small = {group for group, size in sizes.items() if size < smallest and group != UNTOLD}
        if (
            not small and 0 < sizes[UNTOLD] < smallest
        ):  # those left over would be few: another group joins them
            others = sorted((size, group) for group, size in sizes.items() if group != UNTOLD)
            small = {group for _, group in others[:1]}
        exposed |= {speaker for speaker in room if told[speaker] in small}
    return exposed
