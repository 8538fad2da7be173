"""How much is in every mailbox, and in its recoverable items, by Microsoft's report of mailbox usage.

`Get-MailboxStatistics` tells it of one mailbox at a time. That the deleted items are the recoverable ones is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.kinds.decode import MisreadError, as_boolean, as_count, required
from holdfast.kinds.services.usage_report import Report, each_row, name_in_clear
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from datetime import datetime

    from holdfast.kinds.services.usage_report import Row
    from holdfast.tenant.tenant import Reader

_REPORT = Report("getMailboxUsageDetail", "Report of mailbox usage")
_NAME = "userPrincipalName"


@value_class
class Recoverable:
    """Bytes in recoverable items, by user principal name in lower case."""

    present: dict[str, int]
    gone: dict[str, list[int]]
    """Of mailboxes whose account is deleted; the inactive ones may be among them (assumed)."""


async def recoverable_bytes(tenant: Reader) -> Recoverable:
    """Return the bytes in the recoverable items of every mailbox.

    Raises:
        ReadError: the report could not be read, is older than a week, conceals names or is not understood.
    """
    found = Recoverable({}, {})

    def take(row: Row) -> None:
        """Add what one row tells."""
        deleted, name = required(row, "isDeleted", as_boolean), name_in_clear(row, _NAME)
        size = required(row, "deletedItemSizeInBytes", as_count)
        if deleted:
            found.gone.setdefault(name, []).append(size)
        elif name in found.present:
            raise MisreadError(_NAME, "of one mailbox alone", name)
        else:
            found.present[name] = size

    await each_row(tenant, _REPORT, take)
    return found


async def mailbox_bytes(tenant: Reader, now: datetime) -> dict[str, int]:
    """Return the bytes in each mailbox, those that are deleted softly among them, by user principal name in lower case.

    Of a name that two mailboxes have nothing is told.

    Raises:
        ReadError: the report could not be read, is older than a week, conceals names or is not understood.
    """
    found: dict[str, list[int]] = {}

    def take(row: Row) -> None:
        """Add what one row tells."""
        found.setdefault(name_in_clear(row, _NAME), []).append(required(row, "storageUsedInBytes", as_count))

    await each_row(tenant, _REPORT, take, now)
    return {name: sizes[0] for name, sizes in found.items() if len(sizes) == 1}
