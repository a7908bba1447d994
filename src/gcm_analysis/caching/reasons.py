"""Says in sentences why a step has to be done again."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from gcm_analysis.caching.files import ABSENT, fingerprint, located, row_marks, rows_changed
from gcm_analysis.caching.store import Inputs, Kept, Store

NEVER = "never ran"
FORCED = "all is to be done again"
CUT_OFF = "what was kept is not what was put there: it was cut off or changed"
ORDER = "order"  # the name under which the order of the cells is kept
FEW = 3  # so many of a kind are named; the rest is counted
MOST_LETTERS = 40  # of a message


def reasons(kept: Kept | None, now: Inputs, store: Store, places: Mapping[str, str]) -> list[str]:
    """Return why a kept step has to be done again, given the current inputs; none if it does not have to be.

    `places` says where a cell is, by its id.
    """
    if kept is None:
        return [NEVER]
    if kept.result is None:
        return [CUT_OFF]
    return [
        sentence
        for kind in {**kept.inputs, **now}
        if kind != "catalogue"  # only its messages matter
        for sentence in _of_kind(kind, kept.inputs.get(kind, {}), now.get(kind, {}), store, places)
    ]


def _of_kind(
    kind: str, old: Mapping[str, str], new: Mapping[str, str], store: Store, places: Mapping[str, str]
) -> Iterator[str]:
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    if old.keys() != new.keys():
        names = [name for name in names if name != ORDER]  # the added or removed cells explain the order
    for name in names[:FEW]:
        yield _sentence(kind, name, old.get(name, ABSENT), new.get(name, ABSENT), store, places)
    if len(names) > FEW:
        yield f"{len(names) - FEW} more {kind} changed"


def _sentence(kind: str, name: str, old: str, new: str, store: Store, places: Mapping[str, str]) -> str:  # noqa: PLR0911, PLR0913 - a sentence for each kind, both sides of a change
    match kind:
        case "files":
            return _file(name, old, new, store)
        case "cells":
            return _cell(name, old, new, places)
        case "folders":
            return _folder(name, old, new)
        case "modules":
            return f"the module {'.'.join(PurePosixPath(name).with_suffix('').parts)} changed"
        case "versions":
            return f"the version of {name} changed: {old} → {new or 'none'}"
        case "messages":
            return f"the translation of “{name if len(name) <= MOST_LETTERS else name[:MOST_LETTERS] + '…'}” changed"
        case "parameters" | "settings":
            return f"{name} changed: {old} → {new}"
    return f"{name} changed"


def _file(name: str, old: str, new: str, store: Store) -> str:
    if ABSENT in (old, new):
        return f"{name} {'is new' if old == ABSENT else 'is gone'}"
    before = store.rows(old)
    path = located(name)
    if before is None or not path.is_file() or fingerprint(path) != new:
        return f"{name} changed"
    return f"{name} changed: {rows_changed(before, row_marks(path.read_bytes()))}"


def _cell(name: str, old: str, new: str, places: Mapping[str, str]) -> str:
    if name not in places:
        return "the cells are in another order" if name == ORDER else f"the cell {name} is gone"
    return f"{places[name]} {'is new' if old == ABSENT else 'changed' if new != ABSENT else 'is gone'}"


def _folder(name: str, old: str, new: str) -> str:
    before, after = set(old.split("\n")), set(new.split("\n"))
    news = [f"has a new {one}" for one in sorted(after - before)[:FEW]]
    news += [f"has no {one} any more" for one in sorted(before - after)[:FEW]]
    return f"{name} {' and '.join(news)}"
