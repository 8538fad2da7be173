"""The policies that PIM keeps for roles, as they are read, and who could approve an activation.

Of the group of approvers only people count who can sign in, those of groups in it among them.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_guid, as_list, as_object, as_text, required
from holdfast.kinds.entra.privileged_roles import DEFINITIONS
from holdfast.kinds.services import principals
from holdfast.kinds.services.group_members import able, groups_called
from holdfast.model.value_class import value_class
from holdfast.tenant.asked import Condition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

POLICIES = "/policies/roleManagementPolicyAssignments"
PROVED = "Enablement_EndUser_Assignment"
HOURS = "Expiration_EndUser_Assignment"
APPROVED = "Approval_EndUser_Assignment"
CONTEXT = "AuthenticationContext_EndUser_Assignment"
ASSIGNED = "Expiration_Admin_Assignment"
TOLD = (
    "Notification_Admin_Admin_Assignment",
    "Notification_Admin_Admin_Eligibility",
    "Notification_Admin_EndUser_Assignment",
)
"""Rules by which administrators are told that a role was assigned, became eligible, and was activated."""
PROOFS = ("Justification", "MultiFactorAuthentication")
LEVEL, ALL = "notificationLevel", "All"
"""How much of what a rule is about is told, and the one level at which each is."""
GROUP_MEMBERS = "#microsoft.graph.groupMembers"
_OF_ROLES = Condition(
    "scopeId eq '/' and scopeType eq 'DirectoryRole'",
    lambda row: row.get("scopeId") == "/" and row.get("scopeType") == "DirectoryRole",
)


@value_class
class Role:
    """One role and its policy."""

    name: str
    role_id: str
    policy_id: str
    rules: Mapping[str, Row]
    """PIM's rules by their ids."""

    def rule(self, rule_id: str) -> Row:
        """Return one rule.

        Raises:
            MisreadError: when the policy has none of the name.
        """
        if rule_id not in self.rules:
            raise MisreadError(f"policy.rules[{rule_id}]", "there", None)
        return self.rules[rule_id]


@value_class
class RolesSeen:
    """What was read, as the rule needs it."""

    names: Mapping[str, str]
    """Display names of the tenant's roles by their ids, both of definitions."""
    assignments: Sequence[Row]
    """Policies as they are assigned to roles."""
    groups: tuple[str, ...] = ()
    """Ids of the groups that bear the name of the approvers' group, in lower case: one, where it is clear which."""
    approvers: int = 0
    """People in it who can sign in; nobody where it is not clear."""


async def look_at_roles(tenant: Reader, rule: Mapping[str, Any]) -> RolesSeen:
    """Read the policies, what the roles are called, and who could approve."""
    assignments, definitions, (groups, approvers) = await asyncio.gather(
        tenant.graph.collection(f"{POLICIES}?$expand=policy($expand=rules)", _OF_ROLES),
        tenant.graph.collection(DEFINITIONS),
        _approvers(tenant, rule.get("approverGroup")),
    )
    names = {id_of(one, "id"): required(one, "displayName", as_text) for one in definitions}
    return RolesSeen(names, assignments, groups, approvers)


async def _approvers(tenant: Reader, name: str | None) -> tuple[tuple[str, ...], int]:
    """Return the ids of the groups of a name, and how many people of it, and of groups in it, can sign in.

    Nobody where there is no such group, or more than one: which is meant cannot be told.
    """
    if not name:
        return (), 0
    groups = await groups_called(tenant, name, "approverGroup")
    ids = tuple(sorted(id_of(one, "id") for one in groups))
    if len(ids) != 1:
        return ids, 0
    return ids, able(await principals.members(tenant, ids[0], "id,accountEnabled"))


def roles_of(seen: RolesSeen, rule: Mapping[str, Any]) -> Iterator[Role]:
    """Yield the roles of `rule` with their policies.

    Raises:
        MisreadError: when one of them comes twice, or is not understood.
    """
    wanted, known = keys(rule["roles"]) & set(seen.names), set[str]()
    for row in seen.assignments:
        role_id = id_of(row, "roleDefinitionId")
        if role_id not in wanted:
            continue
        if role_id in known:
            raise MisreadError("roleDefinitionId", "each role once", role_id)
        known.add(role_id)
        rules = [as_object(one, "policy.rules[]") for one in required(_policy(row), "rules", as_list)]
        yield Role(
            name=seen.names[role_id],
            role_id=role_id,
            policy_id=required(row, "policyId", as_text),
            rules={required(one, "id", as_text): one for one in rules},
        )


def _policy(row: Row) -> dict[str, Any]:
    return required(row, "policy", as_object)


def id_of(row: Row, name: str) -> str:
    """Return an id in lower case.

    Raises:
        MisreadError: when it is not there.
    """
    return required(row, name, as_guid)


def keys(names: Iterable[str]) -> frozenset[str]:
    """Return ids or addresses as they are compared: in lower case."""
    return frozenset(str(one).strip().casefold() for one in names)
