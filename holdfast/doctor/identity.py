"""Signs in by each way that is set up, and asks the tenant what the identity may do there; reads only."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.doctor.diagnosis import Area, Symptom, Weight
from holdfast.doctor.granted import judge_permissions, judge_roles
from holdfast.doctor.role_groups import NOTHING, Groups, RoleGroup
from holdfast.drift.read import understood
from holdfast.model.errors import HoldfastError
from holdfast.model.permission import CMDLETS, EXCHANGE_CMDLETS, PURVIEW_CMDLETS
from holdfast.model.plan import Cloud
from holdfast.tenant.asked import Condition, equal
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
from holdfast.tenant.credentials import UNREACHABLE
from holdfast.tenant.tenant import open_plan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from holdfast.doctor.granted import Wanted
    from holdfast.model.plan import Plan
    from holdfast.tenant.retry import Patience
    from holdfast.tenant.tenant import Reader
    from holdfast.tenant.ways import Way

_SMALLEST = (
    (Endpoint.EXCHANGE, Invocation("Get-OrganizationConfig", {})),
    (Endpoint.COMPLIANCE, Invocation("Get-ComplianceTag", {})),
)
"""A cheap cmdlet of each of the two endpoints, which takes the directory role that a check takes (api-facts 6.5)."""
_WHOLE = "/"
"""How an assignment says that it is over the whole tenant."""
_ROLES = "/roleManagement/directory"
_ALL_ASSIGNED = f"/beta{_ROLES}/transitiveRoleAssignments?$count=true"
"""What is assigned to somebody, or to a group that holds him: an advanced query. v1.0 has those of his own alone.

Source: https://learn.microsoft.com/graph/api/rbacapplication-list-transitiveroleassignments (2026-11-29).
"""
_SERVICES = (EXCHANGE_CMDLETS, PURVIEW_CMDLETS)
"""The services of the two endpoints, in the same order."""
_IDS = ("Name", "Identity", "Id", "ExternalDirectoryObjectId", "Guid")
"""Where the row of a member may carry an id of the directory (assumed for service principals); never what he is called:
a name may be another's."""


async def try_ways(plan: Plan, folder: Path, ways: Sequence[Way], patience: Patience) -> list[Symptom]:
    """Return whether one can sign in by each of `ways`; only the first one matters to a check."""
    return [await _try(plan, folder, way, patience, first=not number) for number, way in enumerate(ways)]


async def _try(plan: Plan, folder: Path, way: Way, patience: Patience, *, first: bool) -> Symptom:
    told = f"by {way.name} ({way.told_by})"
    try:
        async with open_plan(plan, folder, patience, way) as tenant:
            claims = await tenant.claims(tenant.hosts.graph)
    except HoldfastError as error:
        weight = Weight.NO_CHECK if first else Weight.MEND
        beside = "put it right, or take it out: another way is used"
        do = _mend(error) if first else beside
        return Symptom(area=Area.SIGN_IN, weight=weight, told=f"{told}: {error.message}", do=do)
    who = claims.get("app_displayname") or claims.get("upn") or claims.get("appid") or "somebody"
    used = "this one is used" if first else "set up, and another is used"
    return Symptom(area=Area.SIGN_IN, weight=Weight.GOOD, told=f"{told} as {who}: {used}")


def _mend(error: HoldfastError) -> str:
    """Return what to do about the way that a check takes: nothing is wrong with a credential that nobody saw."""
    if error.slug == UNREACHABLE:
        return "check network and proxy; which hosts of the service answer from here is told below"
    return "put right what the tenant says, or the credential"


def ask_plugin(plan: Plan, way: Way, tokens: Iterable[str]) -> list[Symptom]:
    """Return whether the azuread plugin can sign in as the check does, where anything is declared for it."""
    if plan.cloud is Cloud.EMBEDDED or not any(one.startswith("azuread:") for one in tokens):
        return []
    if told := way.unfit():
        return [
            Symptom(
                area=Area.SIGN_IN, weight=Weight.NO_APPLY, told=told, do="choose a way that both can take"
            )
        ]
    told = (
        f"the azuread plugin signs in by {way.name} as well, in the cloud `{plan.cloud.plugin_environment}`"
    )
    return [Symptom(area=Area.SIGN_IN, weight=Weight.GOOD, told=told)]


async def ask_what_is_granted(tenant: Reader, wanted: Wanted) -> list[Symptom]:
    """Return what is lacking and what is too much, and whether the cmdlets are open to us."""
    claims = await tenant.claims(tenant.hosts.graph)
    if claims.get("scp"):
        told = "a person is signed in: what a person may do is not compared with what the application needs"
        return [Symptom(area=Area.PERMISSIONS, weight=Weight.NOTE, told=told)]
    granted = {*_roles(claims), *(await _of_exchange(tenant))}
    found = judge_permissions(wanted, granted)
    groups = await _role_groups(tenant, claims) if CMDLETS in granted else NOTHING
    found += await _directory_roles(tenant, str(claims.get("oid") or ""), wanted, groups)
    closed = any(one.area is Area.ROLES and one.weight is Weight.NO_CHECK for one in found)
    if CMDLETS in wanted.reading.permission_names & granted and not closed:
        found += [
            one for endpoint, smallest in _SMALLEST if (one := await _closed(tenant, endpoint, smallest))
        ]
    return found


