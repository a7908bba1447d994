"""The benchmark still runs, so that it can be trusted when somebody needs it."""

import random
from pathlib import Path

import pytest
from benchmarks import name_variants, robustness, tampered
from benchmarks.many import floor, project
from benchmarks.mutations.__main__ import broken, read
from benchmarks.mutations.project import targets

from gcm_analysis import paths
from gcm_analysis.commands import terminal


def test_every_call_of_the_benchmark_returns_something() -> None:
    for name, call in robustness.calls(100).items():
        assert call() is not None, name


def test_a_change_is_made_in_one_place_and_is_the_same_each_time() -> None:
    change = tampered.KINDS["data: a number"].make
    first, second = (change(b"label,number\nseven,7\n", random.Random(1)) for _ in range(2))  # noqa: S311 - the same places
    assert first == second
    assert first is not None
    assert first.startswith(b"label,number\nseven,")
    assert first != b"label,number\nseven,7\n"


def test_a_name_is_planted_and_caught_in_every_place() -> None:
    places = (*name_variants.PLACES, name_variants.PDF)
    results = list(name_variants.planted({"Zora Quimby": ["Quimby", "Zora"]}, places))
    assert [result.place for result in results if result.caught] == [
        place for place in places for _ in range(2)
    ]


def test_the_floor_makes_a_partners_report_and_its_brief_without_a_notebook(tmp_path: Path) -> None:
    (brief,) = project.briefs(1)
    job = (
        str(tmp_path),
        "html",
        brief.parameters | {"profile": project.PROFILE},
        project.NOTEBOOKS[project.PROFILE],
    )
    floor.make(job)
    assert {"index.html", "brief.html"} <= {path.name for path in tmp_path.glob("*/*.html")}


def test_files_broken_at_random_end_in_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "GCM_HOME", str(tmp_path / "project")
    )  # put back afterwards, as the catalogue's folder is
    monkeypatch.setattr(paths, "LOCALE", paths.LOCALE)
    monkeypatch.setattr(terminal.out, "quiet", True)
    chosen = [one for one in targets(tmp_path / "project") if one.read.__name__ != "_import"]
    for number in range(10):
        lot = random.Random(number)  # noqa: S311 - no secret
        target = lot.choice(chosen)
        with broken(target, lot):
            assert read(target, 20)[0] in ("refused", "accepted"), (number, target.file)
    assert read(target, 20)[0] == "accepted", "what was broken is whole again"
