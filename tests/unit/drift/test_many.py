"""Many at once: bounded, in their turn, each with its own failure and deadline, and nothing kept of who is done."""

from __future__ import annotations

import asyncio
import gc
import weakref
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.drift.many import Bounds, check_many
from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable


LONG = 60.0
"""Seconds that no test waits for."""


class Answer:
    """Stands for a check: nothing here looks into one."""


def run(
    clients: Iterable[str],
    check: Callable[[str], Awaitable[Any]],
    bounds: Bounds,
    told: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """What was told of each client, in the order in which it was."""
    found: dict[str, Any] = {} if told is None else told
    asyncio.run(check_many(clients, cast("Any", check), found.__setitem__, bounds))
    return found


def many(number: int) -> list[str]:
    return [f"client{one:02}" for one in range(number)]


@pytest.mark.parametrize(("long_seconds", "most"), [(LONG, 3), (0.0, 12)])
def test_no_more_are_checked_at_once_than_asked_but_those_that_wait_for_long(
    long_seconds: float, most: int
) -> None:
    there, seen = set[str](), []

    async def check(client: str) -> Answer:
        """Let everybody who may begin, begin."""
        there.add(client)
        for _ in range(20):
            await asyncio.sleep(0.001)
        seen.append(len(there))
        there.remove(client)
        return Answer()

    assert len(run(many(40), check, Bounds(3, long_seconds))) == 40
    assert max(seen) == most


def test_who_hangs_takes_the_only_place_from_nobody() -> None:
    others = many(5)
    done = set[str]()

    async def check(client: str) -> Answer:
        """The first one waits until all others are done, but not for ever."""
        for _ in range(5000 if client == "hangs" else 0):
            if done == {*others}:
                break
            await asyncio.sleep(0.001)
        done.add(client)
        return Answer()

    assert list(run(["hangs", *others], check, Bounds(1, long_seconds=0.01))) == [*others, "hangs"]


def test_who_gives_no_answer_is_given_up_and_told() -> None:
    async def check(client: str) -> Answer:
        """One for ever, one with a timeout of its own, one at once."""
        if client == "hangs":
            await asyncio.Event().wait()
        if client == "breaks":
            raise TimeoutError
        return Answer()

    found = run(["hangs", "breaks", "works"], check, Bounds(3, deadline_seconds=0.05))

    assert isinstance(found["works"], Answer)
    assert type(found["breaks"]) is TimeoutError
    assert isinstance(found["hangs"], HoldfastError)
    assert found["hangs"].slug == "client-gave-no-answer"


@pytest.mark.parametrize("error", [RuntimeError("odd"), asyncio.CancelledError(), HoldfastError("a", "b")])
def test_failure_of_one_is_its_own_answer(error: BaseException) -> None:
    async def check(client: str) -> Answer:
        """One fails."""
        if client == "client01":
            raise error
        return Answer()

    found = run(many(4), check, Bounds(1))

    assert [client for client, one in found.items() if isinstance(one, Answer)] == [
        "client00",
        "client02",
        "client03",
    ]
    assert isinstance(found["client01"], Exception)


class _Error(BaseException):
    """As Ctrl-C is."""


@pytest.mark.parametrize("ending", [KeyboardInterrupt(), _Error(), BrokenPipeError()])
def test_what_ends_the_run_ends_the_others_and_leaves_what_is_done(ending: BaseException) -> None:
    told: dict[str, Any] = {}
    begun, ended = [], []

    async def check(client: str) -> Answer:
        """Two are done, the third hears that the run ends, those beside it hang."""
        begun.append(client)
        if client > "client02":
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(client)
        return Answer()

    def tell(client: str, answer: Any) -> None:
        """End the run with the third."""
        if client == "client02":
            raise ending
        told[client] = answer

    with pytest.raises(type(ending)):
        asyncio.run(check_many(many(40), cast("Any", check), tell, Bounds(5)))

    assert list(told) == ["client00", "client01"]
    assert sorted(ended) == begun[3:]
    assert len(begun) < 10


def test_nothing_is_kept_of_who_is_done() -> None:
    left: list[weakref.ref[Answer]] = []

    async def check(_client: str) -> Answer:
        """See that those before are gone."""
        gc.collect()
        assert [one for one in left if one() is not None] == []
        return Answer()

    def tell(_client: str, answer: Any) -> None:
        """Keep nothing but a weak reference."""
        assert isinstance(answer, Answer), answer
        left.append(weakref.ref(answer))

    asyncio.run(check_many(many(10), cast("Any", check), tell, Bounds(1)))

    assert len(left) == 10
