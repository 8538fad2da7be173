"""The applications that can do much in the tenant by themselves, assessed: those that nobody declared are listed.

Looked at is every application with permissions of Microsoft Graph, Exchange Online or SharePoint Online, and every one
with a privileged directory role: one that the rule lists, or that the tenant calls so, custom roles too. Which of them
can do much, and how much, a table says (`application_power`). One that the client names may do what is written for it,
and no more. One that nobody names is an unmanaged object, ranked by what it can do, with who made it. Microsoft's own
are not listed: whose an application is, the directory says, and not its name. The application that Holdfast signs in
with, and those of a declared backup, are told as what they are.

Sources (2026-11-27): https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto (which applications
have been given permissions of one, and the right to read it) and
https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments. That `appOwnerOrganizationId` of
Microsoft's own is one tenant, and that it takes `servicePrincipals(appId='…')` in this place, is recalled.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_guid,
    as_list,
    as_object,
    as_text,
    member,
    not_understood,
    required,
    told,
)
from holdfast.kinds.entra.privileged_roles import DEFINITIONS, named, require_defined
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.live import LiveObject
from holdfast.kinds.services import principals
from holdfast.kinds.services.application_power import is_high, power
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.role_assignments import ASSIGNMENTS
from holdfast.kinds.services.tally import Ruling
from holdfast.model.permission import EXCHANGE, GRAPH, SHAREPOINT
from holdfast.model.value_class import value_class
from holdfast.tenant.asked import one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.gates.lockout import BreakGlass
    from holdfast.kinds.judgement import Judgement
    from holdfast.model.finding import Rank
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_RESOURCES = (GRAPH, EXCHANGE, SHAREPOINT)
_NO_ROLE = "00000000-0000-0000-0000-000000000000"
"""`appRoleId` of whoever may use an application without any permission of it."""
_COLUMNS = "id,appId,displayName,appOwnerOrganizationId"
_MOST_IN_A_FILTER = 15
"""Values that `in` takes: https://learn.microsoft.com/graph/filter-query-parameter (recalled)."""
_WHOLE = "/"


@dataclass(slots=True)
class _Held:
    """What one application holds."""

    permissions: set[str] = field(default_factory=set)
    """Names, of permissions that are high."""
    roles: set[str] = field(default_factory=set)
    """Display names of privileged directory roles."""
    strange: str = ""
    """Why it cannot be said what it holds, as the rest of a sentence; empty where it can."""

    @property
    def is_high(self) -> bool:
        """Whether it can do much, or may."""
        return bool(self.permissions or self.roles or self.strange)


@value_class
class Seen:
    """What was read."""

    holders: Mapping[str, _Held]
    """By id of the service principal, in lower case: every one with a permission or a privileged role."""
    rows: Mapping[str, Row]
    """By the same, what the directory tells of those that can do much."""
    own_id: str
    """Of the application that Holdfast signs in with; empty where it signs in as somebody else."""


