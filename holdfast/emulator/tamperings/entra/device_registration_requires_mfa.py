"""Tampering with the policy over joining devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def join_without_mfa(tenant: Tenant, *, policy: str | None = None) -> str:
    """Exclude the attacker from a policy over joining devices, by default the first one.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "is over joining devices and is not off")
    users = old["conditions"]["users"]
    users = users | {"excludeUsers": [*users["excludeUsers"], actor.object_id]}
    change(tenant, actor, old, {"conditions": old["conditions"] | {"users": users}})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' spare her."


def _suits(policy: Policy) -> bool:
    actions = policy["conditions"]["applications"]["includeUserActions"]
    return "urn:user:registerdevice" in actions and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "join-without-mfa",
        "The attacker has a policy over joining devices spare her.",
        join_without_mfa,
        ("policy",),
    ),
)
