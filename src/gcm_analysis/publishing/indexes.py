"""The pages that lead to reports: one for each event, one for all."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gcm_analysis.edition import LANGUAGES, Edition
from gcm_analysis.evidence import Event
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.selection import selection
from gcm_analysis.narrative.when_where import city_and_days, series
from gcm_analysis.publishing.appendix import pages
from gcm_analysis.publishing.stage import FORMAT_FILES, FORMAT_NAMES, LANGUAGE_NAMES

CARD = "card.json"  # what the page of all reports says of an event


def write_event_index(report: Path, event: Event, edition: Edition) -> None:
    """Write the page that leads to an event's languages and formats, and the card for the page of all reports."""
    languages = [Language(code) for code in LANGUAGES if (report / code).is_dir()]
    editions = [_edition(report, event, edition, language) for language in languages]
    html = (
        pages()
        .get_template("event.html")
        .render(
            language=languages[0].code,
            title=languages[0].words(event.title),
            headings=[_heading(event, language) for language in languages],
            editions=editions,
        )
    )
    (report / "index.html").write_text(html, encoding="utf-8")
    card = {"event": edition.name, "date": event.date.isoformat(), "editions": editions}
    (report / CARD).write_text(
        json.dumps(card, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


def write_reports_index(reports: Path) -> None:
    """Write the page that leads to every published event, the newest first."""
    cards = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(reports.glob(f"*/{CARD}"))]
    ordered = sorted(cards, key=lambda card: str(card["date"]), reverse=True)
    titles = [{"language": code, "text": Language(code).text("Published reports")} for code in LANGUAGES]
    html = (
        pages()
        .get_template("reports.html")
        .render(
            language=LANGUAGES[0],
            title=" · ".join(title["text"] for title in titles),
            headings=titles,
            reports=ordered,
        )
    )
    (reports / "index.html").write_text(html, encoding="utf-8")


def _heading(event: Event, language: Language) -> dict[str, str]:
    return {
        "language": language.code,
        "title": language.words(event.title),
        "series": series(language, event),
        "all_reports": language.text("All reports"),
    }


def _edition(report: Path, event: Event, edition: Edition, language: Language) -> dict[str, Any]:
    present = [name for name, file in FORMAT_FILES.items() if (report / language.code / file).is_file()]
    links = [
        {"name": FORMAT_NAMES[name], "href": f"{language.code}/{FORMAT_FILES[name]}"} for name in present
    ]
    return {
        "language": language.code,
        "title": LANGUAGE_NAMES[language.code] + " – " + language.words(event.title),
        "about": f"{series(language, event)}. {city_and_days(language, event)}. {selection(language, edition).plain}",
        "links": links,
        "href": links[0]["href"],
    }


def languages_of(report: Path, editions: Sequence[Edition]) -> list[str]:
    """Return the languages that a report will have: those built now and those that lie there already."""
    built = {edition.language for edition in editions}
    return [code for code in LANGUAGES if code in built or (report / code).is_dir()]
