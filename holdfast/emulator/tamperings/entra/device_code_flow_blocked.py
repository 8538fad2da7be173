"""Tampering with the policy that blocks device code flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def open_device_code_flow(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a policy over device code flow, by default the first one, be content with MFA.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "is over device code flow and is not off")
    grant = old["grantControls"] | {"builtInControls": ["mfa"]}
    change(tenant, actor, old, {"grantControls": grant})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' be content with MFA."


def _suits(policy: Policy) -> bool:
    flows = policy["conditions"]["authenticationFlows"] or {}
    return "deviceCodeFlow" in str(flows.get("transferMethods")) and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "open-device-code-flow",
        "The attacker has a policy over device code flow be content with MFA.",
        open_device_code_flow,
        ("policy",),
    ),
)
