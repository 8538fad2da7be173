"""Tampering with the policy that binds service accounts to their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def free_service_accounts(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a policy over people and places, by default the first one that blocks, be over no place.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "blocks people by place and is not off")
    places = old["conditions"]["locations"] | {"excludeLocations": ["All"]}
    change(tenant, actor, old, {"conditions": old["conditions"] | {"locations": places}})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' be over no place."


def _suits(policy: Policy) -> bool:
    bound = (
        policy["conditions"]["locations"] is not None and policy["conditions"]["clientApplications"] is None
    )
    blocks = "block" in (policy["grantControls"] or {}).get("builtInControls", ())
    return bound and blocks and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "free-service-accounts",
        "The attacker has service accounts sign in from everywhere.",
        free_service_accounts,
        ("policy",),
    ),
)
