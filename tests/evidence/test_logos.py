"""Organisers' logos: the files are searched for when the data are checked."""

from pathlib import Path

import pytest

from gcm_analysis.evidence import Evidence, Problem
from gcm_analysis.evidence.event import Event, Logo, Notices, Words
from gcm_analysis.evidence.logos import PNG_BEGINS, logo_problems

DRAWN = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def event_with(evidence: Evidence, *files: str) -> Event:
    logos = tuple(Logo(file=name, alt=Words(en="A logo", fr="Un logo")) for name in files)
    return evidence.event.model_copy(update={"notices": Notices(logos=logos)})


def problems(evidence: Evidence, folder: Path, *files: str) -> list[Problem]:
    return list(logo_problems(event_with(evidence, *files), folder, "data/events/e/"))


def test_logos_that_exist_are_accepted(tmp_path: Path, evidence: Evidence) -> None:
    (tmp_path / "a.png").write_bytes(PNG_BEGINS)
    (tmp_path / "b.svg").write_bytes(DRAWN)
    (tmp_path / "b.png").write_bytes(PNG_BEGINS)
    assert problems(evidence, tmp_path, "a.png", "b.svg") == []


def test_a_missing_logo_is_named_with_its_key(tmp_path: Path, evidence: Evidence) -> None:
    (problem,) = problems(evidence, tmp_path, "a.png")
    assert (problem.file, problem.column) == ("data/events/e/event.yml", "notices.logos.1.file")
    assert (problem.found, problem.remedy) == ("no file a.png", "add the file, or correct the name")


def test_an_svg_needs_a_png_beside_it_for_word(tmp_path: Path, evidence: Evidence) -> None:
    (tmp_path / "b.svg").write_bytes(DRAWN)
    (problem,) = problems(evidence, tmp_path, "b.svg")
    assert problem.remedy == "add b.png next to b.svg: Word shows no SVG"


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("b.svg", "SVG")])
def test_a_logo_that_is_not_a_picture_is_named(
    tmp_path: Path, evidence: Evidence, name: str, kind: str
) -> None:
    (tmp_path / "b.png").write_bytes(PNG_BEGINS)
    (tmp_path / name).write_bytes(b"GIF89a")
    (problem,) = problems(evidence, tmp_path, name)
    assert (problem.found, problem.expected) == (name, f"a picture of the kind {kind}")
