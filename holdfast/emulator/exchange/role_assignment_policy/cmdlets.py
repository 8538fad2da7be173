"""What people may do by themselves in Exchange: Get-RoleAssignmentPolicy, and the assignments that its roles come by.

A role is taken from a policy by removing its assignment, which is named "<role>-<policy>" (learn, Manage role
assignment policies). Other policies than the one that is always there, and assignments to groups, are left out.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import (
    EXCHANGE_READERS,
    EXCHANGE_WRITERS,
    CmdletOutput,
    Noun,
    Parameter,
    ParameterType,
)
from holdfast.emulator.cmdlets.errors import not_found, refused
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.cmdlets.shape import shape_of

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.tenant import Tenant

COLLECTION = "roleAssignmentPolicies"
POLICY = "Default Role Assignment Policy"
_ROLES = (
    "MyTeamMailboxes",
    "My Marketplace Apps",
    "My ReadWriteMailbox Apps",
    "My Custom Apps",
    "MyBaseOptions",
    "MyContactInformation",
    "MyProfileInformation",
    "MyTextMessaging",
    "MyVoiceMail",
    "MyRetentionPolicies",
    "MyDistributionGroups",
    "MyDistributionGroupMembership",
    "MyMailSubscriptions",
)
"""Roles of the policy in a tenant that nobody changed (recalled, rows.json)."""
_SPACE = uuid.UUID("8a6b0f1e-55a5-4a53-9c43-0d3a4e4f6a11")
"""Namespace of its ids."""
POLICY_ROW = shape_of(
    plain={
        **dict.fromkeys(("Name", "Identity", "Id"), POLICY),
        "IsDefault": True,
        "Description": "",
        "IsValid": True,
    },
    texts={"AssignedRoles": list(_ROLES), "RoleAssignments": []},
    guid={"Guid": "", "ExchangeObjectId": ""},
)
"""Every property of a policy."""
_ASSIGNMENT_ROW = shape_of(
    plain={
        **dict.fromkeys(("Name", "Identity", "Id", "Role", "RoleAssignee", "RoleAssigneeName"), ""),
        "RoleAssigneeType": "RoleAssignmentPolicy",
        "Enabled": True,
        "IsValid": True,
    },
)


def _roles(tenant: Tenant) -> list[str]:
    """The roles of the policy, as they are or became."""
    kept: dict[str, Any] = next(iter(tenant.store.all(COLLECTION)), {})
    return list(kept.get("AssignedRoles", _ROLES))


def _keep(tenant: Tenant, roles: list[str]) -> None:
    tenant.store.put(COLLECTION, POLICY, {"Name": POLICY, "AssignedRoles": roles})


def _assignment(role: str) -> str:
    return f"{role}-{POLICY}"


def get_policy(invocation: Invocation) -> CmdletOutput:
    """Get-RoleAssignmentPolicy: the one policy."""
    tenant, identity = invocation.tenant, invocation.given.get("Identity", POLICY)
    guid = str(uuid.uuid5(_SPACE, f"{tenant.tenant_id}/{POLICY}"))
    if identity.lower() not in {POLICY.lower(), guid}:
        raise not_found(identity, tenant.domain)
    roles = _roles(tenant)
    values = {
        "AssignedRoles": roles,
        "RoleAssignments": [_assignment(one) for one in roles],
        **dict.fromkeys(("Guid", "ExchangeObjectId"), guid),
    }
    return CmdletOutput([POLICY_ROW.row(values, invocation.select)])


def get_assignment(invocation: Invocation) -> CmdletOutput:
    """Get-ManagementRoleAssignment: one by Identity, or all."""
    wanted = invocation.given.get("Identity", "").lower()
    found = [one for one in _roles(invocation.tenant) if wanted in {"", _assignment(one).lower()}]
    if wanted and not found:
        raise not_found(invocation.given["Identity"], invocation.tenant.domain)
    rows = [
        {
            **dict.fromkeys(("Name", "Identity", "Id"), _assignment(one)),
            "Role": one,
            **dict.fromkeys(("RoleAssignee", "RoleAssigneeName"), POLICY),
        }
        for one in found
    ]
    return CmdletOutput([_ASSIGNMENT_ROW.row(one, invocation.select) for one in rows])


def new_assignment(invocation: Invocation) -> CmdletOutput:
    """New-ManagementRoleAssignment: gives the policy a role."""
    tenant, role, policy = invocation.tenant, invocation.given["Role"], invocation.given["Policy"]
    roles = _roles(tenant)
    known = {one.lower(): one for one in _ROLES}
    if policy.lower() != POLICY.lower() or role.lower() not in known:
        raise not_found(policy if role.lower() in known else role, tenant.domain)
    if role.lower() in {one.lower() for one in roles}:
        # Type and text are assumed.
        raise refused(
            f"The assignment '{_assignment(role)}' already exists.", "ADObjectAlreadyExistsException"
        )
    _keep(tenant, [*roles, known[role.lower()]])
    invocation.record(_assignment(known[role.lower()]))
    return CmdletOutput()


def remove_assignment(invocation: Invocation) -> CmdletOutput:
    """Remove-ManagementRoleAssignment: takes a role from the policy."""
    tenant, identity = invocation.tenant, invocation.given["Identity"]
    roles = _roles(tenant)
    left = [one for one in roles if _assignment(one).lower() != identity.lower()]
    if len(left) == len(roles):
        raise not_found(identity, tenant.domain)
    _keep(tenant, left)
    invocation.record(identity)
    return CmdletOutput()


_POLICIES = Noun("RoleAssignmentPolicy", "exchange", EXCHANGE_READERS, EXCHANGE_WRITERS)
_ASSIGNMENTS = Noun("ManagementRoleAssignment", "exchange", EXCHANGE_READERS, EXCHANGE_WRITERS)
_SCOPES = words(
    """
        App CustomConfigWriteScope CustomRecipientWriteScope CustomResourceScope ExclusiveConfigWriteScope
        ExclusiveRecipientWriteScope RecipientAdministrativeUnitScope RecipientGroupScope
        RecipientOrganizationalUnitScope RecipientRelativeWriteScope WhatIf
    """
)
CMDLETS = (
    _POLICIES.cmdlet(
        "Get",
        (Parameter("Identity", ParameterType.TEXT),),
        get_policy,
        "What people may do by themselves: the one policy, with its roles.",
    ),
    _ASSIGNMENTS.cmdlet(
        "Get",
        (Parameter("Identity", ParameterType.TEXT),),
        get_assignment,
        "The roles of the policy as assignments; those to groups are left out.",
        frozenset(
            words(
                """
                    AssignmentMethod ConfigWriteScope Delegating Enabled Exclusive GetEffectiveUsers
                    RecipientWriteScope Role RoleAssignee RoleAssigneeType WritableRecipient
                """
            )
        )
        | {*_SCOPES} - {"App", "WhatIf"},
    ),
    _ASSIGNMENTS.cmdlet(
        "New",
        (
            Parameter("Role", ParameterType.TEXT, required=True),
            Parameter("Policy", ParameterType.TEXT, required=True),
        ),
        new_assignment,
        "Gives the policy a role that it can have; acts at once.",
        frozenset({*_SCOPES, "Computer", "Delegating", "Name", "SecurityGroup", "UnScopedTopLevel", "User"}),
    ),
    _ASSIGNMENTS.cmdlet(
        "Remove",
        (Parameter("Identity", ParameterType.TEXT, required=True),),
        remove_assignment,
        "Takes a role from the policy; acts at once.",
        frozenset({"Force", "WhatIf"}),
    ),
)
"""The policy of what people may do by themselves."""
