"""Writes the metadata of one language that are files of their own: citations, the DataCite record, bundles of figures."""

from collections.abc import Sequence
from pathlib import Path

from gcm_analysis.caching.memory import Keep, not_kept
from gcm_analysis.publishing.metadata import cite
from gcm_analysis.publishing.metadata.datacite import datacite
from gcm_analysis.publishing.metadata.describe import FIGURES, Description
from gcm_analysis.publishing.metadata.figures import write_bundles
from gcm_analysis.publishing.stage.chapters import Chapter
from gcm_analysis.publishing.stage.facts import write_json

DATACITE = "datacite.json"


def write_metadata(
    folder: Path, chapters: Sequence[Chapter], description: Description, keep: Keep = not_kept
) -> None:
    """Write citations, the DataCite record and the bundles of figures into a language's folder."""
    (folder / cite.FOLDER).mkdir()
    (folder / cite.BIBTEX).write_text(cite.bibtex(description), encoding="utf-8")
    (folder / cite.RIS).write_text(cite.ris(description), encoding="utf-8", newline="")
    write_json(folder / DATACITE, datacite(description))
    write_bundles(folder / FIGURES, chapters, description, keep)
