"""Metadata as files: of one language, and of a report."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gcm_analysis.caching.memory import Keep, made_anew
from gcm_analysis.publishing.metadata import cite, figures
from gcm_analysis.publishing.metadata.all_reports import complete_card
from gcm_analysis.publishing.metadata.datacite import datacite
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.metadata.rocrate import CRATE, crate
from gcm_analysis.publishing.metadata.workflow import RERUN, rerun
from gcm_analysis.publishing.stage.chapters import Chapter
from gcm_analysis.publishing.stage.facts import write_json

DATACITE = "datacite.json"


def write_language(
    folder: Path, chapters: Sequence[Chapter], description: Description, keep: Keep = made_anew
) -> None:
    """Write into a language's folder its citations, its record for DataCite and the bundles of its figures."""
    (folder / cite.FOLDER).mkdir()
    (folder / cite.BIBTEX).write_text(cite.bibtex(description), encoding="utf-8")
    (folder / cite.RIS).write_text(cite.ris(description), encoding="utf-8", newline="")
    write_json(folder / DATACITE, datacite(description))
    figures.write_bundles(folder / figures.FOLDER, chapters, description, keep)


def write_report(report: Path, description: Description, manifest: Callable[[], Mapping[str, Any]]) -> None:
    """Write what belongs to all languages of a report: the commands that publish it again, its card, its RO-Crate.

    `manifest` tells what lies in the folder at the time; the crate lists all of it but itself.
    """
    (report / RERUN).write_text(rerun(manifest()), encoding="utf-8")
    complete_card(report, description)
    write_json(report / CRATE, crate(report, manifest(), description))