class PrivilegedApplications(Assessment):
    """Every application with a permission or a privileged role is a member."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the lists that the facts come from (see `Kind.interface`)."""
        return (
            "Graph v1.0: `/servicePrincipals`, `/roleManagement/directory/roleAssignments`; "
            "beta: `/roleManagement/directory/roleDefinitions`"
        )

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every application (see `PopulationKind.judge`)."""
        try:
            return judged(await _look(tenant, rule["roles"]), rule)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None


async def _look(tenant: Reader, roles: Iterable[str]) -> Seen:
    """Read who holds what in one moment, and then whose those are that can do much."""
    resources, assigned, definitions, *given = await asyncio.gather(
        tenant.graph.collection(
            "/servicePrincipals?$select=id,appId,appRoles",
            one_of("appId", [one.app_id for one in _RESOURCES]),
        ),
        tenant.graph.collection(ASSIGNMENTS, leads=True),
        tenant.graph.collection(DEFINITIONS),
        *(
            tenant.graph.collection_of(
                f"/servicePrincipals(appId='{one.app_id}')/appRoleAssignedTo?$top=999", leads=True
            )
            for one in _RESOURCES
        ),
    )
    holders: dict[str, _Held] = {}
    offered = {_key(one, "appId"): one for one in resources}
    for resource, rows in zip(_RESOURCES, given, strict=True):
        _take_permissions(holders, resource.app_id, offered.get(resource.app_id), rows)
    require_defined(assigned, definitions, roles)
    _take_roles(holders, named(definitions, roles), assigned)
    high = sorted(one for one, held in holders.items() if held.is_high)
    pages = await asyncio.gather(
        *(
            tenant.graph.collection(
                f"/servicePrincipals?$select={_COLUMNS}", one_of("id", high[at : at + _MOST_IN_A_FILTER])
            )
            for at in range(0, len(high), _MOST_IN_A_FILTER)
        )
    )
    found = {_key(one, "id"): one for page in pages for one in page}
    return Seen(holders, found, (await tenant.own_id()).casefold())


def _take_permissions(
    holders: dict[str, _Held], app_id: str, resource: Row | None, rows: Sequence[Row] | None
) -> None:
    """Note who holds which permission of one resource.

    Raises:
        MisreadError: when a row is not understood, or only one of the two answers knows the resource.
    """
    if resource is None and rows is None:
        return
    if resource is None or rows is None:
        raise MisreadError("appRoleAssignedTo", "known wherever the application is", app_id)
    names = {
        _key(role, "id"): member(role, "value", as_text) or ""
        for role in (as_object(one, "appRoles[]") for one in required(resource, "appRoles", as_list))
    }
    own_id = _key(resource, "id")
    for row in rows:
        if _key(row, "resourceId") != own_id:
            raise MisreadError("resourceId", f"{own_id}, which was asked for", row["resourceId"])
        if required(row, "principalType", as_text) != "ServicePrincipal":
            continue
        held, role = holders.setdefault(_key(row, "principalId"), _Held()), _key(row, "appRoleId")
        if role not in names and role != _NO_ROLE:
            held.strange = f"holds a permission ({role}) that its resource does not tell"
        elif is_high(names.get(role, "")):
            held.permissions.add(names[role])


def _take_roles(holders: dict[str, _Held], privileged: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Note which applications hold one of the `privileged` roles, ids with names.

    Raises:
        MisreadError: when a row is not understood.
    """
    for row in rows:
        role = privileged.get(_key(row, "roleDefinitionId"))
        type_ = member(member(row, "principal", as_object) or {}, "@odata.type", as_text) or ""
        if role is None or type_ in {principals.USER, principals.GROUP}:
            continue
        held = holders.setdefault(_key(row, "principalId"), _Held())
        if type_ != principals.APPLICATION:
            held.strange = f"holds a privileged role, and is {principals.strange(type_)}"
        whole = required(row, "directoryScopeId", as_text) == _WHOLE
        held.roles.add(role if whole else f"{role}, of a part")


def judged(seen: Seen, rule: Mapping[str, Any]) -> Judgement:
    """Return what every application came to; those that nobody declared stand in `undeclared`.

    Raises:
        MisreadError: when one has no id: which is meant cannot be told.
    """
    declared = {str(one["appId"]).strip().casefold(): one for one in rule.get("applications") or []}
    count, undeclared, notes = Count(), [], []
    for own_id, held in sorted(seen.holders.items()):
        row = seen.rows.get(own_id)
        if not held.is_high:
            count.take(Ruling(member=own_id))
            continue
        if held.strange or row is None:
            count.lose(own_id, held.strange or "holds permissions, and is not among the applications")
            continue
        app_id = required(row, "appId", as_guid)
        name = f"{member(row, 'displayName', as_text) or 'without a name'} ({app_id})"
        try:
            owner = told(row, "appOwnerOrganizationId", as_guid) or ""
        except MisreadError as misread:
            count.lose(name, f"is not understood: {misread}")
            continue
        said = declared.get(app_id.casefold())
        if owner.casefold() == principals.MICROSOFT:
            continue
        if own_id == seen.own_id:
            notes.append(
                f"{name} is what Holdfast signs in with: {power(held.permissions, held.roles).reason}"
            )
            count.take(Ruling(member=name))
        elif said is None:
            undeclared.append(_unmanaged(own_id, name, app_id, held))
        else:
            if said.get("purpose"):
                can = power(held.permissions, held.roles).reason
                notes.append(f"{name} is declared, {said['purpose']}: {can}")
            count.take(Ruling(member=name, breaks=tuple(_beyond(name, own_id, held, said))))
    return replace(count.judgement(), undeclared=tuple(undeclared), notes=tuple(notes))


