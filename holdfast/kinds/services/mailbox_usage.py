"""How much is in the recoverable items of every mailbox, by Microsoft's report of mailbox usage: one list of all.

`Get-MailboxStatistics` tells it of one mailbox at a time. The report is beta where it answers as JSON, takes `$top`, is
as old as it says, and bears codes for names where the tenant conceals them. Sources: https://learn.microsoft.com/graph/
api/reportroot-getmailboxusagedetail?view=graph-rest-beta (2026-11-27: format, pages of 200, names of the properties);
that a page takes 999, that the deleted items are the recoverable ones, and the form of concealed names are assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_count, as_text, not_understood, required

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

READ = "Reports.Read.All"
PATH = "/beta/reports/getMailboxUsageDetail(period='D7')?$format=application/json&$top=999"
_DAY = timedelta(days=1)
_OLDEST = 7 * _DAY
_TITLE = "Report of mailbox usage"
_IN_CLEAR = (
    "a sign-in name: the tenant conceals names in reports (admin center, Settings, Org settings, Reports)"
)


@dataclass(frozen=True, slots=True)
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
    now: datetime | None = None
    async for page in tenant.graph.pages(PATH):
        # The time of the service is that of its answer, so that it is there with the first page.
        now = now or tenant.service_time()
        try:
            for row in page:
                _take(found, row, now)
        except MisreadError as misread:
            raise not_understood(_TITLE, "", misread) from None
    return found


async def mailbox_bytes(tenant: Reader, now: datetime) -> dict[str, int]:
    """Return the bytes in each mailbox, those that are deleted softly among them, by user principal name in lower case.

    Of a name that two mailboxes have nothing is told.

    Raises:
        ReadError: the report could not be read, is older than a week, conceals names or is not understood.
    """
    found: dict[str, list[int]] = {}
    async for page in tenant.graph.pages(PATH):
        try:
            for row in page:
                found.setdefault(_name(row, now), []).append(required(row, "storageUsedInBytes", as_count))
        except MisreadError as misread:
            raise not_understood(_TITLE, "", misread) from None
    return {name: sizes[0] for name, sizes in found.items() if len(sizes) == 1}


def _take(found: Recoverable, row: Row, now: datetime) -> None:
    """Add what one row tells.

    Raises:
        MisreadError: it is not understood, or too old, or does not tell whose mailbox it is of.
    """
    deleted, name = required(row, "isDeleted", as_boolean), _name(row, now)
    size = required(row, "deletedItemSizeInBytes", as_count)
    if deleted:
        found.gone.setdefault(name, []).append(size)
        return
    if name in found.present:
        raise MisreadError("userPrincipalName", "of one mailbox alone", name)
    found.present[name] = size


def _name(row: Row, now: datetime) -> str:
    """Return whose mailbox a row is of, in lower case.

    Raises:
        MisreadError: it is too old, or does not tell.
    """
    # One to come would be of the last week for ever; a zone may be a day ahead.
    if not now - _OLDEST <= _day(row) <= now + 2 * _DAY:
        raise MisreadError("reportRefreshDate", "a day of the last week", row["reportRefreshDate"])
    name = required(row, "userPrincipalName", as_text)
    if "@" not in name:
        raise MisreadError("userPrincipalName", _IN_CLEAR, name)
    return name.casefold()


def _day(row: Row) -> datetime:
    """Return the end of the day that a row is of."""
    told = required(row, "reportRefreshDate", as_text)
    try:
        return datetime.strptime(told, "%Y-%m-%d").replace(tzinfo=UTC) + _DAY
    except ValueError:
        raise MisreadError("reportRefreshDate", "a day", told) from None
