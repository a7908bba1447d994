"""A forked kernel as its client sees it: what `subprocess.Popen` is for a kernel that was started."""

import asyncio
import signal
import socket
import time
from typing import Any

from gcm_analysis.running.forkserver import wire
from gcm_analysis.running.forkserver.starter import ForkError

LONGEST_NAP = 0.02  # seconds between two looks at whether the kernel has ended


class ForkedProcess:
    """A kernel of the template's. The connection is its life line: once it is closed, the kernel is killed."""

    stdin = stdout = stderr = None  # they were handed over, not piped

    def __init__(self, connection: socket.socket, pid: int) -> None:
        self._connection, self.pid = connection, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return how the kernel ended, or None while it runs."""
        if self.returncode is None:
            try:
                self._hear(self._connection.recv(wire.PACKET))
            except BlockingIOError:
                pass
            except ConnectionError:
                self._hear(b"")
        return self.returncode

    def wait(self) -> int:
        """Wait for the end and return how it ended."""
        while self.poll() is None:
            time.sleep(LONGEST_NAP)
        return self.returncode or 0

    async def ended(self) -> int:
        """Wait for the end, which comes milliseconds after a kill, without keeping others waiting."""
        nap = 0.001
        while self.poll() is None:
            await asyncio.sleep(nap)
            nap = min(2 * nap, LONGEST_NAP)
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        """Have the template signal the kernel's group; nothing happens if it has ended."""
        if self.poll() is None:
            try:
                wire.send(self._connection, {"signal": int(number)})
            except ConnectionError:
                self._hear(b"")

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _hear(self, data: bytes) -> None:
        """Hear how the kernel ended. Silence says that the template ended, and so the system killed its kernels."""
        self.returncode = wire.read(data).get("exit", -signal.SIGKILL)
        self._connection.close()


async def forked(connection: socket.socket, request: dict[str, Any], files: list[int]) -> ForkedProcess:
    """Ask for a kernel and return it once its ports are bound."""
    connection.setblocking(False)
    try:
        wire.send(connection, request, files)
        known: dict[str, Any] = {}
        while not known.keys() >= {"pid", "ready"}:
            known |= await _heard(connection)
    except BaseException:
        connection.close()  # and with it ends whatever was forked
        raise
    return ForkedProcess(connection, known["pid"])


async def _heard(connection: socket.socket) -> dict[str, Any]:
    message = wire.read(await asyncio.get_running_loop().sock_recv(connection, wire.PACKET))
    if not message or "exit" in message:
        raise ForkError(f"no kernel came of it: {message or 'the template ended'}")
    return message
