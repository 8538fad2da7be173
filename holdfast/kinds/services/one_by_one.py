"""What a service tells of one member at a time: asked about some of them in one moment, so that batches carry them.

What others ask meanwhile goes between them, and no more answers than those of one moment are held.
"""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from holdfast.model.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

T = TypeVar("T")

_AT_ONCE = 100
"""Members that are asked about in one moment: five batches of Graph, for which other readers wait at most."""


async def one_by_one(
    ids: Iterable[str], ask: Callable[[str], Awaitable[T]]
) -> AsyncIterator[tuple[str, T | ReadError]]:
    """Yield each of `ids` with what `ask` returned about it, or with why it could not be read.

    Raises:
        ReadError: when nothing was answered about any of the first: what they lack, all others lack.
    """
    first, left = True, iter(ids)
    while some := list(islice(left, _AT_ONCE)):
        told = await asyncio.gather(*(_answer(one, ask) for one in some))
        refused = [one for one in told if isinstance(one, ReadError)]
        if first and len(refused) == len(some):
            raise refused[0]
        first = False
        for answer in zip(some, told, strict=True):
            yield answer


async def _answer(one: str, ask: Callable[[str], Awaitable[T]]) -> T | ReadError:
    try:
        return await ask(one)
    except ReadError as error:
        return error
