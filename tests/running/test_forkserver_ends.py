"""Nothing is left behind: no kernel without its client or template, no template that nobody needs, no zombie."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.running.conftest import QUIET, Start, gone, templates

from gcm_analysis.running.forkserver import key
from gcm_analysis.running.kernels import QuickManager

# A client that starts a kernel and a process of the kernel's, says who they are, and waits.
CLIENT = """
import time
from tests.running.conftest import Kernel
kernel = Kernel()
print(kernel.pid, kernel("import subprocess; print(subprocess.Popen(['sleep', '600']).pid)"), flush=True)
time.sleep(600)
"""


def client() -> tuple["subprocess.Popen[str]", list[int]]:
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", CLIENT],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout
    return process, [int(number) for number in process.stdout.readline().split()]


def children(pid: int) -> list[str]:
    """Return the states of a process's children; Z is one that ended and was not waited for."""
    stats = [path.read_text().rpartition(")")[2].split() for path in Path("/proc").glob("[0-9]*/stat")]
    return [state for state, parent, *_ in stats if int(parent) == pid]


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_client_that_ends_takes_its_kernel_along_and_what_that_started(number: signal.Signals) -> None:
    process, kernels = client()
    os.killpg(process.pid, number)  # as Ctrl-C does, to the whole group
    process.communicate()
    assert len(kernels) == 2
    assert all(gone(pid) for pid in kernels)


def test_a_killed_kernel_takes_along_what_it_started_and_leaves_no_zombie(start: Start) -> None:
    kernel, other = start(), start()
    template = other.template
    helper = int(kernel("import subprocess; print(subprocess.Popen(['sleep', '600']).pid)"))
    os.kill(kernel.pid, signal.SIGKILL)
    assert gone(kernel.pid)
    assert gone(helper)
    assert not kernel.manager.is_alive()
    assert "Z" not in children(template)
    assert other("print(1)") == "1"


def test_a_killed_template_takes_its_kernels_along_and_another_one_follows(start: Start) -> None:
    one, two = start(), start()
    template = one.template
    os.kill(template, signal.SIGKILL)
    assert gone(one.pid)
    assert gone(two.pid)
    assert not one.manager.is_alive()
    after = start()
    assert after.forked
    assert after.template != template


def test_a_template_that_has_waited_long_enough_ends_and_leaves_nothing(
    start: Start, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")  # a template of this test's own
    before = set(place.glob("*.sock"))
    idle = 2.0  # seconds: enough for a busy machine to connect
    kernel = start(idle=idle)
    (socket,) = set(place.glob("*.sock")) - before
    template = kernel.template
    time.sleep(idle + 0.5)
    assert not gone(template, within=0)  # not while it has a kernel
    kernel.end()
    assert gone(template)
    assert not list(place.glob(f"{socket.stem}*"))


def test_after_an_edit_of_the_code_kernels_come_from_a_new_template(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key, "PACKAGE", tmp_path)
    source = tmp_path / "module.py"
    source.write_text("a = 1", encoding="utf-8")
    old = start()
    source.write_text("a = 12", encoding="utf-8")
    new = start()
    first, second = old.template, new.template
    assert first != second
    assert old("print('still here')") == "still here"


def test_clients_that_come_at_the_same_time_share_one_template(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    script = "from gcm_analysis.running.forkserver import starter; starter.start_template()"
    before = templates(place)
    clients = [subprocess.Popen([sys.executable, "-W", "ignore", "-c", script]) for _ in range(4)]
    assert [process.wait() for process in clients] == [0, 0, 0, 0]
    assert len(templates(place)) == len(before) + 1


def test_a_quick_kernel_is_forked_talks_over_private_sockets_and_leaves_no_file(place: Path) -> None:
    def names() -> list[str]:
        return sorted(path.name.rpartition("-ipc")[1] for path in place.glob("kernel-*"))

    async def visit() -> tuple[str, list[str], list[str]]:
        manager = QuickManager(kernel_name="python3")
        await manager.start_kernel(extra_arguments=QUIET)
        kind, files = type(manager.provisioner.process).__name__, names()
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=60)
        said: list[str] = []
        await client.execute_interactive(
            "print(6 * 7)", output_hook=lambda news: said.append(news["msg_type"])
        )
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
        return kind, files, said

    with ThreadPoolExecutor(1) as apart:  # a browser's loop may be running in this thread
        kind, files, said = apart.submit(asyncio.run, visit()).result()
    assert kind == "ForkedProcess"
    assert files == ["", *["-ipc"] * 5]  # the connection file, and a socket for each channel
    assert said == ["status", "execute_input", "stream", "status"]  # and nothing of what was before
    assert names() == []


def test_a_template_whose_folder_was_swept_away_is_missed_by_nobody(start: Start, place: Path) -> None:
    kernel = start()
    shutil.rmtree(place)
    assert kernel("print(1)") == "1"
    assert start().forked
