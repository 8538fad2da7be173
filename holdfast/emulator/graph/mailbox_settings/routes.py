"""What somebody set in his mailbox: nobody works in the embedded tenant, so every mailbox has what a new one has.

Shape and members: https://learn.microsoft.com/graph/api/user-get-mailboxsettings (2026-11-27). The values of a new
mailbox are assumed: UTC, English, no automatic replies, and of the purpose what sort of mailbox it is. The refusal of
somebody without one is what projects report that met it (MailboxNotEnabledForRESTAPI, 404); its text is recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.exchange.mailbox.state import find_mailbox
from holdfast.emulator.graph.directory_objects.state import find_user
from holdfast.emulator.odata.query import context_url, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_PURPOSES = {
    "UserMailbox": "user",
    "SharedMailbox": "shared",
    "RoomMailbox": "room",
    "EquipmentMailbox": "equipment",
}


def _settings(tenant: Tenant, purpose: str) -> dict[str, Any]:
    moment = {"dateTime": f"{tenant.now():%Y-%m-%d}T00:00:00.0000000", "timeZone": "UTC"}
    return {
        "archiveFolder": None,
        "timeZone": "UTC",
        "delegateMeetingMessageDeliveryOptions": "sendToDelegateOnly",
        "dateFormat": "M/d/yyyy",
        "timeFormat": "h:mm tt",
        "automaticRepliesSetting": {
            "status": "disabled",
            "externalAudience": "all",
            "internalReplyMessage": "",
            "externalReplyMessage": "",
            "scheduledStartDateTime": moment,
            "scheduledEndDateTime": moment,
        },
        "language": {"locale": "en-US", "displayName": "English (United States)"},
        "workingHours": {
            "daysOfWeek": ["monday", "tuesday", "wednesday", "thursday", "friday"],
            "startTime": "08:00:00.0000000",
            "endTime": "17:00:00.0000000",
            "timeZone": {"name": "UTC"},
        },
        "userPurpose": {"value": purpose},
    }


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    user = find_user(tenant, call.params["id"])
    mailbox = find_mailbox(tenant.store, user["id"])
    if mailbox is None:
        raise GraphError(
            404,
            "MailboxNotEnabledForRESTAPI",
            "The mailbox is either inactive, soft-deleted, or is hosted on-premise.",
        )
    context = context_url(call, f"users('{user['id']}')/mailboxSettings")
    settings = _settings(tenant, _PURPOSES.get(mailbox.type, "others"))
    return Reply(200, {"@odata.context": context, **settings})


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/users/{id}/mailboxSettings",
        _get,
        "What a new mailbox has set; single settings and writing are left out.",
        any_of=("MailboxSettings.Read", "MailboxSettings.ReadWrite"),
        consented=False,
    ),
)
"""Routes of what people set in their mailboxes."""
