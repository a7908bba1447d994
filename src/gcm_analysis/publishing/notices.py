"""What an organiser must say on its reports: disclaimer, funding, licence, who cleared it, and logos."""

import shutil
from pathlib import Path

from gcm_analysis.evidence import Event
from gcm_analysis.evidence.logos import logo_files
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import escape
from gcm_analysis.publishing.status import signatures

LOGOS = "logos"  # the folder of the stage that they lie in


def notices(language: Language, event: Event) -> str:
    """Return the notices of the imprint as markdown, one paragraph each; the project's own disclaimer where none is given."""
    given = event.notices
    told = [escape(language.words(given.disclaimer))] if given.disclaimer else [_disclaimer(language)]
    told += [escape(language.words(words)) for words in (given.funding, given.licence) if words]
    return "\n\n".join([*told, *(escape(line) for line in signatures(language, event))])


def logos(language: Language, event: Event) -> list[dict[str, str]]:
    """Return the logos as the pages show them: the file within the stage, and what it shows."""
    return [{"src": f"{LOGOS}/{logo.file}", "alt": language.words(logo.alt)} for logo in event.notices.logos]


def copy_logos(event: Event, folder: Path, stage: Path) -> None:
    """Copy the files of all logos from the event's folder into the stage."""
    for name in (name for logo in event.notices.logos for name in logo_files(logo)):
        (stage / LOGOS).mkdir(exist_ok=True)
        shutil.copy(folder / name, stage / LOGOS)


def _disclaimer(language: Language) -> str:
    return language.say(
        "This report is not a publication of the event’s organisers and does not speak for any of them. What sources say is paraphrased; titles are as published. Rights in the sources remain with their holders."
    ).markdown
