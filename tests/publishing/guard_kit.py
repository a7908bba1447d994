"""A guard over people made by hand, and the real data as what is public."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from tests.evidence.own_notes import remarks, rules, speakers

from gcm_analysis.publishing.guarding import Guard, Revealing
from gcm_analysis.publishing.guarding.guard import Catch
from gcm_analysis.publishing.guarding.known import Background, Known

HOME = Path(__file__).parents[2]


@cache
def background() -> Background:
    return Background(HOME / "data")


def guard(*people: Mapping[str, str], tables: Mapping | None = None, **keys: object) -> Guard:
    """Return the guard of an event under Chatham House whose speakers these are, each with a note."""
    rows = speakers(*people)
    notes = remarks(*({"speaker_id": row["speaker_id"]} for row in rows))
    made = rules({"speakers": rows, "notes": notes} | dict(tables or {}), **keys)
    return Guard(Known(made, "trial", background()))


def catches(watching: Guard, folder: Path) -> list[Catch]:
    """Return what the guard catches in a folder; nothing if it lets the folder pass."""
    try:
        watching.check_folder(folder)
    except Revealing as refusal:
        return list(refusal.catches)
    return []


def kinds(watching: Guard, folder: Path, text: str) -> set[str]:
    """Return what kinds of terms the guard catches in a text."""
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return {catch.kind for catch in catches(watching, folder)}


def refused_words(watching: Guard) -> list[Catch]:
    """Return what the guard catches in the event's own words, with its files as in its folder."""
    with pytest.raises(Revealing) as raised:
        watching.check_words()
    return [in_folder(catch) for catch in raised.value.catches]


def in_folder(catch: Catch) -> Catch:
    return catch._replace(file=re.sub(r"^data/events/[^/]+/", "", catch.file))
