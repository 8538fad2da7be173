"""Gathers what is asked at the same moment, so that many readers share few requests and none knows of the others."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class Asked(Protocol):
    """Something that somebody waits for."""

    @property
    def answer(self) -> asyncio.Future[Any]:
        """What the reader waits on."""
        ...


_QUIET_TURNS = 4
"""A reader whose question follows from several answers of one batch takes some turns longer than one of a single."""

T = TypeVar("T")


class Gatherer(Generic[T]):
    """Collects items until no reader adds another, then hands them over in portions, in the order asked."""

    def __init__(self, send: Callable[[list[T]], Awaitable[list[T]]], most: int) -> None:
        """Hand portions of `most` items to `send`, which settles them and returns those to be asked again."""
        self._send = send
        self._most = most
        self._waiting: list[T] = []
        self._flusher: asyncio.Task[None] | None = None

    def add(self, item: T) -> None:
        """Ask for `item` with the next portion."""
        self._waiting.append(item)
        if self._flusher is None:
            self._flusher = asyncio.create_task(self._flush())

    async def _flush(self) -> None:
        while self._waiting:
            await self._all_asked()
            portion, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            self._waiting = [*await self._send(portion), *self._waiting]
        self._flusher = None

    async def _all_asked(self) -> None:
        """Wait until some turns of the event loop in a row have added nothing."""
        known, quiet = len(self._waiting), 0
        while quiet < _QUIET_TURNS:
            await asyncio.sleep(0)
            quiet = quiet + 1 if known == len(self._waiting) else 0
            known = len(self._waiting)


def give(asked: Asked, answer: Any) -> None:
    """Give `asked` its answer, unless it has one or nobody waits for it any longer."""
    if not asked.answer.done():
        asked.answer.set_result(answer)


def fail(asked: Asked, error: Exception) -> None:
    """Tell whoever waits for `asked` why there is no answer, unless there is one."""
    if not asked.answer.done():
        asked.answer.set_exception(error)
