"""The break-glass accounts, assessed: could they open the door when nobody else can? Read, and never written.

Asked of each account: it is there, enabled, of the tenant's own (not synchronised from elsewhere, no guest, and nobody
who signs in elsewhere, who may be a member all the same), a permanent Global Administrator of the whole directory, and
in the group directly. Asked of the group: one of its name, assigned by hand, without owners (an owner can add himself),
and out of reach of lesser administrators: role-assignable, or in a restricted management administrative unit. And they
are two different accounts at least. Asked of the tenant's policies, which a check reads anyway: no enabled one can lock
the accounts out, whoever made it (see `held_policies`). And nobody holds a role of what synchronises the directory
but what does so (see `synchronising`); which policies stop what does so is told (see `stopped_synchronising`).

Sources (2026-11-25): https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access,
groups-concept and admin-units-restricted-management there. How an account tells that it is of elsewhere:
https://learn.microsoft.com/graph/api/resources/user (creationType, externalUserState), objectidentity (signInType)
beside it, and https://learn.microsoft.com/entra/external-id/user-properties (#EXT#) (2026-11-26). That
`roleAssignments` lists active assignments only, those that PIM activated for a while among them, and that
`roleAssignmentScheduleInstances` tells their end:
https://learn.microsoft.com/graph/api/resources/unifiedroleassignmentscheduleinstance.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from holdfast.gates.synchronising import Synchronising
from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_guid,
    as_list,
    as_moment,
    as_object,
    as_text,
    as_texts,
    member,
    not_understood,
    required,
    told,
)
from holdfast.kinds.entra.conditional_access_policy import KIND as POLICY
from holdfast.kinds.entra.group import KIND as GROUP
from holdfast.kinds.entra.group import People, people_of
from holdfast.kinds.entra.user import KIND as USER
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.held_policies import EXCLUDED, held, live_break_glass
from holdfast.kinds.judgement import Judgement, Violation
from holdfast.kinds.others import Others
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.group_members import groups_called
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.principals import ELSEWHERE_COLUMNS
from holdfast.kinds.services.role_assignments import ROLES, assignments
from holdfast.kinds.services.synchronising import SYNCHRONISES, bearers, strangers, synchronisers
from holdfast.kinds.stopped_synchronising import AccountsJudgement, told_of
from holdfast.model.directory import GLOBAL_ADMINISTRATOR, SYNC_ROLES
from holdfast.model.longest import GROUP_NAME
from holdfast.model.value_class import value_class
from holdfast.tenant.asked import Condition, equal, one_of
from holdfast.tenant.licences import licences
from holdfast.tenant.tenant import Reader

PIM = "Entra_Identity_Governance"
"""What a tenant needs for PIM, without which no role can be held for a while only: P2 brings it, and ID Governance.
Source: https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-configure-security-alerts
(2026-11-28), which warns of a tenant that has neither."""
_USER_COLUMNS = f"id,accountEnabled,onPremisesSyncEnabled,userType,{ELSEWHERE_COLUMNS}"
_MADE_HERE = frozenset({None, "localaccount", "emailverified"})
"""Values of `creationType`, in lower case, of accounts that are the tenant's own; every other one is of elsewhere, also
one that nobody has documented yet."""
_ELSEWHERE = "#ext#"
"""What stands in the sign-in name that the directory gives to somebody of elsewhere, in lower case."""
_FEDERATED = "federated"
"""`signInType` of an identity that another issuer proves, in lower case."""
_FEWEST = 2
OF_ACCOUNTS = frozenset(
    {
        "account",
        "accountEnabled",
        "differentAccounts",
        "external",
        "onPremisesSyncEnabled",
        "permanentGlobalAdministrator",
        "userType",
    }
)
"""Properties of members that no apply puts right: who has one wrong may not be able to open the door."""


@value_class
class _Seen:
    """What was read, as the assessment needs it."""

    users: Mapping[str, Mapping[str, Any]]
    """By user principal name in lower case."""
    groups: tuple[Mapping[str, Any], ...]
    members: frozenset[str]
    """Ids of the direct members, in lower case."""
    owners: tuple[str, ...]
    """Names of the owners with their ids, sorted, but for the application that asks."""
    permanent: frozenset[str]
    """Ids, in lower case, of who is Global Administrator of the whole directory without an end."""
    synchronising: list[dict[str, Any]]
    """Assignments of the roles of what synchronises the directory."""
    synchronised: frozenset[str]
    """Of who holds one, the names, in lower case, of those whom the directory synchronises."""
    signing_in: tuple[Synchronising, ...]
    """Those of them who can sign in, and whom a policy can stop."""


class BreakGlassAccounts(Assessment):
    """The accounts and their group are the members that are judged; nothing is ever written."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the lists that the facts come from (see `Kind.interface`); only the named facts are asked for."""
        return f"{GROUP.interface()}; Graph v1.0: `/users`, `/roleManagement/directory`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every account and the group (see `PopulationKind.judge`)."""
        accounts, group = [str(one) for one in rule["accounts"]], str(rule["group"])
        try:
            seen = await _look(tenant, accounts, group)
            found = [*_of_all(accounts, seen), *_of_group(group, seen)]
            found += [one for account in sorted(set(accounts)) for one in _of_account(account, seen)]
            found += strangers(seen.synchronising, seen.synchronised)
        except MisreadError as misread:
            raise not_understood(self.title, group, misread) from None
        members = {*accounts, group}
        return AccountsJudgement(
            covered=len(members - {one.member for one in found}),
            violations=tuple(sorted(found, key=lambda one: (one.member, one.property))),
            exempt={},
            synchronising=seen.signing_in,
        )

    def keys_beside(self, rule: Mapping[str, Any]) -> Mapping[str, Collection[str]]:
        """Return the group and the accounts, whom policies name by their ids (see `PopulationKind.keys_beside`)."""
        group, accounts = rule.get("group"), rule.get("accounts") or ()
        return {
            GROUP.token: [str(group)] if group else [],
            USER.token: [str(one).strip() for one in accounts],
        }

    def with_others(self, judgement: Judgement, rule: Mapping[str, Any], others: Others) -> Judgement:
        """Hold every policy of the tenant against the accounts (see `PopulationKind.with_others`)."""
        group, accounts = str(rule["group"]), [str(one) for one in rule["accounts"]]
        stopped = told_of(judgement, live_break_glass(group, accounts, others).groups, others)
        return held(replace(judgement, notes=(*judgement.notes, *stopped)), group, accounts, others)


