"""The template's service: whoever connects gets a kernel, may signal it, is told its end, and takes it along when leaving.

A guest is one connection and its kernel. The template is its parent, the only one who waits for it, and waits after its
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
class Guest:
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


class Guests:
    """All guests of a template, and the listener at which they arrive."""

    def __init__(self, listener: socket.socket, path: Path, idle: float) -> None:
        self._listener, self._path, self._idle = listener, path, idle
        self._guests: set[Guest] = set()
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
        """Without limit while there are guests; when retired, no longer than for those who had already knocked."""
        if self._guests:
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
        wire.check_peer(connection)
        guest = Guest(connection)
        self._guests.add(guest)
        self._selector.register(connection, selectors.EVENT_READ, lambda: self._heard(guest))

    def _heard(self, guest: Guest) -> Request | None:
        if guest not in self._guests:
            return None  # it left in the same round of events
        try:
            message, files = wire.receive(guest.connection)
        except (OSError, ValueError):
            message, files = {}, []  # a connection that is broken, or makes no sense, is one that has ended
        if "arguments" in message:
            return self._fork(guest, message, files)
        if "signal" in message and guest.pid:
            guest.signal(message["signal"])
        elif "retire" in message:
            self._retire()
        else:
            self._gone(guest)
        return None

    def _fork(self, guest: Guest, message: dict[str, Any], files: list[int]) -> Request | None:
        try:
            pid = os.fork()
        except OSError:
            pid = -1
        if pid == 0:
            self._close_all_but(guest)
            return Request(**message, files=files, connection=guest.connection)
        for number in files:
            os.close(number)
        if pid < 0:
            self._leave(guest)  # no memory or no process left: the client sees the end of the connection
        else:
            guest.pid, guest.pidfd = pid, os.pidfd_open(pid)
            self._selector.register(guest.pidfd, selectors.EVENT_READ, lambda: self._ended(guest))
            self._tell(guest, {"pid": pid})
        return None

    def _gone(self, guest: Guest) -> None:
        """End the kernel whose client closed the connection or died, and whatever the kernel started."""
        if guest.pid:
            self._selector.unregister(guest.connection)  # its end would be heard again and again
            guest.signal(signal.SIGKILL)
        else:
            self._leave(guest)

    def _ended(self, guest: Guest) -> None:
        """Wait for a kernel that ended and tell its client; if it was killed, end first what it left behind."""
        if guest not in self._guests:
            return
        how = os.waitid(os.P_PIDFD, guest.pidfd, os.WEXITED | os.WNOWAIT)
        if how and how.si_code != os.CLD_EXITED:
            guest.signal(signal.SIGKILL)
        _, status = os.waitpid(guest.pid, 0)
        self._tell(guest, {"exit": os.waitstatus_to_exitcode(status)})
        self._selector.unregister(guest.pidfd)
        os.close(guest.pidfd)
        self._leave(guest)

    def _leave(self, guest: Guest) -> None:
        self._guests.remove(guest)
        if guest.connection.fileno() in self._selector.get_map():
            self._selector.unregister(guest.connection)
        guest.connection.close()

    def _tell(self, guest: Guest, message: dict[str, Any]) -> None:
        with suppress(OSError):  # if it left, the end of its connection is heard next
            wire.send(guest.connection, message)

    def _close_all_but(self, kept: Guest) -> None:
        """Close in a fork all that is the template's and other guests' business."""
        self._selector.close()
        self._listener.close()
        for guest in self._guests - {kept}:
            guest.connection.close()
            if guest.pid:
                os.close(guest.pidfd)
