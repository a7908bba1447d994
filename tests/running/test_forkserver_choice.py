"""Which template a kernel comes from, and when it is rather started than forked."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from tests.running.conftest import Start

from gcm_analysis.running.forkserver import folder, key, starter, wire
from gcm_analysis.running.forkserver.provisioner import same_kernel

PLAIN = {"HOME": "/home/a", "LANG": "C.UTF-8", "PATH": "/bin"}
COMMAND = [sys.executable, "-m", "ipykernel_launcher", "-f", "kernel.json"]


def test_jupyter_finds_the_kernel_and_its_description_adds_nothing_but_the_provisioner() -> None:
    found = KernelSpecManager()
    forked, ordinary = (found.get_kernel_spec(name).to_dict() for name in ("gcm-fork", "python3"))
    assert forked["metadata"].pop("kernel_provisioner") == {"provisioner_name": "gcm-fork", "config": {}}
    assert forked.pop("display_name") != ordinary.pop("display_name")
    assert forked == ordinary


@pytest.mark.parametrize(
    "name",
    [
        "OMP_NUM_THREADS",
        "MPLBACKEND",
        "PYTHONHASHSEED",
        "PYTHONPATH",
        "TZ",
        "LC_ALL",
        "XDG_CONFIG_HOME",
        "TMPDIR",
    ],
)
def test_what_is_read_at_import_decides_on_the_template(name: str) -> None:
    assert key.template_name(PLAIN) != key.template_name(PLAIN | {name: "1"})


@pytest.mark.parametrize("name", ["GCM_HOME", "PWD", "JPY_PARENT_PID", "SOURCE_DATE_EPOCH", "COLUMNS"])
def test_what_is_read_later_does_not(name: str) -> None:
    assert key.template_name(PLAIN) == key.template_name(PLAIN | {name: "1"})


def test_the_rights_of_new_files_and_the_priority_are_those_of_the_client() -> None:
    before = key.template_name(PLAIN)
    mask = os.umask(0o027)
    try:
        assert key.template_name(PLAIN) != before
    finally:
        os.umask(mask)
    assert key.template_name(PLAIN) == before


def test_an_edit_anywhere_in_the_package_asks_for_another_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key, "PACKAGE", tmp_path)
    (tmp_path / "deep" / "__pycache__").mkdir(parents=True)
    names = [key.template_name(PLAIN)]
    for path, text in (("a.py", "1"), ("deep/b.py", "2"), ("deep/b.py", "22"), ("deep/c.yml", "3")):
        (tmp_path / path).write_text(text, encoding="utf-8")
        names.append(key.template_name(PLAIN))
    assert len(set(names)) == 5
    (tmp_path / "deep" / "__pycache__" / "b.pyc").touch()
    assert key.template_name(PLAIN) == names[-1]


def test_settings_of_matplotlib_s_ask_for_another_template(tmp_path: Path) -> None:
    at_home = PLAIN | {"HOME": str(tmp_path)}
    before = key.template_name(at_home)
    settings = tmp_path / ".config" / "matplotlib" / "matplotlibrc"
    settings.parent.mkdir(parents=True)
    settings.write_text("font.size: 3", encoding="utf-8")
    assert key.template_name(at_home) != before


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder for sockets, whose path is short."""
    with TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.mark.parametrize("rights", [0o755, 0o770, 0o701])
def test_a_folder_that_others_can_reach_is_refused(rights: int, runtime: Path) -> None:
    assert folder.private_folder().stat().st_mode & 0o777 == 0o700
    (runtime / folder.NAME).chmod(rights)
    with pytest.raises(PermissionError, match="is not a folder that this user alone can reach"):
        folder.private_folder()


def test_a_folder_of_somebody_else_s_is_refused_be_it_by_a_link(runtime: Path) -> None:
    (runtime / "real").mkdir(mode=0o700)
    (runtime / folder.NAME).symlink_to(runtime / "real")
    with pytest.raises(PermissionError):
        folder.private_folder()


