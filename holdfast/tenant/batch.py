"""Reads that share requests: gathered, posted as one batch, settled one by one, and asked again where waiting helps.

Every service with a batch has a `Wire` of its own, which knows the form of its members and answers; when to wait, to
sign in again and to give up is the same for all of them and stands here. Members are throttled one by one inside a
batch that succeeds, so each is asked again alone. What two readers ask in the same words, before it is sent, is one
member, and its answer is that of both.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import httpx

from holdfast.model.errors import ReadError
from holdfast.model.value_class import value_class
from holdfast.tenant.gather import Gatherer, fail, give
from holdfast.tenant.retry import UNAUTHORISED, broken, is_transient, read_error, retry_after

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from holdfast.tenant.gather import Beside
    from holdfast.tenant.http import Http
    from holdfast.tenant.retry import Attempts, Patience

T = TypeVar("T")


@value_class
class Answered:
    """The answer to one member."""

    status: int
    headers: Mapping[str, str]
    body: Any
    """Parsed JSON; None where there is none."""


@dataclass(slots=True, eq=False)
class Question(Generic[T]):
    """One read that waits for its batch."""

    what: str
    """Names it for people."""
    url: str
    """Whose token it is sent with."""
    asked: T
    """What the wire makes its member of."""
    answer: asyncio.Future[Any]
    attempts: Attempts
    leads: bool = False
    """Whether somebody asks more by its answer (see `Gatherer`)."""
    readers: int = 0
    """How many wait for the answer."""
    signed_in_again: bool = False


_Refused = tuple[Question[T], float | None, ReadError]
"""One to ask again, in how many seconds where the service says, and what its reader is told when there is no time."""


class Wire(Protocol[T]):
    """What the batches of one service have of their own."""

    most: int
    """Members of one batch."""
    needs: str
    """What a reader of it must have been granted, where that is said once for all; else empty."""

    def same(self, asked: T) -> Hashable | None:
        """Return what two members have in common that are one question; None where no other is the same."""
        ...

    async def post(self, questions: Sequence[Question[T]], within_seconds: float) -> Mapping[int, Answered]:
        """Post one batch and return the answer to each member, by its number; one may have been left out.

        Raises:
            httpx.HTTPError: when there is no answer.
            ReadError: when the batch as a whole is refused, and waiting cannot change that.
        """
        ...

    def read(self, question: Question[T], answered: Answered) -> Any:
        """Return what the reader gets for an answer that waiting cannot change.

        Raises:
            ReadError: for one that says that it could not be read.
        """
        ...


class Batches(Generic[T]):
    """Reads of one service; those issued in the same moment share a batch."""

    def __init__(self, http: Http, patience: Patience, wire: Wire[T], beside: Beside | None = None) -> None:
        """Post through `wire`; give up as `patience` says; wait for full batches `beside` (see there)."""
        self._http = http
        self._patience = patience
        self._wire = wire
        self._gatherer: Gatherer[Question[T]] = Gatherer(self._post, wire.most, beside)
        self._unsent: dict[Hashable, Question[T]] = {}
        """Questions that are not sent yet; nobody joins one under way, whose answer may be older than a change."""

    async def ask(self, what: str, url: str, asked: T, *, leads: bool = False) -> Any:
        """Have one read sent with the next batch and return what the wire reads in its answer.

        One that `leads` to others goes before what is only waited for.

        Raises:
            ReadError: when it could not be read.
        """
        question = self._question(what, url, asked)
        question.leads |= leads
        if self._wire.same(asked) is None:  # nobody can join: who gives up, ends it
            return await question.answer
        question.readers += 1
        try:
            # Shielded: one reader that gives up does not end it for the others.
            return await asyncio.shield(question.answer)
        finally:
            question.readers -= 1
            if not question.readers:
                question.answer.cancel()

    def _question(self, what: str, url: str, asked: T) -> Question[T]:
        """Return what is sent for a reader: what another one asked already in the same words, where it is not sent."""
        same = self._wire.same(asked)
        waiting = self._unsent.get(same)
        if waiting is not None and not waiting.answer.done():
            return waiting
        answer = asyncio.get_running_loop().create_future()
        question = Question(what, url, asked, answer, self._patience.start())
        if same is not None:
            self._unsent[same] = question
        self._gatherer.add(question)
        return question

    async def _post(self, questions: list[Question[T]]) -> list[Question[T]]:
        """Post one batch, settle its members, and return those to ask again after waiting as long as one must."""
        for one in questions:
            self._unsent.pop(self._wire.same(one.asked), None)
        within = self._patience.within_seconds([one.attempts for one in questions])
        refused: list[_Refused[T]] = []
        try:
            answers = await self._wire.post(questions, within)
        except httpx.HTTPError as lost:
            refused += [(one, None, broken(one.what, lost)) for one in questions]
        else:
            settled = (self._settled(one, answers.get(number)) for number, one in enumerate(questions))
            refused += [one for one in settled if one]
        self._gatherer.answered()
        in_time = await self._patience.wait_together(
            [(one.attempts, seconds) for one, seconds, _ in refused],
            some_served=len(refused) < len(questions),
        )
        again: list[Question[T]] = []
        for (one, _, error), has_time in zip(refused, in_time, strict=True):
            if has_time:
                again.append(one)
            else:
                fail(one, error)
        return again

    def _settled(self, one: Question[T], answered: Answered | None) -> _Refused[T] | None:
        """Give one member its answer, or return it as refused for now."""
        if answered is None:
            fail(one, read_error(one.what, 0, "the batch has no answer for it"))
            return None
        time_ran_out = read_error(one.what, answered.status, "time ran out", self._wire.needs)
        if answered.status == UNAUTHORISED and not one.signed_in_again:
            one.signed_in_again = True
            self._http.tokens.forget(one.url)
            return one, 0.0, time_ran_out
        if is_transient(answered.status):
            return one, retry_after(answered.headers), time_ran_out
        try:
            give(one, self._wire.read(one, answered))
        except ReadError as error:
            fail(one, error)
        return None
