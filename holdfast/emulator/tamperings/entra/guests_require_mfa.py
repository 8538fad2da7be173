"""Tampering with the policy that asks guests for a second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def spare_partners(tenant: Tenant, *, policy: str | None = None) -> str:
    """Take service providers out of a policy for guests, by default the first one.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "is for guests and is not off")
    users = old["conditions"]["users"]
    guests = users["includeGuestsOrExternalUsers"]
    kept = [one for one in guests["guestOrExternalUserTypes"].split(",") if one != "serviceProvider"]
    guests = guests | {"guestOrExternalUserTypes": ",".join(kept)}
    users = users | {"includeGuestsOrExternalUsers": guests}
    change(tenant, actor, old, {"conditions": old["conditions"] | {"users": users}})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' spare service providers."


def _suits(policy: Policy) -> bool:
    guests = policy["conditions"]["users"]["includeGuestsOrExternalUsers"] or {}
    return "serviceProvider" in str(guests.get("guestOrExternalUserTypes")) and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "spare-partners",
        "The attacker has a policy for guests spare service providers.",
        spare_partners,
        ("policy",),
    ),
)
