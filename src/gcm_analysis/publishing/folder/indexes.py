"""Writes the pages that link to reports: one for each event; one for all, with a feed (Atom, RFC 4287) and a sitemap.

The pages of all reports are made from the reports' cards. Feed and sitemap have no drafts, and only times of reports.
"""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from gcm_analysis.atomic import write_whole
from gcm_analysis.edition import LANGUAGES, Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import cover
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.formats.page.templates import render_template
from gcm_analysis.publishing.stage.facts import read_json, write_json
from gcm_analysis.publishing.stage.staging import LANGUAGE_NAMES
from gcm_analysis.publishing.status.imprint import authors, version_lines
from gcm_analysis.publishing.status.status import DRAFT, FORMAT_NAMES, STATUS_NAMES, draft_words, files_in

INDEX, FEED, SITEMAP = "index.html", "feed.xml", "sitemap.xml"
# What announces the reports to machines, in the folder of all: relation, type and name; a sitemap only if there is a site.
MACHINE_FILES = {
    FEED: ("alternate", "application/atom+xml", mark("Feed of new reports (Atom)")),
    SITEMAP: ("sitemap", "application/xml", mark("Map of all pages (XML)")),
}
CARD = "card.json"  # what the pages of all reports say about one
PROGRAM = "gcm-analysis"
COLOURS = 4  # of covers, in covers.css
CIRCLES = 6
WIDTH, HEIGHT = 100, 60
SMALLEST, LARGEST = 6, 26

Card = dict[str, Any]


def write_event_index(report: Path, evidence: Evidence, edition: Edition, issued: dt.date) -> None:
    """Write the page that links to a report's languages and formats, and the card for the pages of all reports."""
    present = [code for code in LANGUAGES if (report / code).is_dir()]
    languages = [Language(code, evidence.country_names(code)) for code in present]
    headings = [_heading(language, edition, evidence) for language in languages]
    editions = [_edition(report, evidence, edition, language) for language in languages]
    drawn = _cover(edition.name, languages[0].code, headings[0]["title"], headings[0]["line"])
    html = render_template(
        "event.html",
        language=languages[0].code,
        drafts=[edition["draft"] for edition in editions if edition["draft"]],
        title=headings[0]["title"],
        headings=headings,
        editions=editions,
        cover=drawn,
    )
    (report / INDEX).write_text(html, encoding="utf-8")
    titles = {one["language"]: one["name"] for one in editions}
    draft = evidence.event.status == DRAFT
    card = {
        "event": edition.name,
        "date": evidence.event.date.isoformat(),
        "editions": editions,
        "cover": drawn,
        "metadata": {"date": issued.isoformat(), "titles": titles, "draft": draft},
    }
    write_json(report / CARD, card)


def write_reports_pages(reports: Path, site: str) -> None:
    """Write the feed, the sitemap and the page of all published reports; an empty feed or sitemap is not written.

    A sitemap needs absolute addresses, so there is none without a site.
    """
    cards = [read_json(path) for path in sorted(reports.glob(f"*/{CARD}"))]
    issued = [card for card in cards if "metadata" in card and not card["metadata"]["draft"]]
    issued.sort(key=lambda card: str(card["metadata"]["date"]), reverse=True)
    for name, needed in ((FEED, bool(issued)), (SITEMAP, bool(issued and site))):
        if needed:
            write_whole(reports / name, rendered(name, issued, site))
        else:
            (reports / name).unlink(missing_ok=True)
    _write_index(reports, sorted(cards, key=lambda card: str(card["date"]), reverse=True))


def rendered(name: str, cards: Sequence[Card], site: str) -> str:
    """Return the feed or the sitemap of at least one report; the links of a feed are relative if there is no site."""
    titles = (Language(code).text("Published reports") for code in LANGUAGES)
    about = {"title": " · ".join(titles), "program": PROGRAM, "name_of": partial(_id, site)}
    return render_template(name, cards=cards, site=site, **about) + "\n"


def _id(site: str, path: str) -> str:
    """Return the address as id, or an id made from the path if there is no site."""
    return f"{site}{path}" if site else f"urn:uuid:{uuid5(NAMESPACE_URL, f'{PROGRAM}/{path}')}"


def _write_index(reports: Path, cards: Sequence[Card]) -> None:
    titles = [{"language": code, "text": Language(code).text("Published reports")} for code in LANGUAGES]
    html = render_template(
        "reports.html",
        language=LANGUAGES[0],
        drafts=[],
        title=" · ".join(title["text"] for title in titles),
        headings=titles,
        reports=cards,
        alternates=[_alternate(name) for name in MACHINE_FILES if (reports / name).is_file()],
    )
    write_whole(reports / INDEX, html)


def _alternate(name: str) -> dict[str, Any]:
    relation, kind, message = MACHINE_FILES[name]
    words = [{"language": code, "text": Language(code).text(message)} for code in LANGUAGES]
    return {"rel": relation, "type": kind, "href": name, "words": words}


def _heading(language: Language, edition: Edition, evidence: Evidence) -> dict[str, str]:
    return {
        "language": language.code,
        "title": cover.title(language, edition, evidence.event),
        "line": cover.event_line(language, evidence),
        "all_reports": language.text("All reports"),
    }


def _edition(report: Path, evidence: Evidence, edition: Edition, language: Language) -> dict[str, Any]:
    event, title = evidence.event, cover.title(language, edition, evidence.event)
    present = files_in(report / language.code)
    links = [
        {"name": FORMAT_NAMES[name], "href": f"{language.code}/{file}"} for name, file in present.items()
    ]
    return {
        "language": language.code,
        "draft": draft_words(language, event.status),
        "status": language.text(STATUS_NAMES[event.status]),
        "name": title,
        "title": f"{LANGUAGE_NAMES[language.code]} – {title}",
        "about": cover.about(language, edition, evidence),
        "version": " ".join(version_lines(language, evidence.release)),
        "authors": authors(language, evidence),
        "links": links,
        "href": links[0]["href"],
    }


def _cover(name: str, language: str, title: str, line: str) -> dict[str, Any]:
    """Return what a cover is drawn from: its words, and a colour and circles derived from its name, which show no data."""
    digest = sha256(name.encode()).digest()
    return {
        "language": language,
        "title": title,
        "line": line,
        "colour": 1 + digest[-1] % COLOURS,
        "circles": [_circle(*digest[3 * n : 3 * n + 3]) for n in range(CIRCLES)],
    }


def _circle(across: int, down: int, size: int) -> dict[str, int]:
    return {"x": across % WIDTH, "y": down % HEIGHT, "r": SMALLEST + size % (LARGEST - SMALLEST)}
