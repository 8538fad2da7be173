"""Could the break-glass accounts open the door? Every fact that decides it, each broken alone, over the real wire.

Assumed: that the service answers `roleAssignmentScheduleInstances` with 400 in a tenant without AAD_PREMIUM_P2, and
with `assignmentType` `Activated` and an end for a role that PIM activated.
"""

from __future__ import annotations

import asyncio
import itertools
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.graph.role_management.routes import role_assignment
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tenant import Tenant as Embedded
from holdfast.kinds.decode import MisreadError
from holdfast.kinds.entra.break_glass_accounts import KIND, _permanent
from holdfast.kinds.judgement import Judgement
from holdfast.model.directory import GLOBAL_ADMINISTRATOR, SYNC_ROLES
from holdfast.model.errors import ReadError
from holdfast.model.plan import Cloud
from holdfast.tenant.tenant import open_tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DOMAIN = "contoso.onmicrosoft.com"
GROUP = "CA-BreakGlass"
GROUP_ID = "5f1cbeef-0000-4000-8000-000000000001"
OTHER_ID = "5f1cbeef-0000-4000-8000-000000000002"
BG1, BG2 = f"bg1@{DOMAIN}", f"bg2@{DOMAIN}"
RULE = {"group": GROUP, "accounts": [BG1, BG2]}


class Directory:
    """The embedded tenant of one test: what is read of it, and what is changed behind its back."""

    def __init__(self, home: Path, server: TenantServer) -> None:
        self.home, self.server = home, server
        self.folder = TenantFolder(home / "tenant")
        self.store = self.folder.open(DOMAIN)
        self.embedded = Embedded(self.store, lambda: pytest.fail("no clock is needed"))
        self.ids = {row["userPrincipalName"]: row["id"] for row in self.store.all("users")}
        self.group()
        self.members(self.ids[BG1], self.ids[BG2])

    def judge(self, **rule: Any) -> Judgement:
        async def judged() -> Judgement:
            async with open_tenant(DOMAIN, Cloud.EMBEDDED, self.home) as tenant:
                return await KIND.judge(tenant, {**RULE, **rule})

        return asyncio.run(judged())

    def broken(self, **rule: Any) -> list[tuple[str, str, Any]]:
        return [(one.member, one.property, one.found) for one in self.judge(**rule).violations]

    def user(self, name: str, **values: Any) -> None:
        row = self.store.get("users", self.ids[name])
        assert row is not None
        self.store.put("users", row["id"], {**row, **values})

    def group(self, group_id: str = GROUP_ID, **values: Any) -> None:
        plain = {"displayName": GROUP, "securityEnabled": True, "groupTypes": [], "isAssignableToRole": True}
        self.store.put("groups", group_id, new_group(group_id, "2026-01-01T00:00:00Z", {**plain, **values}))

    def members(self, *ids: str, group: str = GROUP_ID, relation: str = "members") -> None:
        self.store.put(f"group_{relation}", group, {"ids": list(ids)})

    def administrator(self, principal_id: str, scope: str = "/", until: str | None = None) -> None:
        held = role_assignment(self.embedded, principal_id, GLOBAL_ADMINISTRATOR, scope)
        self.store.put("roleAssignments", held["id"], held)
        if until:
            self.store.put("roleActivations", held["id"], {"endDateTime": until})

    def application(self, *, own: bool) -> str:
        """The object id of an application: the one that asks, or another."""
        applications = {
            row["displayName"]: row["servicePrincipalId"] for row in self.store.all("applications")
        }
        asking = str(applications["Holdfast"])
        if own:
            return asking
        return next(str(row["id"]) for row in self.store.all("servicePrincipals") if row["id"] != asking)

    def no_administrator(self, name: str) -> str:
        held = next(one for one in self.assignments() if one["principalId"] == self.ids[name])
        self.store.delete("roleAssignments", held["id"])
        return str(held["id"])

    def assignments(self) -> list[dict[str, Any]]:
        return [
            one
            for one in self.store.all("roleAssignments")
            if one["roleDefinitionId"] == GLOBAL_ADMINISTRATOR
        ]


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    (tmp_path / "tenant").mkdir()
    control.seed(tmp_path / "tenant", DOMAIN, "small")
    with TenantServer(tmp_path / "tenant") as server:
        directory = Directory(tmp_path, server)
        yield directory
        directory.folder.close()
        server.log.close()


def test_the_seeded_accounts_could_open_the_door_and_few_requests_tell_it(directory: Directory) -> None:
    judgement = directory.judge()
    assert (judgement.covered, judgement.violations) == (3, ())
    sent = [one for one in directory.server.log.entries() if one.path.endswith("$batch")]
    assert len(sent) == 3, "two rounds by v1.0, and with the second who is in the group and owns it, by beta"
    assert not [
        one for one in directory.server.log.entries() if one.write and not one.path.endswith("$batch")
    ]


