"""The names under which the store keeps results."""

from pathlib import Path

from gcm_analysis.build_request import BuildRequest
from gcm_analysis.caching.files import digest
from gcm_analysis.edition import Edition


def notebook_slot(notebook: Path, edition: Edition) -> str:
    """Return the name of an executed notebook: it has one for each edition and language."""
    return f"{edition.name}/{edition.language}/{notebook.stem}"


def report_slot(request: BuildRequest) -> str:
    """Return the name of a published report: it may be published in several places."""
    return f"{request.name}/published-{digest(str(request.output))[:8]}"
