"""Tampering with Conditional Access policies and security defaults; each change leaves its audit event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.conditional_access.routes import COLLECTION, KIND
from holdfast.emulator.graph.conditional_access.state import delete_softly
from holdfast.emulator.graph.conditional_access.types import POLICY
from holdfast.emulator.graph.security_defaults import SERVICE as SECURITY_DEFAULTS
from holdfast.emulator.odata.schema import complete
from holdfast.emulator.tamperings.cast import TamperingError, administrator, attacker

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant

Policy = dict[str, Any]

_LEGACY_CLIENTS = frozenset({"exchangeActiveSync", "other", "easSupported"})


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
    old = _chosen(tenant, policy, suits, "requires MFA and is not off")
    excluded, who = (
        (actor.object_id, actor.user_principal_name) if user is None else _found_user(tenant, user)
    )
    users = old["conditions"]["users"]
    if excluded in users["excludeUsers"]:
        raise TamperingError(f"{who} is already excluded from the policy '{old['displayName']}'.")
    users = users | {"excludeUsers": [*users["excludeUsers"], excluded]}
    _change(tenant, actor, old, {"conditions": old["conditions"] | {"users": users}})
    return f"{actor.user_principal_name} excluded {who} from the policy '{old['displayName']}'."


def disable_policy(tenant: Tenant, *, policy: str | None = None) -> str:
    """Switch a policy off, by default the one that blocks legacy authentication.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy, or it is off already.
    """
    actor = attacker(tenant)
    old = _chosen(tenant, policy, _blocks_legacy, "blocks legacy authentication and is not off")
    if old["state"] == "disabled":
        raise TamperingError(f"The policy '{old['displayName']}' is off already.")
    _change(tenant, actor, old, {"state": "disabled"})
    return f"{actor.user_principal_name} switched the policy '{old['displayName']}' off."


def rename_policy(tenant: Tenant, *, policy: str | None = None, new_name: str | None = None) -> str:
    """Give a policy another name, by default the first policy that there is.

    Args:
        tenant: where.
        policy: display name or id.
        new_name: default: the old name with " (old)" behind it.

    Raises:
        TamperingError: no such policy.
    """
    actor = administrator(tenant)
    old = _chosen(tenant, policy, _any_policy, "exists")
    name = new_name or f"{old['displayName']} (old)"
    _change(tenant, actor, old, {"displayName": name})
    return f"{actor.user_principal_name} renamed the policy '{old['displayName']}' to '{name}'."


def delete_policy(tenant: Tenant, *, policy: str | None = None) -> str:
    """Delete a policy, by default the first policy that there is.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = _chosen(tenant, policy, _any_policy, "exists")
    delete_softly(tenant, KIND, COLLECTION, old)
    _record(tenant, actor, "Delete", old=old, new=None)
    return f"{actor.user_principal_name} deleted the policy '{old['displayName']}'."


def add_rogue_policy(tenant: Tenant, *, name: str | None = None) -> str:
    """Add a policy that shuts everybody but the attacker out of the admin portals.

    It is enabled, or in report-only while security defaults are on, as the service would have it.

    Args:
        tenant: where.
        name: display name; default "Temporary - vendor access".
    """
    actor = attacker(tenant)
    new: Policy = complete(
        POLICY["beta"],
        {
            "id": tenant.store.new_id(),
            "displayName": name or "Temporary - vendor access",
            "createdDateTime": tenant.stamp(),
            "state": (
                "enabledForReportingButNotEnforced"
                if SECURITY_DEFAULTS.value(tenant)["isEnabled"]
                else "enabled"
            ),
            "conditions": {
                "applications": {"includeApplications": ["MicrosoftAdminPortals"]},
                "clientAppTypes": ["all"],
                "users": {"includeUsers": ["All"], "excludeUsers": [actor.object_id]},
            },
            "grantControls": {"operator": "OR", "builtInControls": ["block"]},
        },
    )
    tenant.store.put(COLLECTION, new["id"], new)
    _record(tenant, actor, "Add", old=None, new=new)
    return f"{actor.user_principal_name} added the policy '{new['displayName']}'."


def enable_security_defaults(tenant: Tenant) -> str:
    """Switch security defaults on, past the rule that enabled policies forbid it.

    Args:
        tenant: where.

    Raises:
        TamperingError: they are on already.
    """
    actor = administrator(tenant)
    if SECURITY_DEFAULTS.value(tenant)["isEnabled"]:
        raise TamperingError(f"Security defaults of {tenant.domain} are on already.")
    SECURITY_DEFAULTS.change(tenant, actor, {"isEnabled": True})
    return f"{actor.user_principal_name} switched security defaults on."


def _chosen(tenant: Tenant, wanted: str | None, suits: Callable[[Policy], bool], described: str) -> Policy:
    """Return the policy of that name or id, or else the first that suits."""
    policies = tenant.store.all(COLLECTION)
    if wanted is not None:
        named = wanted.lower()
        found = next((p for p in policies if named in {p["id"].lower(), p["displayName"].lower()}), None)
        if found is None:
            raise TamperingError(f"{tenant.domain} has no policy '{wanted}'.")
        return found
    for policy in policies:
        if suits(policy):
            return policy
    raise TamperingError(f"{tenant.domain} has no policy that {described}.")


def _requires_mfa(policy: Policy) -> bool:
    grant = policy["grantControls"] or {}
    asks = "mfa" in grant.get("builtInControls", ()) or grant.get("authenticationStrength") is not None
    return asks and policy["state"] != "disabled"


def _requires_mfa_of_all(policy: Policy) -> bool:
    return _requires_mfa(policy) and "All" in policy["conditions"]["users"]["includeUsers"]


def _blocks_legacy(policy: Policy) -> bool:
    clients = set(policy["conditions"]["clientAppTypes"])
    blocks = "block" in (policy["grantControls"] or {}).get("builtInControls", ())
    return blocks and bool(clients) and clients <= _LEGACY_CLIENTS and policy["state"] != "disabled"


def _any_policy(_policy: Policy) -> bool:
    return True


def _found_user(tenant: Tenant, wanted: str) -> tuple[str, str]:
    named = wanted.lower()
    for user in tenant.store.all("users"):
        if named in {user["id"].lower(), user["userPrincipalName"].lower()}:
            return user["id"], user["userPrincipalName"]
    raise TamperingError(f"{tenant.domain} has no user '{wanted}'.")


def _change(tenant: Tenant, actor: Person, old: Policy, values: dict[str, Any]) -> None:
    new = old | values | {"modifiedDateTime": tenant.stamp()}
    tenant.store.put(COLLECTION, new["id"], new)
    _record(tenant, actor, "Update", old=old, new=new)


def _record(tenant: Tenant, actor: Person, verb: str, *, old: Policy | None, new: Policy | None) -> None:
    seen: Policy = new or old or {}
    target = {"id": seen["id"], "displayName": seen["displayName"], "type": "Policy"}
    record_directory_change(
        tenant,
        actor,
        f"{verb} conditional access policy",
        "Policy",
        "Conditional Access",
        target=target,
        old=None if old is None else complete(POLICY["v1.0"], old),
        new=None if new is None else complete(POLICY["v1.0"], new),
    )
