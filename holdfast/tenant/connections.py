"""Connections of a session: HTTP/1.1 on asyncio's streams, below httpx. One request at a time on each.

httpx's own are three times as dear for a connection, and eight times for a further request
(docs/decisions/2026-11-28-connections-of-our-own.md).
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

import httpx

from holdfast.tenant.http1 import body_of, ended_well, read_head, request_bytes
from holdfast.tenant.idle import Idle
from holdfast.tenant.opening import Connection, Opener, Origin
from holdfast.tenant.proxies import shown_to

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Awaitable

    import h11

    from holdfast.tenant.idle import Where
    from holdfast.tenant.proxies import ProxyOf

T = TypeVar("T")
_MOST = 100
"""Requests at once; more wait for one of them to be answered."""
_NUMBER = b"client-request-id"
"""Header by which a question bears a number that its answer repeats.

Sources: https://learn.microsoft.com/graph/best-practices-concept, and MS-OAPX for sign-in, which repeats it where
`return-client-request-id` is true (recalled 2026-11-29). Who does not repeat it is asked over connections of our own.
"""


class Connections(httpx.AsyncBaseTransport):
    """What sends the requests of one session."""

    def __init__(self, trust: ssl.SSLContext, proxy_of: ProxyOf, common: Idle | None = None) -> None:
        """Trust whom `trust` does, and go by the proxies of `proxy_of`; `common` are connections of the whole run."""
        self._trust = trust
        self._opener = Opener(trust)
        self._proxy_of = proxy_of
        self._common = common
        self._open: set[Connection] = set()
        self._own = Idle()
        self._places = asyncio.Semaphore(_MOST)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return its answer, of which the body is still to be read.

        Raises:
            httpx.TransportError: when there is no answer.
            httpx.UnsupportedProtocol: when the address is of neither https nor http.
        """
        origin, proxy = Origin.of(request.url), self._proxy_of(request.url)
        where = self._trust, origin, proxy
        await request.aread()
        seconds = request.extensions.get("timeout", {})
        number = self._numbered(request)
        await self._places.acquire()
        try:
            connection, head = await self._answered(request, where, seconds, number)
        except BaseException:
            self._places.release()
            raise
        ours = bool(number) and _number_of(head) == number
        body = _Body(self, where, connection, seconds.get("read"), ours=ours)
        told = {"http_version": b"HTTP/1.1", "reason_phrase": bytes(head.reason)}
        headers = head.headers.raw_items()
        return httpx.Response(head.status_code, headers=headers, stream=body, extensions=told)

    async def aclose(self) -> None:
        """Close every connection of the session; what waits for whoever of the run takes it is left."""
        left, self._open = self._open, set()
        self._own = Idle()
        await asyncio.gather(*(one.close() for one in left))

    def done(self, where: Where, connection: Connection, *, again: bool, ours: bool) -> None:
        """Let another request begin, on this connection where it can be used `again`.

        Where its answer was surely `ours`, that may be one of another session.
        """
        if not again or connection not in self._open:
            self._drop(connection)
        elif self._common is not None and ours:
            self._open.discard(connection)
            self._common.keep(where, connection)
        else:
            self._own.keep(where, connection)
        self._places.release()

    async def _answered(
        self, request: httpx.Request, where: Where, seconds: dict[str, float | None], number: bytes
    ) -> tuple[Connection, h11.Response]:
        """Return what an answer begins with and the connection that the rest comes by.

        What breaks on a connection that another session left, or is answered there to somebody else, is asked once
        more over one of our own: it is no fault of whoever asks.
        """
        _, origin, proxy = where
        if (left := self._taken_over(where)) is not None:
            with suppress(httpx.RemoteProtocolError, httpx.ReadError):
                head = await self._asked(left, request, proxy, seconds)
                if _number_of(head) == number:
                    return left, head
            self._drop(left)
        connection = self._own.take(where) or await self._opened(origin, proxy, seconds.get("connect"))
        return connection, await self._asked(connection, request, proxy, seconds)

    async def _asked(
        self,
        connection: Connection,
        request: httpx.Request,
        proxy: httpx.URL | None,
        seconds: dict[str, float | None],
    ) -> h11.Response:
        try:
            return await _asked(connection, request, proxy, seconds)
        except BaseException:
            self._drop(connection)
            raise

    def _numbered(self, request: httpx.Request) -> bytes:
        """Give a request the number that its answer repeats; empty where no connection is anybody else's."""
        if self._common is None:
            return b""
        number = str(uuid4())
        request.headers[_NUMBER.decode()] = number
        request.headers[f"return-{_NUMBER.decode()}"] = "true"
        return number.encode()

    def _taken_over(self, where: Where) -> Connection | None:
        """Return a connection that any session of the run used before."""
        found = None if self._common is None else self._common.take(where)
        if found is not None:
            self._open.add(found)
        return found

    async def _opened(self, origin: Origin, proxy: httpx.URL | None, seconds: float | None) -> Connection:
        try:
            connection = await _in_time(httpx.ConnectTimeout, seconds, self._opener.open(origin, proxy))
        except (OSError, EOFError) as error:
            raise httpx.ConnectError(str(error)) from error
        self._open.add(connection)
        return connection

    def _drop(self, connection: Connection) -> None:
        self._open.discard(connection)
        connection.writer.transport.abort()


class _Body(httpx.AsyncByteStream):
    """The body of one answer; when it is closed its connection is used again, or ended where not all was read."""

    def __init__(
        self,
        connections: Connections,
        where: Where,
        connection: Connection,
        seconds: float | None,
        *,
        ours: bool,
    ) -> None:
        self._connections = connections
        self._where = where
        self._ours = ours
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
            self._connections.done(self._where, connection, again=again, ours=self._ours)


async def _asked(
    connection: Connection, request: httpx.Request, proxy: httpx.URL | None, seconds: dict[str, float | None]
) -> h11.Response:
    """Return what the answer to a request begins with that is sent by a connection."""
    sent = _bytes_of(connection.said, request, proxy)
    with suppress(ConnectionError):  # it may have been answered before all of it was sent
        connection.writer.write(sent)
        await _in_time(httpx.WriteTimeout, seconds.get("write"), connection.writer.drain())
    return await _read(seconds.get("read"), read_head(connection.reader, connection.said))


def _number_of(head: h11.Response) -> bytes:
    """Return the number that an answer repeats; empty where it repeats none."""
    return next((bytes(value) for name, value in head.headers if name == _NUMBER), b"")


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
