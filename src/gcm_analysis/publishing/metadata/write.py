"""The metadata of one language as files."""

from collections.abc import Sequence
from pathlib import Path

from gcm_analysis.caching.memory import Keep, made_anew
from gcm_analysis.publishing.metadata import cite, figures
from gcm_analysis.publishing.metadata.datacite import datacite
from gcm_analysis.publishing.metadata.describe import Description
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
