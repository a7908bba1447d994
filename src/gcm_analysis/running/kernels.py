"""The kernel of one notebook: a fork of the server if there is one; nothing waits for it by polling."""

import asyncio
import importlib.util
import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.util import get_temp_dir
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any
from uuid import uuid4

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Type, default

from gcm_analysis.running import forks

PATIENCE = 60.0  # seconds for a kernel to answer
DYING = 1.0  # seconds that a killed kernel with much memory takes at most to end


class QuickClient(AsyncKernelClient):
    """A client that takes a kernel's answer as readiness; the usual client waits until no more messages come."""

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 - as its base
        """Send the kernel info request until both channels show that it was handled.

        What a kernel publishes before a client has subscribed is lost: then the request is repeated, with growing delays.
        """
        end, patience = monotonic() + (timeout or PATIENCE), 0.05
        while not await self._answered(patience):
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if monotonic() > end:
                raise RuntimeError(f"Kernel didn't respond in {timeout or PATIENCE:.0f} seconds")
            patience = min(2 * patience, 1.0)

    async def _answered(self, patience: float) -> bool:
        question = self.kernel_info()
        with suppress(Empty):
            reply = await self._of(question, self.shell_channel, "kernel_info_reply", patience)
            self._handle_kernel_info_reply(reply)
            while (await self._of(question, self.iopub_channel, "status", patience))["content"] != {
                "execution_state": "idle"
            }:
                pass
            return True
        return False

    async def _of(self, question: str, channel: Any, kind: str, patience: float) -> dict[str, Any]:  # noqa: ANN401
        """Return the next message of a kind that answers this request; answers to earlier requests are skipped."""
        while True:
            message: dict[str, Any] = await channel.get_msg(timeout=patience)
            if message["msg_type"] == kind and message["parent_header"].get("msg_id") == question:
                return message

    wait_for_ready = _async_wait_for_ready


class QuickManager(AsyncKernelManager):
    """Manages a kernel of this interpreter, regardless of the kernel that a notebook names: forked, connected by sockets."""

    client_class = "gcm_analysis.running.kernels.QuickClient"
    client_factory = Type(klass="gcm_analysis.running.kernels.QuickClient")

    @property
    def kernel_spec(self) -> KernelSpec:
        """The kernel's description, which does not have to be installed."""
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())

    async def _async_pre_start_kernel(self, **options: Any) -> Any:  # noqa: ANN401 - as its base
        if self.provisioner is None:
            self.kernel_id = self.kernel_id or str(uuid4())
            self.provisioner = ForkProvisioner(
                kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
            )
        return await super()._async_pre_start_kernel(**options)

    @default("connection_file")
    def _default_connection_file(self) -> str:
        """Return a path in the run's own folder, which is removed with the run, and short enough for sockets next to it."""
        return f"{get_temp_dir()}/{uuid4().hex[:8]}.json" if forks.start_server() else ""

    @default("transport")
    def _default_transport(self) -> str:
        """Sockets in a private folder: they need no free port, and nobody else can connect."""
        return "ipc" if self.connection_file else "tcp"


class ForkProvisioner(LocalProvisioner):
    """Forks kernels. If forking fails for any reason, the kernel is started as usual; only the time differs."""

    process: Any = None

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:  # noqa: ANN401 - as its base
        folder = options.get("cwd") or os.curdir
        if not _can_be_forked(folder):
            return await super().launch_kernel(cmd, **options)
        try:
            self.process = ForkedKernel(cmd[3:], folder, options.get("env", os.environ))
        except (OSError, EOFError) as reason:
            self.log.info("The kernel is started, not forked: %s", reason)
            return await super().launch_kernel(cmd, **options)
        self.pid = self.pgid = self.process.pid
        self.cwd = str(folder)
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002 - as its base
        """Kill the kernel, and return when it is dead, so that nothing has to poll for it."""
        await super().kill(restart)
        if isinstance(self.process, ForkedKernel):
            await asyncio.to_thread(self.process.wait, DYING)


def _can_be_forked(folder: str | Path) -> bool:
    # matplotlib reads such a file when it is imported, which the server has done.
    return forks.start_server() and not Path(folder, "matplotlibrc").exists()


class ForkedKernel:
    """A forked kernel with bound ports, with the interface of `subprocess.Popen` that jupyter_client expects."""

    stdin = stdout = stderr = None  # shared with this process

    def __init__(self, arguments: Sequence[str], folder: str | Path, environment: Mapping[str, str]) -> None:
        context: Any = multiprocessing.get_context("forkserver")  # its type says nothing of processes
        # A cluster's worker is a daemon, and still ends its children.
        multiprocessing.current_process().daemon = False
        streams = [Connection(os.dup(number), readable=False) for number in (1, 2)]
        ready, their = context.Pipe(duplex=False)
        environment = {**environment, "JPY_PARENT_PID": str(os.getpid())}
        self._process = context.Process(
            target=run_kernel,
            args=(arguments, Path(folder).absolute(), environment, streams, their),
            daemon=True,
        )
        self._process.start()
        self.pid: int = self._process.pid
        for given in (their, *streams):
            given.close()
        with ready:
            if not ready.poll(PATIENCE):
                self.kill()
                raise TimeoutError("it does not begin")
            ready.recv()  # raises if the kernel ended

    def poll(self) -> int | None:
        """Return how the kernel ended, or None while it runs."""
        code: int | None = self._process.exitcode
        return code

    def wait(self, seconds: float | None = None) -> int | None:
        """Wait for the end, for so many seconds at most, and return how it ended."""
        self._process.join(seconds)
        return self.poll()

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()


def _add_working_directory() -> None:
    """Do what IPython does, except in a process that must not import from the working directory, as the server."""
    places = [
        place for place, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages"))
    ]
    sys.path.insert(min(places, default=0), "")


def run_kernel(
    arguments: Sequence[str],
    folder: str | Path,
    environment: Mapping[str, str],
    streams: Sequence[Connection],
    ready: Connection,
) -> None:
    """Run this fork as a kernel, exactly like one that was started, until it is shut down."""
    import matplotlib as mpl  # noqa: PLC0415 - only the fork needs it, and has it
    import numpy as np  # noqa: PLC0415
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415

    forks.begin(environment)
    os.chdir(folder)
    sys.path[:] = forks.path_of_server
    if not environment.get(forks.SAFE_PATH):
        _add_working_directory()
    for given, number in zip(streams, (1, 2), strict=True):
        os.dup2(given.fileno(), number)
        given.close()
    np.random.seed()  # noqa: NPY002 - the old generator is a module's state; Python's own sees to itself after a fork
    launcher = importlib.util.find_spec("ipykernel_launcher")
    sys.argv = [str(launcher and launcher.origin), *arguments]
    # Given here because ipykernel reads its parent's number when it is imported; a kernel without one prints a notice.
    app = IPKernelApp.instance(parent_handle=os.getppid())
    app.initialize(list(arguments))
    # ipykernel has just named its backend in the environment, where matplotlib would find it when it is imported.
    mpl.rcParams["backend"] = os.environ["MPLBACKEND"]
    ready.send(True)
    ready.close()
    app.start()
