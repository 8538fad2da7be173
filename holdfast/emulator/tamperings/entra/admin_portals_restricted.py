"""Tampering with the policy that closes the admin portals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def open_admin_portals(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a policy over the admin portals, by default the first one, let holders of Directory Readers in.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "closes the admin portals to all but roles and is not off")
    users = old["conditions"]["users"]
    users = users | {"excludeRoles": [*users["excludeRoles"], _DIRECTORY_READERS]}
    change(tenant, actor, old, {"conditions": old["conditions"] | {"users": users}})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' let directory readers in."


def _suits(policy: Policy) -> bool:
    conditions = policy["conditions"]
    portals = "MicrosoftAdminPortals" in conditions["applications"]["includeApplications"]
    return portals and bool(conditions["users"]["excludeRoles"]) and policy["state"] != "disabled"


_DIRECTORY_READERS = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b"
"""Template id; source: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
(2026-11-26)."""

TAMPERINGS = (
    Tampering(
        "open-admin-portals",
        "The attacker has a policy over the admin portals let directory readers in.",
        open_admin_portals,
        ("policy",),
    ),
)
