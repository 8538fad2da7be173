"""Lists of cmdlets, each read once for all who want it, page by page.

A page goes to everybody who wants its list before the next one is asked for, so no list is ever held. What one of them
cannot make of a row is his own error, and the others go on; a list that cannot be read is the error of all who want it.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from holdfast.kinds.services.novelties import told_new, unknown
from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError
from holdfast.model.value_class import value_class
from holdfast.tenant.cmdlet_slices import PagingRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from holdfast.kinds.statement import Node
    from holdfast.model.status import Reason
    from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

T = TypeVar("T")


@value_class(kw_only=True)
class Source:
    """One list in which a service has members of a population."""

    invocation: Invocation
    exempt: Reason | None = None
    """Why none of them can be in reach; None where each is judged."""
    gone: bool = False
    """Its members are deleted: their users should have others."""
    columns: tuple[str, ...] = ()
    """Properties that are needed of each row; none where they are those of all the lists."""
    known: Mapping[str, Node] | None = None
    """What is known of such a row (see `Kind.names`), where the list is short: then it is asked for whole, and what is
    new in it is told. None where it is long, and `columns` are asked for by name: the kind's `omits` says so."""


@value_class(kw_only=True)
class Lists:
    """The lists that somebody wants whole."""

    endpoint: Endpoint
    sources: Sequence[Source]
    columns: tuple[str, ...]
    """Properties that are needed of each row; `slice_by` among them. Rows may have more, which others asked for."""
    slice_by: str
    """Property that every row has, and by whose first letters lists are cut where the service refuses pages."""


class Listener(Generic[T]):
    """Somebody who wants lists whole, and what he makes of their rows."""

    def __init__(self, lists: Lists, begin: Callable[[], T], take: Callable[[T, Source, Row], None]) -> None:
        """Begin with what `begin` returns, and have `take` add each row of `lists` to it."""
        self.lists = lists
        self._begin = begin
        self._take = take
        self._made = begin()
        self._new: set[tuple[str, str]] = set()
        self.error: Exception | None = None
        """Why there is nothing whole: a `HoldfastError`, or one of `NOT_UNDERSTOOD`."""

    def begin_again(self) -> None:
        """Forget what was heard, its error as well."""
        self._made, self._new, self.error = self._begin(), set(), None

    def hear(self, source: Source, page: Sequence[Row]) -> None:
        """Take the rows of one page; after an error no others."""
        if self.error:
            return
        try:
            for row in page:
                if source.known is not None:
                    self._new.update((source.invocation.cmdlet, one) for one in unknown(source.known, row))
                self._take(self._made, source, row)
        except (HoldfastError, *NOT_UNDERSTOOD) as error:
            self.error = error

    def fail(self, error: Exception) -> None:
        """Keep why one of the lists could not be read; the first reason is the one that counts."""
        self.error = self.error or error

    @property
    def notes(self) -> tuple[str, ...]:
        """What was heard that this version does not know, sorted, each in a sentence."""
        return told_new(self._new)

    def made(self) -> T:
        """Return what was made of all rows.

        Raises:
            HoldfastError: when a part could not be read; or one of `NOT_UNDERSTOOD`.
        """
        if self.error:
            raise self.error
        return self._made


@dataclass(slots=True)
class _Question:
    """One list, and who wants it."""

    endpoint: Endpoint
    invocation: Invocation
    slice_by: str
    columns: tuple[str, ...] = ()
    """All that anybody needs."""
    whole: bool = False
    """Somebody wants rows with all that they have."""
    wanting: list[tuple[Listener[Any], Source]] = field(default_factory=list)

    def is_wanted(self) -> bool:
        """Return whether anybody can still make something of it."""
        return any(not listener.error for listener, _ in self.wanting)

    async def read(self, pages: Any) -> None:
        """Read the list by `pages` to its end, for as long as it is wanted."""
        try:
            async for page in pages(self.endpoint, self.invocation, () if self.whole else self.columns):
                for listener, source in self.wanting:
                    listener.hear(source, page)
                if not self.is_wanted():
                    return
        except (HoldfastError, *NOT_UNDERSTOOD) as error:
            for listener, _ in self.wanting:
                listener.fail(error)


async def read_together(tenant: Reader, listeners: Sequence[Listener[Any]]) -> None:
    """Read what `listeners` want, each list once; afterwards each has all rows of its lists, or an error.

    Whose list has further pages that the service refuses hears all of his lists anew, in slices that come whole.
    """
    await _read_all([(one, tenant.cmdlets.pages) for one in _questions(listeners, sliced=False)])
    refused = [one for one in listeners if isinstance(one.error, PagingRefusedError)]
    for one in refused:
        one.begin_again()
    questions = _questions(refused, sliced=True)
    await _read_all([(one, partial(tenant.cmdlets.slices, by=one.slice_by)) for one in questions])


async def _read_all(questions: Sequence[tuple[_Question, Any]]) -> None:
    """Read all at the same time; one that nobody wants any longer is given up where it stands."""
    readers = {asyncio.ensure_future(one.read(pages)): one for one, pages in questions}
    waiting = set(readers)
    try:
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for reader in done:
                if not reader.cancelled():
                    reader.result()
            for reader in waiting:
                if not readers[reader].is_wanted():
                    reader.cancel()
    finally:
        for reader in waiting:
            reader.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


def _questions(listeners: Sequence[Listener[Any]], *, sliced: bool) -> list[_Question]:
    """Return each list that is wanted, once, with all who want it; slices are the same only by the same property."""
    questions: dict[tuple[str, ...], _Question] = {}
    for listener in listeners:
        lists = listener.lists
        for source in lists.sources:
            asked = source.invocation
            parameters = json.dumps(dict(asked.parameters), sort_keys=True)
            key = (lists.endpoint, asked.cmdlet, parameters, *([lists.slice_by] if sliced else []))
            question = questions.setdefault(key, _Question(lists.endpoint, asked, lists.slice_by))
            question.columns = tuple(dict.fromkeys([*question.columns, *(source.columns or lists.columns)]))
            question.whole |= source.known is not None
            question.wanting.append((listener, source))
    return list(questions.values())
