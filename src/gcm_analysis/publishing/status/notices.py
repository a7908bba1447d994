"""What an organiser must say on its reports: who wrote and released it, disclaimer, funding, licence, and logos."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from gcm_analysis.evidence import Event, Evidence
from gcm_analysis.evidence.logos import logo_files
from gcm_analysis.evidence.releases import Release
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import escape
from gcm_analysis.publishing.status.imprint import is_of_others
from gcm_analysis.publishing.status.status import signatures
from gcm_analysis.publishing.status.versions import erratum

LOGOS = "logos"  # the folder of the stage that they lie in


def notices(language: Language, evidence: Evidence) -> str:
    """Return the notices of the imprint as markdown, one paragraph each; the project's own disclaimer where none is given."""
    event, given = evidence.event, evidence.event.notices
    lines = [*_written_by(language, event), *version_lines(language, evidence.release)]
    lines += [language.words(given.disclaimer) if given.disclaimer else _disclaimer(language, event)]
    lines += [language.words(words) for words in (given.funding, given.licence) if words]
    return "\n\n".join(escape(line) for line in lines)


def version_lines(language: Language, release: Release | None) -> Iterator[str]:
    """Yield who released which version and when, and what it corrects."""
    yield from signatures(language, release)
    if words := erratum(language, release):
        yield language.labelled(language.text("Erratum"), words)


def logos(language: Language, event: Event) -> list[dict[str, str]]:
    """Return the logos as the pages show them: the file within the stage, and what it shows."""
    return [{"src": f"{LOGOS}/{logo.file}", "alt": language.words(logo.alt)} for logo in event.notices.logos]


def copy_logos(event: Event, folder: Path, stage: Path) -> None:
    """Copy the files of all logos from the event's folder into the stage."""
    for name in (name for logo in event.notices.logos for name in logo_files(logo)):
        (stage / LOGOS).mkdir(exist_ok=True)
        shutil.copy(folder / name, stage / LOGOS)


def _written_by(language: Language, event: Event) -> Iterator[str]:
    if event.authors:
        names = language.listed([language.words(author.name) for author in event.authors])
        yield language.labelled(language.text("Written by"), names)
    if event.contact:
        yield language.labelled(language.text("Contact"), event.contact)


def _disclaimer(language: Language, event: Event) -> str:
    said = language.text(
        "What sources say is paraphrased; titles are as published. Rights in the sources remain with their holders."
    )
    if not is_of_others(language, event):
        return said
    others = language.text(
        "This report is not a publication of the event’s organisers and does not speak for any of them."
    )
    return f"{others} {said}"
