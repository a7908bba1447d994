"""A guard for people made by hand, and the real data as what is public."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from tests.evidence.own_notes import remarks, rules, speakers

from gcm_analysis.privacy import DisclosureError, Guard
from gcm_analysis.privacy.background import Background, EventKnowledge
from gcm_analysis.privacy.guard import Disclosure

HOME = Path(__file__).parents[2]


@cache
def background() -> Background:
    return Background(HOME / "data")


def guard(*people: Mapping[str, str], tables: Mapping | None = None, **keys: object) -> Guard:
    """Return the guard of an event under Chatham House whose speakers these are, each with a note."""
    rows = speakers(*people)
    notes = remarks(*({"speaker_id": row["speaker_id"]} for row in rows))
    made = rules({"speakers": rows, "notes": notes} | dict(tables or {}), **keys)
    return Guard(EventKnowledge(made, "trial", background()))


def disclosures(watching: Guard, folder: Path) -> list[Disclosure]:
    """Return what the guard finds in a folder; nothing if it lets the folder pass."""
    try:
        watching.check_folder(folder)
    except DisclosureError as refusal:
        return list(refusal.disclosures)
    return []


def kinds(watching: Guard, folder: Path, text: str) -> set[str]:
    """Return which kinds of terms the guard finds in a text."""
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return {disclosure.kind for disclosure in disclosures(watching, folder)}


def refused_words(watching: Guard) -> list[Disclosure]:
    """Return what the guard finds in the event's own words, with its files as in its folder."""
    with pytest.raises(DisclosureError) as raised:
        watching.check_words()
    return [in_folder(disclosure) for disclosure in raised.value.disclosures]


def in_folder(disclosure: Disclosure) -> Disclosure:
    return disclosure._replace(file=re.sub(r"^data/events/[^/]+/", "", disclosure.file))
