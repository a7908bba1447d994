"""What tests share: a project that they may break, and the real evidence, read once."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from gcm_analysis.edition import DEFAULT_EVENT
from gcm_analysis.evidence import Evidence, load_evidence

HOME = Path(__file__).parents[1]

# The same examples each time, nothing left behind, and no test fails for being slow.
settings.register_profile("gcm", derandomize=True, database=None, deadline=None, max_examples=60)
settings.load_profile("gcm")


@pytest.fixture
def data_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project of its own with copies of data/ and notebooks/, which GCM_HOME names."""
    home = tmp_path / "project"
    for part in ("data", "notebooks"):
        shutil.copytree(
            HOME / part, home / part, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
        )
    monkeypatch.setenv("GCM_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    """Return the real evidence. Nothing may change it."""
    return load_evidence(HOME / "data", DEFAULT_EVENT)
