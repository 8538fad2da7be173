"""Tampering with the policy that requires MFA of everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.conditional_access.routes import COLLECTION
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def exclude_user_from_mfa(tenant: Tenant, *, policy: str | None = None, user: str | None = None) -> str:
    """Exclude a user, by default the attacker herself, from a policy that requires MFA and is not off.

    Args:
        tenant: where.
        policy: display name or id; default: the first policy that requires MFA of everybody, else of anybody.
        user: userPrincipalName or id of who is excluded; default: the attacker.

    Raises:
        TamperingError: no such policy or user, or the user is excluded already.
    """
    actor = attacker(tenant)
    everybody = any(map(_requires_mfa_of_all, tenant.store.all(COLLECTION)))
    suits = _requires_mfa_of_all if everybody else _requires_mfa
    old = chosen(tenant, policy, suits, "requires MFA and is not off")
    excluded, who = (
        (actor.object_id, actor.user_principal_name) if user is None else _found_user(tenant, user)
    )
    users = old["conditions"]["users"]
    if excluded in users["excludeUsers"]:
        raise TamperingError(f"{who} is already excluded from the policy '{old['displayName']}'.")
    users = users | {"excludeUsers": [*users["excludeUsers"], excluded]}
    change(tenant, actor, old, {"conditions": old["conditions"] | {"users": users}})
    return f"{actor.user_principal_name} excluded {who} from the policy '{old['displayName']}'."


def _requires_mfa(policy: Policy) -> bool:
    grant = policy["grantControls"] or {}
    asks = "mfa" in grant.get("builtInControls", ()) or grant.get("authenticationStrength") is not None
    return asks and policy["state"] != "disabled"


def _requires_mfa_of_all(policy: Policy) -> bool:
    return _requires_mfa(policy) and "All" in policy["conditions"]["users"]["includeUsers"]


def _found_user(tenant: Tenant, wanted: str) -> tuple[str, str]:
    named = wanted.lower()
    for user in tenant.store.all("users"):
        if named in {user["id"].lower(), user["userPrincipalName"].lower()}:
            return user["id"], user["userPrincipalName"]
    raise TamperingError(f"{tenant.domain} has no user '{wanted}'.")


TAMPERINGS = (
    Tampering(
        "exclude-user-from-mfa",
        "The attacker excludes herself from a policy that requires MFA.",
        exclude_user_from_mfa,
        (
            "policy",
            "user",
        ),
    ),
)
