"""How much is in single mailboxes, asked of one at a time: what a policy passes over it does not keep (I8).

Microsoft's report of usage is not known to have inactive ones, takes a permission of its own, and is days old.
That `Get-MailboxStatistics` tells it with `IncludeSoftDeletedRecipients` is recalled:
https://learn.microsoft.com/powershell/module/exchange/get-mailboxstatistics (2026-11-29). What was deleted in it and is
still there counts for nothing, so that a mailbox is never taken for larger than it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_bytes, required
from holdfast.kinds.services.one_by_one import one_by_one
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_SIZE = "TotalItemSize"


async def bytes_in(tenant: Reader, ids: Sequence[str]) -> dict[str, int]:
    """Return the bytes in mailboxes by their ids (ExchangeGuid); one that is not told, or not understood, is left out.

    Raises:
        ReadError: nothing was told of any.
    """

    async def ask(mailbox: str) -> int | None:
        """Return the bytes in one."""
        given = {"Identity": mailbox, "IncludeSoftDeletedRecipients": True}
        rows = await tenant.cmdlets.rows(
            Endpoint.EXCHANGE, Invocation("Get-MailboxStatistics", given), (_SIZE,)
        )
        return bytes_told(rows, _SIZE)

    return {one: size async for one, size in one_by_one(ids, ask) if isinstance(size, int)}


def bytes_told(rows: Sequence[Row], column: str) -> int | None:
    """Return the bytes in a column of the one row that there is of a mailbox; None where it does not tell them."""
    try:
        found = [required(row, column, as_bytes) for row in rows]
    except MisreadError:
        return None
    return found[0] if len(found) == 1 and isinstance(found[0], int) else None
