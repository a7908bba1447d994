"""Writes the commands that publish a report again, the workflow of the run, as a file next to its results."""

import shlex
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from gcm_analysis.edition import Edition, parse_edition
from gcm_analysis.publishing.status.status import DRAFT_FILES, FINAL_FILES, FORMATS

RERUN = "rerun.sh"


def rerun(manifest: Mapping[str, Any]) -> str:
    """Return a shell script that publishes the report of a manifest again, for the project's folder."""
    lines = [
        "#!/bin/sh",
        f"# Publishes this report again, in the project's folder. It was made with gcm-analysis {manifest['versions']['gcm-analysis']}.",
        "set -e",
        *commands(manifest),
    ]
    return "\n".join(lines) + "\n"


def commands(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Yield one command for all languages with the same formats, which are one request."""
    for formats, editions in by_formats(manifest):
        yield shlex.join(
            [
                *("gcm", "report", editions[0].event),
                *("--language", ",".join(edition.language for edition in editions)),
                *("--format", ",".join(formats)),
                *("--publisher", manifest["publisher"]),
                *_parameters(editions[0]),
            ]
        )


def by_formats(manifest: Mapping[str, Any]) -> list[tuple[tuple[str, ...], list[Edition]]]:
    """Return the editions of a report that are published in the same formats, together."""
    together: dict[tuple[str, ...], list[Edition]] = defaultdict(list)
    for _, parameters in sorted(manifest["parameters"].items()):
        edition = parse_edition(parameters)
        together[_formats(manifest["outputs"], edition.language)].append(edition)
    return sorted(together.items())


def _parameters(edition: Edition) -> list[str]:
    given = (
        f"{name}={str(value).lower() if isinstance(value, bool) else value}"
        for name, value in edition.changed.items()
    )
    return [part for one in given for part in ("-p", one)]


def _formats(outputs: Mapping[str, str], language: str) -> tuple[str, ...]:
    return tuple(
        name
        for name in FORMATS
        if any(f"{language}/{files[name]}" in outputs for files in (FINAL_FILES, DRAFT_FILES))
    )
