"""The Global Administrators, assessed: enough that one may fail, few enough to know each, and all of this cloud only.

Whoever can act as one counts: active and eligible, emergency accounts, members of a group that has the role, and
applications. The lower bound asks for people: an application opens no door when the people are gone. A holder of whom
nothing could be read is unknown, and no bound is called kept while he might break it.

Sources: https://learn.microsoft.com/entra/identity/role-based-access-control/best-practices and
../shared/frameworks.md 1.2 and 2.2 (2026-11-27). That `$expand=principal` tells what a holder is:
https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments (recalled); that eligible holders are told by
`roleEligibilityScheduleInstances` alone:
https://learn.microsoft.com/graph/api/resources/unifiedroleeligibilityscheduleinstance (recalled).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
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
    told,
)
from holdfast.kinds.entra.break_glass_accounts import (
    PIM,
    of_elsewhere,
)
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Judgement, Unjudged, Violation
from holdfast.kinds.services import principals
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.role_assignments import ROLES, assignments
from holdfast.model.directory import GLOBAL_ADMINISTRATOR
from holdfast.tenant.asked import equal
from holdfast.tenant.licences import licences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.tenant.tenant import Reader

_ALL = "all Global Administrators"
_OF_ROLE = equal("roleDefinitionId", GLOBAL_ADMINISTRATOR)


@dataclass(slots=True)
class Holders:
    """Who holds the role, by what he is; ids in lower case."""

    users: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """By id, once they are read."""
    groups: set[str] = field(default_factory=set)
    applications: set[str] = field(default_factory=set)
    unknown: dict[str, str] = field(default_factory=dict)
    """Why it cannot be said what somebody is, by id."""

    def take(self, rows: Iterable[tuple[str, Mapping[str, Any] | None]]) -> set[str]:
        """Note who is in `rows`, ids with what `$expand` or a list of members told; return the ids of the users."""
        users = set()
        for one, shown in rows:
            match type_ := str((shown or {}).get("@odata.type") or ""):
                case principals.USER:
                    users.add(one)
                case principals.GROUP:
                    self.groups.add(one)
                case principals.APPLICATION:
                    self.applications.add(one)
                case _:
                    self.unknown[one] = f"holds the role, and is {principals.strange(type_)}"
        return users


class GlobalAdministrators(Assessment):
    """The holders are the members, and one more: all of them together."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the lists that the facts come from (see `Kind.interface`); only the named facts are asked for."""
        return "Graph v1.0: `/roleManagement/directory`, `/users`; Graph beta: `/groups`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every holder, and their number (see `PopulationKind.judge`)."""
        try:
            return judged(await _look(tenant), int(rule["fewest"]), int(rule["most"]))
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None


async def _look(tenant: Reader) -> Holders:
    """Read who holds the role: the active ones first, then the eligible ones beside what is known of those."""
    holders = Holders()
    # The licences are asked for in the first moment, in which others ask for them as well: one read is enough then.
    assigned, licensed = await asyncio.gather(assignments(tenant, {GLOBAL_ADMINISTRATOR}), licences(tenant))
    active = holders.take(map(_principal, assigned))
    eligible, _ = await asyncio.gather(
        _eligible(tenant, has_pim=not licensed.lack(PIM)),
        _read_users(tenant, holders, active),
    )
    later = holders.take(map(_principal, eligible))
    inside = await asyncio.gather(*(_members(tenant, one) for one in sorted(holders.groups)))
    later |= holders.take(row for rows in inside for row in rows)
    await _read_users(tenant, holders, later - set(holders.users))
    return holders


async def _eligible(tenant: Reader, *, has_pim: bool) -> list[dict[str, Any]]:
    """Return who may activate the role; nobody where the tenant has no PIM."""
    if not has_pim:
        return []
    path = f"{ROLES}/roleEligibilityScheduleInstances?$expand=principal"
    return await tenant.graph.collection(path, _OF_ROLE)


