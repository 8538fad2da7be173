"""Who is in which role group of a service, and which of the service's own roles come of it.

Members are kept as one document a group, `{"ids": [...]}`, below `ENDPOINT/group in lower case`: ids of service
principals and of users in the directory. That a service principal is known to the service without
`New-ServicePrincipal` is ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.built_in_role_groups import KEPT_ELSEWHERE, ROLE_GROUPS
from holdfast.emulator.cmdlets.cmdlet import CmdletOutput, Noun, Parameter, ParameterType, paged
from holdfast.emulator.cmdlets.errors import not_found, refused
from holdfast.emulator.cmdlets.shape import shape_of

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.allowed import Allowed
    from holdfast.emulator.cmdlets.cmdlet import Cmdlet, Invocation
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Endpoint

MADE = "roleGroups"
"""Begins the name of the collections of groups that an administrator made, one for each endpoint."""
_MEMBERS = "roleGroupMembers"
_DIRECTORY = (
    ("servicePrincipals", ("id", "appId", "displayName"), "ServicePrincipal"),
    ("users", ("id", "userPrincipalName", "displayName"), "UserMailbox"),
)
"""Where members are looked for, by which names, and what their rows call them (assumed)."""
_ROW = shape_of(
    plain=dict.fromkeys(
        ("Name", "Identity", "Id", "DisplayName", "RecipientType", "ExternalDirectoryObjectId"), ""
    ),
    guid={"Guid": ""},
)
_GROUP = Parameter("Identity", ParameterType.TEXT, required=True)
_MEMBER = Parameter("Member", ParameterType.TEXT, required=True)


def collection_of(endpoint: Endpoint) -> str:
    """Name of the collection of the endpoint's groups that an administrator made."""
    return f"{MADE}.{endpoint}"


def roles_through_groups(tenant: Tenant, endpoint: Endpoint, object_id: str) -> frozenset[str]:
    """Names of the endpoint's own roles that somebody has by being in its role groups; his id is of the directory."""
    return tenant.store.memo(
        f"roles.{endpoint}.{object_id}",
        (_MEMBERS, collection_of(endpoint)),
        lambda: frozenset(
            role
            for name, roles in _groups(tenant, endpoint).items()
            if object_id in ids_of(tenant, endpoint, name)
            for role in roles
        ),
    )


def ids_of(tenant: Tenant, endpoint: Endpoint, group: str) -> list[str]:
    """Ids in the directory of the members of a group, in the order in which they came."""
    kept: dict[str, Any] = tenant.store.get(_MEMBERS, _key(endpoint, group)) or {}
    return list(kept.get("ids", ()))


def _key(endpoint: Endpoint, group: str) -> str:
    return f"{endpoint}/{group.lower()}"


def _groups(tenant: Tenant, endpoint: Endpoint) -> dict[str, tuple[str, ...]]:
    made = objects.living(tenant, collection_of(endpoint))
    return {**ROLE_GROUPS[endpoint], **{str(one["Name"]): tuple(one["Roles"]) for one in made}}


def _named(invocation: Invocation) -> str:
    asked = invocation.given["Identity"]
    for name in _groups(invocation.tenant, invocation.endpoint):
        if name.lower() == asked.lower():
            return name
    raise not_found(asked, invocation.tenant.domain)


def _somebody(tenant: Tenant, called: str) -> str:
    for collection, names, _ in _DIRECTORY:
        for one in tenant.store.all(collection):
            if called.lower() in {str(one.get(name, "")).lower() for name in names}:
                return str(one["id"])
    raise not_found(called, tenant.domain)


def _row(tenant: Tenant, object_id: str) -> dict[str, Any]:
    """The row of a member; of one that is gone from the directory, its id is all that is known."""
    for collection, _, recipient in _DIRECTORY:
        if one := tenant.store.get(collection, object_id):
            shown = {"DisplayName": one["displayName"], "RecipientType": recipient}
            break
    else:
        shown = {}
    ids = dict.fromkeys(("Name", "Identity", "Id", "ExternalDirectoryObjectId", "Guid"), object_id)
    return {**ids, **shown}


def _get(invocation: Invocation) -> CmdletOutput:
    group = _named(invocation)
    ids = ids_of(invocation.tenant, invocation.endpoint, group)
    return paged(invocation, [_ROW.row(_row(invocation.tenant, one), invocation.select) for one in ids])


def _add(invocation: Invocation) -> CmdletOutput:
    group, ids, member = _changed(invocation)
    if member in ids:
        # Type and text are assumed.
        raise refused(f"{member} is already a member of '{group}'.", "MemberAlreadyExistsException")
    return _keep(invocation, group, [*ids, member])


def _remove(invocation: Invocation) -> CmdletOutput:
    group, ids, member = _changed(invocation)
    if member not in ids:
        # Type and text are assumed.
        raise refused(f"{member} is no member of '{group}'.", "MemberNotFoundException")
    return _keep(invocation, group, [one for one in ids if one != member])


def _changed(invocation: Invocation) -> tuple[str, list[str], str]:
    """The group that is to change, the ids of its members, and the id of the one that is named."""
    tenant, endpoint, group = invocation.tenant, invocation.endpoint, _named(invocation)
    if group in KEPT_ELSEWHERE[endpoint]:
        # Documented that it is so; type and text are assumed.
        raise refused(f"The members of '{group}' are managed in the directory.", "InvalidOperationException")
    return group, ids_of(tenant, endpoint, group), _somebody(tenant, invocation.given["Member"])


def _keep(invocation: Invocation, group: str, ids: list[str]) -> CmdletOutput:
    invocation.tenant.store.put(_MEMBERS, _key(invocation.endpoint, group), {"ids": ids})
    invocation.record(group)
    return CmdletOutput()


def member_cmdlets(endpoint: Endpoint, readers: Allowed, writers: Allowed) -> tuple[Cmdlet, ...]:
    """Get-, Add- and Remove-RoleGroupMember of one endpoint."""
    noun = Noun("RoleGroupMember", endpoint, readers, writers)
    others = frozenset({"BypassSecurityGroupManagerCheck", "WhatIf"})
    return (
        noun.cmdlet(
            "Get",
            (_GROUP,),
            _get,
            "Who is in a role group of the service.",
            frozenset({"ReadFromDomainController"}),
        ),
        noun.cmdlet(
            "Add", (_GROUP, _MEMBER), _add, "Takes somebody into a role group; acts at once.", others
        ),
        noun.cmdlet("Remove", (_GROUP, _MEMBER), _remove, "Takes somebody out of a role group.", others),
    )
