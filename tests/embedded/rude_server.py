"""A server on loopback that says whatever it is told to, or nothing: what stands in the place of a token endpoint."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HANGS = None
"""Takes the connection and never says a word."""


def http(status: str, body: bytes, *headers: str) -> bytes:
    """A whole answer of HTTP."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


@contextmanager
def rude(answer: bytes | None) -> Iterator[tuple[str, list[bytes]]]:
    """A server that gives `answer` to everybody: its address, and the requests that came."""
    heard: list[bytes] = []
    held: list[socket.socket] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        """Answer until the listener is closed."""
        while True:
            try:
                connection, _ = listener.accept()
                heard.append(connection.recv(65_536))
                held.append(connection)
                if answer is not None:
                    connection.sendall(answer)
                    connection.shutdown(socket.SHUT_WR)
            except OSError:
                if listener.fileno() == -1:
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", heard
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
        for connection in held:
            connection.close()
