"""An embedded tenant that ends leaves no socket open and prints nothing, whatever its clients are at.

Where one stayed open, it was closed when Python looked for garbage: as a warning in whatever ran by then.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import ssl
import struct
import time
import warnings
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator.server import TenantServer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Client = Callable[["Doors"], socket.socket]

_REQUEST = b"GET /v1.0/organization HTTP/1.1\r\nHost: graph.microsoft.com\r\n"
_CONNECT = b"CONNECT graph.microsoft.com:443 HTTP/1.1\r\n\r\n"
_LEAST_CLIENTS = 12


class Doors:
    """Where one server can be reached."""

    def __init__(self, server: TenantServer) -> None:
        self._server = server

    def tls(self) -> socket.socket:
        return _connected(self._server.base_url)

    def proxy(self) -> socket.socket:
        return _connected(self._server.proxy_url)

    def names(self) -> socket.socket:
        return _connected(self._server.name_server)

    def greeted(self, connection: socket.socket) -> socket.socket:
        context = ssl.create_default_context(cafile=str(self._server.ca_file))
        return context.wrap_socket(connection, server_hostname="graph.microsoft.com")

    def tunnel(self) -> socket.socket:
        return _asked(self.proxy(), _CONNECT)


def _connected(url: str) -> socket.socket:
    host, _, port = url.rpartition("/")[2].rpartition(":")
    return socket.create_connection((host, int(port)), timeout=900)


def _asked(connection: socket.socket, question: bytes) -> socket.socket:
    """Ask, and wait for the beginning of the answer."""
    connection.sendall(question)
    assert connection.recv(4096)
    return connection


def _told(connection: socket.socket, half: bytes) -> socket.socket:
    connection.sendall(half)
    return connection


def _shut(connection: socket.socket) -> socket.socket:
    connection.shutdown(socket.SHUT_RDWR)
    return connection


def _reset(connection: socket.socket) -> socket.socket:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    return connection


CLIENTS: dict[str, Client] = {
    "silent": lambda doors: doors.tls(),
    "half a greeting": lambda doors: _told(doors.tls(), b"\x16\x03\x01\x02\x00"),
    "greeted": lambda doors: doors.greeted(doors.tls()),
    "half a head": lambda doors: _told(doors.greeted(doors.tls()), _REQUEST),
    "half a body": lambda doors: _told(
        doors.greeted(doors.tls()), b"POST" + _REQUEST[3:] + b"Content-Length: 9\r\n\r\n{"
    ),
    "asked, and waits for more": lambda doors: _asked(doors.greeted(doors.tls()), _REQUEST + b"\r\n"),
    "asked and shut": lambda doors: _shut(_asked(doors.greeted(doors.tls()), _REQUEST + b"\r\n")),
    "asked and reset": lambda doors: _reset(_told(doors.greeted(doors.tls()), _REQUEST + b"\r\n")),
    "silent at the proxy": lambda doors: doors.proxy(),
    "half a word to the proxy": lambda doors: _told(doors.proxy(), _CONNECT[:10]),
    "refused by the proxy": lambda doors: _asked(doors.proxy(), b"GET / HTTP/1.1\r\n\r\n"),
    "in a tunnel": lambda doors: doors.tunnel(),
    "greeted in a tunnel": lambda doors: doors.greeted(doors.tunnel()),
    "asked in a tunnel": lambda doors: _asked(doors.greeted(doors.tunnel()), _REQUEST + b"\r\n"),
    "reset in a tunnel": lambda doors: _reset(doors.tunnel()),
    "silent at the name server": lambda doors: doors.names(),
    "half a question": lambda doors: _told(doors.names(), b"\x00\x40ab"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of one server after the other: keys and certificates are made once."""
    return tmp_path_factory.mktemp("served")


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS)
def test_server_that_ends_lets_go_of_every_socket(
    client: Client, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _ends_clean([client], folder, caplog)


def test_server_that_ends_lets_go_of_all_of_them_at_once(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert len(CLIENTS) >= _LEAST_CLIENTS
    _ends_clean([*CLIENTS.values()] * 3, folder, caplog)


def _ends_clean(clients: list[Client], folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    gc.collect()
    caplog.set_level(logging.WARNING, asyncio.__name__)
    with warnings.catch_warnings(record=True) as warned, ExitStack() as opened:
        warnings.simplefilter("always")
        with TenantServer(folder) as server:
            for client in clients:
                opened.enter_context(client(Doors(server)))
            time.sleep(0.05)  # for the server to come to what was sent last; whether it has must not matter
        del server
        gc.collect()
        told = [str(one.message) for one in warned]
    assert told == []
    assert [one.getMessage() for one in caplog.records] == []
