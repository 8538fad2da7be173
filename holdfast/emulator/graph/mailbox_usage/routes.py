"""How much is in each mailbox, a report: of people's mailboxes, also of those that are deleted softly.

As JSON, which beta answers and v1.0 does not; there is no report file to download here. Mail has no size in the
embedded tenant, so that what is deleted takes a megabyte unless somebody has filled it; the report is of the day
before. That it has shared mailboxes, rooms and equipment, and no inactive ones, is assumed; names are shown in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.exchange.mailbox.state import Stored, list_mailboxes
from holdfast.emulator.graph.mailbox_usage.state import recoverable_bytes
from holdfast.emulator.odata.usage_report import asked, reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_LISTED = (
    "state IN ('active', 'deleted') AND "
    "type IN ('UserMailbox', 'SharedMailbox', 'RoomMailbox', 'EquipmentMailbox')"
)
_USUAL_BYTES = 2**20
_QUOTAS = {
    "issueWarningQuotaInBytes": 105_226_698_752,
    "prohibitSendQuotaInBytes": 106_300_440_576,
    "prohibitSendReceiveQuotaInBytes": 107_374_182_400,
}


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    wanted = asked(tenant, call)
    found = [Stored(*one) for one in list_mailboxes(tenant.store, _LISTED, (), wanted.after, wanted.size + 1)]
    page, filled = found[: wanted.size], recoverable_bytes(tenant)
    rows = [_row(one, wanted.stamp, filled.get(one.exchange_guid, _USUAL_BYTES)) for one in page]
    following = page[-1].position if len(found) > wanted.size else None
    return reply(call, "mailboxUsageDetail", rows, following)


def _row(mailbox: Stored, stamp: dict[str, Any], recoverable: int) -> dict[str, Any]:
    deleted = mailbox.state == "deleted"
    return {
        "userPrincipalName": mailbox.principal_name,
        "displayName": mailbox.display_name,
        "isDeleted": deleted,
        "deletedDate": stamp["reportRefreshDate"] if deleted else None,
        "createdDate": mailbox.created[:10],
        "lastActivityDate": None,
        "itemCount": 0,
        "storageUsedInBytes": _USUAL_BYTES,
        "deletedItemCount": 1,
        "deletedItemSizeInBytes": recoverable,
        **_QUOTAS,
        **stamp,
    }


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/reports/getMailboxUsageDetail(period='{period}')",
        _list,
        "How much is in each mailbox, as JSON; names are shown, and nothing but recoverable items has a size.",
        versions=("beta",),
        any_of=("Reports.Read.All",),
    ),
)
"""Routes of the report about mailboxes."""
