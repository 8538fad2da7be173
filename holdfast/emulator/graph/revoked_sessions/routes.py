"""Everything that somebody is signed in to ends: what an administrator does to an account that was taken.

Source: https://learn.microsoft.com/graph/api/user-revokesigninsessions and -invalidateallrefreshtokens (recalled,
2026-11-29). The name of the event is that of the reference of audit activities. Nobody signs in here, so that nothing
else changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.directory_objects.state import find_user
from holdfast.emulator.odata.query import context_url, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal


def _revoke(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    old = find_user(tenant, call.params["id"])
    new = old | {"signInSessionsValidFromDateTime": tenant.stamp()}
    tenant.store.put("users", new["id"], new)
    record_directory_change(
        tenant,
        principal,
        "Update StsRefreshTokenValidFrom Timestamp",
        "UserManagement",
        "Core Directory",
        target={"id": new["id"], "displayName": new["displayName"], "type": "User"},
        old=old,
        new=new,
    )
    return Reply(200, {"@odata.context": context_url(call, "Edm.Boolean"), "value": True})


ROUTES: tuple[Route, ...] = tuple(
    Route(
        "POST",
        f"/users/{{id}}/{action}",
        _revoke,
        "End everything that somebody is signed in to.",
        versions,
        any_of=("User.RevokeSessions.All", "User.ReadWrite.All", "Directory.ReadWrite.All"),
        consented=False,
    )
    for action, versions in (
        ("revokeSignInSessions", ("v1.0", "beta")),
        ("invalidateAllRefreshTokens", ("beta",)),
    )
)
"""Routes that end sessions."""
