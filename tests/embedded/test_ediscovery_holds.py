"""Holds of eDiscovery cases over the real wire: made in steps, nobody else's case looked into, nothing half told."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.exchange.mailbox.state import find_mailbox
from holdfast.emulator.graph.ediscovery_cases.state import CASES, HOLDS
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.kinds.entra.group import KIND as GROUP
from holdfast.kinds.purview.ediscovery_hold_policy import KIND
from holdfast.model.errors import ReadError, WriteError
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason
from holdfast.tenant.tenant import open_tenant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.emulator.store import TenantStore
    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject

DOMAIN = "contoso.onmicrosoft.com"
ADMIN, PRIYA = f"admin@{DOMAIN}", f"priya.raman@{DOMAIN}"
SITE = "https://contoso.sharepoint.com"
WANTED = {"name": "Board", "mailboxes": [ADMIN, PRIYA], "sites": [SITE]}


class Cases:
    """The embedded tenant of one test."""

    def __init__(self, home: Path, store: TenantStore, server: TenantServer) -> None:
        self.home, self.store, self.server = home, store, server

    def do(self, verb: str, *given: Any, kind: Kind = KIND) -> Any:
        async def done() -> Any:
            async with open_tenant(DOMAIN, Cloud.EMBEDDED, self.home) as tenant:
                return await getattr(kind, verb)(tenant, *given)

        return asyncio.run(done())

    def live(self, name: str = "board") -> LiveObject | None:
        found: LiveObject | None = self.do("get", name, {})
        return found

    def put(self, collection: str, **values: Any) -> None:
        (row,) = self.store.all(collection)
        self.store.put(collection, row["id"], {**row, **values})

    def marks(self, address: str) -> tuple[list[str], bool]:
        """The holds of a mailbox, and whether it is on a delay hold."""
        mailbox = find_mailbox(self.store, address)
        assert mailbox is not None
        values = mailbox.values()
        return values.get("InPlaceHolds", []), values.get("DelayHoldApplied", False)


@pytest.fixture
def cases(tmp_path: Path) -> Iterator[Cases]:
    (tmp_path / "tenant").mkdir()
    control.seed(tmp_path / "tenant", DOMAIN, "small")
    with TenantServer(tmp_path / "tenant") as server:
        folder = TenantFolder(tmp_path / "tenant")
        yield Cases(tmp_path, folder.open(DOMAIN), server)
        folder.close()
        server.log.close()


def test_hold_is_made_in_its_case_changed_by_its_sources_and_deleted_without_the_case(cases: Cases) -> None:
    assert cases.live() is None
    cases.do("create", WANTED)
    (case,), (hold,) = cases.store.all(CASES), cases.store.all(HOLDS)
    made = cases.live()

    assert made is not None
    assert (made.inputs, made.unmodelled, made.notes) == (WANTED, {}, ())
    assert cases.marks(PRIYA) == ([f"UniH{hold['id']}"], False)
    cases.do("update", "BOARD", WANTED, {**WANTED, "mailboxes": [ADMIN.upper()]})
    left = cases.live()
    assert left is not None
    assert left.inputs == {**WANTED, "mailboxes": [ADMIN]}
    assert cases.marks(PRIYA) == ([], True)

    cases.do("delete", "Board", WANTED)
    cases.do("delete", "Board", WANTED)
    assert (cases.live(), cases.store.all(HOLDS), cases.store.all(CASES)) == (None, [], [case])
    cases.do("create", WANTED)
    assert [one["caseId"] for one in cases.store.all(HOLDS)] == [case["id"]], "the case that is there is used"


def test_what_a_killed_run_had_done_is_done_once_it_is_seen_there(cases: Cases) -> None:
    """The state does not know of it, so that the next run sends it again."""
    cases.do("create", WANTED)
    cases.do("update", "Board", {**WANTED, "mailboxes": [ADMIN], "sites": []}, WANTED)
    live = cases.live()
    assert live is not None
    assert live.inputs == WANTED
    with pytest.raises(WriteError, match="was not found"):
        cases.do("update", "Board", WANTED, {**WANTED, "mailboxes": [ADMIN, PRIYA, f"nobody@{DOMAIN}"]})

    group = cases.do("create", {"displayName": "Ours", "members": []}, kind=GROUP)
    (one,) = (each["id"] for each in cases.store.all("users") if each["userPrincipalName"] == PRIYA)
    without, with_her = ({"displayName": "Ours", "members": each} for each in ([], [one]))
    for old, new in ((without, with_her), (with_her, without)):
        for _ in range(2):  # the second time the state is still that of before, as after a kill
            cases.do("update", group, old, new, kind=GROUP)
            found = cases.do("get", group, {}, kind=GROUP)
            assert (one in found.inputs["members"]) is (new is with_her)
    with pytest.raises(WriteError):
        cases.do("update", group, without, {**without, "members": [GROUP.key]}, kind=GROUP)


def test_cases_that_nobody_named_are_not_looked_into(cases: Cases) -> None:
    cases.do("create", WANTED)
    since = cases.server.log.last_id()

    assert cases.live("another") is None
    asked = [one.path for one in cases.server.log.entries(since)]
    assert any("ediscoveryCases" in one for one in asked)
    assert not any("legalHolds" in one for one in asked)


HALF_TOLD: list[tuple[str, dict[str, Any], str]] = [
    (CASES, {"status": "unknown"}, "status should be one of active"),
    (HOLDS, {"isEnabled": None}, "hold.isEnabled should be there"),
    (HOLDS, {"errors": None}, "hold.errors should be there"),
    (HOLDS, {"siteSources": [{"id": "s", "holdStatus": "applied"}]}, "siteSources.site should be there"),
    (HOLDS, {"userSources": [{"id": "u", "email": ADMIN}]}, "userSources.holdStatus should be there"),
]
"""By collection and values, why a hold is not understood."""


def test_what_does_not_say_whether_it_holds_is_not_understood(cases: Cases) -> None:
    cases.do("create", WANTED)
    for collection, values, told in HALF_TOLD:
        (row,) = cases.store.all(collection)
        cases.put(collection, **values)
        found = cases.live()
        cases.store.put(collection, row["id"], row)
        assert found is not None, told
        assert found.misread is not None, told
        assert told in found.misread.message


def test_closed_case_and_a_source_that_is_not_held_are_told_by_name(cases: Cases) -> None:
    cases.do("create", WANTED)
    (hold,) = cases.store.all(HOLDS)
    cases.put(CASES, status="closed")
    free = {**hold["userSources"][0], "holdStatus": "notApplied"}
    cases.put(HOLDS, isEnabled=False, userSources=[free])
    found = cases.live()

    assert found is not None
    assert found.unmodelled == {
        "status": "closed",
        "hold.isEnabled": False,
        f"userSources[{ADMIN}].holdStatus": "notApplied",
    }


def test_two_cases_of_one_name_are_told_apart_by_nobody(cases: Cases) -> None:
    cases.do("create", WANTED)
    (case,) = cases.store.all(CASES)
    cases.store.put(CASES, "another", {**case, "id": "another", "displayName": "BOARD"})

    with pytest.raises(ReadError, match="two cases of the name 'board'") as refused:
        cases.live()
    assert refused.value.reason == Reason.AMBIGUOUS


@pytest.mark.parametrize("spelt", ["Board ", " Board", "Board\t", "Bo\u200bard", "Boar\uff44", "BOARD\u00a0"])
@pytest.mark.parametrize("renamed", [(CASES,), (HOLDS,), (CASES, HOLDS)], ids=["case", "hold", "both"])
def test_case_and_hold_that_are_spelt_otherwise_are_seen_and_none_is_made_beside_them(
    cases: Cases, renamed: tuple[str, ...], spelt: str
) -> None:
    cases.do("create", WANTED)
    for one in renamed:
        cases.put(one, displayName=spelt)

    (found,) = cases.do("collect", frozenset({"Board"}))
    assert found.key == (spelt if CASES in renamed else "Board")
    if CASES not in renamed:  # else an apply stops: whether it is ours is not left to chance
        cases.do("update", "Board", WANTED, {**WANTED, "mailboxes": [ADMIN]})
        assert cases.marks(PRIYA) == ([], True)
    assert [len(cases.store.all(one)) for one in (CASES, HOLDS)] == [1, 1]


@pytest.mark.parametrize("spelt", ["Board", "board", "Board "])
def test_two_holds_of_one_name_in_a_case_are_told_apart_by_nobody(cases: Cases, spelt: str) -> None:
    cases.do("create", WANTED)
    (hold,) = cases.store.all(HOLDS)
    cases.store.put(HOLDS, "another", {**hold, "id": "another", "displayName": spelt})
    with pytest.raises(ReadError, match="two hold policies of the name 'board'") as refused:
        cases.live()
    assert refused.value.reason is Reason.AMBIGUOUS


def test_application_that_is_not_registered_in_purview_is_told_what_to_do(cases: Cases) -> None:
    refusal = {"fault": "expired-token", "route": "GET /security/cases/ediscoveryCases"}
    control.set_faults(cases.home / "tenant", [refusal], domain=DOMAIN)

    with pytest.raises(ReadError, match="not registered in Purview: New-ServicePrincipal") as refused:
        cases.live()
    assert refused.value.reason == Reason.SIGN_IN
