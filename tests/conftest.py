"""What tests share: a project that they may break, and the real evidence, read once."""

import gc
import re
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from tests.builders import DEFAULT_EVENT
from xdist.scheduler import LoadScopeScheduling

from gcm_analysis import cli, paths
from gcm_analysis.commands import terminal
from gcm_analysis.evidence import Evidence, load_evidence
from gcm_analysis.evidence.releases import release_problems
from gcm_analysis.publishing.status.releasing import ReleaseOptions, keep, new_release

HOME = Path(__file__).parents[1]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

# A shell's background job ignores Ctrl-C, and so would all that the tests start there: they are about a terminal's.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples each time, nothing left behind, and no test fails for being slow.
settings.register_profile("gcm", derandomize=True, database=None, deadline=None, max_examples=15)
settings.load_profile("gcm")


class ByCost(LoadScopeScheduling):
    """Keeps together what shares costly fixtures, where tests run on several cores.

    That is a file, and the tests of one changed record, whose story is made once. The laws compare with the story of
    the record as it is.
    """

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if file.endswith("test_laws.py"):
            return "nothing"
        if file.endswith("test_truth.py"):
            return re.sub(r"^(en|fr)-|-(en|fr)$", "", test.partition("[")[2].rstrip("]"))
        return file


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByCost:
    config.option.loadscopereorder = False  # files of few tests are the costly ones, and no good end of a run
    return ByCost(config, log)


# The first publishes the report of many others, so that no worker has to wait for it; at the end of a run, all of these
# would leave one worker alone at work.
FIRST = (
    "published/test_accessible.py",
    "test_same_bytes.py",
    "matrix/test_cluster.py",
    "published/test_hostile.py",
)


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not among what is there before the first test: it takes a fifth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items.sort(key=lambda item: next((n for n, file in enumerate(FIRST) if file in item.nodeid), len(FIRST)))


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


# Each report reads what the project concludes, which takes longer than a small report itself.
CONCLUSIONS = ("findings.yml", "answers.yml", "theory_of_change.yml", "cases.yml")


@pytest.fixture
def small_copy(data_copy: Path) -> Path:
    """Return a project of its own that concludes nothing, for reports about something else."""
    for name in CONCLUSIONS:
        (data_copy / "data" / name).unlink()
    return data_copy


def release(event: str) -> None:
    """Give the release that a cleared or published report needs, unless something is missing in it."""
    evidence = load_evidence(paths.data(), event)
    if release_problems(evidence.releases, evidence.event.status, event) and not evidence.missing:
        made = new_release(event, ReleaseOptions(erratum={"en": "It was wrong.", "fr": "C’était faux."}))
        if made:
            keep(event, made)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Debian's or any other Chromium, started once; without one, the tests that need it are skipped."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no Chromium on this machine to open the pages in")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    """Return the real evidence. Nothing may change it."""
    return load_evidence(HOME / "data", DEFAULT_EVENT)


class Terminal:
    """Runs `gcm` in this process and keeps what it printed, without colours and with HOME for the project."""

    def __init__(self, home: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self._patch, self._capsys = home, patch, capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        self._patch.setattr(sys, "argv", ["gcm", *arguments])
        with pytest.raises(SystemExit) as left:
            cli.entrypoint()
        out, err = (self._clean(text) for text in self._capsys.readouterr())
        return int(left.value.code or 0), out, err

    def _clean(self, text: str) -> str:
        return COLOUR.sub("", text).replace(str(self.home), "HOME")


@pytest.fixture
def gcm(data_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    for name, value in {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "SOURCE_DATE_EPOCH": "0"}.items():
        monkeypatch.setenv(name, value)
    for console in (terminal.out, terminal.err):  # both were made before this, with the columns of then
        monkeypatch.setattr(console, "_width", 100)
    return Terminal(data_copy, monkeypatch, capsys)
