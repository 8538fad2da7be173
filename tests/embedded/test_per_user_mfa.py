"""Who is in which state of per-user MFA: over the real wire, in few requests, and never guessed at."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.graph.authentication_requirements.routes import COLLECTION
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.kinds.entra.per_user_mfa import KIND
from holdfast.model.errors import ReadError
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason
from holdfast.tenant.graph import GraphReader
from holdfast.tenant.tenant import open_tenant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.emulator.request_log import LogEntry
    from holdfast.emulator.store import TenantStore
    from holdfast.kinds.judgement import Judgement

DOMAIN = "contoso.onmicrosoft.com"
YUKI, GUEST = "yuki.tanaka", "ines_northwind.example#EXT#"
RULE = {"perUserMfaState": "disabled"}
IN_A_BATCH = 20


class Directory:
    """The embedded tenant of these tests, changed behind its back."""

    def __init__(self, home: Path, server: TenantServer, store: TenantStore) -> None:
        self.home, self.server, self.store = home, server, store
        self.ids = {row["userPrincipalName"].partition("@")[0]: row["id"] for row in store.all("users")}

    def judge(self) -> Judgement:
        async def judge() -> Judgement:
            async with open_tenant(DOMAIN, Cloud.EMBEDDED, self.home) as tenant:
                return await KIND.judge(tenant, RULE)

        return asyncio.run(judge())

    def asked(self, since: int) -> list[LogEntry]:
        return [
            one for one in self.server.log.entries(since) if one.path.endswith("/authentication/requirements")
        ]


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    (tmp_path / "tenant").mkdir()
    control.seed(tmp_path / "tenant", DOMAIN, "small")
    with TenantServer(tmp_path / "tenant") as server:
        folder = TenantFolder(tmp_path / "tenant")
        yield Directory(tmp_path, server, folder.open(DOMAIN))
        folder.close()
        server.log.close()


def test_an_enabled_account_in_either_state_breaks_it_and_a_disabled_one_is_not_asked_about(
    directory: Directory,
) -> None:
    users = directory.store.all("users")
    off = [one["id"] for one in users if not one["accountEnabled"]]
    for one, state in (
        (directory.ids[YUKI], "enforced"),
        (directory.ids[GUEST], "enabled"),
        (off[0], "enforced"),
    ):
        directory.store.put(COLLECTION, one, {"perUserMfaState": state})
    since = directory.server.log.last_id()

    found = directory.judge()

    assert [(one.member, one.expected, one.found) for one in found.violations] == [
        (f"{GUEST}@{DOMAIN}", "disabled", "enabled"),
        (f"{YUKI}@{DOMAIN}", "disabled", "enforced"),
    ]
    assert found.covered == len(users) - 2
    asked = directory.asked(since)
    assert {one.path.split("/")[3] for one in asked} == {one["id"] for one in users} - set(off)
    assert len({one.batch_parent for one in asked}) == -(-len(asked) // IN_A_BATCH), "twenty to a request"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (None, "was not there when asked about"),
        ({}, "perUserMfaState should be there"),
        ({"perUserMfaState": None}, "perUserMfaState should be there"),
        ({"perUserMfaState": "unknownFutureValue"}, "should be one of disabled, enabled, enforced"),
        (ReadError("read-unexpected", "it broke", Reason.UNAVAILABLE), "was not read: it broke"),
    ],
)
def test_what_is_not_told_of_an_account_is_unknown_by_its_name_alone(
    directory: Directory, monkeypatch: pytest.MonkeyPatch, answer: Any, why: str
) -> None:
    entity = GraphReader.entity

    async def of_yuki(graph: GraphReader, path: str) -> Any:
        if directory.ids[YUKI] not in path:
            return await entity(graph, path)
        if isinstance(answer, ReadError):
            raise answer
        return answer

    monkeypatch.setattr(GraphReader, "entity", of_yuki)

    found = directory.judge()

    assert [one.member for one in found.unjudged] == [f"{YUKI}@{DOMAIN}"]
    assert why in found.unjudged[0].why
    assert found.covered == len(directory.ids) - 1
    assert not found.violations


def test_nothing_is_in_order_where_no_account_was_answered_about_or_there_is_none(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(_: GraphReader, path: str) -> None:
        raise ReadError("read-forbidden", path, Reason.PERMISSION)

    async def nobody(*_: Any, **__: Any) -> list[dict[str, Any]]:
        return []

    monkeypatch.setattr(GraphReader, "entity", refused)
    with pytest.raises(ReadError) as caught:
        directory.judge()
    assert caught.value.reason is Reason.PERMISSION
    monkeypatch.setattr(GraphReader, "collection", nobody)
    with pytest.raises(ReadError, match="every tenant has somebody"):
        directory.judge()
