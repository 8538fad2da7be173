"""Whose policies PIM has: every role that the tenant defines, and of a group its members and its owners.

A policy of the azuread plugin is named `{scope type}_{scope or tenant}_{id}` (its parse/role_management_policy.go,
2026-11-30). Microsoft's service has none of a group before PIM is used for it; here each group that PIM may have has
both (assumed to be the same for whoever asks: the plugin waits until they are there).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import not_found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.emulator.tenant import Tenant

OF_ROLES, _OF_GROUPS = "DirectoryRole", "Group"
_ACCESSES = ("member", "owner")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a policy is for."""

    definition: str
    """Id of the role's definition; of a group "member" or "owner"."""
    policy: dict[str, Any]
    """The policy without its rules, wire shape."""
    target: dict[str, Any]
    """What the audit log says is changed with it."""

    @property
    def policy_id(self) -> str:
        """Id of the policy."""
        return str(self.policy["id"])


def role_policy_id(tenant: Tenant, role_id: str, scope_type: str = OF_ROLES) -> str:
    """Return the id of a role's policy."""
    return f"{scope_type}_{tenant.tenant_id}_{uuid.uuid5(uuid.UUID(tenant.tenant_id), role_id)}"


def _policy(policy_id: str, scope_id: str, scope_type: str) -> dict[str, Any]:
    return {
        "id": policy_id,
        "displayName": scope_type,
        "description": scope_type,
        "isOrganizationDefault": False,
        "scopeId": scope_id,
        "scopeType": scope_type,
        "lastModifiedDateTime": None,
        "lastModifiedBy": {"displayName": None, "id": None},
    }


def roles(tenant: Tenant, scope_type: str = OF_ROLES) -> Iterator[Subject]:
    """Every role that the tenant defines."""
    for role in tenant.store.all("roleDefinitions"):
        yield Subject(
            role["id"],
            _policy(role_policy_id(tenant, role["id"], scope_type), "/", scope_type),
            {"id": role["id"], "displayName": role["displayName"], "type": "Role"},
        )


def of_group(tenant: Tenant, group_id: str) -> Iterator[Subject]:
    """Members and owners of a group; nobody where there is none, or a rule or another directory decides them."""
    group = tenant.store.get("groups", group_id)
    if group is None or "DynamicMembership" in group["groupTypes"] or group.get("onPremisesSyncEnabled"):
        return
    for access in _ACCESSES:
        key = uuid.uuid5(uuid.UUID(tenant.tenant_id), f"{group['id']}/{access}")
        yield Subject(
            access,
            _policy(f"{_OF_GROUPS}_{group['id']}_{key}", group["id"], _OF_GROUPS),
            {"id": group["id"], "displayName": group["displayName"], "type": "Group"},
        )


def find_subject(tenant: Tenant, policy_id: str) -> Subject:
    """Return whose policy has the id.

    Raises:
        GraphError: 404 for no such policy.
    """
    kind, _, rest = policy_id.partition("_")
    group = kind.lower() == _OF_GROUPS.lower()
    subjects = of_group(tenant, rest.partition("_")[0]) if group else roles(tenant)
    for subject in subjects:
        if subject.policy_id.lower() == policy_id.lower():
            return subject
    raise not_found(policy_id)
