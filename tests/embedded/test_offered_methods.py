"""Whom the strong methods are offered to, read from the embedded tenant: groups within groups, and who is left out."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.graph.fido2_authentication_method_configuration import SERVICE as PASSKEYS
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tenant import Tenant as Embedded
from holdfast.kinds.entra.offered_methods import KIND
from holdfast.model.plan import Cloud
from holdfast.tenant.tenant import open_tenant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.kinds.judgement import Judgement

DOMAIN = "contoso.onmicrosoft.com"
EMPTY, INNER, OUTER, ALL, OFF, GONE = (f"5f1cbeef-0000-4000-8000-00000000000{one}" for one in range(1, 7))
SOMEBODY, DISABLED = f"jonas.weber@{DOMAIN}", f"info@{DOMAIN}"
EVERYBODY = "all_users"


class Directory:
    """The seeded tenant with groups: of nobody, of one person, around that, of everybody, of a disabled account."""

    def __init__(self, home: Path, server: TenantServer) -> None:
        self.home, self.server = home, server
        self.folder = TenantFolder(home / "tenant")
        self.store = self.folder.open(DOMAIN)
        self.embedded = Embedded(self.store, lambda: datetime(2026, 11, 28, tzinfo=UTC))
        self.ids = {row["userPrincipalName"]: row["id"] for row in self.store.all("users")}
        inside = {EMPTY: [], INNER: [self.ids[SOMEBODY]], OUTER: [INNER], ALL: [*self.ids.values()]}
        for group, members in {**inside, OFF: [self.ids[DISABLED]]}.items():
            plain = {"displayName": group, "securityEnabled": True, "groupTypes": []}
            self.store.put("groups", group, new_group(group, "2026-01-01T00:00:00Z", plain))
            self.store.put("group_members", group, {"ids": members})

    def offer(self, included: list[str], excluded: list[str]) -> None:
        """Have passkeys on for some, a user by his name, and not for others."""
        targets = {
            "includeTargets": [{**self._target(one), "isRegistrationRequired": False} for one in included],
            "excludeTargets": [self._target(one) for one in excluded],
        }
        PASSKEYS.change(self.embedded, attacker(self.embedded), {"state": "enabled", **targets})

    def _target(self, one: str) -> dict[str, Any]:
        user = self.ids.get(one)
        return {"targetType": "user" if user else "group", "id": user or one}

    def judge(self) -> Judgement:
        async def judged() -> Judgement:
            async with open_tenant(DOMAIN, Cloud.EMBEDDED, self.home) as tenant:
                return await KIND.judge(tenant, {})

        return asyncio.run(judged())


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    home = tmp_path_factory.mktemp("offered")
    (home / "tenant").mkdir()
    control.seed(home / "tenant", DOMAIN, "small")
    with TenantServer(home / "tenant") as server:
        directory = Directory(home, server)
        yield directory
        directory.folder.close()
        server.log.close()


REACHED: dict[str, tuple[list[str], list[str]]] = {
    "everybody": ([EVERYBODY], []),
    "everybody but one": ([EVERYBODY], [INNER]),
    "a group around a group": ([OUTER], []),
    "one of two groups": ([EMPTY, INNER], []),
    "a user": ([SOMEBODY], []),
    "one who is left out with nobody": ([INNER], [EMPTY, GONE]),
    "nobody is named, which its own kind tells": ([], []),
}
NOT_REACHED: dict[str, tuple[list[str], list[str]]] = {
    "a group of nobody": ([EMPTY], []),
    "a group that is gone": ([GONE], []),
    "a group of who cannot sign in": ([OFF], []),
    "who cannot sign in": ([DISABLED], []),
    "everybody but everybody": ([EVERYBODY], [ALL]),
    "a group that is left out": ([INNER], [OUTER]),
    "a user whose group is left out": ([SOMEBODY], [INNER]),
}


@pytest.mark.parametrize("case", [*REACHED, *NOT_REACHED])
def test_a_method_that_is_on_reaches_somebody_who_is_there(directory: Directory, case: str) -> None:
    directory.offer(*{**REACHED, **NOT_REACHED}[case])

    found = directory.judge()

    told = [(one.member, one.property, one.expected, one.found) for one in found.violations]
    assert told == ([("passkeys", "offeredTo", "somebody", "nobody")] if case in NOT_REACHED else [])
    assert (found.covered, found.unjudged) == (2 - len(told), ())


MAKE = "90a3ccdf-635c-4729-a248-9b709135078f"


@pytest.mark.parametrize("is_enforced", [True, False])
@pytest.mark.parametrize("which", ["allow", "block"])
@pytest.mark.parametrize("makes", [[], [MAKE]])
def test_a_passkey_of_which_no_make_may_be_registered_is_told(
    directory: Directory, which: str, makes: list[str], *, is_enforced: bool
) -> None:
    directory.offer([INNER], [])
    restricted = {"isEnforced": is_enforced, "enforcementType": which, "aaGuids": makes}
    PASSKEYS.change(directory.embedded, attacker(directory.embedded), {"keyRestrictions": restricted})

    told = [(one.member, one.property, one.expected, one.found) for one in directory.judge().violations]
    is_closed = is_enforced and which == "allow" and not makes
    assert told == ([("passkeys", "keysAllowed", "some", "none")] if is_closed else [])


def test_a_method_that_is_off_is_told_by_its_own_kind_and_nobody_asks_for_its_groups(
    directory: Directory,
) -> None:
    directory.offer([EMPTY], [])
    PASSKEYS.change(directory.embedded, attacker(directory.embedded), {"state": "disabled"})
    since = directory.server.log.last_id()

    assert directory.judge().violations == ()

    asked = [one.path for one in directory.server.log.entries(since)]
    assert not [one for one in asked if "transitiveMembers" in one or "/users" in one]


@pytest.mark.parametrize(
    "odd",
    [
        {"includeTargets": None},
        {"includeTargets": [{"targetType": "role", "id": "x"}]},
        {"keyRestrictions": {"isEnforced": True, "enforcementType": "only", "aaGuids": []}},
        {"keyRestrictions": {"isEnforced": None, "enforcementType": "allow", "aaGuids": []}},
        {"state": "on"},
    ],
)
def test_what_is_not_understood_is_unknown_by_name(directory: Directory, odd: dict[str, Any]) -> None:
    directory.offer([INNER], [])
    PASSKEYS.change(directory.embedded, attacker(directory.embedded), odd)

    assert [one.member for one in directory.judge().unjudged] == ["passkeys"]
