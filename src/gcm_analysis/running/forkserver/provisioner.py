"""What Jupyter calls to have a kernel: a fork of the template where that is sound, else an ordinary kernel."""

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, SubprocessError
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Float

from gcm_analysis.running.forkserver.folder import IDLE
from gcm_analysis.running.forkserver.process import ForkedProcess, forked
from gcm_analysis.running.forkserver.starter import ForkError, can_fork, template

LAUNCHER = ["-m", "ipykernel_launcher"]
KNOWN = frozenset({"env", "cwd", "stdin", "stdout", "stderr", "independent", "extra_arguments", "kernel_id"})
PATIENCE = 60.0  # seconds for a template to import and a kernel to begin
DYING = 1.0  # seconds that a killed kernel takes at most, with much memory to give back


class ForkProvisioner(LocalProvisioner):
    """Forks kernels. Whatever hinders a fork, the kernel is started as any other, and only the time differs."""

    idle = Float(IDLE, config=True, help="Seconds for which a template without kernels waits for the next.")
    process: Any = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ANN401 - as its base
        if not can_fork() or not same_kernel(cmd, kwargs):
            return await super().launch_kernel(cmd, **kwargs)
        try:
            self.process = await asyncio.wait_for(self._fork(cmd, kwargs), PATIENCE)
        except (OSError, SubprocessError) as reason:
            self.log.info("The kernel is started, not forked: %s", reason)
            return await super().launch_kernel(cmd, **kwargs)
        # Without a group, signals go through the process, that is through the template, which knows who is still alive.
        self.pid, self.pgid, self.cwd = self.process.pid, None, kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    async def _fork(self, command: list[str], options: Mapping[str, Any]) -> ForkedProcess:
        request = _request(command, options)
        streams = [_number(options.get("stdout"), 1), _number(options.get("stderr"), 2)]
        with suppress(ForkError, ConnectionError):
            return await forked(template(request["environment"], self.idle), request, streams)
        # The template may have ended, having waited long enough, just when it was asked: another one is.
        return await forked(template(request["environment"], self.idle), request, streams)

    async def wait(self) -> int | None:
        """Wait for the kernel's end; a fork's is heard, not looked for every tenth of a second."""
        if not isinstance(self.process, ForkedProcess):
            return await super().wait()
        code = await self.process.ended()
        self.process = None
        return code

    async def kill(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002 - as its base
        """Kill the kernel, and return when it is dead, so that nobody has to wait and look."""
        await super().kill(restart)
        if isinstance(self.process, ForkedProcess):
            with suppress(TimeoutError):
                await asyncio.wait_for(self.process.ended(), DYING)


def same_kernel(command: Sequence[str], options: Mapping[str, Any]) -> bool:
    """Whether a fork would be the same kernel as the one that this command and these options of `Popen` start.

    It has to be ipykernel on this very interpreter, without switches of the interpreter's own; no pipe to its streams;
    not meant to outlive its client; no settings of matplotlib in its working directory, which are read at import.
    """
    folder = Path(options.get("cwd") or Path.cwd())
    streams = [options.get(name) for name in ("stdout", "stderr")]
    return (
        list(command[:3]) == [sys.executable, *LAUNCHER]
        and KNOWN.issuperset(options)
        and options.get("stdin") in (None, DEVNULL)
        and not any(isinstance(stream, int) and stream < 0 for stream in streams)
        and not options.get("independent")
        and folder.is_dir()
        and not (folder / "matplotlibrc").exists()
    )


def _request(command: list[str], options: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "arguments": command[3:],
        "directory": str(Path(options.get("cwd") or "").absolute()),
        "environment": {**options.get("env", os.environ), "JPY_PARENT_PID": str(os.getpid())},
    }


def _number(stream: Any, default: int) -> int:  # noqa: ANN401 - whatever Popen takes for a stream
    if stream is None:
        return default
    return stream if isinstance(stream, int) else int(stream.fileno())
