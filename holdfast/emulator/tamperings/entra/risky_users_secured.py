"""Tampering with the policies over users at high risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def keep_risky_password(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a policy over users at risk, by default the first one, ask for MFA and for no new password.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "asks for a new password and is not off")
    grant = old["grantControls"] | {"builtInControls": ["mfa"]}
    change(tenant, actor, old, {"grantControls": grant})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' ask for no new password."


def _suits(policy: Policy) -> bool:
    grant = policy["grantControls"] or {}
    return "passwordChange" in grant.get("builtInControls", ()) and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "keep-risky-password",
        "The attacker has a policy over users at risk ask for no new password.",
        keep_risky_password,
        ("policy",),
    ),
)