def test_sockets_fit_however_long_the_path_of_temporary_files_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("a" * 100)
    long.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long))
    assert len(str(folder.connection_file())) < folder.LONGEST
    assert list(long.iterdir()) == []


def test_what_a_killed_client_left_is_removed_and_what_a_living_one_has_is_not(runtime: Path) -> None:
    private = folder.private_folder()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    mine, left = private / f"kernel-{os.getpid()}-0.json", private / f"kernel-{ended.pid}-0-ipc-1"
    for path in (mine, left):
        path.touch()
    folder.sweep()
    assert list(private.iterdir()) == [mine]
    mine.unlink()
    folder.sweep()
    assert list(runtime.iterdir()) == []


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (["/usr/bin/python3", *COMMAND[1:]], {}),
        ([sys.executable, "-Xfrozen_modules=off", *COMMAND[1:]], {}),
        ([sys.executable, "-m", "another_kernel", "-f", "kernel.json"], {}),
        (COMMAND, {"independent": True}),
        (COMMAND, {"stdout": PIPE}),
        (COMMAND, {"stderr": STDOUT}),
        (COMMAND, {"stdin": PIPE}),
        (COMMAND, {"preexec_fn": print}),
        (COMMAND, {"cwd": "/no/such/folder"}),
    ],
)
def test_a_kernel_that_a_fork_could_not_be_is_started(command: list[str], options: dict[str, Any]) -> None:
    assert same_kernel(COMMAND, {"env": {}, "cwd": "/", "stdin": DEVNULL, "stdout": 1})
    assert not same_kernel(command, options)


def test_a_folder_with_settings_of_matplotlib_s_gets_a_started_kernel(tmp_path: Path) -> None:
    assert same_kernel(COMMAND, {"cwd": str(tmp_path)})
    (tmp_path / "matplotlibrc").touch()
    assert not same_kernel(COMMAND, {"cwd": str(tmp_path)})


@pytest.mark.parametrize(
    "elsewhere",
    [
        lambda patch: patch.setattr(sys, "platform", "darwin"),
        lambda patch: patch.setattr(sys, "platform", "win32"),
        lambda patch: patch.delattr(os, "fork"),
        lambda patch: patch.delattr(os, "pidfd_open"),
        lambda patch: patch.setenv("GCM_FORK", "0"),
    ],
    ids=["macOS", "Windows", "no fork", "no pidfd", "not wanted"],
)
def test_where_forking_is_not_sound_it_is_not_done(elsewhere: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere(monkeypatch)
    assert not starter.can_fork()


def test_where_forking_is_not_sound_the_same_kernel_is_started_without_a_word(
    start: Start, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GCM_FORK", "0")
    kernel = start()
    assert not kernel.forked
    assert kernel("print(6 * 7)") == "42"
    kernel.end()
    assert capfd.readouterr() == ("", "")


def test_a_template_that_cannot_be_had_is_no_news(
    start: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seaborn.py").write_text("raise RuntimeError('broken')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    kernel = start()
    assert not kernel.forked
    assert kernel("print(6 * 7)") == "42"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (
            "import threading, time; threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
            "threads",
        ),
        ("kept = open(__file__)", "open files"),
    ],
)
def test_a_template_with_a_thread_or_an_open_file_is_not_forked(
    source: str, reason: str, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nbformat.py").write_text(source, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    logs = folder.private_folder()
    before = set(logs.iterdir())
    assert not start().forked
    told = [path.read_text(encoding="utf-8") for path in set(logs.glob("*.unusable")) - before]
    assert told
    assert all(reason in text for text in told)
    assert not start().forked  # and no template was tried again:
    assert not set(logs.glob("*.log")) - before


def test_a_message_that_makes_no_sense_ends_the_connection_and_nothing_else(start: Start) -> None:
    kernel = start()
    for message in (b"{", b'{"signal": 9}', b'{"what": 1}'):
        with starter.template(os.environ) as connection:
            connection.send(message)
            if message != b'{"signal": 9}':
                assert connection.recv(wire.PACKET) == b""
    assert kernel("print(1)") == "1"