@pytest.mark.parametrize("role", SYNC_ROLES)
def test_a_person_a_group_or_an_application_with_the_role_of_what_synchronises_is_told(
    directory: Directory, role: str
) -> None:
    mallory, application = directory.ids[f"mallory@{DOMAIN}"], directory.application(own=False)
    directory.group(OTHER_ID, displayName="Helpers")
    for holder in (mallory, OTHER_ID, application):
        held = role_assignment(directory.embedded, holder, role)
        directory.store.put("roleAssignments", held["id"], held)
    called = next(
        one["displayName"] for one in directory.store.all("servicePrincipals") if one["id"] == application
    )

    assert directory.broken() == [
        (f"Helpers ({OTHER_ID})", "synchronises", False),
        (f"{called} ({application})", "synchronises", False),
        (f"mallory@{DOMAIN}", "synchronises", False),
    ]


@pytest.mark.parametrize("name", ["Sync_DC02_0a1b2c3d4e5f", "ADToAADSyncServiceAccount"])
def test_who_bears_the_name_of_what_synchronises_is_told_unless_the_directory_synchronises_it(
    directory: Directory, name: str
) -> None:
    mallory = f"mallory@{DOMAIN}"
    directory.user(mallory, userPrincipalName=f"{name}@{DOMAIN}", onPremisesSyncEnabled=None)
    held = role_assignment(directory.embedded, directory.ids[mallory], SYNC_ROLES[0])
    directory.store.put("roleAssignments", held["id"], held)
    assert directory.broken() == [(f"{name}@{DOMAIN}", "synchronises", False)]

    directory.user(mallory, onPremisesSyncEnabled=True)
    assert directory.broken() == []


def test_whoever_is_synchronised_and_bears_another_name_is_told(directory: Directory) -> None:
    emma = f"emma.jansen@{DOMAIN}"
    held = role_assignment(directory.embedded, directory.ids[emma], SYNC_ROLES[0])
    directory.store.put("roleAssignments", held["id"], held)

    assert directory.broken() == [(emma, "synchronises", False)]


SOON = "2026-11-25T20:00:00Z"
UNIT = "/administrativeUnits/1"


def activated(directory: Directory) -> None:
    held = next(one for one in directory.assignments() if one["principalId"] == directory.ids[BG1])
    directory.store.put("roleActivations", held["id"], {"endDateTime": SOON})


@pytest.mark.parametrize("end", ["never", "null", "2026-11-25", "2026-13-01T00:00:00Z"])
def test_an_end_that_nobody_understands_is_no_end_and_no_lack_of_one(directory: Directory, end: str) -> None:
    held = next(one for one in directory.assignments() if one["principalId"] == directory.ids[BG1])
    scheduled = {**held, "assignmentType": "Assigned", "endDateTime": end}

    with pytest.raises(MisreadError, match="endDateTime should be a moment"):
        _permanent([held], [scheduled])
    assert _permanent([held], [{**scheduled, "endDateTime": None}]) == {directory.ids[BG1]}


def nested(directory: Directory) -> None:
    directory.group(OTHER_ID, displayName="Nested")
    directory.members(directory.ids[BG1], group=OTHER_ID)
    directory.members(OTHER_ID, directory.ids[BG2])


def of_a_unit(directory: Directory) -> None:
    directory.no_administrator(BG1)
    directory.administrator(directory.ids[BG1], UNIT)


def owned_by(alias: str) -> Callable[[Directory], None]:
    return lambda directory: directory.members(directory.ids[f"{alias}@{DOMAIN}"], relation="owners")


