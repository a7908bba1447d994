"""Reads `briefs.yml`, which says which parts of its report each profile's brief contains."""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel

from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.yaml_file import Lines, line_of, read_described
from gcm_analysis.near import suggestion

COMPOSITIONS = "briefs.yml"
LABEL = f"notebooks/{COMPOSITIONS}"  # its name in messages
OF_SEVERAL = re.compile(r"-\d+$")  # ends the label of one of several exhibits of a cell


class Compositions(RootModel[dict[str, Annotated[tuple[str, ...], Field(min_length=1)]]]):
    """The chapters, figures and tables of a brief, by profile."""


def read_compositions(notebooks: Path) -> tuple[dict[str, tuple[str, ...]], Lines]:
    """Return the parts of each profile's brief, and the line of each; nothing if there is no such file."""
    path = notebooks / COMPOSITIONS
    if not os.path.lexists(path):
        return {}, {}
    keys = "the name of a profile and a list of chapters, figures and tables"
    read, problems, lines = read_described(path, LABEL, Compositions, what="briefs by profile", keys=keys)
    if read is None:
        raise EvidenceError(problems)
    return read.root, lines


def composition(notebooks: Path, profile: str, chapters: Collection[str]) -> tuple[str, ...]:
    """Return the chapters and exhibits of a profile's brief; none without a brief, or without its chapters."""
    names = read_compositions(notebooks)[0].get(profile, ())
    return names if set(names) & set(chapters) else ()


def composition_problems(notebooks: Path, parts: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Yield profiles that do not exist, and parts that their reports do not have, which a brief would silently omit.

    `parts` has the chapters and the labels of exhibits by profile; an empty collection means that it is not checked.
    """
    listed, lines = read_compositions(notebooks)
    for profile, names in listed.items():
        if profile not in parts:
            remedy = suggestion(profile, parts, "correct the name, or remove it")
            expected = f"a profile: {', '.join(parts)}"
            yield Problem(LABEL, line_of(lines, profile), profile, profile, expected, remedy)
        for number, name in enumerate(names):
            allowed = parts.get(profile, ())
            place = f"{profile}.{number}"
            if name in names[:number]:
                expected, remedy = "each part once", "remove one of the two"
                yield Problem(LABEL, line_of(lines, place), place, name, expected, remedy)
            elif allowed and not {name, OF_SEVERAL.sub("", name)} & set(allowed):
                expected = f"a chapter, a figure or a table of the profile {profile}"
                remedy = suggestion(name, allowed, f"choose one of: {', '.join(allowed)}")
                yield Problem(LABEL, line_of(lines, place), place, name, expected, remedy)
