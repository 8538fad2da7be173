"""Tampering with the policy that asks for protected apps on phones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def spare_android(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a policy over protected apps, by default the first one, be for iOS alone.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "asks for protected apps on Android and is not off")
    platforms = old["conditions"]["platforms"] | {"includePlatforms": ["iOS"]}
    change(tenant, actor, old, {"conditions": old["conditions"] | {"platforms": platforms}})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' be for iOS alone."


def _suits(policy: Policy) -> bool:
    asked = (policy["grantControls"] or {}).get("builtInControls") or []
    platforms = (policy["conditions"]["platforms"] or {}).get("includePlatforms") or []
    return "compliantApplication" in asked and "android" in platforms and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "spare-android",
        "The attacker has a policy over protected apps be for iOS alone.",
        spare_android,
        ("policy",),
    ),
)
