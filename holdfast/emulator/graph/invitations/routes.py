"""Invitations: a POST makes the guest, who never accepts; no mail is sent, and nobody is invited twice.

Source: https://learn.microsoft.com/graph/api/invitation-post (2026-11-27). How the guest's name is made of the address
is recalled of tenants; that an address which is there is answered with its user, of a second invitation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.directory_objects.state import DirectoryObject, record
from holdfast.emulator.graph.users.types import new_user
from holdfast.emulator.odata.directory_types import DirectoryProperty, checked_body, text
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.query import entity
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_INVITATION = {
    "invitedUserEmailAddress": DirectoryProperty("String", required=True),
    "inviteRedirectUrl": DirectoryProperty("String", required=True),
    **text("invitedUserDisplayName", "invitedUserType"),
    "invitedUserMessageInfo": DirectoryProperty("Complex"),
    **dict.fromkeys(("sendInvitationMessage", "resetRedemption"), DirectoryProperty("Boolean")),
}
_TYPES = ("Guest", "Member")
_NO_MESSAGE: dict[str, Any] = {"messageLanguage": None, "ccRecipients": [], "customizedMessageBody": None}


def _invite(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    values = checked_body(_INVITATION, call.body, creating=True)
    address, kind = values["invitedUserEmailAddress"], values.get("invitedUserType") or _TYPES[0]
    if address.count("@") != 1 or kind not in _TYPES:
        raise bad_request("The invited user email address or type of the invitation is invalid.")
    known = (one for one in tenant.store.all("users") if (one["mail"] or "").lower() == address.lower())
    user = next(known, None) or _made(tenant, principal, values, kind)
    answer = {
        "id": tenant.store.new_id(),
        "inviteRedeemUrl": f"https://login.microsoftonline.com/redeem?rd={values['inviteRedirectUrl']}",
        "invitedUserDisplayName": values.get("invitedUserDisplayName"),
        "invitedUserType": kind,
        "invitedUserEmailAddress": address,
        "sendInvitationMessage": bool(values.get("sendInvitationMessage")),
        "resetRedemption": bool(values.get("resetRedemption")),
        "inviteRedirectUrl": values["inviteRedirectUrl"],
        "status": "PendingAcceptance",
        "invitedUserMessageInfo": values.get("invitedUserMessageInfo") or _NO_MESSAGE,
        "invitedUser": {"id": user["id"]},
    }
    return Reply(201, entity(call, "invitations", answer))


def _made(tenant: Tenant, principal: Principal, values: dict[str, Any], kind: str) -> dict[str, Any]:
    address = values["invitedUserEmailAddress"]
    own = {
        "accountEnabled": True,
        "creationType": "Invitation",
        "displayName": values.get("invitedUserDisplayName") or address.partition("@")[0],
        "externalUserState": "PendingAcceptance",
        "mail": address,
        "userPrincipalName": f"{address.replace('@', '_')}#EXT#@{tenant.domain}",
        "userType": kind,
    }
    user = new_user(tenant.store.new_id(), tenant.stamp(), own)
    tenant.store.put("users", user["id"], user)
    record(tenant, principal, "Add", DirectoryObject("user", user), new=user)
    return user


ROUTES: tuple[Route, ...] = (
    Route(
        "POST",
        "/invitations",
        _invite,
        "Invite a guest, who is made and never accepts.",
        any_of=("User.Invite.All", "User.ReadWrite.All", "Directory.ReadWrite.All"),
        consented=False,
    ),
)
"""Routes of invitations."""
