"""The accessibility statement beside a report: what was checked by machine and what came of it, and what was not."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.accessibility.criteria import CHECKS
from gcm_analysis.publishing.formats.page.templates import pages
from gcm_analysis.publishing.status.imprint import contact, date_text
from gcm_analysis.publishing.status.status import FORMAT_NAMES, STATEMENT, draft_words, format_files

OF_PDF = ("tags", "order")  # these checks need the PDF
OF_PAGE_AND_PDF = ("order",)
NOT_CHECKED = (
    mark("Whether an alternative text says what matters in its figure."),
    mark("Reading with a screen reader, with magnification, or by voice."),
    mark("Whether the language is plain enough for its readers."),
    mark("The Word file, beyond its headings, captions, alternative texts and headers of tables."),
    mark(
        "Passages in other languages than English, French and Spanish, and those too short for their language to be recognised."
    ),
)
STANDARDS = (
    mark("WCAG 2.2, level AA, and with it EN 301 549, clauses 9 and 10."),
    mark("PDF/UA-1 and PDF/A-2a for the PDF."),
)


def write_statement(
    folder: Path, evidence: Evidence, language: Language, publisher: str, formats: Sequence[str]
) -> None:
    """Write the statement into a language's folder, from the checks that ran and what they found."""
    event, draft = evidence.event, draft_words(language, evidence.event.status)
    files = format_files(event.status)
    html = (
        pages()
        .get_template("accessibility.html")
        .render(
            language=language.code,
            drafts=[draft] if draft else [],
            title=language.text("Accessibility statement"),
            report={"href": files["html"], "words": language.text("Back to the report")},
            about=language.words(event.title),
            date=date_text(language, "", evidence, _used(folder)),
            parts=list(_parts(evidence, language, publisher, formats)),
        )
    )
    (folder / STATEMENT).write_text(html, encoding="utf-8")


def _used(folder: Path) -> list[str]:
    """Return the sources of the report's facts."""
    stated = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    return [source for fact in stated for source in fact["sources"]]


def _parts(
    evidence: Evidence, language: Language, publisher: str, formats: Sequence[str]
) -> Iterator[dict[str, Any]]:
    told_to = contact(evidence.event)
    named = language.listed([FORMAT_NAMES[name] for name in formats])
    yield _part(language.text("What this report aims at"), [language.text(one) for one in STANDARDS])
    said = language.text("Each time the report is made, before it is published ({formats}):", formats=named)
    yield _part(
        language.text("What was checked by machine"), _results(evidence, language, publisher, formats), said
    )
    yield _part(language.text("What was not checked"), [language.text(one) for one in NOT_CHECKED])
    if told_to:
        yield _part(language.text("Whom to contact"), [told_to])


def _part(title: str, items: Iterable[str], before: str = "") -> dict[str, Any]:
    return {"title": title, "before": before, "items": list(items)}


def _results(evidence: Evidence, language: Language, publisher: str, formats: Sequence[str]) -> Iterator[str]:
    """Yield each check that ran, with its criteria and what it found; other publishers' pages are not read."""
    found = Counter(one.kind for one in evidence.missing)
    for name, check in CHECKS.items():
        if name in OF_PDF and (publisher != "embedded" or "pdf" not in formats):
            continue
        if name in OF_PAGE_AND_PDF and "html" not in formats:
            continue
        result = (
            language.plural("{n} finding", "{n} findings", n=found[name]).plain
            if found[name]
            else language.text("nothing found")
        )
        looked = language.text(check.looks_at).rstrip(".")
        yield language.text(
            "{check} (WCAG {criteria}): {result}.", check=looked, criteria=check.criteria, result=result
        )
