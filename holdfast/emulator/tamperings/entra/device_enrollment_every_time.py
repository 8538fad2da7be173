"""Tampering with the policy over enrolling devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_INTUNE_ENROLLMENT = "d4ebce55-015a-49b5-a083-c84d1797ae8c"


def enroll_without_mfa(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a policy over enrolling devices, by default the first one, leave the attacker out.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _suits, "is over enrolling devices and is not off")
    users = old["conditions"]["users"]
    users = users | {"excludeUsers": [*users["excludeUsers"], actor.object_id]}
    change(tenant, actor, old, {"conditions": old["conditions"] | {"users": users}})
    return f"{actor.user_principal_name} left themselves out of the policy '{old['displayName']}'."


def _suits(policy: Policy) -> bool:
    applications = policy["conditions"]["applications"]["includeApplications"]
    return _INTUNE_ENROLLMENT in applications and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "enroll-without-mfa",
        "The attacker leaves themselves out of a policy over enrolling devices.",
        enroll_without_mfa,
        ("policy",),
    ),
)
