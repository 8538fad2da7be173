"""How much is in each mailbox, a report: of people's mailboxes, also of those that are deleted softly.

As JSON, which beta answers and v1.0 does not; there is no report file to download here. Mail has no size in the
embedded tenant, so that what is deleted takes a megabyte unless somebody has filled it; the report is of the day
before. That it has shared mailboxes, rooms and equipment, and no inactive ones, is assumed; names are shown in it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.exchange.mailbox.state import Stored, list_mailboxes
from holdfast.emulator.graph.mailbox_usage.state import recoverable_bytes
from holdfast.emulator.odata.query import context_url, next_link, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_LISTED = (
    "state IN ('active', 'deleted') AND "
    "type IN ('UserMailbox', 'SharedMailbox', 'RoomMailbox', 'EquipmentMailbox')"
)
_USUAL_PAGE, _LARGEST_PAGE = 200, 999
_USUAL_BYTES = 2**20
_PERIODS = {"D7": "7", "D30": "30", "D90": "90", "D180": "180"}
_QUOTAS = {
    "issueWarningQuotaInBytes": 105_226_698_752,
    "prohibitSendQuotaInBytes": 106_300_440_576,
    "prohibitSendReceiveQuotaInBytes": 107_374_182_400,
}


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call, "$format", "$top", "$skiptoken")
    options = {name.lower(): value for name, value in call.query.items()}
    if options.get("$format") != "application/json":
        raise GraphError(
            501, "NotImplemented", "The embedded tenant has this report as application/json only."
        )
    if (period := _PERIODS.get(call.params["period"])) is None:
        raise GraphError(400, "InvalidParameter", f"The period must be one of {', '.join(_PERIODS)}.")
    size, after = _number(options, "$top", _USUAL_PAGE), _number(options, "$skiptoken", 0)
    if not 1 <= size <= _LARGEST_PAGE:
        raise GraphError(400, "InvalidParameter", f"$top must be between 1 and {_LARGEST_PAGE}.")
    found = [Stored(*one) for one in list_mailboxes(tenant.store, _LISTED, (), after, size + 1)]
    filled, day = recoverable_bytes(tenant), (tenant.now() - timedelta(days=1)).date().isoformat()
    body: dict[str, Any] = {
        "@odata.context": context_url(call, "Collection(microsoft.graph.mailboxUsageDetail)")
    }
    if len(found) > size:
        body["@odata.nextLink"] = next_link(call, found[size - 1].position)
    body["value"] = [
        _row(one, day, period, filled.get(one.exchange_guid, _USUAL_BYTES)) for one in found[:size]
    ]
    return Reply(200, body)


def _row(mailbox: Stored, day: str, period: str, recoverable: int) -> dict[str, Any]:
    deleted = mailbox.state == "deleted"
    return {
        "reportRefreshDate": day,
        "userPrincipalName": mailbox.principal_name,
        "displayName": mailbox.display_name,
        "isDeleted": deleted,
        "deletedDate": day if deleted else None,
        "createdDate": mailbox.created[:10],
        "lastActivityDate": None,
        "itemCount": 0,
        "storageUsedInBytes": _USUAL_BYTES,
        "deletedItemCount": 1,
        "deletedItemSizeInBytes": recoverable,
        **_QUOTAS,
        "reportPeriod": period,
    }


def _number(options: dict[str, str], name: str, default: int) -> int:
    text = options.get(name, str(default))
    if not text.isdecimal():
        raise GraphError(400, "BadRequest", f"Invalid value '{text}' for {name} query option found.")
    return int(text)


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
