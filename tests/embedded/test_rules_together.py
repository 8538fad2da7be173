"""Many rules over one population cost the requests of one, over the real wire; and none spoils another's verdict."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.read import read
from holdfast.drift.seen import Live, Unread
from holdfast.emulator import control
from holdfast.emulator.server import TenantServer
from holdfast.kinds.decode import as_boolean, required
from holdfast.kinds.exchange.litigation_hold import KIND as HOLD
from holdfast.kinds.exchange.litigation_hold import LitigationHold
from holdfast.kinds.judgement import Violation
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.services.tally import Ruling
from holdfast.model.desired import DesiredResource
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason
from holdfast.tenant.tenant import open_reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from holdfast.emulator.request_log import LogEntry

DOMAIN = "contoso.onmicrosoft.com"
MAILBOXES = 2200
"""Three pages."""


@kind_class
class Audited(LitigationHold):
    """Another kind over the same mailboxes: it needs another column, and asks the directory for other plans."""

    def ruler(self, rule: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Ruling]:
        """A mailbox is audited or not; `rule` may say that nothing of it is understood."""

        def rule_on(row: Mapping[str, Any]) -> Ruling:
            if rule.get("strange"):
                raise AttributeError("nobody wrote this so on purpose")
            name, audited = self.member_name(row), required(row, "AuditEnabled", as_boolean)
            told = Violation(member=name, member_id="", property="audited", expected=False, found=audited)
            return Ruling(member=name, breaks=(told,) if audited else ())

        return rule_on


AUDITED = Audited(
    **{one.name: getattr(HOLD, one.name) for one in fields(HOLD) if one.init}
    | {
        "token": "m365:test:Audited",
        "columns": (
            *("UserPrincipalName", "Alias", "ExchangeGuid", "ExternalDirectoryObjectId"),
            *("IsInactiveMailbox", "AuditEnabled"),
        ),
        "plans": re.compile(r"EXCHANGE_[A-Z]_"),
        "licensing": re.compile(r"NOBODY_SELLS_THIS"),
    }
)
KINDS = {one.token: one for one in (HOLD, AUDITED)}


def rule(token: str, name: str, **inputs: Any) -> DesiredResource:
    return DesiredResource(f"urn:{name}", token, name, "", inputs)


LONG = rule(HOLD.token, "long", durationDays=2555, mailboxTypes=["UserMailbox"])
SHORT = rule(HOLD.token, "short", durationDays=30, mailboxTypes=["UserMailbox", "SharedMailbox"])
ROOMS = rule(HOLD.token, "rooms", durationDays="unlimited", mailboxTypes=["RoomMailbox"])
AUDIT = rule(AUDITED.token, "audit")
RULES = (LONG, SHORT, ROOMS, AUDIT)


@dataclass
class Large:
    """A tenant of several pages of mailboxes and of users."""

    home: Path
    server: TenantServer

    def read(self, *rules: DesiredResource) -> Live:
        async def done() -> Live:
            async with open_reader(DOMAIN, Cloud.EMBEDDED, self.home) as tenant:
                return await read(tenant, KINDS, rules)

        return asyncio.run(done())

    def sent(self, since: int) -> list[LogEntry]:
        """What went over the wire since then, a batch with each of its members, but for tokens."""
        return [one for one in self.server.log.entries(since) if one.kind != "signin"]

    def fault(self, *faults: Mapping[str, Any]) -> None:
        control.set_faults(self.home / "tenant", faults, domain=DOMAIN)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Large]:
    home = tmp_path_factory.mktemp("together")
    (home / "tenant").mkdir()
    control.seed(home / "tenant", DOMAIN, "large", mailboxes=MAILBOXES)
    with TenantServer(home / "tenant") as server:
        yield Large(home, server)
        server.log.close()


@pytest.fixture
def large(served: Large) -> Iterator[Large]:
    yield served
    served.fault()


def asked(entries: list[LogEntry]) -> list[str]:
    """What was asked, a batch only by its members."""
    return sorted(
        one.cmdlet or f"{one.method} {one.path}" for one in entries if not one.path.endswith("$batch")
    )


def test_many_rules_of_several_kinds_cost_the_requests_of_one(large: Large) -> None:
    since = large.server.log.last_id()
    alone = large.read(LONG)
    of_one = large.sent(since)
    assert len([one for one in asked(of_one) if one == "Get-Mailbox"]) == 6, "four lists, one of three pages"
    since = large.server.log.last_id()

    together = large.read(*RULES)

    of_all = large.sent(since)
    assert asked(of_all) == asked(of_one)
    assert len(of_all) == len(of_one)
    assert together.judgements["urn:long"] == alone.judgements["urn:long"]
    assert len(together.judgements) == len(RULES)


@pytest.mark.parametrize("faults", [(), ({"route": "Get-Mailbox", "fault": "page-refused"},)], ids=len)
def test_every_rule_comes_to_what_it_comes_to_alone(
    large: Large, faults: tuple[Mapping[str, Any], ...]
) -> None:
    large.fault(*faults)

    together = large.read(*RULES)

    assert {one.urn for one in RULES} == set(together.judgements)
    for one in RULES:
        assert together.judgements[one.urn] == large.read(one).judgements[one.urn], one.name
    first, *others = together.judgements.values()
    assert all(one != first for one in others), "the rules are to differ"
    assert len(together.judgements["urn:audit"].violations) > 2000


def test_refused_pages_are_read_in_slices_once_for_all(large: Large) -> None:
    large.fault({"route": "Get-Mailbox", "fault": "page-refused"})
    since = large.server.log.last_id()
    large.read(LONG)
    of_one, since = asked(large.sent(since)), large.server.log.last_id()

    large.read(*RULES)

    assert asked(large.sent(since)) == of_one
    assert len(of_one) > 10


def test_what_one_rule_cannot_understand_is_its_own_matter(large: Large) -> None:
    strange = rule(AUDITED.token, "strange", strange=True)
    incomplete = rule(HOLD.token, "incomplete", mailboxTypes=["UserMailbox"])

    live = large.read(strange, LONG, incomplete, AUDIT)

    assert {name: one.reason for name, one in live.unread.items()} == {
        "urn:strange": Reason.UNEXPECTED,
        "urn:incomplete": Reason.UNEXPECTED,
    }
    assert "AttributeError: nobody wrote this so on purpose" in live.unread["urn:strange"].explanation
    assert "KeyError" in live.unread["urn:incomplete"].explanation
    assert live.judgements == large.read(LONG, AUDIT).judgements


def test_list_that_one_rule_alone_wants_is_its_own_matter(large: Large) -> None:
    filtered = rule(
        HOLD.token, "filtered", durationDays=30, mailboxTypes=["UserMailbox"], filter="Nonsense -is 1"
    )

    live = large.read(filtered, LONG)

    assert set(live.unread) == {"urn:filtered"}
    assert live.judgements == large.read(LONG).judgements


def test_list_that_cannot_be_read_is_unknown_to_every_rule_that_wants_it(large: Large) -> None:
    large.fault({"route": "Get-Mailbox", "fault": "403"})

    live = large.read(*RULES)

    assert live.judgements == {}
    assert {name: one.reason for name, one in live.unread.items()} == {
        one.urn: Reason.PERMISSION for one in RULES
    }


@pytest.mark.parametrize("route", ["GET /subscribedSkus", "GET /users"])
def test_count_that_cannot_be_had_is_unknown_to_every_rule(large: Large, route: str) -> None:
    large.fault({"route": route, "fault": "403"})

    live = large.read(*RULES)

    assert not any(isinstance(one, Unread) for one in live.judgements.values())
    uncounted = {name: one.uncounted and one.uncounted.reason for name, one in live.judgements.items()}
    assert uncounted == {one.urn: Reason.PERMISSION for one in RULES}
