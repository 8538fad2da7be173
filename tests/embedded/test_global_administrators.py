"""Who counts as Global Administrator, and what breaks the rule: each way to hold the role, over the real wire."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.graph.role_management.routes import ELIGIBILITIES, role_assignment
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tenant import Tenant as Embedded
from holdfast.kinds.entra.global_administrators import KIND, Holders, judged
from holdfast.model.directory import GLOBAL_ADMINISTRATOR
from holdfast.model.plan import Cloud
from holdfast.tenant.tenant import open_tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from holdfast.emulator.store import TenantStore
    from holdfast.kinds.judgement import Judgement

DOMAIN = "contoso.onmicrosoft.com"
GROUP_ID = "5f1cbeef-0000-4000-8000-000000000001"
ALL = "all Global Administrators"
SEEDED = 3
"""The administrator and two emergency accounts."""


class Directory:
    """The embedded tenant of one test, changed behind its back."""

    def __init__(self, home: Path, store: TenantStore) -> None:
        self.home, self.store = home, store
        self.embedded = Embedded(store, lambda: pytest.fail("no clock is needed"))
        self.ids = {row["userPrincipalName"].partition("@")[0]: row["id"] for row in store.all("users")}

    def judge(self) -> Judgement:
        async def judged() -> Judgement:
            async with open_tenant(DOMAIN, Cloud.EMBEDDED, self.home) as tenant:
                return await KIND.judge(tenant, {"fewest": 2, "most": 4})

        return asyncio.run(judged())

    def give(self, *ids: str, collection: str = "roleAssignments") -> None:
        for one in ids:
            held = role_assignment(self.embedded, one, GLOBAL_ADMINISTRATOR)
            self.store.put(collection, held["id"], held)

    def take(self, alias: str) -> None:
        held = role_assignment(self.embedded, self.ids[alias], GLOBAL_ADMINISTRATOR)
        self.store.delete("roleAssignments", held["id"])

    def group(self, *members: str) -> None:
        body = {
            "displayName": "Admins",
            "securityEnabled": True,
            "groupTypes": [],
            "isAssignableToRole": True,
        }
        self.store.put("groups", GROUP_ID, new_group(GROUP_ID, "2026-01-01T00:00:00Z", body))
        self.store.put("group_members", GROUP_ID, {"ids": list(members)})
        self.give(GROUP_ID)

    def user(self, alias: str, **values: Any) -> None:
        row = self.store.get("users", self.ids[alias])
        assert row is not None
        self.store.put("users", row["id"], {**row, **values})


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    (tmp_path / "tenant").mkdir()
    control.seed(tmp_path / "tenant", DOMAIN, "small")
    with TenantServer(tmp_path / "tenant") as server:
        folder = TenantFolder(tmp_path / "tenant")
        yield Directory(tmp_path, folder.open(DOMAIN))
        folder.close()
        server.log.close()


def two_eligible(directory: Directory) -> None:
    people = (directory.ids["yuki.tanaka"], directory.ids["daan.smit"])
    directory.give(*people, directory.ids["bg1"], collection=ELIGIBILITIES)


def two_through_a_group(directory: Directory) -> None:
    directory.group(directory.ids["yuki.tanaka"], directory.ids["daan.smit"], directory.ids["bg1"])


def two_applications(directory: Directory) -> None:
    directory.give(*[row["id"] for row in directory.store.all("servicePrincipals")][:2])


def an_application_in_a_group(directory: Directory) -> None:
    application = directory.store.all("servicePrincipals")[0]["id"]
    directory.group(application, directory.ids["yuki.tanaka"])


def one_who_is_enabled(directory: Directory) -> None:
    directory.take("admin")
    directory.user("bg1", accountEnabled=False)


def a_guest(directory: Directory) -> None:
    directory.give(directory.ids["ines_northwind.example#EXT#"])


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (lambda _: None, set()),
        (lambda directory: directory.give(directory.ids["yuki.tanaka"]), set()),
        (two_eligible, {(ALL, "atMost", SEEDED + 2)}),
        (two_through_a_group, {(ALL, "atMost", SEEDED + 2)}),
        (two_applications, {(ALL, "atMost", SEEDED + 2)}),
        (an_application_in_a_group, {(ALL, "atMost", SEEDED + 2)}),
        (one_who_is_enabled, {(ALL, "enabledPeople", 1)}),
        (
            lambda directory: directory.user("bg2", onPremisesSyncEnabled=True),
            {(f"bg2@{DOMAIN}", "onPremisesSyncEnabled", True)},
        ),
    ],
)
def test_everybody_who_can_act_counts_once(
    directory: Directory, change: Callable[[Directory], None], broken: set[tuple[str, str, Any]]
) -> None:
    change(directory)
    found = directory.judge()
    assert {(one.member, one.property, one.found) for one in found.violations} == broken
    assert found.unjudged == ()


def test_somebody_of_elsewhere_is_told(directory: Directory) -> None:
    a_guest(directory)
    (broken,) = directory.judge().violations
    assert (broken.member.partition("@")[0], broken.property) == ("ines_northwind.example#EXT#", "external")
    assert broken.member_id == directory.ids["ines_northwind.example#EXT#"]


def test_a_holder_whom_nobody_can_tell_is_unknown_and_no_lower_bound_is_told_then() -> None:
    holders = Holders()
    told = {"@odata.type": "#microsoft.graph.device"}
    assert holders.take(
        [("someone", {"@odata.type": "#microsoft.graph.user"}), ("kiosk", told), ("x", None)]
    ) == {"someone"}
    found = judged(holders, 2, 4)
    assert found.violations == ()
    assert [one.member for one in found.unjudged] == ["kiosk", "x"]
