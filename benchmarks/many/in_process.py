"""Runs papermill and nbconvert as documented, in one Python process: `python -m benchmarks.many.in_process JOBS`."""

import json
import os
import sys
import warnings
from pathlib import Path

import papermill
from nbconvert import HTMLExporter


def main(jobs: str) -> None:
    """Execute notebooks one after another, and write a page of each."""
    warnings.simplefilter("ignore")
    os.chdir(Path(os.environ["GCM_HOME"]))
    exporter = HTMLExporter()
    for source, target, parameters in json.loads(jobs):
        papermill.execute_notebook(
            source, target, parameters, progress_bar=False, cwd=Path(source).parent, log_output=False
        )
        body, _ = exporter.from_filename(target)
        Path(target).with_suffix(".html").write_text(body, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
