"""What `quarto render` runs first, at the top of the project: execute the notebooks, write the chapters.

Quarto's profile gives the language. The list of chapters is written last, so that a book never lists chapters that a
failed run left half written.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import yaml

from gcm_analysis import paths
from gcm_analysis.edition import LANGUAGES, parse_edition
from gcm_analysis.errors import show_errors
from gcm_analysis.evidence import default_event
from gcm_analysis.library import load_edition
from gcm_analysis.project.profiles import profile_notebooks
from gcm_analysis.publishing.formats import quarto
from gcm_analysis.publishing.stage.language_build import LanguageBuild
from gcm_analysis.publishing.stage.staging import Offer
from gcm_analysis.publishing.status.status import check_complete, check_publisher, check_released
from gcm_analysis.report import with_staged_missing
from gcm_analysis.running.notebooks import execute_all


def main() -> None:
    """Write chapters/ for the language of the active profile."""
    home = paths.home()
    chapters, work = home / "chapters", home / "reports" / ".work" / "quarto"
    language = language_of_profile(os.environ.get("QUARTO_PROFILE", ""))
    if not os.environ.get("QUARTO_PROJECT_RENDER_ALL") and _language_of(chapters) == language:
        return  # a preview asks again for each page that is opened
    for folder in (chapters, work):
        shutil.rmtree(folder, ignore_errors=True)
    edition = parse_edition({"event": default_event(paths.data()), "language": language})
    evidence = load_edition(paths.data(), edition)
    check_publisher(evidence.event.status, "quarto")
    check_released(evidence.releases, evidence.event, edition.event)
    os.environ["GCM_HOME"] = str(home)
    executed = execute_all(
        [edition],
        profile_notebooks(paths.notebooks(), evidence.event.profile),
        work / "executed",
        lambda _, name: _say(f"executed {name}"),
    )
    build = LanguageBuild(edition, evidence, executed[edition.language], Offer())
    missing = with_staged_missing(evidence, [build]).missing
    check_complete(evidence.event, edition.event, missing)
    names = quarto.write_chapters(chapters, work / "stage", build.stage(work / "stage"))
    shutil.copy(work / "stage" / "references.json", chapters)
    listed = {"chapters": [f"chapters/{name}" for name in names]}
    book = {"lang": language, "book": quarto.title_page(work / "stage") | listed}
    (chapters / "_chapters.yml").write_text(yaml.safe_dump(book, allow_unicode=True), encoding="utf-8")


def _language_of(chapters: Path) -> str:
    """Return the language in which all chapters are written; an empty text if they are not."""
    chapter_list = chapters / "_chapters.yml"
    if not chapter_list.is_file():
        return ""
    return str(yaml.safe_load(chapter_list.read_text(encoding="utf-8"))["lang"])


def language_of_profile(profiles: str) -> str:
    """Return the language that Quarto's comma-separated list of profiles names; English if none does."""
    return next((name for name in profiles.split(",") if name in LANGUAGES), LANGUAGES[0])


def _say(message: str) -> None:
    sys.stderr.write(f"{message}\n")


def _leave(message: str, exit_code: int) -> NoReturn:
    _say(message)
    sys.exit(exit_code)


if __name__ == "__main__":
    with show_errors(_leave):
        main()
