"""Tampering with the policies that restrict devices which nobody manages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def spare_unmanaged_devices(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a policy over devices that nobody manages, by default the first one, leave out what it was for.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "is for devices by a filter and is not off")
    devices = old["conditions"]["devices"]
    spared = devices | {"deviceFilter": devices["deviceFilter"] | {"mode": "exclude"}}
    change(tenant, actor, old, {"conditions": old["conditions"] | {"devices": spared}})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' leave unmanaged devices out."


def _suits(policy: Policy) -> bool:
    devices = policy["conditions"]["devices"] or {}
    included = (devices.get("deviceFilter") or {}).get("mode") == "include"
    return included and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "spare-unmanaged-devices",
        "The attacker has a policy over unmanaged devices leave them out.",
        spare_unmanaged_devices,
        ("policy",),
    ),
)
