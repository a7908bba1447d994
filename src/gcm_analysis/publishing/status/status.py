"""Handles the status of a report: the names of its files, the mark on a draft, who cleared it, and what it refuses.

A draft is marked on every page and in the names of its files. A cleared or published report says by whom and when; it is
not built while anything is missing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from gcm_analysis.edition import ParameterError
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import Event, Evidence, EvidenceError
from gcm_analysis.evidence.event import Status
from gcm_analysis.evidence.missing import Missing
from gcm_analysis.evidence.releases import Releases, release_problems
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.accessibility.criteria import KINDS

DRAFT: Status = "draft"
FORMAT_NAMES = {"html": "HTML", "pdf": "PDF", "docx": "Word"}
FORMATS = tuple(FORMAT_NAMES)
STATUS_NAMES: dict[Status, str] = {
    "draft": mark("Draft"), "cleared": mark("Cleared for publication"), "published": mark("Published report"),
}  # fmt: skip
FINAL_FILES = {"html": "index.html", "pdf": "report.pdf", "docx": "report.docx"}
DRAFT_FILES = {"html": "report-draft.html", "pdf": "report-draft.pdf", "docx": "report-draft.docx"}
BRIEFS = {"html": "brief.html", "pdf": "brief.pdf"}
DRAFT_BRIEFS = {"html": "brief-draft.html", "pdf": "brief-draft.pdf"}
STATEMENT = "accessibility.html"
EXPLORER, DRAFT_EXPLORER = "evidence.html", "evidence-draft.html"


def as_draft(evidence: Evidence) -> Evidence:
    """Return the evidence with the status of a draft, whatever the event's own status."""
    return replace(evidence, event=evidence.event.model_copy(update={"status": DRAFT}))


def format_files(status: Status) -> dict[str, str]:
    """Return the file of each format; those of a draft have the word in their names."""
    return DRAFT_FILES if status == DRAFT else FINAL_FILES


def brief_files(status: Status) -> dict[str, str]:
    """Return the file of each format of a brief; those of a draft have the word in their names."""
    return DRAFT_BRIEFS if status == DRAFT else BRIEFS


def explorer_file(status: Status) -> str:
    """Return the file of the evidence explorer; that of a draft has the word in its name."""
    return DRAFT_EXPLORER if status == DRAFT else EXPLORER


def files_in(folder: Path) -> dict[str, str]:
    """Return the formats in a language's folder, each with its file, for a report of any status."""
    return _present(folder, FINAL_FILES, DRAFT_FILES)


def briefs_in(folder: Path) -> dict[str, str]:
    """Return the formats of the brief in a language's folder, each with its file."""
    return _present(folder, BRIEFS, DRAFT_BRIEFS)


def _present(folder: Path, *names: dict[str, str]) -> dict[str, str]:
    named = (pair for files in names for pair in files.items())
    present = {name: file for name, file in named if (folder / file).is_file()}
    return {name: present[name] for name in FORMATS if name in present}


def draft_words(language: Language, status: Status) -> dict[str, str]:
    """Return the words on every page of a draft: the word alone, and what it means; none for other reports."""
    if status != DRAFT:
        return {}
    return {
        "language": language.code,
        "word": language.verbatim("DRAFT"),
        "line": language.verbatim("Not cleared for publication"),
        "missing": language.verbatim("What is missing"),
    }


def check_languages(event: Event, name: str, languages: Sequence[str]) -> None:
    """Refuse a language in which the event has no report."""
    others = [code for code in languages if code not in event.languages]
    if others:
        raise ParameterError(
            f"The reports of {name} are in {' and '.join(event.languages)}, not in {' or '.join(others)}. "
            "Add the language to languages in event.yml, or leave it out of --language."
        )


def check_publisher(status: Status, publisher: str) -> None:
    """Refuse a draft by a publisher that can't put the word on every page."""
    if status == DRAFT and publisher == "quarto":
        raise ParameterError(
            "Quarto can’t put the word “draft” on every page and in every file’s name. "
            "Use --publisher embedded, or clear the report first."
        )


def check_complete(event: Event, name: str, missing: Sequence[Missing]) -> None:
    """Refuse to clear or publish a report while anything is missing; name all of it at once."""
    if missing and event.status != DRAFT:
        things = "1 thing is" if len(missing) == 1 else f"{len(missing)} things are"
        raise UserError(
            f"{name} is {event.status} according to event.yml, but {things} missing; nothing was published.\n"
            "To go on working, publish it with --draft, or set status: draft in event.yml.\n\n"
            + grouped(missing)
        )


def check_released(releases: Releases, event: Event, name: str) -> None:
    """Refuse to publish content under a signature that was given for other content."""
    problems = release_problems(releases, event.status, name)
    if problems:
        raise EvidenceError(problems)


def by_kind(missing: Iterable[Missing]) -> dict[str, list[Missing]]:
    """Return what is missing, sorted, in the order of `KINDS`."""
    order = list(KINDS)
    ordered = sorted(missing, key=lambda one: (order.index(one.kind), one))
    return {kind: list(group) for kind, group in groupby(ordered, key=lambda one: one.kind)}


def missing_list(event: Event, missing: Sequence[Missing]) -> str:
    """Return what is missing as `gcm check` shows it, and the consequence for a report of this status."""
    head = "This can be published as a draft; before it can be cleared, fix what is missing:"
    if event.status != DRAFT:
        head = f"The report can’t be published as {event.status} while this is missing:"
    return f"{head}\n\n{grouped(missing)}\n"


def grouped(missing: Iterable[Missing]) -> str:
    """Return each kind with its number, what to do, and every place."""
    parts = []
    for kind, found in by_kind(missing).items():
        places = (f"    {one.file}, {one.row}: {one.what}" for one in found)
        parts.append("\n".join([f"{KINDS[kind].what}: {len(found)}. {KINDS[kind].to_do}", *places]))
    return "\n\n".join(parts)
