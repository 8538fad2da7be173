"""Whose inbox rules send mail outside: over the real wire, in few requests, and never guessed at."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.graph.message_rules.routes import COLLECTION
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.kinds.exchange.inbox_rules import KIND
from holdfast.model.errors import ReadError
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason
from holdfast.tenant.graph import GraphReader
from holdfast.tenant.tenant import open_tenant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from holdfast.emulator.request_log import LogEntry
    from holdfast.emulator.store import TenantStore
    from holdfast.kinds.judgement import Judgement

DOMAIN = "contoso.onmicrosoft.com"
YUKI, ADMIN, INFO = f"yuki.tanaka@{DOMAIN}", f"admin@{DOMAIN}", f"info@{DOMAIN}"
RULE = {"mailboxTypes": ["UserMailbox", "SharedMailbox", "RoomMailbox", "EquipmentMailbox"]}
OUT, WITHIN = "collector@outside.example", f"Somebody@{DOMAIN.upper()}"
IN_A_BATCH = 20


class Mail:
    """The embedded tenant of these tests, changed behind its back."""

    def __init__(self, home: Path, server: TenantServer, store: TenantStore) -> None:
        self.home, self.server, self.store = home, server, store
        self.ids = {row["userPrincipalName"]: row["id"] for row in store.all("users")}

    def judge(self, **more: Any) -> Judgement:
        async def judge() -> Judgement:
            async with open_tenant(DOMAIN, Cloud.EMBEDDED, self.home) as tenant:
                return await KIND.judge(tenant, {**RULE, **more})

        return asyncio.run(judge())

    def give(self, who: str, *rules: dict[str, Any]) -> None:
        self.store.put(COLLECTION, self.ids[who], {"id": self.ids[who], "rules": list(rules)})

    def asked(self, since: int) -> list[LogEntry]:
        return [one for one in self.server.log.entries(since) if one.path.endswith("/messageRules")]


def a_rule(name: str | None = "A rule", *, on: bool = True, **actions: Any) -> dict[str, Any]:
    row = {"id": f"id of {name}", "sequence": 1, "isEnabled": on, "hasError": False, "isReadOnly": False}
    return {**row, "displayName": name, "actions": actions}


def to(*addresses: str) -> list[dict[str, Any]]:
    return [{"emailAddress": {"name": one, "address": one}} for one in addresses]


@pytest.fixture
def mail(tmp_path: Path) -> Iterator[Mail]:
    (tmp_path / "tenant").mkdir()
    control.seed(tmp_path / "tenant", DOMAIN, "small")
    with TenantServer(tmp_path / "tenant") as server:
        folder = TenantFolder(tmp_path / "tenant")
        yield Mail(tmp_path, server, folder.open(DOMAIN))
        folder.close()
        server.log.close()


def test_every_way_outside_is_told_by_name_and_all_that_stays_inside_obeys(mail: Mail) -> None:
    mail.give(
        YUKI,
        a_rule("All", forwardTo=to(WITHIN, OUT), markAsRead=True),
        a_rule("Old", on=False, forwardAsAttachmentTo=to(OUT)),
    )
    mail.give(INFO, a_rule(None, redirectTo=to(OUT)))
    mail.give(ADMIN, a_rule("Team", forwardTo=to(WITHIN)), a_rule("Sort", moveToFolder="x", delete=False))
    since = mail.server.log.last_id()

    found = mail.judge()

    assert [(one.member, one.member_id, one.found, one.remedy) for one in found.violations] == [
        (INFO, mail.ids[INFO], f"'a rule without a name' redirects to {OUT}", None),
        (
            YUKI,
            mail.ids[YUKI],
            f"'All' forwards to {OUT}; 'Old' (switched off) forwards as an attachment to {OUT}",
            None,
        ),
    ]
    assert not found.unjudged
    asked = mail.asked(since)
    assert len(asked) == found.covered + 2, "every mailbox in reach is asked about once, and nobody else"
    assert len({one.batch_parent for one in asked}) == -(-len(asked) // IN_A_BATCH), "twenty to a request"


def test_a_mailbox_that_is_left_out_is_not_asked_about(mail: Mail) -> None:
    mail.give(YUKI, a_rule(redirectTo=to(OUT)))
    since = mail.server.log.last_id()

    found = mail.judge(excludedMailboxes=[YUKI])

    assert not found.violations
    assert YUKI in found.exempt[Reason.EXCLUDED]
    assert not [one for one in mail.asked(since) if mail.ids[YUKI] in one.path]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (None, "Graph reads none of that user"),
        (ReadError("read-unexpected", "it broke", Reason.UNAVAILABLE), "its rules were not read: it broke"),
        ([a_rule(redirectTo=to("/o=ExchangeLabs/cn=ana"))], "actions.redirectTo should be an address"),
        ([a_rule(forwardTo=[{"emailAddress": None}])], "emailAddress should be there"),
        ([a_rule(forwardTo=OUT)], "forwardTo should be a list"),
        (
            [a_rule(sendElsewhere=to(OUT))],
            "actions.sendElsewhere should be an action that this version knows",
        ),
        ([{**a_rule(), "actions": None}], "actions should be there"),
        ([{"displayName": "A rule", "actions": {}}], "isEnabled should be there"),
    ],
)
def test_what_is_not_told_of_a_mailbox_is_unknown_by_its_name_alone(
    mail: Mail, monkeypatch: pytest.MonkeyPatch, answer: Any, why: str
) -> None:
    of_all = GraphReader.collection_of

    async def of_yuki(graph: GraphReader, path: str) -> Any:
        if mail.ids[YUKI] not in path:
            return await of_all(graph, path)
        if isinstance(answer, ReadError):
            raise answer
        return answer

    whole = mail.judge().covered
    monkeypatch.setattr(GraphReader, "collection_of", of_yuki)

    found = mail.judge()

    assert [one.member for one in found.unjudged] == [YUKI]
    assert why in found.unjudged[0].why
    assert found.covered == whole - 1
    assert not found.violations


def test_what_one_rule_does_is_told_whatever_is_not_understood_of_another(
    mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer: Sequence[dict[str, Any]] = [{**a_rule(), "actions": None}, a_rule("Sure", redirectTo=to(OUT))]

    async def of_everybody(*_: Any) -> Any:
        return answer

    monkeypatch.setattr(GraphReader, "collection_of", of_everybody)

    found = mail.judge()

    assert {one.found for one in found.violations} == {f"'Sure' redirects to {OUT}"}
    assert not found.covered


def test_nothing_is_in_order_where_no_mailbox_was_answered_about(
    mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(_: GraphReader, path: str) -> None:
        raise ReadError("read-forbidden", path, Reason.PERMISSION)

    monkeypatch.setattr(GraphReader, "collection_of", refused)

    with pytest.raises(ReadError) as caught:
        mail.judge()

    assert caught.value.reason is Reason.PERMISSION
