"""Tampering with the policy over registering security information."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def open_registration(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a policy over registering security information, by default the first one, be content with MFA.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "is over registering security information and is not off")
    grant = old["grantControls"] | {"builtInControls": [*old["grantControls"]["builtInControls"], "mfa"]}
    change(tenant, actor, old, {"grantControls": grant})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' be content with MFA."


def _suits(policy: Policy) -> bool:
    actions = policy["conditions"]["applications"]["includeUserActions"]
    return "urn:user:registersecurityinfo" in actions and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "open-registration",
        "The attacker has a policy let anybody with any second factor register another.",
        open_registration,
        ("policy",),
    ),
)
