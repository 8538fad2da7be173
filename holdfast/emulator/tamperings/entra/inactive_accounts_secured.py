"""Tampering with accounts that nobody uses: one that was disabled is enabled again, and stays stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.exchange.mailbox.lifecycle import account_switched
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, record, record_switch
from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def revive_account(tenant: Tenant, *, user: str | None = None) -> str:
    """Enable a disabled account that somebody used once, by default the first one that has a licence.

    Args:
        tenant: where.
        user: userPrincipalName.

    Raises:
        TamperingError: there is no such account.
    """
    actor = administrator(tenant)
    disabled = [
        one
        for one in tenant.store.all("users")
        if not one["accountEnabled"] and one["signInActivity"] and one["assignedLicenses"]
    ]
    found = [one for one in disabled if user in {None, one["userPrincipalName"]}]
    if not found:
        asked = f"disabled account {user!r}" if user else "disabled account"
        raise TamperingError(f"{tenant.domain} has no {asked} with a licence and a sign-in.")
    before = min(found, key=lambda one: str(one["userPrincipalName"]))
    after = {**before, "accountEnabled": True}
    tenant.store.put("users", before["id"], after)
    account_switched(tenant, before["id"], enabled=True)
    record(tenant, actor, "Update", DirectoryObject("user", after), old=before, new=after)
    record_switch(tenant, actor, before, after)
    return f"{actor.user_principal_name} enabled the account of {after['userPrincipalName']} again."


TAMPERINGS = (
    Tampering(
        "revive-account",
        "The administrator enables an account again that nobody has used for months.",
        revive_account,
        ("user",),
    ),
)
