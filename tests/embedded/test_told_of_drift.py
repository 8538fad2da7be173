"""Nights of one client, from its tenant to everybody who is told: each change once, and nothing else.

The checks go over the real wire to an embedded tenant; the receivers of every kind are servers on this machine.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from holdfast.notify.receivers.interface import receivers
from tests.e2e.scratch import Scratch
from tests.unit.notify.loopback import Answer, Issues, post_office, web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

POLICIES = "/identity/conditionalAccess/policies"
MFA, LEGACY = "Holdfast: MFA for all users", "Holdfast: block legacy authentication"
TOKEN = "ghs_t0ken-of-the-run"
TO = {
    "email": "email=env:MAIL",
    "github": "github=contoso/tickets,env:TOKEN",
    "slack": "slack=env:SLACK",
    "teams": "teams=env:TEAMS",
    "webhook": "webhook=env:HOOK,env:KEY",
}


@dataclass
class Nights:
    """A client, and what was said to each receiver so far."""

    scratch: Scratch
    environment: dict[str, str]
    heard: dict[str, Callable[[], list[str]]]

    def pass_one(self) -> dict[str, list[str]]:
        """Check and tell, and return what each receiver heard of it."""
        before = {name: len(said()) for name, said in self.heard.items()}
        checked = self.scratch.holdfast("drift", "contoso", "--output", "json=drift.json")
        assert checked.code in {0, 1}, checked.all
        receivers = [part for to in TO.values() for part in ("--to", to)]
        told = self.scratch.holdfast("notify", "--from", "drift.json", *receivers, **self.environment)
        assert told.code == 0, told.all
        return {name: said()[before[name] :] for name, said in self.heard.items()}

    def set_state(self, policy: str, state: str) -> None:
        """Change a policy by hand."""
        rows = self.scratch.rows("conditionalAccessPolicies")
        own = next(str(one["id"]) for one in rows if one["displayName"] == policy)

        async def sent() -> None:
            async with self.scratch.tenant() as tenant:
                await tenant.graph.write("PATCH", f"{POLICIES}/{own}", {"state": state})

        asyncio.run(sent())


def all_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Nights]:
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with ExitStack() as open_ones:
        scratch = open_ones.enter_context(Scratch(tmp_path / "scratch"))
        mails = open_ones.enter_context(post_office(context))
        slack, teams, hook, github = (open_ones.enter_context(web()) for _ in range(4))
        teams.otherwise = hook.otherwise = lambda _: Answer(202, "")
        issues = Issues(github)
        scratch.apply()
        environment = {
            "SSL_CERT_FILE": str(tmp_path / "ca.pem"),
            "MAIL": f"smtp://u:p@127.0.0.1:{mails.port}?from=a@contoso.example&to=b@contoso.example",
            "TOKEN": TOKEN,
            "GITHUB_API_URL": github.url(""),
            "SLACK": slack.url(),
            "TEAMS": teams.url(),
            "HOOK": hook.url(),
            "KEY": "a-key-of-more-than-sixteen-bytes",
        }
        heard = {
            "email": lambda: [one.decode().replace("=\r\n", "") for one in mails.mails],
            "github": lambda: [
                *(f"{one['state']} {one['body']}" for one in issues.issues),
                *(body for _, body in issues.comments),
            ],
            "slack": lambda: [all_text(one.json) for one in slack.heard],
            "teams": lambda: [all_text(one.json) for one in teams.heard],
            "webhook": lambda: [all_text(one.json) for one in hook.heard],
        }
        yield Nights(scratch, environment, heard)


def test_every_receiver_is_told(nights: Nights) -> None:
    assert set(TO) == set(nights.heard) == set(receivers())


def test_each_change_is_told_once_to_everybody_and_nothing_else(nights: Nights) -> None:
    nobody: dict[str, list[str]] = {name: [] for name in TO}
    assert nights.pass_one() == nobody, "all is as declared"

    nights.set_state(MFA, "disabled")
    for name, said in nights.pass_one().items():
        (one,) = said
        assert ("1 new" in one, MFA in one, "disabled" in one, LEGACY in one) == (True, True, True, False), (
            name
        )
        assert "changed by Holdfast" in one, name
    assert nights.pass_one() == nobody, "everybody knows"

    nights.set_state(LEGACY, "disabled")
    nights.scratch.fault({"route": "Get-ComplianceTag", "fault": "403"})
    for name, said in nights.pass_one().items():
        (one,) = said
        assert ("1 new" in one, LEGACY in one, "not read" in one) == (True, True, True), name
        assert "as declared again" not in one, name

    nights.scratch.fault()
    nights.set_state(MFA, "enabled")
    nights.set_state(LEGACY, "enabled")
    for name, said in nights.pass_one().items():
        (one,) = said
        assert ("2 as declared again" in one, "new" in one.partition(" in client")[0]) == (True, False), name
    assert nights.pass_one() == nobody


def test_who_changed_a_thing_is_named_by_the_clock_of_the_service(nights: Nights) -> None:
    """Days ahead of this machine: the logs hold what was done since, and earlier changes of the same things."""
    scratch = nights.scratch
    for arguments in (("clock", "+3d"), ("tamper", "lift-hold"), ("tamper", "disable-policy")):
        done = scratch.holdfast("tenant", *arguments, "--tenant", "contoso.onmicrosoft.com")
        assert done.code == 0, done.all

    checked = scratch.holdfast("drift", "contoso", "--format", "json")

    assert "Holdfast: block legacy authentication" in checked.out
    assert "litigationHoldEnabled" in checked.out
    who = {line.strip() for line in checked.out.splitlines() if '"actor"' in line}
    assert {"mallory@" in one or "admin@" in one for one in who} == {True}, who
    assert len(who) == 2, who
