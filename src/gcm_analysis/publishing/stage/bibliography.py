"""Turns the sources of a report into CSL items, for citations and for the list of sources, kind by kind."""

from typing import Any

import pandas as pd

from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.labels import label
from gcm_analysis.narrative.language import Language

# The kinds of source in the order of the list: binding texts, outside views, self-reports.
KINDS: dict[str, str] = {
    "negotiated_text": mark("Negotiated texts"),
    "independent_evaluation_or_audit": mark("Evaluations and audits"),
    "academic_or_think_tank": mark("Academic work and think tanks"),
    "international_organization": mark("International organisations"),
    "regional_dialogue_secretariat": mark("Secretariats of regional dialogues"),
    "partner_or_official_voice": mark("Partners and officials"),
    "city_or_civil_society_advocacy": mark("Networks of cities and of civil society"),
    "programme_self_report": mark("Programmes on themselves"),
    "news_media": mark("News media"),
    "event_notes": mark("Notes of the event"),
}


def references(sources: pd.DataFrame, language: Language) -> list[dict[str, Any]]:
    """Return the sources as CSL items.

    `title-short` is the name in citations, `genre` the kind of source in words and `collection-number` the place of that
    kind in the list; `note` says how much of the source was read.
    """
    rows = [{str(name): value for name, value in row.items()} for row in sources.to_dict("records")]
    return [_reference(row, language) for row in rows]


def _reference(row: dict[str, Any], language: Language) -> dict[str, Any]:
    item = {
        "id": row["source_id"],
        "type": "webpage",
        "title": row["title"],
        "title-short": language.typeset(row["short"]),
        "genre": language.text(KINDS[row["source_type"]]),
        "collection-number": f"{list(KINDS).index(row['source_type']):02}",
        "publisher": row["publisher"],
        "language": row["language"],
    }
    if row["author"]:
        item["author"] = [{"literal": name} for name in row["author"].split("|")]
    if row["url"]:
        item["URL"] = row["url"]
    if row["published"]:
        item["issued"] = {"date-parts": [[int(part) for part in row["published"].split("-")]]}
    if row["read_extent"]:
        item["note"] = label(language, row["read_extent"])
    return item
