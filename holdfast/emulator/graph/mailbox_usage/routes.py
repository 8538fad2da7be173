"""How much is in each mailbox, a report: of people's mailboxes, also of those that are deleted softly.

Mail has no size in the embedded tenant, so that what is deleted takes a megabyte unless somebody has filled it, and a
mailbox 25; the report is of the day before. That it has shared mailboxes, rooms and equipment, and no inactive ones, is
assumed; names are shown in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.exchange.mailbox.state import Stored, list_mailboxes
from holdfast.emulator.graph.mailbox_usage import state
from holdfast.emulator.odata.usage_report import FIRST, LAST, UsageReport, report_day

if TYPE_CHECKING:
    from holdfast.emulator.routing import Route
    from holdfast.emulator.tenant import Tenant

_LISTED = (
    "state IN ('active', 'deleted') AND "
    "type IN ('UserMailbox', 'SharedMailbox', 'RoomMailbox', 'EquipmentMailbox')"
)
_DELETED_BYTES = 2**20
_QUOTAS = {
    "issueWarningQuotaInBytes": 105_226_698_752,
    "prohibitSendQuotaInBytes": 106_300_440_576,
    "prohibitSendReceiveQuotaInBytes": 107_374_182_400,
}


def _page(tenant: Tenant, after: int, size: int) -> tuple[list[dict[str, Any]], int | None]:
    found = [Stored(*one) for one in list_mailboxes(tenant.store, _LISTED, (), after, size + 1)]
    page, filled = found[:size], state.recoverable_bytes(tenant)
    rows = [_row(one, report_day(tenant), filled.get(one.exchange_guid, _DELETED_BYTES)) for one in page]
    return rows, page[-1].position if len(found) > size else None


def _row(mailbox: Stored, day: str, recoverable: int) -> dict[str, Any]:
    deleted = mailbox.state == "deleted"
    return {
        "userPrincipalName": mailbox.principal_name,
        "displayName": mailbox.display_name,
        "isDeleted": deleted,
        "deletedDate": day if deleted else None,
        "createdDate": mailbox.created[:10],
        "lastActivityDate": None,
        "itemCount": 0,
        "storageUsedInBytes": state.USUAL_BYTES,
        "deletedItemCount": 1,
        "deletedItemSizeInBytes": recoverable,
        **_QUOTAS,
    }


_REPORT = UsageReport(
    "getMailboxUsageDetail",
    "mailboxUsageDetail",
    {
        **FIRST,
        "userPrincipalName": "User Principal Name",
        "displayName": "Display Name",
        "isDeleted": "Is Deleted",
        "deletedDate": "Deleted Date",
        "createdDate": "Created Date",
        "lastActivityDate": "Last Activity Date",
        "itemCount": "Item Count",
        "storageUsedInBytes": "Storage Used (Byte)",
        "issueWarningQuotaInBytes": "Issue Warning Quota (Byte)",
        "prohibitSendQuotaInBytes": "Prohibit Send Quota (Byte)",
        "prohibitSendReceiveQuotaInBytes": "Prohibit Send/Receive Quota (Byte)",
        "deletedItemCount": "Deleted Item Count",
        "deletedItemSizeInBytes": "Deleted Item Size (Byte)",
        "deletedItemQuota": "Deleted Item Quota (Byte)",
        "hasArchive": "Has Archive",
        **LAST,
    },
    _page,
    "How much is in each mailbox; names are shown, and nothing but recoverable items has a size.",
)
ROUTES: tuple[Route, ...] = (_REPORT.route(),)
"""Routes of the report about mailboxes."""
