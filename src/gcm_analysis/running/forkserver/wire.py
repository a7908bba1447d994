"""What template and clients say to each other: one JSON object a packet, over a Unix socket of the same user."""

import json
import os
import socket
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PACKET = 1 << 20  # bytes; more than a socket sends at once
WAITING = 128  # clients that may wait while the template imports
CREDENTIALS = struct.Struct("3i")  # pid, uid, gid


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
        check_peer(connection)
    except OSError:
        connection.close()
        raise
    return connection


def check_peer(connection: socket.socket) -> None:
    """Refuse whoever is not this user, whatever the permissions of the folder say."""
    found = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)
    _, user, _ = CREDENTIALS.unpack(found)
    if user != os.getuid():
        raise PermissionError(f"the other side of the socket is user {user}")


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
