"""Tampering with the policy that lets managed devices in only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_any_device_in(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a policy over devices, by default the first one for every application, be content with MFA.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "asks for managed devices everywhere and is not off")
    grant = old["grantControls"] | {"builtInControls": [*old["grantControls"]["builtInControls"], "mfa"]}
    change(tenant, actor, old, {"grantControls": grant})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' let any device in after MFA."


def _suits(policy: Policy) -> bool:
    asked = (policy["grantControls"] or {}).get("builtInControls") or []
    everywhere = "All" in policy["conditions"]["applications"]["includeApplications"]
    return "compliantDevice" in asked and "mfa" not in asked and everywhere and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "let-any-device-in",
        "The attacker has a policy over managed devices be content with a second factor.",
        let_any_device_in,
        ("policy",),
    ),
)
