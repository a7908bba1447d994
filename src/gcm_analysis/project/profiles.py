"""Reads `profiles.yml`, which says which notebooks make a report, in which order."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.yaml_file import Lines, line_of, read_described
from gcm_analysis.near import nearest, suggestion

PROFILES = "profiles.yml"
LABEL = f"notebooks/{PROFILES}"  # its name in messages

NotebookName = Annotated[str, Field(pattern=r"^[\w-]+$", max_length=100)]


class Profiles(RootModel[dict[str, Annotated[tuple[NotebookName, ...], Field(min_length=1)]]]):
    """The names of notebooks, without extension, by profile."""


def read_profiles(folder: Path) -> tuple[dict[str, tuple[str, ...]], Lines]:
    """Return the notebooks of each profile and the line of each, or raise an `EvidenceError`."""
    keys = "the name of a profile and a list of notebooks"
    profiles, problems, lines = read_described(
        folder / PROFILES, LABEL, Profiles, what="profiles, each with a list of notebooks", keys=keys
    )
    if profiles is None:
        raise EvidenceError(problems)
    return profiles.root, lines


def profile_notebooks(folder: Path, profile: str) -> list[Path]:
    """Return the notebooks of a profile in the order of the report."""
    profiles, lines = read_profiles(folder)
    if profile not in profiles:
        near = nearest(profile, profiles)
        hint = f"Did you mean {near}?" if near else f"Known: {', '.join(profiles)}."
        raise UserError(f"{PROFILES} in {folder} has no profile {profile!r}. {hint}")
    names = profiles[profile]
    problems = [
        Problem(LABEL, line_of(lines, f"{profile}.{number}"), f"{profile}.{number}", name, *wrong)
        for number, name in enumerate(names)
        for wrong in _wrong(folder, name, names[:number])
    ]
    if problems:
        raise EvidenceError(problems)
    return [folder / f"{name}.ipynb" for name in names]


def _wrong(folder: Path, name: str, before: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return what is expected and what to do, if a notebook does not exist or was named before."""
    if name in before:
        return [("each notebook once", "remove one of the two")]
    if os.path.lexists(folder / f"{name}.ipynb"):
        return []
    known = [path.stem for path in folder.glob("*.ipynb")]
    return [("a notebook that is there", suggestion(name, known, "add the notebook, or correct the name"))]