def _principal(row: Mapping[str, Any]) -> tuple[str, Mapping[str, Any] | None]:
    return required(row, "principalId", as_guid), member(row, "principal", as_object)


async def _members(tenant: Reader, group: str) -> list[tuple[str, Mapping[str, Any]]]:
    rows = await principals.members(tenant, group, "id")
    return [(required(one, "id", as_guid), one) for one in rows]


async def _read_users(tenant: Reader, holders: Holders, ids: set[str]) -> None:
    """Read what is judged of users; of whom nothing comes, nobody can say anything."""
    for row in await principals.users(tenant, ids):
        holders.users[required(row, "id", as_guid)] = row
    for one in ids - set(holders.users):
        holders.unknown[one] = "holds the role, and is not among the users"


def judged(holders: Holders, fewest: int, most: int) -> Judgement:
    """Return what the holders came to, one by one and together."""
    broken = [one for user_id, row in holders.users.items() for one in _of_user(user_id, row)]
    enabled = sum(required(row, "accountEnabled", as_boolean) for row in holders.users.values())
    everybody = len(holders.users) + len(holders.applications)
    if everybody > most:
        broken.append(_violation(_ALL, "", "atMost", most, everybody))
    elif enabled < fewest and not holders.unknown:
        broken.append(_violation(_ALL, "", "enabledPeople", fewest, enabled))
    members = {_name(row) for row in holders.users.values()} | holders.applications | {_ALL}
    return Judgement(
        covered=len(members - {one.member for one in broken}),
        violations=tuple(sorted(broken, key=lambda one: (one.member, one.property))),
        exempt={},
        unjudged=tuple(Unjudged(member=one, why=holders.unknown[one]) for one in sorted(holders.unknown)),
    )


def _of_user(user_id: str, row: Mapping[str, Any]) -> list[Violation]:
    """Return what ties one holder to a directory that is not this one."""
    facts: tuple[tuple[str, Any, Any], ...] = (
        ("onPremisesSyncEnabled", False, told(row, "onPremisesSyncEnabled", as_boolean) or False),
        ("external", [], of_elsewhere(row)),
    )
    return [_violation(_name(row), user_id, name, asked, is_) for name, asked, is_ in facts if asked != is_]


def _name(row: Mapping[str, Any]) -> str:
    return required(row, "userPrincipalName", as_text)


def _violation(name: str, member_id: str, about: str, expected: Any, found: Any) -> Violation:
    return Violation(member=name, member_id=member_id, property=about, expected=expected, found=found)


_BY_NAME = asked_by_name(
    "/users",
    "/roleManagement/directory/roleAssignments",
    "/roleManagement/directory/roleEligibilityScheduleInstances",
)

KIND = GlobalAdministrators(
    token="m365:entra:GlobalAdministrators",
    title="Global Administrators",
    doc=(
        "An assessment, which never writes: whoever holds the role, actively, by eligibility or through a group, is "
        "of this tenant's cloud only, and they are neither too few nor too many."
    ),
    key="global-administrators",
    noun="Global Administrators",
    judges=("onPremisesSyncEnabled", "external", "atMost", "enabledPeople"),
    audit_category="RoleManagement",
    fields=(
        Field(
            name="fewest",
            doc="How many people that are enabled have to hold the role at least.",
            type=Type.INTEGER,
            required=True,
            minimum=2,
            maximum=8,
            protects=Protects.HIGHER,
        ),
        Field(
            name="most",
            doc="How many may hold it at most, applications among them.",
            type=Type.INTEGER,
            required=True,
            minimum=2,
            maximum=8,
            protects=Protects.LOWER,
        ),
    ),
    read_permissions=(
        "Group.Read.All",
        "LicenseAssignment.Read.All",
        "RoleManagement.Read.Directory",
        "User.Read.All",
    ),
    omits=(
        "people who may activate the membership of a group that has the role (PIM for Groups), and its owners. "
        f"{_BY_NAME}"
    ),
    source="https://learn.microsoft.com/entra/identity/role-based-access-control/best-practices (2026-11-27)",
)
