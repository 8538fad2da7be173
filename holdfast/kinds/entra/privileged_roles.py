"""The roles that the tenant calls privileged, assessed: each is among those of which more is asked. Never written.

Microsoft labels a role as privileged when it likes, so that a list of ours is older than the tenant. What the tenant
says is held against the list, and changes nothing of it: a policy that took a role by itself would shut people out on a
day that nobody chose. A role that is missing is told by name, with the id by which a client adds it.

A custom role is privileged by what somebody put into it, and no policy can name it: it is told as of another type. The
roles by which a directory is synchronised are no people's, and policies leave them out: they are no members.

Sources: https://learn.microsoft.com/graph/api/resources/unifiedroledefinition (2026-11-27): `isPrivileged` is of beta
alone; https://learn.microsoft.com/graph/api/rbacapplication-list-roledefinitions (2026-11-27): the permission. That a
policy names built-in roles alone: https://learn.microsoft.com/entra/identity/conditional-access/
concept-conditional-access-users-groups (recalled).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_text, not_understood, required
from holdfast.kinds.entra.break_glass_accounts import ROLES
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.novelties import asked_by_name
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


class PrivilegedRoles(Assessment):
    """Each role that the tenant calls privileged is a member."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the list that the facts come from (see `Kind.interface`)."""
        return "Graph beta: `/roleManagement/directory/roleDefinitions`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Hold each against the list (see `PopulationKind.judge`)."""
        rows = await tenant.graph.collection(DEFINITIONS)
        try:
            return judged(rows, frozenset(str(one).casefold() for one in rule["roles"]))
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None


def judged(rows: Sequence[Row], listed: frozenset[str]) -> Judgement:
    """Return what the roles came to.

    Raises:
        MisreadError: when one has no name, or Global Administrator is not among the privileged: the list is not whole.
    """
    count, privileged = Count(), set[str]()
    for row in rows:
        name = required(row, "displayName", as_text)
        try:
            if not required(row, "isPrivileged", as_boolean):
                continue
            own_id = required(row, "id", as_text)
            built_in = required(row, "isBuiltIn", as_boolean)
            template = required(row, "templateId", as_text).casefold() if built_in else ""
        except MisreadError as misread:
            count.lose(name, str(misread))
            continue
        if template not in SYNC_ROLES:
            privileged.add(template)
            count.take(_ruling(name, own_id, template, listed))
    if GLOBAL_ADMINISTRATOR not in privileged:
        raise MisreadError("value", "a list with Global Administrator, which is privileged", len(rows))
    return count.judgement()


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
        own_id = required(row, "id", as_text).casefold()
        name = required(row, "displayName", as_text)
        privileged = required(row, "isPrivileged", as_boolean)
        if own_id in found or (privileged and own_id not in SYNC_ROLES):
            found[own_id] = name
    return found


_BY_NAME = asked_by_name(
    "/roleManagement/directory/roleDefinitions",
)

KIND = PrivilegedRoles(
    token="m365:entra:PrivilegedRoles",
    title="Privileged roles",
    doc=(
        "An assessment, which never writes: each built-in role that the tenant calls privileged is among those of "
        "which more is asked. A custom role, which no policy can name, is told as of another type."
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
    omits=f"roles of other services, such as Exchange's and Intune's own. {_BY_NAME}",
    source="https://learn.microsoft.com/graph/api/resources/unifiedroledefinition (2026-11-27)",
)
