"""Writes the accessibility statement of a report: what was checked automatically, with results, and what was not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.accessibility.criteria import CHECKS
from gcm_analysis.publishing.formats.page.templates import render_template
from gcm_analysis.publishing.stage.facts import read_json
from gcm_analysis.publishing.status.imprint import contact, date_text
from gcm_analysis.publishing.status.status import FORMAT_NAMES, STATEMENT, draft_words, format_files


def write_statement(
    folder: Path, evidence: Evidence, language: Language, publisher: str, formats: Sequence[str]
) -> None:
    """Write the statement into a language's folder, from the checks that ran and what they found."""
    event, draft = evidence.event, draft_words(language, evidence.event.status)
    used = [source for fact in read_json(folder / "facts.json") for source in fact["sources"]]
    format_list = language.listed([FORMAT_NAMES[name] for name in formats])
    html = render_template(
        "accessibility.html",
        _=language.text,
        language=language.code,
        drafts=[draft] if draft else [],
        title=language.text("Accessibility statement"),
        report=format_files(event.status)["html"],
        about=language.words(event.title),
        date=date_text(language, "", evidence, used),
        when=language.text(
            "Each time the report is made, before it is published ({formats}):", formats=format_list
        ),
        results=list(_results(evidence, language)),
        typeset=publisher == "embedded" and "pdf" in formats,
        contact=contact(event),
    )
    (folder / STATEMENT).write_text(html, encoding="utf-8")


def _results(evidence: Evidence, language: Language) -> Iterator[str]:
    """Yield each check with its criteria and what it found."""
    found = Counter(one.kind for one in evidence.missing)
    for name, check in CHECKS.items():
        number = language.plural("{n} finding", "{n} findings", n=found[name]).plain
        yield language.text(
            "{check} (WCAG {criteria}): {result}.",
            check=language.text(check.requires).rstrip("."),
            criteria=check.criteria,
            result=number if found[name] else language.text("nothing found"),
        )