async def _look(tenant: Reader, accounts: list[str], group: str) -> _Seen:
    """Read what the assessment needs, in two rounds; what follows from an answer is asked as soon as that is there."""
    (users, synchronising), (groups, people), permanent = await asyncio.gather(
        _users(tenant, accounts), _groups(tenant, group), _administrators(tenant)
    )
    named, wanted = _by_name(users), {_key(one) for one in accounts}
    _require_bearers(bearers(synchronising), named)
    synchronised = {
        name: row for name, row in named.items() if told(row, "onPremisesSyncEnabled", as_boolean)
    }
    enabled = {name for name, row in synchronised.items() if required(row, "accountEnabled", as_boolean)}
    return _Seen(
        users={name: row for name, row in named.items() if name in wanted},
        groups=tuple(groups),
        members=frozenset(one.casefold() for one in people.members),
        owners=tuple(sorted(people.owners)),
        permanent=permanent,
        synchronising=synchronising,
        synchronised=frozenset(synchronised),
        signing_in=synchronisers(synchronising, enabled),
    )


def _require_bearers(holders: Iterable[tuple[str, str]], named: Mapping[str, Mapping[str, Any]]) -> None:
    """Do nothing where every holder of a role, by id and name, is the user of that name.

    Raises:
        MisreadError: one is not, so that nobody knows whom the directory says anything of.
    """
    ids = {name: required(row, "id", as_guid) for name, row in named.items()}
    for own_id, name in sorted(holders):
        if ids.get(_key(name)) != own_id.casefold():
            raise MisreadError("id", f"{own_id} as that of {name} among the users", ids.get(_key(name)))


