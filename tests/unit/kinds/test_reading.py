"""Lists that several want: each is read once, a page at a time, and nobody's mistake is another's."""

from __future__ import annotations

import asyncio
import weakref
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.kinds.services.reading import Listener, Lists, Source, read_together
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_slices import PagingRefusedError
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from holdfast.tenant.tenant import Reader

ONE, OTHER = Invocation("Get-Thing", {"A": 1, "B": True}), Invocation("Get-Thing", {"A": 2})
SAME = Invocation("Get-Thing", {"B": True, "A": 1})
"""`ONE`, said in another order."""


class Page(list[Any]):
    """A page of which it can be told whether anybody still holds it."""


class Fake:
    """A service with three pages in every list; it keeps what it was asked for, and how many pages lived at once."""

    def __init__(self, errors: Mapping[str, Exception] | None = None, silent: str = "") -> None:
        self.errors = errors or {}
        """By the parameter A of the list whose second page they stand for."""
        self.silent = silent
        """The parameter A of the list whose second page never comes."""
        self.asked: list[tuple[Any, tuple[str, ...]]] = []
        self.pages_given: list[str] = []
        self.made: list[weakref.ref[Page]] = []
        self.most_alive = 0
        self.ended: list[str] = []

    @property
    def cmdlets(self) -> Fake:
        return self

    async def pages(
        self, _endpoint: Endpoint, one: Invocation, select: Sequence[str]
    ) -> AsyncIterator[list[Any]]:
        name = str(one.parameters["A"])
        self.asked.append((one, tuple(select)))
        try:
            for number in range(3):
                await asyncio.sleep(0)
                if number == 1 and name in self.errors:
                    raise self.errors[name]
                if number == 1 and name == self.silent:
                    await asyncio.get_running_loop().create_future()
                self.pages_given.append(name)
                yield self._page(name, number)
        finally:
            self.ended.append(name)

    async def slices(
        self, _endpoint: Endpoint, one: Invocation, select: Sequence[str], *, by: str
    ) -> AsyncIterator[list[Any]]:
        self.asked.append((one, (*select, f"by {by}")))
        yield self._page(str(one.parameters["A"]), 0)

    def _page(self, name: str, number: int) -> Page:
        page = Page([f"{name}{number}a", f"{name}{number}b"])
        self.made.append(weakref.ref(page))
        self.most_alive = max(self.most_alive, sum(one() is not None for one in self.made))
        return page

    def read(self, *listeners: Listener[Any]) -> None:
        asyncio.run(read_together(cast("Reader", self), listeners))


def listener(
    *invocations: Invocation,
    columns: tuple[str, ...] = ("Id",),
    slice_by: str = "Id",
    take: Callable[[list[Any], Source, Any], None] | None = None,
) -> Listener[list[Any]]:
    """One who keeps the rows, or does with them what `take` does."""
    sources = [Source(invocation=one) for one in invocations]
    lists = Lists(endpoint=Endpoint.EXCHANGE, sources=sources, columns=columns, slice_by=slice_by)
    return Listener(lists, list, take or (lambda rows, _, row: rows.append(row)))


def count(rows: list[Any], _: Source, __: Any) -> None:
    """Keep that a row came, and nothing of it."""
    rows[:] = [(rows[0] if rows else 0) + 1]


WHOLE = ["10a", "10b", "11a", "11b", "12a", "12b"]


def test_list_is_read_once_for_all_who_want_it_with_all_that_they_need() -> None:
    fake, first, second = Fake(), listener(ONE), listener(SAME, OTHER, columns=("Name", "Id"))

    fake.read(first, second)

    assert sorted(fake.asked, key=repr) == sorted([(ONE, ("Id", "Name")), (OTHER, ("Name", "Id"))], key=repr)
    assert first.made() == WHOLE
    assert sorted(second.made()) == sorted(WHOLE + [one.replace("1", "2", 1) for one in WHOLE])


def test_many_who_want_a_list_hold_no_more_of_it_than_one() -> None:
    fake = Fake()
    listeners = [listener(ONE, take=count) for _ in range(20)]

    fake.read(*listeners)

    assert [one.made() for one in listeners] == [[len(WHOLE)]] * 20
    assert fake.most_alive <= 2, "the page that is heard, and the one that comes"


def test_row_that_one_cannot_understand_is_his_error_alone() -> None:
    def take(rows: list[Any], _: Source, row: str) -> None:
        """Understand the first page."""
        rows.append({"10a": 1, "10b": 2}[row])

    fake, strange, plain = Fake(), listener(ONE, take=take), listener(ONE)

    fake.read(strange, plain)

    with pytest.raises(KeyError, match="11a"):
        strange.made()
    assert plain.made() == WHOLE


def test_list_that_nobody_can_make_anything_of_is_read_no_further() -> None:
    def fail(_: list[Any], __: Source, row: str) -> None:
        """Understand nothing."""
        raise ValueError(row)

    fake = Fake()

    fake.read(listener(ONE, OTHER, take=fail))

    assert len(fake.pages_given) <= 2, fake.pages_given


@pytest.mark.parametrize("error", [ReadError("read-failed", "gone", Reason.UNAVAILABLE), ValueError("odd")])
def test_list_that_fails_is_the_error_of_all_who_want_it_and_of_nobody_else(error: Exception) -> None:
    fake, both, one, other = Fake({"1": error}), listener(ONE, OTHER), listener(ONE), listener(OTHER)

    fake.read(both, one, other)

    for lost in (both, one):
        with pytest.raises(type(error), match=str(error.args[0])):
            lost.made()
    assert len(other.made()) == len(WHOLE)


def test_what_nobody_expects_ends_it_all_and_leaves_nothing_running() -> None:
    fake = Fake({"1": RuntimeError("a mistake of ours")}, silent="2")

    async def ended() -> list[str]:
        """Which lists are read no longer once it is over."""
        with pytest.raises(RuntimeError, match="a mistake of ours"):
            await read_together(cast("Reader", fake), [listener(ONE), listener(OTHER)])
        return sorted(fake.ended)

    assert asyncio.run(ended()) == ["1", "2"]


def test_list_that_nobody_wants_any_longer_is_not_waited_for() -> None:
    """A service that is silent about one list would else hold up the answer that the other cannot be read."""
    error = ReadError("read-failed", "gone", Reason.UNAVAILABLE)
    fake, both = Fake({"1": error}, silent="2"), listener(ONE, OTHER)

    fake.read(both)

    assert both.error is error
    assert sorted(fake.ended) == ["1", "2"]


def test_whose_further_pages_are_refused_hears_all_anew_in_slices_and_nobody_else_does() -> None:
    fake = Fake({"1": PagingRefusedError("Get-Thing", "no")})
    both, one, other = listener(ONE, OTHER), listener(ONE, columns=("Name",)), listener(OTHER)

    fake.read(both, one, other)

    sliced = [(asked.parameters["A"], select) for asked, select in fake.asked if "by Id" in select]
    assert sorted(sliced) == [(1, ("Id", "Name", "by Id")), (2, ("Id", "by Id"))]
    assert sorted(both.made()) == ["10a", "10b", "20a", "20b"]
    assert one.made() == ["10a", "10b"]
    assert len(other.made()) == len(WHOLE)


def test_slices_by_another_property_are_another_list() -> None:
    fake = Fake({"1": PagingRefusedError("Get-Thing", "no")})

    fake.read(listener(ONE), listener(ONE, slice_by="Name"))

    assert len([select for _, select in fake.asked if select[-1].startswith("by ")]) == 2
    assert len(fake.asked) == 3
