"""In which order what is asked in one moment travels, and when a portion with room waits for another to be answered."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from holdfast.tenant import gather
from holdfast.tenant.gather import Beside, Gatherer, give

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

MOST = 3


@dataclass(eq=False)
class Waiting:
    """One reader."""

    name: str
    leads: bool = False
    answer: asyncio.Future[str] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Service:
    """Answers portions of three, each by itself and after some turns; tells what came in which."""

    def __init__(
        self, beside: Beside | None = None, slow: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        self.portions: list[str] = []
        self.slow = slow
        self.gatherer: Gatherer[Waiting] = Gatherer(self._send, MOST, beside)

    async def _send(self, portion: list[Waiting]) -> list[Waiting]:
        self.portions.append("".join(one.name for one in portion))
        if self.slow is not None:
            await self.slow()
        for _ in range(10):
            await asyncio.sleep(0)
        self.gatherer.answered()
        for one in portion:
            give(one, one.name)
        return []

    async def ask(self, name: str, *, leads: bool = False) -> str:
        one = Waiting(name, leads)
        self.gatherer.add(one)
        return await one.answer

    async def ask_all(self, names: str) -> None:
        await asyncio.gather(*map(self.ask, names))


def test_what_leads_to_more_goes_first_and_everything_else_in_the_order_asked() -> None:
    async def run() -> list[str]:
        service = Service()
        await asyncio.gather(*map(service.ask, "abcd"), service.ask("L", leads=True), service.ask("e"))
        return service.portions

    assert asyncio.run(run()) == ["Lab", "cde"]


def test_what_follows_from_an_answer_that_leads_fills_the_portions_after() -> None:
    """A chain of three beside four others is three portions; behind them it would be five."""

    async def chain(service: Service) -> None:
        for name in "123":
            await service.ask(name, leads=True)

    async def run() -> list[str]:
        service = Service()
        await asyncio.gather(service.ask_all("abcd"), chain(service))
        return service.portions

    assert asyncio.run(run()) == ["1ab", "2cd", "3"]


def test_a_portion_with_room_waits_for_a_full_one_and_takes_what_follows_from_it() -> None:
    async def run() -> tuple[list[str], list[str]]:
        beside = Beside()
        roomy, full = Service(beside), Service(beside)

        async def followed() -> None:
            await full.ask("1")
            await roomy.ask("2")

        await asyncio.gather(roomy.ask("a"), followed(), full.ask_all("xy"))
        return roomy.portions, full.portions

    assert asyncio.run(run()) == (["a2"], ["1xy"])


def test_it_waits_once() -> None:
    """What goes on filling whole portions holds up nobody for longer than the first of them."""

    async def run() -> list[str]:
        beside = Beside()
        roomy, full = Service(beside), Service(beside)
        asked = asyncio.gather(full.ask_all("uvwxyz"), full.ask_all("123456"))
        roomy.portions = full.portions
        await asyncio.gather(roomy.ask("a"), asked)
        return full.portions

    assert sorted(asyncio.run(run())[:3]) == ["a", "uvw", "xyz"]


@pytest.mark.parametrize("names", ["x", "xy"])
def test_two_portions_with_room_wait_for_nobody(names: str) -> None:
    async def run() -> tuple[list[str], list[str]]:
        beside = Beside()
        one, other = Service(beside), Service(beside)
        hung: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        other.slow = lambda: hung
        waiting = asyncio.ensure_future(other.ask_all(names))
        await one.ask("a")
        hung.set_result(None)
        await waiting
        return one.portions, other.portions

    assert asyncio.run(run()) == (["a"], [names])


def test_a_full_portion_that_is_not_answered_holds_up_the_other_for_a_moment_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else what one of them hides would be what the other does not tell either."""
    monkeypatch.setattr(gather, "_HELD_SECONDS", 0.05)

    async def run() -> list[str]:
        beside = Beside()
        roomy, full = Service(beside), Service(beside)
        hung: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        full.slow = lambda: hung
        waiting = asyncio.ensure_future(full.ask_all("xyz"))
        await asyncio.wait_for(roomy.ask("a"), 5)
        assert full.portions == ["xyz"]
        assert not waiting.done()
        waiting.cancel()
        hung.cancel()
        return roomy.portions

    assert asyncio.run(run()) == ["a"]


def test_a_full_portion_that_fails_lets_the_other_go() -> None:
    async def fails() -> None:
        raise RuntimeError("a fault of ours")

    async def run() -> list[str]:
        beside = Beside()
        roomy, full = Service(beside), Service(beside, slow=fails)
        refused = asyncio.gather(full.ask_all("xyz"), return_exceptions=True)
        await asyncio.wait_for(roomy.ask("a"), 1)
        (error,) = await refused
        assert isinstance(error, RuntimeError)
        return roomy.portions

    assert asyncio.run(run()) == ["a"]
