"""What `gcm report` would do again, and why: each step looked at without doing any of them."""

from collections.abc import Iterator

from gcm_analysis import paths
from gcm_analysis.build_request import BuildRequest
from gcm_analysis.caching.notebooks import why
from gcm_analysis.caching.published import unpublished
from gcm_analysis.caching.store import Store
from gcm_analysis.evidence import EvidenceError
from gcm_analysis.evidence.event_file import read_event
from gcm_analysis.project.profiles import profile_notebooks
from gcm_analysis.project_files import check_project_files


def rebuild_reasons(request: BuildRequest, store: Store) -> Iterator[tuple[str, list[str]]]:
    """Yield each step of a report with why it would be done; with nothing if it would not."""
    folder = paths.event(paths.data(), request.event)
    event, problems = read_event(folder / "event.yml", f"data/events/{request.event}/event.yml")
    if event is None:
        raise EvidenceError(problems)
    check_project_files(paths.notebooks(), event.profile)
    for edition in request.editions:
        for notebook in profile_notebooks(paths.notebooks(), event.profile):
            yield f"{edition.language}: {notebook.stem}", why(store, notebook, edition)
    yield "the report", unpublished(request, store)
