"""Tampering with the policy that binds applications to their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def free_workloads(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a policy over applications and places, by default the first one, be over no place.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "binds applications to places and is not off")
    places = old["conditions"]["locations"] | {"excludeLocations": ["All"]}
    change(tenant, actor, old, {"conditions": old["conditions"] | {"locations": places}})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' be over no place."


def _suits(policy: Policy) -> bool:
    conditions = policy["conditions"]
    bound = conditions["locations"] is not None and conditions["clientApplications"] is not None
    return bound and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "free-workloads",
        "The attacker has applications sign in from everywhere.",
        free_workloads,
        ("policy",),
    ),
)
