"""What the service lets be done to a group: dynamic ones, those that may hold roles, synchronised ones, and owners.

Sources (2026-11): the group resource page ("isAssignableToRole", "groupTypes", "membershipRule"), "Create a
role-assignable group" (at most 500, no dynamic membership, no nesting), "Remove group owner" (the last owner who is a
user stays; text: microsoft-graph-docs issue 12054), microsoft-graph-docs issue 15815 (members of a role-assignable
group need RoleManagement.ReadWrite.Directory). Texts without a source are assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.permissions import require_licence
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.emulator.graph.directory_objects.state import DirectoryObject
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Principal

ROLE_ASSIGNABLE_LIMIT = 500
"""Groups in a tenant that may hold roles."""
OWNER_LIMIT = 100
"""Owners of a group."""
_TYPES = frozenset({"Unified", "DynamicMembership"})
_PROCESSING = frozenset({None, "On", "Paused"})
_DYNAMIC = "DynamicMembership"
_MANAGES_ROLES = "RoleManagement.ReadWrite.Directory"


def check_group(tenant: Tenant, group: Mapping[str, Any]) -> None:
    """Let a group pass that is of a kind that exists; properties that are missing count as null.

    Raises:
        GraphError: 400, or 403 where the tenant lacks Entra ID P1 for it.
    """
    kinds = group.get("groupTypes") or []
    for kind in kinds:
        if kind not in _TYPES:
            raise bad_request(
                f"Invalid value '{kind}' specified for property 'groupTypes' of resource 'Group'."
            )
    unified = "Unified" in kinds
    if group["mailEnabled"] and not unified:
        raise bad_request(
            "The service does not currently support writes of mail-enabled groups. Please ensure that the "
            "mail-enablement property is unset and the security-enablement property is set."
        )
    if not group["mailEnabled"] and (unified or not group["securityEnabled"]):
        raise bad_request("One or more property values specified are invalid.")
    _check_dynamic(tenant, group, dynamic=_DYNAMIC in kinds)
    if group.get("isAssignableToRole"):
        require_licence(tenant, "P1")
        _check_assignable(group, dynamic=_DYNAMIC in kinds)


def _check_dynamic(tenant: Tenant, group: Mapping[str, Any], *, dynamic: bool) -> None:
    if group.get("membershipRuleProcessingState") not in _PROCESSING:
        raise bad_request(
            "Invalid value specified for property 'membershipRuleProcessingState' of resource 'Group'."
        )
    if dynamic:
        require_licence(tenant, "P1")
        if not group.get("membershipRule"):
            raise bad_request("A value is required for property 'membershipRule' of resource 'Group'.")
    elif group.get("membershipRule"):
        raise bad_request(
            "The property 'membershipRule' can be set for groups whose 'groupTypes' hold 'DynamicMembership' only."
        )


def _check_assignable(group: Mapping[str, Any], *, dynamic: bool) -> None:
    if dynamic:
        raise bad_request("A group that is assignable to a role cannot have dynamic membership.")
    if not group["securityEnabled"]:
        raise bad_request("A group that is assignable to a role must be security-enabled.")
    if group.get("visibility") not in {None, "Private"}:
        raise bad_request("The visibility of a group that is assignable to a role must be 'Private'.")


def check_room_for_assignable(tenant: Tenant) -> None:
    """Let one more group pass that may hold roles.

    Raises:
        GraphError: 400 when there are as many as may be.
    """
    if (
        sum(bool(one.get("isAssignableToRole")) for one in tenant.store.all("groups"))
        >= ROLE_ASSIGNABLE_LIMIT
    ):
        raise bad_request(
            f"The directory may have at most {ROLE_ASSIGNABLE_LIMIT} groups that are assignable to a role."
        )


def require_group_writable(principal: Principal, group: Mapping[str, Any]) -> None:
    """Let a principal pass who may change the group at all.

    Raises:
        GraphError: 403 for a group that may hold roles, 400 for one that is synchronised from on-premises, or that
            Exchange manages (groups-overview; text: CIPP, Remove-CIPPGroupMember).
    """
    if group.get("mailEnabled") and "Unified" not in (group.get("groupTypes") or []):
        raise bad_request("Cannot Update a mail-enabled security groups and or distribution list.")
    if group.get("isAssignableToRole") and _MANAGES_ROLES not in principal.roles:
        raise _denied()
    if group.get("onPremisesSyncEnabled"):
        raise bad_request(
            "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects "
            "currently undergoing migration."
        )


def require_assigned(group: Mapping[str, Any]) -> None:
    """Let a group pass whose members are assigned one by one.

    Raises:
        GraphError: 403 for a group whose members a rule chooses.
    """
    if _DYNAMIC in (group.get("groupTypes") or []):
        raise _denied()


def check_members(group: Mapping[str, Any], items: Iterable[DirectoryObject]) -> None:
    """Let members pass whom the group may get.

    Raises:
        GraphError: 403 for a dynamic group, 400 for a group within itself or where groups cannot be nested.
    """
    for item in items:
        require_assigned(group)
        if item.object_id.lower() == str(group["id"]).lower():
            raise bad_request("A group cannot be added as a member of itself.")
        if item.type == "group" and group.get("isAssignableToRole"):
            raise bad_request("Nesting is not supported for groups that are assignable to a role.")
        if item.type == "group" and "Unified" in (group.get("groupTypes") or []):
            raise bad_request("Groups cannot be added as members of a Microsoft 365 group.")


def check_owners(present: Sequence[DirectoryObject], items: Sequence[DirectoryObject]) -> None:
    """Let owners pass beside those that there are.

    Raises:
        GraphError: 400 for what is neither user nor service principal, or for too many.
    """
    for item in items:
        if item.type not in {"user", "servicePrincipal"}:
            raise bad_request(
                f"An owner must be a user or a service principal, and '{item.object_id}' is a {item.type}."
            )
    if len(present) + len(items) > OWNER_LIMIT:
        raise bad_request(f"A group may have at most {OWNER_LIMIT} owners.")


def check_owner_leaves(present: Sequence[DirectoryObject], item: DirectoryObject) -> None:
    """Let an owner go who is not the last user among them.

    Raises:
        GraphError: 400.
    """
    users = [one.object_id for one in present if one.type == "user"]
    if users == [item.object_id]:
        raise bad_request("The group must have at least one owner, hence this owner cannot be removed.")


def _denied() -> GraphError:
    return GraphError(
        403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."
    )
