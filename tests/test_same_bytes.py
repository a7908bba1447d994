"""The same report twice: in other folders, with another locale, time zone, hash seed and mask, forked and started, kept
and made, its files have the same bytes."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.builders import contents_of

HOME = Path(__file__).parents[1]
GCM = [sys.executable, "-c", "from gcm_analysis.cli import entrypoint; entrypoint()"]
ORDER = ["report", "bangkok-2018-mieux", "--language", "en"]
HERE = {"LC_ALL": "C", "TZ": "America/Los_Angeles", "PYTHONHASHSEED": "1", "GCM_FORK": "1"}
THERE = {"LC_ALL": "C.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "77", "GCM_FORK": "0"}


def project(folder: Path) -> Path:
    for part in ("data", "notebooks"):
        ignored = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
        shutil.copytree(HOME / part, folder / part, ignore=ignored)
    return folder


def started(folder: Path, settings: dict[str, str], mask: int) -> "subprocess.Popen[str]":
    """Start `gcm report` in a project, which is found from the working directory."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GCM_", "LC_", "LANG", "SOURCE_"))
    }
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen([*GCM, *ORDER], cwd=folder, env=kept | settings, umask=mask, **streams)


def ended(process: "subprocess.Popen[str]") -> str:
    printed, _ = process.communicate()
    assert process.returncode == 0, printed
    return printed


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_every_file_of_a_report_has_the_same_bytes_wherever_and_however_it_is_made(tmp_path: Path) -> None:
    one = project(tmp_path / "here")
    other = project(tmp_path / "là bas" / "another, much longer name")
    runs = [started(one, HERE, 0o022), started(other / "notebooks", THERE, 0o077)]
    for run in runs:
        ended(run)
    made = contents_of(one / "reports")
    kinds = {Path(name).suffix for name in made}
    assert kinds >= {".html", ".pdf", ".docx", ".ipynb", ".json", ".csv"}
    assert differing(made, contents_of(other / "reports")) == []

    shutil.rmtree(one / "reports")
    printed = ended(started(one, HERE, 0o022))
    assert re.search(
        r"4 of 4 notebooks unchanged, 0 executed; (\d+) of \1 files unchanged, 0 written", printed
    )
    assert differing(made, contents_of(one / "reports")) == []
