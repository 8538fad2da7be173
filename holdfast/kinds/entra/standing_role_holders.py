"""Who holds a privileged role all the time, assessed: nobody but those whom the client names. Read, and never written.

Standing is an active assignment without an end, or with one later than PIM allows an active assignment by default: a
role that is activated, and one that is given for some time, end by themselves. Privileged is what the rule lists, and
what the tenant calls so, custom roles too. Members of a group that has a role hold
it as well. An emergency account may be Global Administrator all the time, and nothing more. An application cannot
activate a role, so that the rule is not for it: it is told as of another type, never as somebody who obeys.

Whom the client names is named one by one, the emergency accounts too, and no group is left out: whoever may add members
to a group would decide who is seen.

Sources: https://learn.microsoft.com/graph/api/resources/unifiedroleassignmentscheduleinstance (2026-11-27): the list
has every active assignment, by PIM or given directly, `assignmentType` is Assigned or Activated. That `endDateTime` is
null without an end, and that applications activate no role, is recalled (api-facts 4.2); that `$expand=principal` is
taken here as well is what Microsoft's page on access reviews shows (2026-11-27). PIM's default, 180 days: ../shared/
rows.md.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_guid,
    as_moment,
    as_object,
    as_text,
    as_word,
    member,
    not_understood,
    required,
)
from holdfast.kinds.entra.break_glass_accounts import PIM
from holdfast.kinds.entra.privileged_roles import DEFINITIONS, named, require_defined
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services import principals
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.role_assignments import ROLES
from holdfast.kinds.services.tally import Ruling
from holdfast.model.directory import GLOBAL_ADMINISTRATOR
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_LONGEST = timedelta(days=180)
_LINGERING = timedelta(days=1)
"""How long an assignment that ended may still be listed (assumed); one that ended before has not ended."""
_TYPES = ("Assigned", "Activated")
_MEMBER_COLUMNS = "id,displayName,userPrincipalName"


@dataclass(slots=True)
class _Holder:
    """Somebody who holds privileged roles now."""

    shown: Row
    """What `$expand`, or the list of members, tells of him; empty where it tells nothing."""
    standing: set[str] = field(default_factory=set)
    """Ids, in lower case, of the roles that he holds all the time."""
    through: set[str] = field(default_factory=set)
    """Names of the groups by which he does."""

    @property
    def type(self) -> str:
        """The type of directory object; empty where it was not told."""
        return member(self.shown, "@odata.type", as_text) or ""

    def name(self, own_id: str) -> str:
        """Return the display name with the id, or the id alone where no name was told."""
        told = member(self.shown, "displayName", as_text)
        return f"{told} ({own_id})" if told else own_id


Holders = dict[str, _Holder]
"""By id in lower case."""


class StandingRoleHolders(Assessment):
    """Whoever holds a privileged role actively is a member."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the lists that the facts come from (see `Kind.interface`); only the named facts are asked for."""
        return (
            "Graph v1.0: `/roleManagement/directory`; "
            "Graph beta: `/groups`, `/roleManagement/directory/roleDefinitions`"
        )

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every holder (see `PopulationKind.judge`)."""
        try:
            holders, names = await _look(tenant, rule["roles"])
            return judged(holders, names, rule)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None


async def _look(tenant: Reader, listed: Iterable[str]) -> tuple[Holders, dict[str, str]]:
    """Read who holds a privileged role, and what they are called: in one moment, and once more where groups have them.

    Privileged are those `listed`, and those that the tenant calls so: a list of ours is older than the tenant.
    """
    rows, definitions = await asyncio.gather(
        tenant.graph.collection(f"{ROLES}/roleAssignmentScheduleInstances?$expand=principal", leads=True),
        tenant.graph.collection(DEFINITIONS),
    )
    require_defined(rows, definitions, listed)
    names = named(definitions, listed)
    holders = assigned(rows, frozenset(names), tenant.service_time())
    groups = {one: found for one, found in holders.items() if found.type == principals.GROUP}
    inside = await asyncio.gather(*(principals.members(tenant, one, _MEMBER_COLUMNS) for one in groups))
    for (group_id, group), members in zip(groups.items(), inside, strict=True):
        del holders[group_id]
        _add_members(holders, group.name(group_id), group.standing, members)
    return holders, names


def assigned(rows: Iterable[Row], roles: frozenset[str], now: datetime) -> Holders:
    """Return who has one of `roles` by an assignment of his own, groups too.

    Raises:
        MisreadError: when one is not understood, such as one that is there and has ended long ago.
    """
    holders: Holders = {}
    for row in rows:
        role = _id(row, "roleDefinitionId")
        if role not in roles:
            continue
        holder = holders.setdefault(
            _id(row, "principalId"), _Holder(member(row, "principal", as_object) or {})
        )
        required(row, "assignmentType", lambda value, path: as_word(value, path, _TYPES))
        end = member(row, "endDateTime", as_moment)
        if end is not None and end < now - _LINGERING:
            raise MisreadError(
                "endDateTime", "still to come, as the assignment is active", row["endDateTime"]
            )
        if end is None or end > now + _LONGEST:
            holder.standing.add(role)
    return holders


def _add_members(holders: Holders, group: str, standing: set[str], members: Iterable[Row]) -> None:
    """Give each member what the group has; a group among them is there with its own members."""
    for row in members:
        shown = _Holder(row)
        if shown.type == principals.GROUP:
            continue
        holder = holders.setdefault(_id(row, "id"), shown)
        holder.standing |= standing
        if standing:
            holder.through.add(group)


def judged(holders: Holders, names: Mapping[str, str], rule: Mapping[str, Any]) -> Judgement:
    """Return what all came to.

    Raises:
        MisreadError: when what decides is not understood.
    """
    judge = _Judge(names, _keys(rule["emergencyAccounts"]), _keys(rule.get("excludedAccounts") or []))
    count = Count()
    for own_id, holder in holders.items():
        count.take(judge.at(own_id, holder))
    return count.judgement()


@value_class
class _Judge:
    """Says what each holder came to."""

    names: Mapping[str, str]
    """Display names of roles by their ids."""
    emergency: frozenset[str]
    excluded: frozenset[str]

    def at(self, own_id: str, holder: _Holder) -> Ruling:
        """Return what one holder came to."""
        if holder.type == principals.APPLICATION:
            return Ruling(member=holder.name(own_id), exempt=Reason.TYPE)
        if holder.type != principals.USER:
            return Ruling(
                member=own_id, unknown=f"holds a privileged role, and is {principals.strange(holder.type)}"
            )
        name = required(holder.shown, "userPrincipalName", as_text)
        if {name.casefold(), own_id} & self.excluded:
            return Ruling(member=name, exempt=Reason.EXCLUDED)
        allowed = {GLOBAL_ADMINISTRATOR} if name.casefold() in self.emergency else set()
        if holder.standing <= allowed:
            return Ruling(member=name)
        return Ruling(member=name, breaks=(self._broken(name, own_id, holder, allowed),))

    def _broken(self, name: str, own_id: str, holder: _Holder, allowed: set[str]) -> Violation:
        through = f"through {', '.join(sorted(holder.through))}; " if holder.through else ""
        return Violation(
            member=name,
            member_id=own_id,
            property="standingRoles",
            expected=self._called(allowed & holder.standing),
            found=self._called(holder.standing),
            note=f"{through}make the assignment eligible in Privileged Identity Management, or exclude the account",
        )

    def _called(self, roles: set[str]) -> list[str]:
        return sorted(self.names.get(one, one) for one in roles)


def _id(row: Row, name: str) -> str:
    return required(row, name, as_guid)


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(str(one).strip().casefold() for one in names)


_BY_NAME = asked_by_name(
    "/roleManagement/directory/roleAssignmentScheduleInstances",
    "/roleManagement/directory/roleDefinitions",
)

KIND = StandingRoleHolders(
    token="m365:entra:StandingRoleHolders",
    title="Standing role holders",
    doc=(
        "An assessment, which never writes: nobody holds one of the roles, or another that the tenant calls "
        "privileged, all the time but the emergency accounts, as Global Administrators, and the accounts that are "
        "left out. Members of a group that has a role hold it too."
    ),
    key="standing-role-holders",
    noun="holders of privileged roles",
    judges=("standingRoles",),
    audit_category="RoleManagement",
    fields=(
        Field(
            name="roles",
            doc="Template ids of the roles that nobody holds all the time.",
            many=True,
            any_case=True,
            required=True,
            protects=Protects.MORE,
        ),
        Field(
            name="emergencyAccounts",
            doc="User principal names of the emergency accounts, which are Global Administrators all the time.",
            many=True,
            any_case=True,
            required=True,
            protects=Protects.FEWER,
        ),
        Field(
            name="excludedAccounts",
            doc="User principal names that the rule leaves out, or ids of users, which cannot be given to others.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
    ),
    read_permissions=("Group.Read.All", "RoleManagement.Read.Directory", "User.Read.All"),
    licence=PIM,
    omits=(
        "people who may activate the membership of a group that has a role; who has activated it (PIM for Groups) is a "
        "member for that time, and told as one. Owners of such a group, and what custom roles may do that the tenant "
        "does not call privileged, are not read. "
        f"{_BY_NAME}"
    ),
    source=(
        "https://learn.microsoft.com/graph/api/resources/unifiedroleassignmentscheduleinstance (2026-11-27)"
    ),
)
