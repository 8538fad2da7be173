"""A write that is refused because it was done before: a run that was killed had sent it, and nobody had the answer.

The state knows nothing of such a write, so the next run sends it again. What the service says is not believed: whether
it is as wanted is looked at, and only then is the write done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.errors import WriteError
from holdfast.tenant.retry import BAD_REQUEST, NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_SAYS_SO = frozenset({BAD_REQUEST, NOT_FOUND, 409})
"""Statuses with which Graph refuses to add what is there (400, as measured; 409 by its page of errors, 2026-11-27), and
to take out what is not (404)."""


async def done_or_before(write: Awaitable[object], is_done: Callable[[], Awaitable[bool]]) -> None:
    """Carry a write out; where it is refused and everything is as it should be, that is as good.

    Args:
        write: the request.
        is_done: looks whether what it was to bring about is there.

    Raises:
        ReadError: when that could not be looked at.
        WriteError: when it was refused, and is not done.
    """
    try:
        await write
    except WriteError as refused:
        if refused.status not in _SAYS_SO or not await is_done():
            raise
