"""What the feed and the map of pages know of each report: its card, in which a report says it of itself."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gcm_analysis.publishing.facts import write_json
from gcm_analysis.publishing.indexes import CARD
from gcm_analysis.publishing.metadata.describe import Description

TOLD = "metadata"  # the key of a card under which this module keeps what it adds


@dataclass(frozen=True)
class Page:
    """One language of a report: its page, by its path from the folder of all reports; its version, and who wrote it."""

    language: str
    title: str
    about: str
    path: str
    version: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """One report that is no draft: its folder, its own date as YYYY-MM-DD, and its pages."""

    name: str
    date: str
    pages: tuple[Page, ...]


def complete_card(report: Path, description: Description) -> None:
    """Add to a report's card what no page of all reports shows: its date, its bare titles."""
    path = report / CARD
    card = json.loads(path.read_text(encoding="utf-8"))
    titles = {edition["language"]: edition["name"] for edition in card["editions"]}
    told = {
        "date": description.date.isoformat(),
        "titles": titles,
        "draft": description.draft,
    }
    write_json(path, card | {TOLD: told})


def read_cards(reports: Path) -> list[Card]:
    """Return the cards of all reports that are no drafts, the newest first; reports without such a card are left out."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(reports.glob(f"*/{CARD}"))]
    cards = [_card(card, card[TOLD]) for card in read if TOLD in card and not card[TOLD]["draft"]]
    return sorted(cards, key=lambda card: card.date, reverse=True)


def _card(card: dict[str, Any], told: dict[str, Any]) -> Card:
    name = str(card["event"])
    pages = tuple(
        Page(
            one["language"],
            told["titles"][one["language"]],
            one["about"],
            f"{name}/{one['href']}",
            one.get("version", ""),  # a report of an earlier version of this program says neither
            tuple(one.get("authors", ())),
        )
        for one in card["editions"]
    )
    return Card(name, told["date"], pages)
