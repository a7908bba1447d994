"""The pages that lead to reports: one for each event, one for all."""

import json
from pathlib import Path
from typing import Any

from gcm_analysis.atomic import write_whole
from gcm_analysis.edition import LANGUAGES, Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import cover
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.folder.covers import drawing
from gcm_analysis.publishing.formats.page.templates import pages
from gcm_analysis.publishing.stage.staging import LANGUAGE_NAMES
from gcm_analysis.publishing.status.imprint import authors
from gcm_analysis.publishing.status.notices import version_lines
from gcm_analysis.publishing.status.status import FORMAT_NAMES, STATUS_NAMES, draft_words, files_in

# What tells machines of the reports, in the folder of them all: relation, kind and name; the map only where there is a site.
BESIDE = {
    "feed.xml": ("alternate", "application/atom+xml", mark("Feed of new reports (Atom)")),
    "sitemap.xml": ("sitemap", "application/xml", mark("Map of all pages (XML)")),
}
CARD = "card.json"  # what the page of all reports says of an event


def write_event_index(report: Path, evidence: Evidence, edition: Edition) -> None:
    """Write the page that leads to a report's languages and formats, and the card for the page of all reports."""
    present = [code for code in LANGUAGES if (report / code).is_dir()]
    languages = [Language(code, evidence.country_names(code)) for code in present]
    headings = [_heading(language, edition, evidence) for language in languages]
    editions = [_edition(report, evidence, edition, language) for language in languages]
    html = (
        pages()
        .get_template("event.html")
        .render(
            language=languages[0].code,
            drafts=[edition["draft"] for edition in editions if edition["draft"]],
            title=headings[0]["title"],
            headings=headings,
            editions=editions,
            cover=(
                drawn := drawing(edition.name, languages[0].code, headings[0]["title"], headings[0]["line"])
            ),
        )
    )
    (report / "index.html").write_text(html, encoding="utf-8")
    card = {
        "event": edition.name,
        "date": evidence.event.date.isoformat(),
        "editions": editions,
        "cover": drawn,
    }
    (report / CARD).write_text(
        json.dumps(card, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


def write_reports_index(reports: Path) -> None:
    """Write the page that leads to every published event, the newest first, and to what lies beside it for machines."""
    cards = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(reports.glob(f"*/{CARD}"))]
    ordered = sorted(cards, key=lambda card: str(card["date"]), reverse=True)
    titles = [{"language": code, "text": Language(code).text("Published reports")} for code in LANGUAGES]
    html = (
        pages()
        .get_template("reports.html")
        .render(
            language=LANGUAGES[0],
            drafts=[],
            title=" · ".join(title["text"] for title in titles),
            headings=titles,
            reports=ordered,
            alternates=[_alternate(name) for name in BESIDE if (reports / name).is_file()],
        )
    )
    write_whole(reports / "index.html", html)


def _alternate(name: str) -> dict[str, Any]:
    relation, kind, message = BESIDE[name]
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
