"""Who holds a privileged role all the time, each way to hold one, over the real wire; and what is not understood."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.roles import PRIVILEGED
from holdfast.emulator import control
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.graph.role_management.routes import ELIGIBILITIES, LABELLED, role_assignment
from holdfast.emulator.seeds.roles import ROLE_IDS
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tenant import Tenant as Embedded
from holdfast.kinds.decode import MisreadError
from holdfast.kinds.entra.standing_role_holders import KIND, assigned, judged
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason
from holdfast.tenant.tenant import open_tenant
from tests.controls.entra.privileged_roles_eligible_only import STANDING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from holdfast.emulator.store import TenantStore
    from holdfast.kinds.judgement import Judgement

DOMAIN = "contoso.onmicrosoft.com"
GROUP_ID = "5f1cbeef-0000-4000-8000-000000000001"
CUSTOM = "0badcafe-0000-4000-8000-0000000000c1"
GLOBAL, EXCHANGE = "Global Administrator", "Exchange Administrator"
GIVEN = ("roleAssignments", "roleActivations", ELIGIBILITIES, LABELLED, "roleDefinitions")
"""Collections that say who holds a role, and for how long."""
YUKI, DAAN = "yuki.tanaka", "daan.smit"


class Directory:
    """The embedded tenant of one test, changed behind its back."""

    def __init__(self, home: Path, store: TenantStore) -> None:
        self.home, self.store = home, store
        self.embedded = Embedded(store, lambda: pytest.fail("no clock is needed"))
        self.ids = {row["userPrincipalName"].partition("@")[0]: row["id"] for row in store.all("users")}

    def judge(self, *excluded: str) -> Judgement:
        rule = {
            "roles": PRIVILEGED,
            "emergencyAccounts": [f" BG1@{DOMAIN}", f"bg2@{DOMAIN}"],
            "excludedAccounts": excluded or STANDING,
        }

        async def judge() -> Judgement:
            async with open_tenant(DOMAIN, Cloud.EMBEDDED, self.home) as tenant:
                return await KIND.judge(tenant, rule)

        return asyncio.run(judge())

    def give(self, one: str, role: str = EXCHANGE, days: int | None = None, *, scope: str = "/") -> None:
        """Have somebody hold a role, for good or for some days."""
        held = role_assignment(self.embedded, one, ROLE_IDS[role], scope)
        self.store.put("roleAssignments", held["id"], held)
        if days:
            end = datetime.now(UTC) + timedelta(days=days)
            until = {"id": held["id"], "endDateTime": end.strftime("%Y-%m-%dT%H:%M:%SZ")}
            self.store.put("roleActivations", held["id"], until)

    def group(self, *members: str, days: int | None = None) -> None:
        body = {
            "displayName": "Admins",
            "securityEnabled": True,
            "groupTypes": [],
            "isAssignableToRole": True,
        }
        self.store.put("groups", GROUP_ID, new_group(GROUP_ID, "2026-01-01T00:00:00Z", body))
        self.store.put("group_members", GROUP_ID, {"ids": list(members)})
        self.give(GROUP_ID, days=days)

    def application(self) -> str:
        """The id of an application that holds no role."""
        holders = {one["principalId"] for one in self.store.all("roleAssignments")}
        return next(str(one["id"]) for one in self.store.all("servicePrincipals") if one["id"] not in holders)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    home = tmp_path_factory.mktemp("standing")
    (home / "tenant").mkdir()
    control.seed(home / "tenant", DOMAIN, "small")
    with TenantServer(home / "tenant") as server:
        folder = TenantFolder(home / "tenant")
        yield Directory(home, folder.open(DOMAIN))
        folder.close()
        server.log.close()


@pytest.fixture
def directory(seeded: Directory) -> Iterator[Directory]:
    """The seeded tenant, in which the roles are given back afterwards."""
    before = {name: [one["id"] for one in seeded.store.all(name)] for name in GIVEN}
    yield seeded
    for name, ids in before.items():
        for one in seeded.store.all(name):
            if one["id"] not in ids:
                seeded.store.delete(name, one["id"])


def eligible(directory: Directory) -> None:
    held = role_assignment(directory.embedded, directory.ids[YUKI], ROLE_IDS[EXCHANGE])
    directory.store.put(ELIGIBILITIES, held["id"], held)


def two_roles(directory: Directory) -> None:
    directory.give(directory.ids[YUKI])
    directory.give(directory.ids[YUKI], "User Administrator")
    directory.give(directory.ids[YUKI], "Security Administrator", 1)


def labelled_since(directory: Directory) -> None:
    """Have Microsoft call a role privileged that no list of ours has."""
    directory.give(directory.ids[YUKI], "Teams Administrator")
    role = ROLE_IDS["Teams Administrator"]
    directory.store.put(LABELLED, role, {"id": role})


def custom(directory: Directory, *, privileged: bool) -> None:
    """Have somebody hold a role of the tenant's own, which may give secrets to applications."""
    role = {
        "id": CUSTOM,
        "templateId": CUSTOM,
        "displayName": "App helpers",
        "isBuiltIn": False,
        "isEnabled": True,
        "rolePermissions": [
            {"allowedResourceActions": ["microsoft.directory/applications/credentials/update"]}
        ],
    }
    directory.store.put("roleDefinitions", CUSTOM, role)
    if privileged:
        directory.store.put(LABELLED, CUSTOM, {"id": CUSTOM})
    held = role_assignment(directory.embedded, directory.ids[YUKI], CUSTOM)
    directory.store.put("roleAssignments", held["id"], held)


