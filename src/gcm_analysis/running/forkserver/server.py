"""The template's service: whoever connects gets a kernel, may signal it, learns of its end, and takes it along when leaving.

A client is a connection with its kernel. The template is its parent, the only one who waits for it, and waits after its
group was signalled for the last time: so no signal reaches a process that took over the number of one that ended.
"""

import os
import selectors
import signal
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gcm_analysis.running.forkserver import wire


@dataclass(frozen=True)
class Request:
    """A kernel that was asked for: ipykernel's arguments, working directory, environment, standard output and error."""

    arguments: list[str]
    directory: str
    environment: dict[str, str]
    files: list[int] = field(repr=False)
    connection: socket.socket = field(repr=False)


@dataclass(eq=False)
class Client:
    """A connection and, once it asked for one, its kernel: number and descriptor of the process, connection file."""

    connection: socket.socket
    pid: int = 0
    pidfd: int = -1

    def signal(self, number: int) -> None:
        """Signal the kernel's group, or the kernel alone while it has none yet."""
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            signal.pidfd_send_signal(self.pidfd, number)


class Server:
    """All clients of a template, and the listener at which they arrive."""

    def __init__(self, listener: socket.socket, path: Path, idle: float) -> None:
        self._listener, self._path, self._idle = listener, path, idle
        self._clients: set[Client] = set()
        self._retired = False
        self._selector = selectors.DefaultSelector()
        self._selector.register(listener, selectors.EVENT_READ, self._arrived)

    def serve(self) -> Request | None:
        """Return a request in the process that is forked for it, and None in the template when it is over."""
        while True:
            ready = self._selector.select(self._patience())
            if not ready:
                if self._retired:
                    return None
                self._retire()
            for event, _ in ready:
                request: Request | None = event.data()
                if request:
                    return request

    def _patience(self) -> float | None:
        """Without limit while there are clients; when retired, no longer than for those who had already knocked."""
        if self._clients:
            return None
        return 0 if self._retired else self._idle

    def _retire(self) -> None:
        """Be found by nobody any more."""
        self._retired = True
        for path in (self._path, self._path.with_suffix(".log")):
            path.unlink(missing_ok=True)
        with suppress(OSError):
            self._path.parent.rmdir()  # if it was the last

    def _arrived(self) -> None:
        connection, _ = self._listener.accept()
        client = Client(connection)
        self._clients.add(client)
        self._selector.register(connection, selectors.EVENT_READ, lambda: self._heard(client))

    def _heard(self, client: Client) -> Request | None:
        if client not in self._clients:
            return None  # it left in the same round of events
        try:
            message, files = wire.receive(client.connection)
        except (OSError, ValueError):
            message, files = {}, []  # a connection that is broken, or makes no sense, is one that has ended
        if "arguments" in message:
            return self._fork(client, message, files)
        if "signal" in message and client.pid:
            client.signal(message["signal"])
        else:
            self._gone(client)
        return None

    def _fork(self, client: Client, message: dict[str, Any], files: list[int]) -> Request | None:
        try:
            pid = os.fork()
        except OSError:
            pid = -1
        if pid == 0:
            self._close_all_but(client)
            return Request(**message, files=files, connection=client.connection)
        for number in files:
            os.close(number)
        if pid < 0:
            self._leave(client)  # no memory or no process left: the client sees the end of the connection
        else:
            client.pid, client.pidfd = pid, os.pidfd_open(pid)
            self._selector.register(client.pidfd, selectors.EVENT_READ, lambda: self._ended(client))
            self._tell(client, {"pid": pid})
        return None

    def _gone(self, client: Client) -> None:
        """End the kernel whose client closed the connection or died, and whatever the kernel started."""
        if client.pid:
            self._selector.unregister(client.connection)  # its end would be heard again and again
            client.signal(signal.SIGKILL)
        else:
            self._leave(client)

    def _ended(self, client: Client) -> None:
        """Wait for a kernel that ended and tell its client; if it was killed, end first what it left behind."""
        if client not in self._clients:
            return
        how = os.waitid(os.P_PIDFD, client.pidfd, os.WEXITED | os.WNOWAIT)
        if how and how.si_code != os.CLD_EXITED:
            client.signal(signal.SIGKILL)
        _, status = os.waitpid(client.pid, 0)
        self._tell(client, {"exit": os.waitstatus_to_exitcode(status)})
        self._selector.unregister(client.pidfd)
        os.close(client.pidfd)
        self._leave(client)

    def _leave(self, client: Client) -> None:
        self._clients.remove(client)
        if client.connection.fileno() in self._selector.get_map():
            self._selector.unregister(client.connection)
        client.connection.close()

    def _tell(self, client: Client, message: dict[str, Any]) -> None:
        with suppress(OSError):  # if it left, the end of its connection is heard next
            wire.send(client.connection, message)

    def _close_all_but(self, kept: Client) -> None:
        """Close in a fork all that is the template's and other clients' business."""
        self._selector.close()
        self._listener.close()
        for client in self._clients - {kept}:
            client.connection.close()
            if client.pid:
                os.close(client.pidfd)
