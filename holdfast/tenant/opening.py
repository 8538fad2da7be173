"""Opens connections: to the first address of a name that takes one, through a proxy where one leads there, over TLS."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from dataclasses import field
from typing import TYPE_CHECKING, Self

import httpx
from aiohappyeyeballs import start_connection

from holdfast.model.value_class import value_class
from holdfast.tenant.http1 import conversation, read_head, request_bytes
from holdfast.tenant.proxies import shown_to

if TYPE_CHECKING:
    import ssl
    from collections.abc import Sequence

    import h11
    from aiohappyeyeballs import AddrInfoType

_NEXT_ADDRESS_SECONDS = 0.25
"""After which another address of a name is tried as well. Source: https://www.rfc-editor.org/rfc/rfc8305#section-8
(2026-11-28)."""
_PORTS = {"https": 443, "http": 80}
_LET_THROUGH = range(200, 300)


@value_class
class Origin:
    """Whom a connection leads to."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: httpx.URL) -> Self:
        """Return the origin of an address.

        Raises:
            httpx.UnsupportedProtocol: when it is of neither https nor http.
        """
        if url.scheme not in _PORTS:
            raise httpx.UnsupportedProtocol("an address begins with https:// or http://")
        return cls(url.scheme, url.raw_host.decode("ascii"), url.port or _PORTS[url.scheme])


class Stream(asyncio.StreamReader):
    """A stream that knows whether something came which nobody has read."""

    def __init__(self) -> None:
        """Read from the running loop."""
        super().__init__(loop=asyncio.get_running_loop())
        self.unread = 0
        """Bytes."""

    def feed_data(self, data: bytes) -> None:  # type: ignore[override] # asyncio feeds nothing else
        """Take what came."""
        self.unread += len(data)
        super().feed_data(data)

    async def read(self, n: int = -1) -> bytes:
        """See the base."""
        found = await super().read(n)
        self.unread -= len(found)
        return found


@value_class(eq=False)
class Connection:
    """One that is open."""

    reader: Stream
    writer: asyncio.StreamWriter
    said: h11.Connection = field(default_factory=conversation)

    def quiet(self) -> bool:
        """Return whether it has not ended, and all that came was read."""
        return not (self.reader.unread or self.reader.at_eof() or self.writer.is_closing())

    async def close(self) -> None:
        """End it at once."""
        self.writer.transport.abort()
        with suppress(OSError):
            await self.writer.wait_closed()


class Opener:
    """Opens the connections of one session."""

    def __init__(self, trust: ssl.SSLContext) -> None:
        """Trust whom `trust` does: who is asked, and a proxy that is reached by https."""
        trust.set_alpn_protocols(["http/1.1"])
        self._trust = trust

    async def open(self, origin: Origin, proxy: httpx.URL | None) -> Connection:
        """Return a connection by which `origin` is asked, or a proxy in its place.

        Raises:
            OSError: when nobody takes it, or whoever does cannot be trusted.
            httpx.ProxyError: when the proxy does not let it through.
            httpx.RemoteProtocolError: when it answers with something else.
        """
        connection = await _connected(origin if proxy is None else Origin.of(proxy))
        try:
            if proxy is not None:
                await self._encrypted(connection, Origin.of(proxy))
                if origin.scheme == "https":
                    await _let_through(connection, origin, proxy)
            if proxy is None or origin.scheme == "https":
                await self._encrypted(connection, origin)
        except BaseException:
            connection.writer.transport.abort()
            raise
        return connection

    async def _encrypted(self, connection: Connection, origin: Origin) -> None:
        if origin.scheme == "https":
            await connection.writer.start_tls(self._trust, server_hostname=origin.host)


async def _connected(origin: Origin) -> Connection:
    """Return a connection that is not encrypted yet.

    asyncio's own way to a connection over TLS leaves its transport open when it is given up at its first step.
    """
    loop, reader = asyncio.get_running_loop(), Stream()
    protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
    found = await _socket_to(origin.host, origin.port)
    try:
        transport, _ = await loop.create_connection(lambda: protocol, sock=found)
    except BaseException:
        found.close()
        raise
    return Connection(reader, asyncio.StreamWriter(transport, protocol, reader, loop))


async def _let_through(connection: Connection, origin: Origin, proxy: httpx.URL) -> None:
    """Ask a proxy for a tunnel."""
    host = f"[{origin.host}]" if ":" in origin.host else origin.host
    target = f"{host}:{origin.port}".encode("ascii")
    headers = [(b"Host", target), (b"Accept", b"*/*"), *shown_to(proxy)]
    said = conversation()
    connection.writer.write(request_bytes(said, "CONNECT", target, headers, b""))
    head = await read_head(connection.reader, said)
    if head.status_code not in _LET_THROUGH:
        raise httpx.ProxyError(f"{head.status_code} {head.reason.decode('ascii', 'replace')}")
    if connection.reader.unread or said.trailing_data[0]:
        raise httpx.RemoteProtocolError("the proxy says more than that it lets us through")


async def _socket_to(host: str, port: int) -> socket.socket:
    """Return a socket that is connected to the first address of a host which takes it.

    Raises:
        OSError: when none does.
    """
    addresses: Sequence[AddrInfoType] = _literal(host, port)
    if not addresses:
        loop = asyncio.get_running_loop()
        addresses = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return await start_connection(addresses, happy_eyeballs_delay=_NEXT_ADDRESS_SECONDS)


def _literal(host: str, port: int) -> list[AddrInfoType]:
    """Return the address that a host is, if it is one and no name."""
    for family in (socket.AF_INET, socket.AF_INET6):
        with suppress(OSError):
            socket.inet_pton(family, host)
            return [(family, socket.SOCK_STREAM, 0, "", (host, port))]
    return []
