"""The open connections of one server: a fault cuts one without an answer, the end of the server cuts them all.

Whoever leaves that to the end of the event loop leaves sockets open: uvicorn says good-bye to a client over TLS and
does not wait for its answer, and what serves a stream is cancelled, which asyncio prints as an error.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
    """Serves one connection of a stream to its end."""


class Connections:
    """Those of one server, on its event loop.

    Attributes:
        protocol: uvicorn's protocol for HTTP, remembering its transport by the client's address.
    """

    def __init__(self) -> None:
        self._http: dict[tuple[str, int] | None, asyncio.Transport] = {}
        self._streams: dict[asyncio.Task[Any], asyncio.StreamWriter] = {}
        opened = self._http

        class Protocol(H11Protocol):
            """uvicorn's own, that says when a connection comes and goes."""

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                opened[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                opened.pop(self.client, None)
                super().connection_lost(exc)

            def shutdown(self) -> None:
                super().shutdown()
                if self.transport.is_closing():  # nothing is on its way: nobody waits for a good-bye over TLS
                    self.transport.abort()

        self.protocol = Protocol

    def remembered(self, serve: Serve) -> Serve:
        """Return `serve`, whose connections are known here while they are served, and closed after it."""

        async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            """Serve one connection."""
            task = asyncio.current_task()
            assert task is not None  # noqa: S101 - a coroutine runs in a task
            self._streams[task] = writer
            try:
                await serve(reader, writer)
            finally:
                writer.close()
                del self._streams[task]

        return served

    def cut(self, scope: MutableMapping[str, Any]) -> None:
        """Cut the connection of the request with this ASGI scope."""
        transport = self._http.get(tuple(scope["client"]))
        if transport is not None:
            transport.abort()

    async def close(self) -> None:
        """Cut all that are open, and wait for what serves them: each sees the end of its stream."""
        for transport in [*self._http.values(), *(writer.transport for writer in self._streams.values())]:
            transport.abort()
        await asyncio.gather(*self._streams, return_exceptions=True)
        await asyncio.sleep(0)  # a transport that was cut lets go of its socket in the loop's next turn
