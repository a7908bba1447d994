"""The small report, published once; each test gets a copy of its own to break."""

import shutil
from pathlib import Path

import pytest
from tests.builders import Watch
from tests.sharing import made_once

from gcm_analysis.build_request import BuildRequest, Progress
from gcm_analysis.evidence import Evidence
from gcm_analysis.verifying import rebuilt

from .small import publish


@pytest.fixture
def quiet() -> Watch:
    return Watch()


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory, evidence: Evidence) -> Path:
    """Return the small report as it was published. Nothing may change it."""
    folder = made_once(tmp_path_factory, "small", lambda folder: publish(folder / "report", evidence))
    return folder / "report"


@pytest.fixture
def new_run(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a new run return the small report as it was published, without running a notebook."""

    def copied(order: BuildRequest, watch: Progress) -> Path:
        watch.begin(1)
        watch.step("published anew")
        return Path(shutil.copytree(good, order.report))

    monkeypatch.setattr(rebuilt, "publish_report", copied)


@pytest.fixture
def report(good: Path, tmp_path: Path) -> Path:
    """Return a copy of the small report, with its stages beside it."""
    for path in good.parent.iterdir():
        shutil.copytree(path, tmp_path / path.name)
    return tmp_path / good.name
