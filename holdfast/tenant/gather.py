"""Gathers what is asked at the same moment, so that many readers share few requests and none knows of the others.

Whoever asks is answered, once: whatever goes wrong between asking and answering reaches every reader as an error.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence


class Asked(Protocol):
    """Something that somebody waits for."""

    @property
    def answer(self) -> asyncio.Future[Any]:
        """What the reader waits on."""
        ...


_QUIET_TURNS = 4
"""A reader whose question follows from several answers of one batch takes some turns longer than one of a single."""

T = TypeVar("T", bound=Asked)


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
            self._waiting = [*await self._sent(portion), *self._waiting]
        self._flusher = None

    async def _sent(self, portion: list[T]) -> list[T]:
        """Send a portion; each of it is answered afterwards, or is to be asked again."""
        try:
            again = await self._send(portion)
        except Exception as error:  # noqa: BLE001 - every waiting reader gets the cause; none may wait for ever
            _fail(portion, error)
            return []
        except BaseException as error:
            _fail([*portion, *self._waiting], error)
            raise
        asked_again = set(map(id, again))
        forgotten = ReadError("read-unexpected", "a request was left without an answer", Reason.UNEXPECTED)
        _fail([one for one in portion if id(one) not in asked_again], forgotten)
        return [one for one in again if not one.answer.done()]

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


def _fail(portion: Sequence[Asked], error: BaseException) -> None:
    """Tell everybody in `portion` who is still without an answer; when the whole run ends, they end with it."""
    for one in portion:
        if isinstance(error, Exception):
            fail(one, error)
        elif not one.answer.done():
            one.answer.cancel()
