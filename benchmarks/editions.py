"""Runs and stages every edition of an event, and prints the results: `python -m benchmarks.editions`.

There is an edition for each combination of confidence, self-reports, level and region, in each language. Notebooks run
in this process, and figures are not drawn, so that an edition takes seconds and not a minute; everything else that can stop
one before its pages are rendered is done as in `gcm report`.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import nbformat
import seaborn as sns
from matplotlib import pyplot as plt
from nbformat import NotebookNode
from nbformat.v4 import new_output

from gcm_analysis import notebook, paths
from gcm_analysis.edition import ALL, LANGUAGES, Edition
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import Evidence, default_event
from gcm_analysis.evidence.vocabulary import LEVELS, REGIONS
from gcm_analysis.narrative.exhibits import Exhibit, Figure
from gcm_analysis.outputs import cells
from gcm_analysis.project.notebook_file import parameters_of
from gcm_analysis.project.profiles import profile_notebooks
from gcm_analysis.publishing.formats import embedded
from gcm_analysis.publishing.stage.chapters import Chapter
from gcm_analysis.publishing.stage.compositions import composition
from gcm_analysis.publishing.stage.language_build import LanguageBuild
from gcm_analysis.publishing.stage.staging import Offer
from gcm_analysis.publishing.status.status import check_complete
from gcm_analysis.report import with_staged_missing

CONFIDENCE = ("low", "medium", "high")
NOT_DRAWN = {"image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg"><text>1</text></svg>', "image/png": ""}
SHOW = notebook.Page.show
EXECUTED: dict[tuple[object, ...], tuple[tuple[object, ...], list[NotebookNode]]] = {}
LOAD = notebook.load_edition
CONCLUDED = cache(notebook.load_synthesis)  # read once, not once per notebook


def every_edition(event: str) -> Iterator[Edition]:
    """Yield the edition of each combination of confidence, self-reports, level, region and language."""
    choices = (CONFIDENCE, (True, False), (ALL, *LEVELS), (ALL, *REGIONS), LANGUAGES)
    names = ("minimum_confidence", "self_reports", "level", "region", "language")
    for values in product(*choices):
        yield Edition(event=event, **dict(zip(names, values, strict=True)))  # type: ignore[arg-type]


def build(edition: Edition) -> LanguageBuild:
    """Return an edition with the outputs of its notebooks, as after a run."""
    with (
        patch.object(notebook, "load_edition", _loaded),
        patch.object(notebook, "load_synthesis", CONCLUDED),
    ):
        evidence = _loaded(paths.data(), edition)
        profile = evidence.event.profile
        executed = {
            path.stem: _executed(path, edition) for path in profile_notebooks(paths.notebooks(), profile)
        }
    brief = composition(paths.notebooks(), profile, executed)
    return LanguageBuild(edition, evidence, executed, Offer(("html",), (edition.language,), brief))


def stage(edition: Edition, folder: Path) -> list[Chapter]:
    """Stage an edition into a new folder; raise what would keep it from being published."""
    built = build(edition)
    check_complete(built.evidence.event, edition.event, with_staged_missing(built.evidence, [built]).missing)
    return built.stage(folder)


def outcome(edition: Edition) -> tuple[int, str]:
    """Return the exit code and the message that `gcm report` would end with."""
    with TemporaryDirectory() as folder:
        try:
            stage(edition, Path(folder) / "stage")
            embedded.read(Path(folder) / "stage")
        except UserError as error:
            return error.exit_code, str(error)
    return 0, ""


def _loaded(data: Path, edition: Edition, *, releases: bool = True) -> Evidence:  # noqa: ARG001 - the signature that a page calls
    """Return the evidence of an edition: the same frames each time, by which exhibits are recognised as already made."""
    return _evidence(data, edition.event, edition.as_of, edition.profile)


@cache
def _evidence(data: Path, event: str, as_of: str, profile: str) -> Evidence:
    return LOAD(data, Edition(event=event, as_of=as_of, profile=profile))


def _executed(path: Path, edition: Edition) -> NotebookNode:
    """Return a notebook with the outputs of its cells."""
    executed, scope = nbformat.read(path, as_version=4), dict[str, Any]()
    with patch.object(cells, "_drawn", _undrawn), patch.object(sns.matrix, "_draw_figure"):
        for cell in executed.cells:
            if cell.cell_type == "code":
                shown = _keeping(cell.outputs)
                with (
                    patch.object(notebook.Page, "show", _show_in(cell.outputs)),
                    patch.object(cells, "publish_display_data", shown),
                    patch.object(notebook, "_running", partial(str, cell.source)),
                ):
                    exec(compile(cell.source, path.name, "exec"), scope)  # noqa: S102 - the project's own notebooks
                if "parameters" in cell.metadata.get("tags", []):
                    scope |= parameters_of(path, edition)
    return executed


def _keeping(outputs: list[NotebookNode]) -> Callable[..., None]:
    return lambda *parts: outputs.append(_output(*parts))


def _show_in(outputs: list[NotebookNode]) -> Callable[..., None]:
    def show(page: notebook.Page, make: Callable[..., Exhibit], *given: object, **more: object) -> None:
        outputs.extend(_shown(page, partial(make, **more) if more else make, given))

    return show


def _shown(
    page: notebook.Page, make: Callable[..., Exhibit], given: tuple[object, ...]
) -> list[NotebookNode]:
    """Show an exhibit; one of the same frames as before, such as those of the programme, is not made again."""
    key = (make, page.language.code, *(one if isinstance(one, str | Edition) else id(one) for one in given))
    if key not in EXECUTED:
        shown: list[NotebookNode] = []
        with patch.object(cells, "publish_display_data", _keeping(shown)):
            SHOW(page, make, *given)
        EXECUTED[key] = given, shown  # with what was given, so that no other frame takes its place in memory
    return EXECUTED[key][1]


def _output(data: dict[str, Any], metadata: dict[str, Any]) -> NotebookNode:
    return new_output("display_data", data, metadata=metadata)


def _undrawn(_: Figure) -> tuple[dict[str, str], str]:
    plt.close("all")
    return NOT_DRAWN, ""


def main() -> None:
    """Count the editions by exit code, and print the messages of those that fail."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--event", default=default_event(paths.data()))
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    editions = list(every_edition(asked.event))
    with ProcessPoolExecutor(asked.processes) as pool:
        outcomes = list(pool.map(outcome, editions, chunksize=8))
    for edition, (code, message) in zip(editions, outcomes, strict=True):
        if code:
            sys.stdout.write(f"{edition.language} {edition.name}: {code}: {message}\n")
    sys.stdout.write(f"{Counter(code for code, _ in outcomes)}\n")


if __name__ == "__main__":
    main()