def _roles(claims: dict[str, Any]) -> list[str]:
    """Return the application permissions that a token tells of (claim `roles`)."""
    named = claims.get("roles")
    return [one for one in named if isinstance(one, str)] if isinstance(named, list) else []


async def _of_exchange(tenant: Reader) -> list[str]:
    """Return the permissions at Exchange; none where no token is given for it, as where nothing is granted there."""
    try:
        return _roles(await tenant.claims(tenant.hosts.exchange))
    except HoldfastError:
        return []


async def _directory_roles(
    tenant: Reader, own_id: str, wanted: Wanted, groups: Sequence[Groups]
) -> list[Symptom]:
    try:
        held = await understood("directory roles", _held(tenant, own_id))
    except HoldfastError as error:
        told = f"which directory roles the identity holds could not be read: {error.message}"
        return [Symptom(area=Area.ROLES, weight=Weight.NOTE, told=told)]
    return judge_roles(wanted, held, groups)


async def _held(tenant: Reader, own_id: str) -> frozenset[str]:
    """Return the directory roles that the identity has, by itself or through a group, by their display names.

    One of the tenant's own, which may bear any name, and one that is held over a part of the tenant say so behind it:
    they open nothing of what the role of that name does.
    """
    assigned = await tenant.graph.collection(_ALL_ASSIGNED, _of(own_id))
    if not assigned:
        return frozenset()
    definitions = await tenant.graph.collection(f"{_ROLES}/roleDefinitions?$select=id,displayName,isBuiltIn")
    known = {str(row["id"]): row for row in definitions}
    held = ((known.get(str(row["roleDefinitionId"])), str(row["directoryScopeId"])) for row in assigned)
    return frozenset(_called(role, scope) for role, scope in held if role is not None)


def _of(own_id: str) -> Condition:
    """Return the condition that a role is had by the identity, without which the service answers nothing."""
    why = "a role through a group is told with the group as its principal, whose members no row has"
    return Condition(equal("principalId", own_id).text, None, why)


def _called(role: dict[str, Any], scope: str) -> str:
    """Return what a role is called that is held over a scope."""
    name = str(role["displayName"])
    if role["isBuiltIn"] is not True:
        return f"{name} (a role of the tenant's own)"
    return name if scope == _WHOLE else f"{name} (over {scope} alone)"


async def _role_groups(tenant: Reader, claims: dict[str, Any]) -> list[Groups]:
    """Return the role groups of both services; of one that does not show them, why.

    Source: https://learn.microsoft.com/powershell/module/exchange/get-rolegroupmember (2026-11-28).
    """
    own = {str(claims[one]).lower() for one in ("oid", "appid") if claims.get(one)}
    asked = zip(_SERVICES, _SMALLEST, strict=True)
    return [await _groups_of(tenant, own, service, *smallest) for service, smallest in asked]


async def _groups_of(
    tenant: Reader, own: Collection[str], service: str, endpoint: Endpoint, smallest: Invocation
) -> Groups:
    try:
        found = await understood("role groups", _with_members(tenant, own, endpoint))
    except HoldfastError as error:
        # Who may not even run the smallest cmdlet has no right by a group either.
        closed = await _closed(tenant, endpoint, smallest)
        return Groups(service) if closed else Groups(service, unread=error.message)
    return Groups(service, found)


async def _with_members(tenant: Reader, own: Collection[str], endpoint: Endpoint) -> tuple[RoleGroup, ...]:
    groups = await tenant.cmdlets.rows(endpoint, Invocation("Get-RoleGroup", {}))
    members = await asyncio.gather(
        *(
            tenant.cmdlets.rows(endpoint, Invocation("Get-RoleGroupMember", {"Identity": one["Name"]}))
            for one in groups
        )
    )
    return tuple(
        RoleGroup(
            name=group["Name"],
            roles=frozenset(one.lower() for one in group["Roles"]),
            has_us=any(str(row.get(each) or "").lower() in own for row in rows for each in _IDS),
        )
        for group, rows in zip(groups, members, strict=True)
    )


async def _closed(tenant: Reader, endpoint: Endpoint, smallest: Invocation) -> Symptom | None:
    """Return what keeps us from running the smallest cmdlet of an endpoint; None where nothing does."""
    try:
        await understood(smallest.cmdlet, tenant.cmdlets.rows(endpoint, smallest))
    except HoldfastError as error:
        host = tenant.hosts.exchange if endpoint is Endpoint.EXCHANGE else tenant.hosts.compliance
        told = f"cmdlets of {host.removeprefix('https://')} may not be run: {error.message}"
        do = "assign the directory role to the application's service principal; it may take an hour to act"
        return Symptom(area=Area.ROLES, weight=Weight.NO_CHECK, told=told, do=do)
    return None
