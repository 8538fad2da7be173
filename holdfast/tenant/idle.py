"""Connections that wait for another request: of one session, or of all sessions of a run.

Of a run only those wait whose services say which question an answer is to (`client-request-id`): whoever takes one over
believes no answer on it that does not name their own question, so that one to another tenant is never theirs. What is
asked may be sent once more over another connection, so such a run only reads
(docs/decisions/2026-11-29-connections-passed-on.md).
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl

    import httpx

    from holdfast.tenant.opening import Connection, Origin

    Where = tuple[ssl.SSLContext, Origin, httpx.URL | None]
    """Whom it trusts, whom it leads to, and by which proxy."""

_SECONDS = 5.0
"""For which a connection is kept: what a service closes meanwhile would cost a request."""


class Idle:
    """Connections that are open and asked nothing at the moment."""

    def __init__(self) -> None:
        """Have none."""
        self._waiting: dict[Where, list[tuple[float, Connection]]] = {}

    def keep(self, where: Where, connection: Connection) -> None:
        """Have a connection wait."""
        self._waiting.setdefault(where, []).append((time.monotonic(), connection))

    def take(self, where: Where) -> Connection | None:
        """Return one that was used before; those that cannot be used again are closed."""
        waiting = self._waiting.get(where, [])
        while waiting:
            since, connection = waiting.pop()
            # What came unasked would be taken for the next answer.
            if connection.quiet() and time.monotonic() - since < _SECONDS:
                return connection
            connection.writer.transport.abort()
        return None

    async def aclose(self) -> None:
        """Close all of them."""
        left = [connection for several in self._waiting.values() for _, connection in several]
        self._waiting.clear()
        await asyncio.gather(*(one.close() for one in left))
