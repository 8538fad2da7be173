"""How many do something at once: a fixed number, beside those that have waited for long."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_TIMES = 4
"""How many times the number may be there in all, those that have waited for long among them."""


class Places:
    """Places for so many at once. Who holds one for long lets another begin beside it: a hang takes no place for good.

    Args:
        number: of places.
        long_seconds: after which a place is free again although its holder goes on.
    """

    def __init__(self, number: int, long_seconds: float) -> None:
        """Have all places free."""
        self._free = asyncio.Semaphore(number)
        self._there = asyncio.Semaphore(number * _TIMES)
        self._long_seconds = long_seconds

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Hold a place while the body runs, having waited until one is free."""
        async with self._there:
            await self._free.acquire()
            held = [self._free]

            def leave() -> None:
                """Free the place, once."""
                if held:
                    held.pop().release()

            leaving = asyncio.get_running_loop().call_later(self._long_seconds, leave)
            try:
                yield
            finally:
                leaving.cancel()
                leave()
