"""The roles that the tenant calls privileged, assessed: each is among those of which more is asked. Never written.

Microsoft labels a role as privileged when it likes, so that a list of ours is older than the tenant. What the tenant
says is held against the list, and changes nothing of it: a policy that took a role by itself would shut people out on a
day that nobody chose. A role that is missing is told by name, with the id by which a client adds it.

A custom role is privileged by what somebody put into it, and no policy can name it: it is told as of another type. So
is whoever holds a privileged role over a part of the directory alone, such as an administrative unit: a policy for
roles binds those who hold one over all of it. The roles by which a directory is synchronised are no people's, and
policies leave them out: they are no members.

Sources: https://learn.microsoft.com/graph/api/resources/unifiedroledefinition (2026-11-27): `isPrivileged` is of beta
alone; https://learn.microsoft.com/graph/api/rbacapplication-list-roledefinitions (2026-11-27): the permission. That a
policy names built-in roles alone, and is not enforced for roles over administrative units:
https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-users-groups (recalled).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_guid,
    as_object,
    as_text,
    member,
    not_understood,
    required,
)
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services import principals
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.role_assignments import ASSIGNMENTS, ROLES
from holdfast.kinds.services.tally import Ruling
from holdfast.model.directory import GLOBAL_ADMINISTRATOR, SYNC_ROLES
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

DEFINITIONS = f"/beta{ROLES}/roleDefinitions?$select=id,displayName,isPrivileged,isBuiltIn,templateId"
"""The list of all roles."""
_EVERYWHERE = "/"
"""The scope of a role over all of the directory."""


class PrivilegedRoles(Assessment):
    """Each role that the tenant calls privileged is a member."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the list that the facts come from (see `Kind.interface`)."""
        return (
            "Graph v1.0: `/roleManagement/directory/roleAssignments`; "
            "Graph beta: `/roleManagement/directory/roleDefinitions`"
        )

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Hold each against the list (see `PopulationKind.judge`)."""
        rows, assignments = await asyncio.gather(
            tenant.graph.collection(DEFINITIONS), tenant.graph.collection(ASSIGNMENTS)
        )
        try:
            return judged(rows, frozenset(str(one).casefold() for one in rule["roles"]), assignments)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None


def judged(rows: Sequence[Row], listed: frozenset[str], assignments: Sequence[Row]) -> Judgement:
    """Return what the roles came to, and whoever holds one over a part of the directory alone.

    Raises:
        MisreadError: when one has no name, or Global Administrator is not among the privileged, or somebody holds one
            that is not there: the list is not whole.
    """
    count, privileged = Count(), set[str]()
    called: dict[str, str] = {}
    for row in rows:
        name = required(row, "displayName", as_text)
        try:
            own_id = required(row, "id", as_guid)
            if not required(row, "isPrivileged", as_boolean):
                if own_id.casefold() in listed:
                    called[own_id.casefold()] = name
                continue
            built_in = required(row, "isBuiltIn", as_boolean)
            template = required(row, "templateId", as_guid) if built_in else ""
        except MisreadError as misread:
            count.lose(name, str(misread))
            continue
        if template not in SYNC_ROLES:
            privileged.add(template)
            called[own_id.casefold()] = name
            count.take(_ruling(name, own_id, template, listed))
    if GLOBAL_ADMINISTRATOR not in privileged:
        raise MisreadError("value", "a list with Global Administrator, which is privileged", len(rows))
    for shown in _unbound(assignments, called, listed):
        count.take(Ruling(member=shown, exempt=Reason.TYPE))
    require_defined(assignments, rows)
    return count.judgement()


def _unbound(assignments: Iterable[Row], called: Mapping[str, str], listed: frozenset[str]) -> list[str]:
    """Return who holds a role of `called` over a part of the directory, and none `listed` over all of it.

    Raises:
        MisreadError: when an assignment does not tell whose it is, of which role, or over what.
    """
    bound, parts = set[str](), dict[str, set[str]]()
    for row in assignments:
        role = required(row, "roleDefinitionId", as_guid)
        holder = required(row, "principalId", as_guid)
        scope = required(row, "directoryScopeId", as_text)
        shown = member(row, "principal", as_object) or {}
        if role not in called or member(shown, "@odata.type", as_text) == principals.APPLICATION:
            continue
        if scope != _EVERYWHERE:
            told = member(shown, "userPrincipalName", as_text) or member(shown, "displayName", as_text)
            parts.setdefault(holder, set()).add(
                f"{called[role]} over a part of the directory: {told or holder}"
            )
        elif role in listed:
            bound.add(holder)
    return [one for holder, found in parts.items() if holder not in bound for one in found]


def _ruling(name: str, own_id: str, template: str, listed: frozenset[str]) -> Ruling:
    """Return what one privileged role came to; one without a template is custom."""
    if not template:
        return Ruling(member=name, exempt=Reason.TYPE)
    if template in listed:
        return Ruling(member=name)
    note = f"Microsoft labels it as privileged, and the list does not have it: add {template} to it, or accept it"
    broken = Violation(
        member=name, member_id=own_id, property="listed", expected=True, found=False, note=note
    )
    return Ruling(member=name, breaks=(broken,))


def require_defined(
    assignments: Iterable[Row], definitions: Iterable[Row], listed: Iterable[str] = ()
) -> None:
    """Do nothing where every role that somebody holds is defined, or `listed`.

    Two lists that contradict each other are not both whole: nobody can say of a role that is in one alone whether it is
    privileged. That no assignment outlives its role is assumed.

    Raises:
        MisreadError: when one is in no definition, or a row does not say which it is.
    """
    known = {str(one.get("id")).casefold() for one in definitions}
    known |= {str(one).strip().casefold() for one in listed}
    for row in assignments:
        role = required(row, "roleDefinitionId", as_guid)
        if role not in known:
            raise MisreadError("roleDefinitionId", "a role that the list of all roles has as well", role)


def named(definitions: Sequence[Row], listed: Iterable[str]) -> dict[str, str]:
    """Return the roles that are privileged, by the list or by what the tenant says: ids in lower case, with names.

    Custom roles are among them, and those by which a directory is synchronised are not.

    Args:
        definitions: rows of `DEFINITIONS`.
        listed: template ids.

    Raises:
        MisreadError: when it is not told of a role whether it is privileged: its holder would be taken for nobody.
    """
    found = {str(one).strip().casefold(): str(one).strip() for one in listed}
    for row in definitions:
        own_id = required(row, "id", as_guid)
        name = required(row, "displayName", as_text)
        privileged = required(row, "isPrivileged", as_boolean)
        if own_id in found or (privileged and own_id not in SYNC_ROLES):
            found[own_id] = name
    return found


_BY_NAME = asked_by_name(
    "/roleManagement/directory/roleDefinitions",
    "/roleManagement/directory/roleAssignments",
)

KIND = PrivilegedRoles(
    token="m365:entra:PrivilegedRoles",
    title="Privileged roles",
    doc=(
        "An assessment, which never writes: each built-in role that the tenant calls privileged is among those of "
        "which more is asked. A custom role, which no policy can name, is told as of another type, and so is whoever "
        "holds a privileged role over a part of the directory alone, for which no policy binds him."
    ),
    key="privileged-roles",
    noun="privileged roles",
    judges=("listed",),
    fields=(
        Field(
            name="roles",
            doc="Template ids of the roles of which more is asked.",
            many=True,
            any_case=True,
            required=True,
            protects=Protects.MORE,
        ),
    ),
    read_permissions=("RoleManagement.Read.Directory",),
    omits=f"roles of other services, such as Exchange's and Intune's own, and roles that are not activated. {_BY_NAME}",
    source="https://learn.microsoft.com/graph/api/resources/unifiedroledefinition (2026-11-27)",
)