CASES: dict[str, tuple[Callable[[Directory], None], dict[str, list[str]]]] = {
    "as seeded": (lambda _: None, {}),
    "for good": (lambda one: one.give(one.ids[YUKI]), {YUKI: [EXCHANGE]}),
    "over a part": (lambda one: one.give(one.ids[YUKI], scope="/administrativeUnits/1"), {YUKI: [EXCHANGE]}),
    "for a day": (lambda one: one.give(one.ids[YUKI], days=1), {}),
    "for ever but in name": (lambda one: one.give(one.ids[YUKI], days=190), {YUKI: [EXCHANGE]}),
    "eligible": (eligible, {}),
    "no privileged role": (lambda one: one.give(one.ids[YUKI], "Teams Administrator"), {}),
    "labelled since": (labelled_since, {YUKI: ["Teams Administrator"]}),
    "custom": (partial(custom, privileged=True), {YUKI: ["App helpers"]}),
    "custom, and harmless": (partial(custom, privileged=False), {}),
    "two roles, a third for a day": (two_roles, {YUKI: [EXCHANGE, "User Administrator"]}),
    "by a group": (lambda one: one.group(one.ids[YUKI], one.ids[DAAN]), {YUKI: [EXCHANGE], DAAN: [EXCHANGE]}),
    "by a group for a day": (lambda one: one.group(one.ids[YUKI], days=1), {}),
    "emergency account": (lambda one: one.give(one.ids["bg1"]), {"bg1": [EXCHANGE, GLOBAL]}),
}


@pytest.mark.parametrize("name", CASES)
def test_whoever_holds_a_privileged_role_all_the_time_is_told(directory: Directory, name: str) -> None:
    change, broken = CASES[name]
    change(directory)

    found = directory.judge()

    told = {one.member.partition("@")[0]: (one.member_id, one.found) for one in found.violations}
    assert told == {alias: (directory.ids[alias], roles) for alias, roles in broken.items()}
    assert all(("through Admins" in one.note) is ("group" in name) for one in found.violations)
    assert found.unjudged == ()


def test_accounts_are_left_out_by_name_or_id_and_applications_by_what_they_are(directory: Directory) -> None:
    alone = directory.judge(directory.ids["admin"], f"PRIYA.RAMAN@{DOMAIN}")

    assert set(alone.exempt[Reason.EXCLUDED]) == {f"admin@{DOMAIN}", f"priya.raman@{DOMAIN}"}
    named = {one for one in STANDING if one.endswith(DOMAIN)}
    assert {one.member for one in alone.violations} == named - set(alone.exempt[Reason.EXCLUDED])
    before = len(alone.exempt[Reason.TYPE])
    directory.group(directory.application())
    assert len(directory.judge().exempt[Reason.TYPE]) == before + 1


HOLDER = "0badcafe-0000-4000-8000-00000000000d"
ROW: dict[str, Any] = {
    "principalId": HOLDER.upper(),
    "roleDefinitionId": ROLE_IDS[EXCHANGE].upper(),
    "assignmentType": "Assigned",
    "endDateTime": None,
}


@pytest.mark.parametrize(
    ("principal", "why"),
    [
        (None, "of no type that was told"),
        ({"@odata.type": "#microsoft.graph.device"}, "of the type #microsoft.graph.device"),
    ],
)
def test_a_holder_whom_nobody_can_tell_is_unknown(principal: dict[str, Any] | None, why: str) -> None:
    holders = assigned([{**ROW, "principal": principal}], frozenset(PRIVILEGED), datetime.now(UTC))
    found = judged(holders, {}, {"emergencyAccounts": []})

    assert found.violations == ()
    ((member, told),) = [(one.member, one.why) for one in found.unjudged]
    assert (member, why in told) == (HOLDER, True)


@pytest.mark.parametrize(
    "change",
    [
        {"assignmentType": "Inherited"},
        {"endDateTime": "soon"},
        {"endDateTime": "0001-01-01T00:00:00Z"},
        {"endDateTime": "2020-05-01T00:00:00Z"},
        {"roleDefinitionId": None},
    ],
)
def test_an_assignment_that_is_not_understood_leaves_everything_unknown(change: dict[str, Any]) -> None:
    with pytest.raises(MisreadError, match=next(iter(change))):
        assigned([{**ROW, **change}], frozenset(PRIVILEGED), datetime.now(UTC))
