"""Tampering with Conditional Access policies, whichever they are; each change leaves its audit event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.conditional_access.routes import COLLECTION, KIND
from holdfast.emulator.graph.conditional_access.state import delete_softly
from holdfast.emulator.graph.conditional_access.types import POLICY
from holdfast.emulator.graph.security_defaults import SERVICE as SECURITY_DEFAULTS
from holdfast.emulator.odata.schema import complete
from holdfast.emulator.tamperings.cast import TamperingError, administrator, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant

Policy = dict[str, Any]


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
    old = chosen(tenant, policy, _any_policy, "exists")
    name = new_name or f"{old['displayName']} (old)"
    change(tenant, actor, old, {"displayName": name})
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
    old = chosen(tenant, policy, _any_policy, "exists")
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


def chosen(tenant: Tenant, wanted: str | None, suits: Callable[[Policy], bool], described: str) -> Policy:
    """Return the policy of that name or id, or else the first that suits.

    Raises:
        TamperingError: there is none; `described` ends its sentence: "has no policy that …".
    """
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


def change(tenant: Tenant, actor: Person, old: Policy, values: dict[str, Any]) -> None:
    """Store `old` with `values`, as a change that `actor` made."""
    new = old | values | {"modifiedDateTime": tenant.stamp()}
    tenant.store.put(COLLECTION, new["id"], new)
    _record(tenant, actor, "Update", old=old, new=new)


def _any_policy(_policy: Policy) -> bool:
    return True


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


TAMPERINGS = (
    Tampering(
        "add-rogue-policy",
        "The attacker adds a policy that shuts administrators out.",
        add_rogue_policy,
        ("name",),
    ),
    Tampering("delete-policy", "The attacker deletes a policy.", delete_policy, ("policy",)),
    Tampering(
        "rename-policy",
        "The administrator renames a policy.",
        rename_policy,
        (
            "new_name",
            "policy",
        ),
    ),
)