def _beyond(name: str, own_id: str, held: _Held, said: Mapping[str, Any]) -> Iterable[Violation]:
    """Yield what an application holds beyond what is written for it."""
    for about, holds in (("permissions", held.permissions), ("directoryRoles", held.roles)):
        written = [str(one) for one in said.get(about) or ()]
        agreed = {one.casefold() for one in written}
        if {one.casefold() for one in holds} - agreed:
            yield Violation(
                member=name,
                member_id=own_id,
                property=about,
                expected=sorted(written),
                found=sorted(holds),
                note="nothing is written here: take away what it does not need, or write it down",
            )


def _unmanaged(own_id: str, name: str, app_id: str, held: _Held) -> LiveObject:
    """Return an application that nobody declared, as it would be declared."""
    entry = {
        "appId": app_id,
        "permissions": sorted(held.permissions),
        "directoryRoles": sorted(held.roles),
    }
    return LiveObject(id=own_id, key=name, inputs={"applications": [entry]})


def _rank(live: LiveObject, _: BreakGlass) -> Rank:
    """Return what an application that nobody declared can do."""
    (entry,) = live.inputs["applications"]
    return power(entry["permissions"], entry["directoryRoles"])


def _key(row: Row, name: str) -> str:
    return required(row, name, as_text).casefold()


_BY_NAME = asked_by_name(
    "/servicePrincipals",
    "/servicePrincipals(appId='{id}')/appRoleAssignedTo",
    "/roleManagement/directory/roleAssignments",
    "/roleManagement/directory/roleDefinitions",
)

KIND = PrivilegedApplications(
    token="m365:entra:PrivilegedApplications",
    title="Privileged applications",
    doc=(
        "An assessment, which never writes: applications that can do much by themselves are those that are named, and "
        "hold no more than is written for them. Those that nobody named are listed, ranked by what they can do."
    ),
    key="privileged-applications",
    noun="applications",
    judges=("permissions", "directoryRoles"),
    audit_category="ApplicationManagement",
    report_unmanaged=True,
    rank=_rank,
    fields=(
        Field(
            name="roles",
            doc="Template ids of the directory roles that are privileged.",
            many=True,
            any_case=True,
            required=True,
            protects=Protects.MORE,
        ),
        Field(
            name="applications",
            doc="The applications that may do much, with what they may.",
            type=Type.OBJECT,
            many=True,
            protects=Protects.FEWER,
            fields=(
                Field(name="appId", doc="Its application (client) id.", required=True, any_case=True),
                Field(
                    name="permissions",
                    doc="Names of the application permissions that it may hold.",
                    many=True,
                    any_case=True,
                    protects=Protects.FEWER,
                ),
                Field(
                    name="directoryRoles",
                    doc="Display names of the directory roles that it may hold.",
                    many=True,
                    any_case=True,
                    protects=Protects.FEWER,
                ),
                Field(name="purpose", doc="What it is, where a report says so."),
            ),
        ),
    ),
    read_permissions=("Application.Read.All", "RoleManagement.Read.Directory"),
    omits=(
        "delegated permissions; permissions of other resources than Microsoft Graph, Exchange Online and SharePoint "
        "Online; roles that an application has through a group, those of Exchange's own access control, and custom "
        "ones that the tenant does not call privileged. "
        f"{_BY_NAME}"
    ),
    source="https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto (2026-11-27)",
)
