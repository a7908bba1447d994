"""What template and clients say to each other: one JSON object a packet, over a Unix socket in the private folder."""

import json
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PACKET = 1 << 20  # bytes; more than a socket sends at once
WAITING = 128  # clients that may wait while the template imports


def listen(path: Path) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(str(path))
    path.chmod(0o600)
    listener.listen(WAITING)
    return listener


def connect(path: Path) -> socket.socket:
    """Connect to a template of this user's."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        raise
    return connection


def send(connection: socket.socket, message: dict[str, Any], files: Sequence[int] = ()) -> None:
    """Send a message, with open files that the other side gets as its own, and wait for nobody."""
    socket.send_fds(connection, [json.dumps(message).encode()], files, socket.MSG_DONTWAIT)


def receive(connection: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Return a message and the files that came with it; an empty message is the end of the connection."""
    data, files, _, _ = socket.recv_fds(connection, PACKET, 4)
    return read(data), files


def read(data: bytes) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(data) if data else {}
    return message