async def _users(tenant: Reader, accounts: list[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the accounts, with who has the name of what synchronises, and who holds the roles of that."""
    synchronising = await assignments(tenant, SYNC_ROLES)
    names = {one.strip() for one in (*accounts, *(name for _, name in bearers(synchronising)))}
    named = one_of("userPrincipalName", names)
    return await tenant.graph.collection(f"/users?$select={_USER_COLUMNS}", named), synchronising


async def _groups(tenant: Reader, name: str) -> tuple[list[dict[str, Any]], People]:
    """Return the groups of a name, and the people of the one; of none where which is meant cannot be said."""
    groups = await groups_called(tenant, name, "group")
    if len(groups) != 1:
        return groups, People()
    return groups, await people_of(tenant, required(groups[0], "id", as_guid))


def _by_name(users: list[dict[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return the users by their names in lower case.

    Raises:
        MisreadError: when one has no name, or two have the same: which of them is meant cannot be told.
    """
    named: dict[str, Mapping[str, Any]] = {}
    for row in users:
        name = required(row, "userPrincipalName", as_text)
        if named.setdefault(name.casefold(), row) is not row:
            raise MisreadError("userPrincipalName", "another in every row", name)
    return named


async def _administrators(tenant: Reader) -> frozenset[str]:
    """Return who is Global Administrator of the whole directory without an end (see `_permanent`)."""
    assigned, scheduled = await asyncio.gather(
        assignments(tenant, {GLOBAL_ADMINISTRATOR}),
        _scheduled(tenant, equal("roleDefinitionId", GLOBAL_ADMINISTRATOR)),
    )
    return _permanent(assigned, scheduled)


async def _scheduled(tenant: Reader, of_role: Condition) -> list[dict[str, Any]] | None:
    """Return when each assignment ends; None where the tenant has no PIM, without which none ends."""
    if (await licences(tenant)).lack(PIM):
        return None
    return await tenant.graph.collection(f"{ROLES}/roleAssignmentScheduleInstances", of_role)


def _permanent(assigned: list[dict[str, Any]], scheduled: list[dict[str, Any]] | None) -> frozenset[str]:
    """Return who holds the role over the whole directory; with PIM, only whose assignment there has no end."""
    whole = {_holder(row) for row in assigned if _is_whole(row)}
    if scheduled is None:
        return frozenset(whole)
    endless = {
        _holder(row)
        for row in scheduled
        if _is_whole(row)
        and required(row, "assignmentType", as_text) == "Assigned"
        and member(row, "endDateTime", as_moment) is None
    }
    return frozenset(whole & endless)


def _holder(row: Mapping[str, Any]) -> str:
    return required(row, "principalId", as_guid)


def _is_whole(row: Mapping[str, Any]) -> bool:
    """Return whether an assignment is over the whole directory, and not over a unit or one object of it."""
    return required(row, "directoryScopeId", as_text) == "/"


def _of_all(accounts: list[str], seen: _Seen) -> list[Violation]:
    """Return what is wrong with the accounts as a set: they are too few once spellings are undone."""
    ids = {_id(row) for row in seen.users.values()}
    different = len(ids | {one for one in map(_key, accounts) if one not in seen.users})
    return (
        [] if different >= _FEWEST else [_violation("all accounts", "differentAccounts", _FEWEST, different)]
    )


def _of_account(account: str, seen: _Seen) -> list[Violation]:
    """Return what keeps one account from opening the door."""
    row = seen.users.get(_key(account))
    if row is None:
        return [_violation(account, "account", "there", "not there")]
    own_id = _id(row)
    groups = {_id(one) for one in seen.groups} if own_id in seen.members else set()
    facts: tuple[tuple[str, Any, Any], ...] = (
        ("accountEnabled", True, required(row, "accountEnabled", as_boolean)),
        ("onPremisesSyncEnabled", False, told(row, "onPremisesSyncEnabled", as_boolean) or False),
        ("userType", "Member", told(row, "userType", as_text) or "Member"),
        ("external", [], of_elsewhere(row)),
        ("permanentGlobalAdministrator", True, bool({own_id, *groups} & seen.permanent)),
        ("directMember", True, own_id in seen.members),
    )
    return [_violation(account, name, asked, is_, own_id) for name, asked, is_ in facts if asked != is_]


def of_elsewhere(row: Mapping[str, Any]) -> list[str]:
    """Return what tells that somebody signs in elsewhere, whatever type of user he is; nothing of an own account.

    Raises:
        MisreadError: when a part of it is not understood.
    """
    made = told(row, "creationType", as_text)
    state = told(row, "externalUserState", as_text)
    name = required(row, "userPrincipalName", as_text)
    identities = [as_object(one, "identities[]") for one in told(row, "identities", as_list) or []]
    federated = [one for one in identities if required(one, "signInType", as_text).casefold() == _FEDERATED]
    reasons = {
        f"creationType {made}": (made.casefold() if made else None) not in _MADE_HERE,
        f"externalUserState {state}": bool(state),
        "#EXT# in the sign-in name": _ELSEWHERE in name.casefold(),
        **{f"signs in at {member(one, 'issuer', as_text)}": True for one in federated},
    }
    return [what for what, so in reasons.items() if so]


def _of_group(name: str, seen: _Seen) -> list[Violation]:
    """Return how the group could be turned against the accounts, or used by somebody else."""
    if len(seen.groups) != 1:
        return [_violation(name, "groupsOfThisName", 1, len(seen.groups))]
    row = seen.groups[0]
    guarded = any(member(row, one, as_boolean) for one in ("isAssignableToRole", "isManagementRestricted"))
    facts: tuple[tuple[str, Any, Any], ...] = (
        ("dynamicMembership", False, "DynamicMembership" in (told(row, "groupTypes", as_texts) or [])),
        ("onPremisesSyncEnabled", False, told(row, "onPremisesSyncEnabled", as_boolean) or False),
        ("owners", [], list(seen.owners)),
        ("protectedAgainstLesserAdministrators", True, guarded),
    )
    return [
        _violation(name, about, asked, is_, required(row, "id", as_guid))
        for about, asked, is_ in facts
        if asked != is_
    ]


def _violation(member: str, about: str, expected: Any, found: Any, member_id: str = "") -> Violation:
    return Violation(member=member, member_id=member_id, property=about, expected=expected, found=found)


def _id(row: Mapping[str, Any]) -> str:
    return required(row, "id", as_guid)


def _key(account: str) -> str:
    return account.strip().casefold()


_BY_NAME = asked_by_name(
    "/users",
    "/groups",
    "/groups/{id}/members",
    "/groups/{id}/owners",
    "/roleManagement/directory/roleAssignments",
    "/roleManagement/directory/roleAssignmentScheduleInstances",
)

KIND = BreakGlassAccounts(
    token="m365:entra:BreakGlassAccounts",
    title="Break-glass accounts",
    doc=(
        "An assessment, which never writes: the emergency accounts are enabled, of this tenant only, permanently "
        "Global Administrator and in their group directly; the group has no owners and is out of reach of others."
    ),
    key="break-glass-accounts",
    noun="accounts and groups",
    judges=(
        *("account", "accountEnabled", "onPremisesSyncEnabled", "userType", "external"),
        *("permanentGlobalAdministrator", "directMember", "differentAccounts"),
        *("groupsOfThisName", "dynamicMembership", "owners", "protectedAgainstLesserAdministrators"),
        *(EXCLUDED, SYNCHRONISES),
    ),
    beside=(POLICY.token, GROUP.token, USER.token),
    fields=(
        Field(
            name="group",
            doc="Display name of the break-glass group.",
            required=True,
            longest=GROUP_NAME,
            names_of=GROUP.token,
        ),
        Field(
            name="accounts",
            doc="User principal names of the emergency accounts.",
            many=True,
            any_case=True,
            required=True,
            protects=Protects.FEWER,
        ),
    ),
    read_permissions=(
        "Group.Read.All",
        "LicenseAssignment.Read.All",
        "RoleManagement.Read.Directory",
        "User.Read.All",
    ),
    omits=(
        "nothing that is known; a role held only through PIM is asked for apart. Graph v1.0 leaves service principals "
        "out of members and owners, so both are read by beta, by the one reader that the groups have. "
        f"{_BY_NAME}"
    ),
    source=(
        "https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access (2026-11-25)"
    ),
)
