"""The floor: runs the notebooks' code, cell by cell, in plain Python processes: same computing, drawing and files, no notebook.

`python -m benchmarks.many.floor FOLDER PROCESSES FORMATS JOBS` with jobs as JSON: lists of parameters, one for each report in one
language, with the names of its notebooks. The files are those that a reader opens: the report and its brief of two pages.
There is no kernel, no executed notebook, no appendix, no explorer, no metadata, no check of the result, no manifest.
"""

import json
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat
from nbformat.v4 import new_output

from gcm_analysis import notebook, paths
from gcm_analysis.caching.parts import NO_PARTS
from gcm_analysis.edition import parse_edition
from gcm_analysis.evidence import default_event
from gcm_analysis.library import load_edition
from gcm_analysis.project.notebook_file import parameters_of
from gcm_analysis.publishing.formats import embedded
from gcm_analysis.publishing.formats.brief import Brief, chosen
from gcm_analysis.publishing.stage.compositions import composition
from gcm_analysis.publishing.stage.language_build import LanguageBuild
from gcm_analysis.publishing.stage.staging import Offer

FILES = {"html": "index.html", "pdf": "report.pdf", "docx": "report.docx"}


@contextmanager
def shown() -> Iterator[list[nbformat.NotebookNode]]:
    """Collect the outputs."""
    outputs: list[nbformat.NotebookNode] = []

    def publish(data: dict[str, Any], metadata: dict[str, Any]) -> None:
        outputs.append(
            new_output(
                "display_data", data={kind: as_text(each) for kind, each in data.items()}, metadata=metadata
            )
        )

    with patch("gcm_analysis.outputs.cells.publish_display_data", publish):
        yield outputs


def as_text(content: str | bytes) -> str:
    """Return a picture as a notebook would store it."""
    return b64encode(content).decode() if isinstance(content, bytes) else content


def executed(path: Path, parameters: dict[str, Any]) -> nbformat.NotebookNode:
    """Run the code of a notebook in this process."""
    content: nbformat.NotebookNode = nbformat.read(path, as_version=4)
    names: dict[str, Any] = {}
    for cell in content.cells:
        if cell.cell_type == "code":
            with shown() as outputs, patch.object(notebook, "_running", partial(str, cell.source)):
                exec(cell.source, names)  # noqa: S102 - that is what a notebook is
            cell.outputs = outputs
            if "parameters" in cell.metadata.get("tags", []):
                names.update(parameters)
    return content


def make(job: tuple[str, str, dict[str, Any], list[str]]) -> None:
    """Make one report in one language."""
    folder, formats, given, names = job
    edition = parse_edition({"event": default_event(paths.data())} | given)
    found = [paths.notebooks() / f"{name}.ipynb" for name in names]
    run = {path.stem: executed(path, parameters_of(path, edition)) for path in found}
    evidence = load_edition(paths.data(), edition)
    wanted = tuple(formats.split(","))
    taken_over = composition(paths.notebooks(), evidence.event.profile, run)
    build = LanguageBuild(edition, evidence, run, Offer(wanted, (edition.language,), taken_over))
    stage = Path(folder) / f"{edition.name}-{edition.language}"
    chapters = build.stage(stage)
    for name in wanted:
        embedded.WRITERS[name](stage, stage / FILES[name])
    if taken_over:
        brief = Brief(build.language, evidence.event.status, wanted, chosen(chapters, taken_over))
        staged = brief.write_stage(stage, NO_PARTS)
        for name, file in brief.files.items():
            brief.write(name, staged, stage / file)


def main(folder: str, processes: str, formats: str, jobs: str) -> None:
    """Make all reports, `processes` at a time."""
    todo = [(folder, formats, given, names) for given, names in json.loads(jobs)]
    Path(folder).mkdir(parents=True, exist_ok=True)
    if processes == "1":
        for job in todo:
            make(job)
        return
    with get_context("spawn").Pool(int(processes)) as pool:
        pool.map(make, todo, chunksize=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
