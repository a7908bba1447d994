"""A project as small as one can be, and a store beside it."""

from pathlib import Path

import pytest

from gcm_analysis.caching.store import Store


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with two tables, which GCM_HOME names."""
    home = tmp_path / "project"
    (home / "notebooks").mkdir(parents=True)
    (home / "data" / "events" / "one").mkdir(parents=True)
    (home / "data" / "sources.csv").write_text("id,title\nS1,One\nS2,Two\nS3,Three\n", encoding="utf-8")
    (home / "data" / "events" / "one" / "notes.csv").write_text("id\nN1\n", encoding="utf-8")
    monkeypatch.setenv("GCM_HOME", str(home))
    return home


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")
