"""Tampering with the policy that blocks unknown platforms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def know_every_platform(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a policy over unknown platforms, by default the first one, be over Windows phones only.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "excludes platforms and is not off")
    platforms = old["conditions"]["platforms"] | {"includePlatforms": ["windowsPhone"]}
    change(tenant, actor, old, {"conditions": old["conditions"] | {"platforms": platforms}})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' be over one platform only."


def _suits(policy: Policy) -> bool:
    platforms = policy["conditions"]["platforms"] or {}
    return bool(platforms.get("excludePlatforms")) and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "know-every-platform",
        "The attacker has a policy over unknown platforms be over one platform only.",
        know_every_platform,
        ("policy",),
    ),
)
