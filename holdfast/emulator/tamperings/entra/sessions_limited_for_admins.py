"""Tampering with the policy that ends sessions of administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def lengthen_admin_sessions(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a policy that ends sessions of roles after hours, by default the first one, end them after 90 days.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "ends sessions of roles after hours and is not off")
    frequency = old["sessionControls"]["signInFrequency"] | {"type": "days", "value": 90}
    change(tenant, actor, old, {"sessionControls": old["sessionControls"] | {"signInFrequency": frequency}})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' end sessions after 90 days."


def _suits(policy: Policy) -> bool:
    frequency = (policy["sessionControls"] or {}).get("signInFrequency") or {}
    of_roles = (policy["conditions"].get("users") or {}).get("includeRoles")
    return bool(of_roles) and frequency.get("type") == "hours" and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "lengthen-admin-sessions",
        "The attacker has sessions of administrators last for 90 days.",
        lengthen_admin_sessions,
        ("policy",),
    ),
)
