"""Connections of one session: HTTP/1.1 on asyncio's streams, below httpx. One request at a time on each.

httpx's own are three times as dear for a connection, and eight times for a further request
(docs/decisions/2026-11-28-connections-of-our-own.md).
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

import httpx

from holdfast.tenant.http1 import body_of, ended_well, read_head, request_bytes
from holdfast.tenant.opening import Connection, Opener, Origin
from holdfast.tenant.proxies import shown_to

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Awaitable

    import h11

    from holdfast.tenant.proxies import ProxyOf

T = TypeVar("T")
_MOST = 100
"""Requests at once; more wait for one of them to be answered."""
_IDLE_SECONDS = 5.0
"""For which a connection is kept: what a service closes meanwhile would cost a request."""


class Connections(httpx.AsyncBaseTransport):
    """What sends the requests of one session."""

    def __init__(self, trust: ssl.SSLContext, proxy_of: ProxyOf) -> None:
        """Trust whom `trust` does, and go by the proxies of `proxy_of`."""
        self._opener = Opener(trust)
        self._proxy_of = proxy_of
        self._open: set[Connection] = set()
        self._idle: dict[Origin, list[tuple[float, Connection]]] = {}
        self._places = asyncio.Semaphore(_MOST)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return its answer, of which the body is still to be read.

        Raises:
            httpx.TransportError: when there is no answer.
            httpx.UnsupportedProtocol: when the address is of neither https nor http.
        """
        origin, proxy = Origin.of(request.url), self._proxy_of(request.url)
        await request.aread()
        seconds = request.extensions.get("timeout", {})
        await self._places.acquire()
        connection = None
        try:
            connection = self._kept(origin) or await self._opened(origin, proxy, seconds.get("connect"))
            head = await _asked(connection, request, proxy, seconds)
        except BaseException:
            self._end(connection)
            raise
        body = _Body(self, origin, connection, seconds.get("read"))
        told = {"http_version": b"HTTP/1.1", "reason_phrase": bytes(head.reason)}
        headers = head.headers.raw_items()
        return httpx.Response(head.status_code, headers=headers, stream=body, extensions=told)

    async def aclose(self) -> None:
        """Close every connection."""
        left, self._open = self._open, set()
        self._idle.clear()
        await asyncio.gather(*(one.close() for one in left))

    def done(self, origin: Origin, connection: Connection, *, again: bool) -> None:
        """Let another request begin, on this connection where it can be used `again`."""
        if again and connection in self._open:
            self._idle.setdefault(origin, []).append((time.monotonic(), connection))
            self._places.release()
        else:
            self._end(connection)

    async def _opened(self, origin: Origin, proxy: httpx.URL | None, seconds: float | None) -> Connection:
        try:
            connection = await _in_time(httpx.ConnectTimeout, seconds, self._opener.open(origin, proxy))
        except (OSError, EOFError) as error:
            raise httpx.ConnectError(str(error)) from error
        self._open.add(connection)
        return connection

    def _kept(self, origin: Origin) -> Connection | None:
        """Return a connection that was used before; those that cannot be used again are closed."""
        idle = self._idle.get(origin, [])
        while idle:
            since, connection = idle.pop()
            # What came unasked would be taken for the next answer.
            if connection.quiet() and time.monotonic() - since < _IDLE_SECONDS:
                return connection
            self._drop(connection)
        return None

    def _end(self, connection: Connection | None) -> None:
        """Let another request begin, on another connection."""
        if connection is not None:
            self._drop(connection)
        self._places.release()

    def _drop(self, connection: Connection) -> None:
        self._open.discard(connection)
        connection.writer.transport.abort()


class _Body(httpx.AsyncByteStream):
    """The body of one answer; when it is closed its connection is used again, or ended where not all was read."""

    def __init__(
        self, connections: Connections, origin: Origin, connection: Connection, seconds: float | None
    ) -> None:
        self._connections = connections
        self._origin = origin
        self._connection: Connection | None = connection
        self._seconds = seconds

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._connection is None:
            return
        parts = body_of(self._connection.reader, self._connection.said)
        while (part := await _read(self._seconds, anext(parts, None))) is not None:
            yield part

    async def aclose(self) -> None:
        """Give the connection back, once."""
        connection, self._connection = self._connection, None
        if connection is not None:
            again = connection.quiet() and ended_well(connection.said)
            self._connections.done(self._origin, connection, again=again)


async def _asked(
    connection: Connection, request: httpx.Request, proxy: httpx.URL | None, seconds: dict[str, float | None]
) -> h11.Response:
    """Return what the answer to a request begins with that is sent by a connection."""
    sent = _bytes_of(connection.said, request, proxy)
    with suppress(ConnectionError):  # it may have been answered before all of it was sent
        connection.writer.write(sent)
        await _in_time(httpx.WriteTimeout, seconds.get("write"), connection.writer.drain())
    return await _read(seconds.get("read"), read_head(connection.reader, connection.said))


def _bytes_of(said: h11.Connection, request: httpx.Request, proxy: httpx.URL | None) -> bytes:
    """Return a request as it is sent; a proxy is told the whole address of one that is not encrypted."""
    headers, target = request.headers.raw, request.url.raw_path
    if proxy is not None and request.url.scheme == "http":
        headers, target = [*headers, *shown_to(proxy)], str(request.url).encode("ascii")
    return request_bytes(said, request.method, target, headers, request.content)


async def _read(seconds: float | None, reading: Awaitable[T]) -> T:
    try:
        return await _in_time(httpx.ReadTimeout, seconds, reading)
    except OSError as error:
        raise httpx.ReadError(str(error)) from error


async def _in_time(late: type[httpx.TimeoutException], seconds: float | None, waiting: Awaitable[T]) -> T:
    try:
        async with asyncio.timeout(seconds):
            return await waiting
    except TimeoutError as error:
        raise late(str(error)) from error
