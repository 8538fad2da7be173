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

    @property
    def leads(self) -> bool:
        """Whether more is asked by its answer, so that it goes before what is only waited for."""
        ...


_QUIET_TURNS = 4
"""A reader whose question follows from several answers of one batch takes some turns longer than one of a single."""

_HELD_SECONDS = 2.0
"""For which a portion with room waits at most: whoever answers later than that holds up nobody else."""

T = TypeVar("T", bound=Asked)


class Beside:
    """Gatherers whose answers have questions follow in each other, so that a portion with room waits for a full one.

    It waits once, and not for long: until the full portion is answered, by which time what follows from its answers
    travels with what waited. A full portion waits for nobody.
    """

    def __init__(self) -> None:
        """Know nobody yet."""
        self._gatherers: list[Gatherer[Any]] = []

    def join(self, one: Gatherer[Any]) -> None:
        """Have a gatherer wait for the others, and they for it."""
        self._gatherers.append(one)

    def waiting(self) -> int:
        """Return how many items wait in all of them."""
        return sum(one.waiting for one in self._gatherers)

    async def full_answered(self, asking: Gatherer[Any]) -> None:
        """Return when a full portion of another than `asking` is answered; at once where none is on its way."""
        others = (one.full() for one in self._gatherers if one is not asking)
        if full := [one for one in others if one is not None]:
            await asyncio.wait(full, timeout=_HELD_SECONDS, return_when=asyncio.FIRST_COMPLETED)


class Gatherer(Generic[T]):
    """Collects items until no reader adds another, then hands them over in portions, in the order asked.

    Those that lead to others go first: what follows from their answers then fills the portions that come after, where
    it would take one more of its own behind the last.
    """

    def __init__(
        self, send: Callable[[list[T]], Awaitable[list[T]]], most: int, beside: Beside | None = None
    ) -> None:
        """Hand portions of `most` items to `send`, which settles them and returns those to be asked again.

        Portions with room wait for those of the gatherers `beside` (see there).
        """
        self._send = send
        self._most = most
        self._waiting: list[T] = []
        self._flusher: asyncio.Task[None] | None = None
        self._beside = beside or Beside()
        self._beside.join(self)
        self._full_on_its_way = False
        self._answer: asyncio.Future[None] | None = None
        """What others wait on (see `full`)."""

    @property
    def waiting(self) -> int:
        """How many items are not sent yet."""
        return len(self._waiting)

    def full(self) -> asyncio.Future[None] | None:
        """Return what is done once the full portion is answered that is on its way, or goes next; None without one."""
        if not self._full_on_its_way and len(self._waiting) < self._most:
            return None
        if self._answer is None:
            self._answer = asyncio.get_running_loop().create_future()
        return self._answer

    def answered(self) -> None:
        """Say that what was sent last is answered, whatever its items still wait for."""
        self._full_on_its_way = False
        if self._answer is not None:
            self._answer.set_result(None)
            self._answer = None

    def add(self, item: T) -> None:
        """Ask for `item` with the next portion."""
        self._waiting.append(item)
        if self._flusher is None:
            self._flusher = asyncio.create_task(self._flush())

    async def _flush(self) -> None:
        while self._waiting:
            await self._all_asked()
            if len(self._waiting) < self._most:
                await self._beside.full_answered(self)
                await self._all_asked()
            self._waiting.sort(key=lambda one: not one.leads)
            portion, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            self._full_on_its_way = len(portion) == self._most
            self._waiting = [*await self._sent(portion), *self._waiting]
            self.answered()
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
        """Wait until some turns of the event loop in a row have added nothing, here or beside."""
        known, quiet = self._beside.waiting(), 0
        while quiet < _QUIET_TURNS:
            await asyncio.sleep(0)
            quiet = quiet + 1 if known == self._beside.waiting() else 0
            known = self._beside.waiting()


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
