"""The kernel of one notebook: forked where that is sound, reached over local sockets, and never waited for by the clock."""

import sys
from contextlib import suppress
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import Type, default

from gcm_analysis.running.forkserver.folder import connection_file
from gcm_analysis.running.forkserver.starter import can_fork

SPEC = Path(__file__).parent / "forkserver" / "kernels" / "gcm-fork"
PATIENCE = 60.0  # seconds for a kernel to answer


class QuickClient(AsyncKernelClient):
    """A client that knows a kernel to be ready by its answer, where the usual one waits until nothing more is heard."""

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 - as its base
        """Ask the kernel who it is until the question is seen to be dealt with on both channels.

        What a kernel publishes before a client has subscribed is lost: then it is asked again, a little later each time.
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
        """Return the next message of a kind that the question led to; what earlier ones led to is passed over."""
        while True:
            message: dict[str, Any] = await channel.get_msg(timeout=patience)
            if message["msg_type"] == kind and message["parent_header"].get("msg_id") == question:
                return message

    wait_for_ready = _async_wait_for_ready


class QuickManager(AsyncKernelManager):
    """A manager of the forked kernel, whatever kernel a notebook names, which talks to it over private sockets."""

    client_class = "gcm_analysis.running.kernels.QuickClient"
    client_factory = Type(klass="gcm_analysis.running.kernels.QuickClient")

    @property
    def kernel_spec(self) -> KernelSpec:
        """The kernel's description, which needs to be installed nowhere."""
        if self._kernel_spec is None:
            self._kernel_spec = KernelSpec.from_resource_dir(str(SPEC))
        return self._kernel_spec

    @default("connection_file")
    def _default_connection_file(self) -> str:
        return _private_file()

    @default("transport")
    def _default_transport(self) -> str:
        """Sockets in the private folder: they need no free port, and nobody else can listen or speak."""
        return "ipc" if self.connection_file else "tcp"


def _private_file() -> str:
    """Return a path for a connection file beside which sockets fit, or nothing where there is none."""
    if sys.platform == "win32" or not can_fork():
        return ""
    with suppress(OSError):
        return str(connection_file())
    return ""