class Named:
    """Equal to the one-item list that names an owner: his display name, and an id behind it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, list) and len(other) == 1 and str(other[0]).startswith(f"{self.name} (")

    def __hash__(self) -> int:
        return hash(self.name)


BROKEN: dict[str, tuple[Callable[[Directory], object], tuple[str, str, Any]]] = {
    "disabled": (lambda one: one.user(BG1, accountEnabled=False), (BG1, "accountEnabled", False)),
    "synchronised": (
        lambda one: one.user(BG2, onPremisesSyncEnabled=True),
        (BG2, "onPremisesSyncEnabled", True),
    ),
    "a guest": (lambda one: one.user(BG1, userType="Guest"), (BG1, "userType", "Guest")),
    "no administrator, or eligible only": (
        lambda one: one.no_administrator(BG1),
        (BG1, "permanentGlobalAdministrator", False),
    ),
    "administrator for a while": (activated, (BG1, "permanentGlobalAdministrator", False)),
    "administrator of a unit only": (of_a_unit, (BG1, "permanentGlobalAdministrator", False)),
    "not in the group": (lambda one: one.members(one.ids[BG2]), (BG1, "directMember", False)),
    "nested": (nested, (BG1, "directMember", False)),
    "owned by an administrator": (owned_by("admin"), (GROUP, "owners", Named("Alex Admin"))),
    "owned by itself": (owned_by("bg1"), (GROUP, "owners", Named("Break Glass 1"))),
    "owned by another application": (
        lambda one: one.members(one.application(own=False), relation="owners"),
        (GROUP, "owners", Named("Reader")),
    ),
    "open to lesser administrators": (
        lambda one: one.group(isAssignableToRole=None),
        (GROUP, "protectedAgainstLesserAdministrators", False),
    ),
    "dynamic": (lambda one: one.group(groupTypes=["DynamicMembership"]), (GROUP, "dynamicMembership", True)),
    "a synchronised group": (
        lambda one: one.group(onPremisesSyncEnabled=True),
        (GROUP, "onPremisesSyncEnabled", True),
    ),
    "two groups of the name": (lambda one: one.group(OTHER_ID), (GROUP, "groupsOfThisName", 2)),
    "no group": (lambda one: one.store.delete("groups", GROUP_ID), (GROUP, "groupsOfThisName", 0)),
}


@pytest.mark.parametrize(("breaking", "expected"), BROKEN.values(), ids=BROKEN)
def test_each_fact_alone_is_told_with_whom_it_is_about(
    directory: Directory, breaking: Callable[[Directory], object], expected: tuple[str, str, Any]
) -> None:
    breaking(directory)
    assert expected in directory.broken()
    others = {about for _, about, _ in directory.broken()} - {expected[1]}
    assert others <= {"directMember"}, "where the group is not known, nobody is known to be in it"


@pytest.mark.parametrize(("breaking", "expected"), BROKEN.values(), ids=BROKEN)
def test_nothing_that_only_looks_like_them_stands_in_for_what_the_client_names(
    directory: Directory, breaking: Callable[[Directory], object], expected: tuple[str, str, Any]
) -> None:
    """A group and accounts that are called so, and are all that those that are named should be."""
    emma, mallory = f"emma.jansen@{DOMAIN}", f"mallory@{DOMAIN}"
    directory.group(OTHER_ID, displayName="Break Glass")
    for number, own in enumerate((emma, mallory), 1):
        directory.user(own, displayName=f"Break Glass {number}", onPremisesSyncEnabled=None)
        directory.administrator(directory.ids[own])
    before = directory.broken()
    directory.members(directory.ids[emma], directory.ids[mallory], group=OTHER_ID)
    assert directory.broken() == before == []

    breaking(directory)

    assert expected in directory.broken()
    assert {about for about, _, _ in directory.broken()} <= {BG1, BG2, GROUP, "all accounts"}


def by_the_group(directory: Directory) -> None:
    directory.no_administrator(BG1)
    directory.no_administrator(BG2)
    directory.administrator(GROUP_ID)


FINE: dict[str, Callable[[Directory], object]] = {
    "a restricted unit guards the group": lambda one: one.group(
        isAssignableToRole=None, isManagementRestricted=True
    ),
    "the group holds the role": by_the_group,
    "the pipeline that made the group owns it": lambda one: one.members(
        one.application(own=True), relation="owners"
    ),
    "ids in other letters": lambda one: one.members(one.ids[BG1].upper(), one.ids[BG2].upper()),
}


@pytest.mark.parametrize("change", FINE.values(), ids=FINE)
def test_what_is_as_good_is_not_told(directory: Directory, change: Callable[[Directory], object]) -> None:
    change(directory)
    assert directory.broken() == []


ELSEWHERE: dict[str, tuple[dict[str, Any], str]] = {
    "invited": ({"creationType": "Invitation"}, "creationType Invitation"),
    "signed up by himself": ({"creationType": "SelfServiceSignUp"}, "creationType SelfServiceSignUp"),
    "made in a way that is new": ({"creationType": "CrossTenantSync2"}, "creationType CrossTenantSync2"),
    "accepted": ({"externalUserState": "Accepted"}, "externalUserState Accepted"),
    "not yet accepted": ({"externalUserState": "PendingAcceptance"}, "externalUserState PendingAcceptance"),
    "proven by another issuer": (
        {"identities": [{"signInType": "federated", "issuer": "ExternalAzureAD", "issuerAssignedId": None}]},
        "signs in at ExternalAzureAD",
    ),
}


@pytest.mark.parametrize("kind", ["Member", None])
@pytest.mark.parametrize(("values", "told"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_whoever_signs_in_elsewhere_is_told_member_or_not(
    directory: Directory, values: dict[str, Any], told: str, kind: str | None
) -> None:
    directory.user(BG1, userType=kind, **values)
    assert directory.broken() == [(BG1, "external", [told])]


def test_the_sign_in_name_of_somebody_of_elsewhere_is_told_in_any_letter_case(directory: Directory) -> None:
    for mark in ("#EXT#", "#ext#"):
        name = f"bg1_fabrikam.example{mark}@{DOMAIN}"
        directory.user(BG1, userPrincipalName=name)
        assert directory.broken(accounts=[name, BG2]) == [(name, "external", ["#EXT# in the sign-in name"])]


@pytest.mark.parametrize("made", [None, "LocalAccount", "EmailVerified"])
def test_an_account_of_the_tenant_s_own_is_not_of_elsewhere(directory: Directory, made: str | None) -> None:
    directory.user(BG1, creationType=made, externalUserState=None)
    assert directory.broken() == []


def test_only_a_role_over_the_whole_directory_without_an_end_is_permanent(directory: Directory) -> None:
    held: dict[str, dict[str, str | None]] = {
        "none": {},
        "for ever": {"until": None},
        "a while": {"until": SOON},
    }
    for whole, unit in itertools.product(held, held):
        for one in directory.assignments():
            if one["principalId"] == directory.ids[BG1]:
                directory.store.delete("roleAssignments", one["id"])
                directory.store.delete("roleActivations", one["id"])
        for scope, how in (("/", whole), (UNIT, unit)):
            if how != "none":
                directory.administrator(directory.ids[BG1], scope, **held[how])
        expected = [] if whole == "for ever" else [(BG1, "permanentGlobalAdministrator", False)]
        assert directory.broken() == expected, f"whole directory {whole}, unit {unit}"


def test_accounts_are_two_however_they_are_written(directory: Directory) -> None:
    assert directory.broken(accounts=[BG1.upper(), f" {BG2} "]) == []
    once = directory.broken(accounts=[BG1, f"{BG1.upper()} "])
    assert ("all accounts", "differentAccounts", 1) in once
    gone = directory.broken(accounts=[BG1, f"alias@{DOMAIN}"])
    assert gone == [(f"alias@{DOMAIN}", "account", "not there")]


def test_without_pim_an_active_assignment_is_a_permanent_one(directory: Directory) -> None:
    for sku in directory.store.all("subscribedSkus"):
        kept = [one for one in sku["servicePlans"] if one["servicePlanName"] != "AAD_PREMIUM_P2"]
        directory.store.put("subscribedSkus", sku["id"], {**sku, "servicePlans": kept})
    activated(directory)
    assert directory.broken() == []


def test_pim_comes_with_id_governance_as_well(directory: Directory) -> None:
    activated(directory)
    with_p2 = directory.broken()
    assert with_p2
    for sku in directory.store.all("subscribedSkus"):
        plans = [
            {**one, "servicePlanName": "Entra_Identity_Governance"}
            if one["servicePlanName"] == "AAD_PREMIUM_P2"
            else one
            for one in sku["servicePlans"]
        ]
        directory.store.put("subscribedSkus", sku["id"], {**sku, "servicePlans": plans})
    assert directory.broken() == with_p2


@pytest.mark.parametrize("path", ["/users", "/groups", "/roleManagement", "/subscribedSkus"])
def test_what_could_not_be_read_is_no_verdict(directory: Directory, path: str) -> None:
    fault = {"route": f"GET {path}*", "fault": "403"}
    control.set_faults(directory.home / "tenant", [fault], domain=DOMAIN)
    with pytest.raises(ReadError):
        directory.judge()


@pytest.mark.parametrize("value", ["yes", None, 1], ids=str)
def test_what_is_not_understood_is_no_verdict(directory: Directory, value: object) -> None:
    directory.user(BG1, accountEnabled=value)
    with pytest.raises(ReadError, match="accountEnabled should be "):
        directory.judge()


def test_nothing_is_ever_written(directory: Directory) -> None:
    async def all_verbs() -> None:
        async with open_tenant(DOMAIN, Cloud.EMBEDDED, directory.home) as tenant:
            assert await KIND.create(tenant, RULE) == KIND.key
            await KIND.update(tenant, KIND.key, RULE, {**RULE, "group": "Another"})
            await KIND.delete(tenant, KIND.key, RULE)
            assert await KIND.collect(tenant, frozenset()) == []
            live = await KIND.get(tenant, KIND.key, RULE)
            assert live is not None
            assert live.inputs == RULE

    asyncio.run(all_verbs())
    assert directory.server.log.entries() == []
