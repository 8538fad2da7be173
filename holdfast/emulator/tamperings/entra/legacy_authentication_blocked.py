"""Tampering with the policy that blocks legacy authentication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_LEGACY_CLIENTS = frozenset({"exchangeActiveSync", "other", "easSupported"})


def disable_policy(tenant: Tenant, *, policy: str | None = None) -> str:
    """Switch a policy off, by default the one that blocks legacy authentication.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy, or it is off already.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _blocks_legacy, "blocks legacy authentication and is not off")
    if old["state"] == "disabled":
        raise TamperingError(f"The policy '{old['displayName']}' is off already.")
    change(tenant, actor, old, {"state": "disabled"})
    return f"{actor.user_principal_name} switched the policy '{old['displayName']}' off."


def _blocks_legacy(policy: Policy) -> bool:
    clients = set(policy["conditions"]["clientAppTypes"])
    blocks = "block" in (policy["grantControls"] or {}).get("builtInControls", ())
    return blocks and bool(clients) and clients <= _LEGACY_CLIENTS and policy["state"] != "disabled"


TAMPERINGS = (
    Tampering(
        "disable-policy",
        "The attacker switches off a policy, by default the legacy-authentication one.",
        disable_policy,
        ("policy",),
    ),
)
