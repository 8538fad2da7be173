"""Tampering with the policies over risky sign-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def tolerate_medium_risk(tenant: Tenant, *, policy: str | None = None) -> str:
    """Take medium risk out of a policy over risky sign-ins, by default the first one.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "is over medium sign-in risk and is not off")
    levels = [one for one in old["conditions"]["signInRiskLevels"] if one != "medium"]
    change(tenant, actor, old, {"conditions": old["conditions"] | {"signInRiskLevels": levels}})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' let medium risk pass."


def _suits(policy: Policy) -> bool:
    return "medium" in policy["conditions"]["signInRiskLevels"] and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "tolerate-medium-risk",
        "The attacker has a policy over risky sign-ins let medium risk pass.",
        tolerate_medium_risk,
        ("policy",),
    ),
)
