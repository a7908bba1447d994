"""What tests of forked kernels share: templates of their own, and kernels to ask."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from gcm_analysis.running.forkserver.starter import can_fork

PATIENCE = 60
QUIET = ["--log-level=CRITICAL", "--HistoryManager.hist_file=:memory:"]


class Kernel:
    """A running kernel: called with code, it returns what the code prints."""

    def __init__(self, name: str = "gcm-fork", idle: float | None = None, **options: Any) -> None:
        self.manager = KernelManager(kernel_name=name)
        if idle is not None:
            self.manager.kernel_spec.metadata["kernel_provisioner"]["config"] = {"idle": idle}
        self.manager.start_kernel(extra_arguments=QUIET, **options)
        self.client: BlockingKernelClient = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(PATIENCE)

    @property
    def pid(self) -> int:
        return self.manager.provisioner.pid

    @property
    def template(self) -> int:
        return int(self("import os; print(os.getppid())"))

    @property
    def forked(self) -> bool:
        return type(self.manager.provisioner.process).__name__ == "ForkedProcess"

    def __call__(self, code: str) -> str:
        said: list[str] = []

        def hear(message: dict[str, Any]) -> None:
            content = message["content"]
            if message["msg_type"] == "stream":
                said.append(content["text"])
            elif message["msg_type"] in {"display_data", "execute_result"}:
                said.append(content["data"].get("image/png", content["data"]["text/plain"]))

        reply = self.client.execute_interactive(code, output_hook=hear, timeout=PATIENCE)
        if reply["content"]["status"] != "ok":
            raise RuntimeError("\n".join(reply["content"].get("traceback", [str(reply["content"])])))
        return "".join(said).strip()

    def end(self) -> None:
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)


Start = Callable[..., Kernel]


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Return a private folder of this module's; the templates that are there in the end are ended."""
    if not can_fork():
        pytest.skip("kernels are not forked on this machine")
    folder = tempfile.mkdtemp(prefix="gcm-")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder) / "gcm-fork"
    for pid in templates(Path(folder)):
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder)


def templates(folder: Path) -> list[int]:
    """Return the processes that are templates with their sockets in this folder."""
    commands = {}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it ended meanwhile
            commands[int(path.parent.name)] = path.read_text(encoding="utf-8", errors="replace").split("\0")
    return [
        pid
        for pid, words in commands.items()
        if any(word.endswith("forkserver.template") for word in words)
        and any(word.startswith(str(folder)) for word in words)
    ]


@pytest.fixture
def start(place: Path) -> Iterator[Start]:
    """Return how to start a kernel; those that are left in the end are ended."""
    kernels: list[Kernel] = []

    assert place.parent.is_dir()

    def started(*arguments: Any, **options: Any) -> Kernel:
        kernels.append(Kernel(*arguments, **options))
        return kernels[-1]

    yield started
    for kernel in kernels:
        kernel.end()


@pytest.fixture
def own_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for a template that no other test started: a variable that begins so is part of a template's name."""
    monkeypatch.setenv("PANDAS_TEST", str(tmp_path))


def gone(pid: int, within: float = 5.0) -> bool:
    """Whether a process ends, and is waited for, within so many seconds."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False
