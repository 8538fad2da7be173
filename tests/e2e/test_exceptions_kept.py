"""What a client has accepted stays as it is in the tenant, while everything else is put right beside it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.store import TenantFolder
from holdfast.model.status import ExitCode, Status
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
from tests.e2e.scratch import CONTOSO, Scratch, need_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.engine

CLIENT = "clients/Pulumi.contoso.yaml"
MFA, LEGACY = "Holdfast: MFA for all users", "Holdfast: block legacy authentication"
ADMINS = "Holdfast: phishing-resistant MFA for administrators"
EMMA, LUCAS = "emma.jansen@contoso.onmicrosoft.com", "liam.murphy@contoso.onmicrosoft.com"
REPORT_ONLY = "enabledForReportingButNotEnforced"
GUEST = "0d5c0000-0000-4000-8000-00000000000a"
ACCEPTED = """
    - control: {control}
      object: {object}
      property: {property}
      reason: Agreed with the client until the migration ends.
      owner: it@contoso.example
      expires: "{expires}"
"""


class Client(Scratch):
    """A client whose tenant is changed behind everybody's back."""

    def accept(self, control: str, of: str, path: str, expires: str = "2027-06-30") -> None:
        """Adds an exception to the client file."""
        file = self.project / CLIENT
        added = ACCEPTED.format(
            control=control, object=f"{control}/{of}", property=path, expires=expires
        ).lstrip("\n")
        file.write_text(f"{file.read_text().rstrip()}\n{added}")

    def change(self, collection: str, name: str, **values: Any) -> None:
        tenants = TenantFolder(self.tenants)
        try:
            row = self.row(collection, name)
            tenants.open(CONTOSO).put(collection, str(row.get("id") or row.get("Guid")), {**row, **values})
        finally:
            tenants.close()

    def row(self, collection: str, name: str) -> dict[str, Any]:
        (found,) = [one for one in self.rows(collection) if name in (one.get("displayName"), one.get("Name"))]
        return found

    def policy(self, name: str) -> tuple[Any, Any]:
        """Returns a policy's state and the users that it excludes."""
        row = self.row("conditionalAccessPolicies", name)
        return row["state"], row["conditions"]["users"]["excludeUsers"]

    def exclude(self, name: str) -> None:
        """Excludes a user from a policy."""
        conditions = self.row("conditionalAccessPolicies", name)["conditions"]
        users = {**conditions["users"], "excludeUsers": [GUEST]}
        self.change("conditionalAccessPolicies", name, conditions={**conditions, "users": users})

    def remove(self, collection: str, name: str) -> None:
        tenants = TenantFolder(self.tenants)
        try:
            tenants.open(CONTOSO).delete(collection, str(self.row(collection, name)["id"]))
        finally:
            tenants.close()

    def lift_hold(self, *members: str) -> None:
        asyncio.run(self._lift_hold(members))

    async def _lift_hold(self, members: tuple[str, ...]) -> None:
        lifts = [
            Invocation("Set-Mailbox", {"Identity": one, "LitigationHoldEnabled": False}) for one in members
        ]
        async with self.tenant() as tenant:
            assert not any(await tenant.cmdlets.run_all(Endpoint.EXCHANGE, lifts))

    def findings(self) -> dict[str, Status]:
        return {one.urn.rpartition("::")[2]: one.status for one in self.check().result.findings if one.urn}

    def unheld(self) -> list[str]:
        """Returns the members that the rule's own finding names."""
        found = [
            one for one in self.check().result.findings if one.population and "LitigationHold" in one.token
        ]
        return [part.path for part in found[0].differences]

    def done(self, *command: str) -> str:
        printed = self.holdfast(*command)
        assert printed.code == ExitCode.IN_SYNC, printed.all
        return printed.all


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    need_engine()
    with Client(tmp_path / "scratch") as made:
        made.done("up", "contoso", "--adopt")
        yield made


def test_accepted_deviations_stay_while_the_rest_is_put_right(client: Client) -> None:
    client.accept("entra.mfa_required", "policy", "state")
    client.accept("entra.legacy_authentication_blocked", "policy", "missing")
    client.accept("exchange.litigation_hold_enabled", "rule", f"'members[{EMMA}].*'")
    client.change("conditionalAccessPolicies", MFA, state=REPORT_ONLY)
    client.remove("conditionalAccessPolicies", LEGACY)
    client.lift_hold(EMMA)
    accepted = {
        "entra.mfa_required/policy",
        "entra.legacy_authentication_blocked/policy",
        "exchange.litigation_hold_enabled/rule",
    }
    assert {name for name, status in client.findings().items() if status is Status.EXCEPTED} == accepted

    # Nothing else differs: nothing is planned, and nothing is written.
    since = client.log.last_id()
    preview = client.done("preview", "contoso")
    assert not [
        name for name in accepted if f"to be updated {name}" in preview or f"to be made {name}" in preview
    ]
    client.done("up", "contoso")
    assert client.writes(since) == []

    # Each drifts elsewhere, and something else beside them.
    client.exclude(MFA)
    client.lift_hold(LUCAS)
    client.exclude(ADMINS)
    client.done("up", "contoso")
    assert client.policy(MFA) == (REPORT_ONLY, [])
    assert client.policy(ADMINS)[1] == []
    assert client.unheld() == [f"members[{EMMA}].litigationHoldEnabled"]
    assert LEGACY not in client.names()["conditionalAccessPolicies"]

    # A change of what is declared goes round them as well.
    file = client.project / CLIENT
    written = file.read_text()
    file.write_text(written.replace("hold_days: 2555", "hold_days: 2600"))
    client.done("up", "contoso")
    assert client.policy(MFA)[0] == REPORT_ONLY
    assert client.unheld() == [f"members[{EMMA}].litigationHoldEnabled"]
    assert {name for name, status in client.findings().items() if status is Status.EXCEPTED} == accepted

    # By hand the live values are not known, which is said; what is no longer accepted is put right.
    told = client.pulumi("preview")
    assert "[accepted-by-hand]" in told.all
    assert "state of entra.mfa_required/policy" in " ".join(told.all.split())
    now = file.read_text()
    file.write_text(now[: now.index("    - control:")])
    client.done("up", "contoso")
    assert client.policy(MFA) == ("enabled", [])
    assert LEGACY in client.names()["conditionalAccessPolicies"]
    assert client.unheld() == []


def test_what_others_need_is_not_left_missing(client: Client) -> None:
    client.accept("entra.break_glass_excluded", "group", "missing")
    client.remove("groups", "CA-BreakGlass")
    since = client.log.last_id()

    for command in ("preview", "up"):
        printed = client.holdfast(command, "contoso")
        assert printed.code == ExitCode.NO_ANSWER, printed.all
        assert "[accepted-missing-needed]" in printed.all
    assert client.writes(since) == []


def test_after_its_last_day_an_exception_blinds_no_check_and_is_undone_by_no_apply(client: Client) -> None:
    client.accept("entra.mfa_required", "policy", "state", expires="2026-01-31")
    client.change("conditionalAccessPolicies", MFA, state=REPORT_ONLY)
    client.exclude(LEGACY)
    since = client.log.last_id()

    drift = client.holdfast("drift", "contoso")
    assert drift.code == ExitCode.DRIFT
    assert "an exception of it@contoso.example expired on 2026-01-31" in " ".join(drift.all.split())
    assert {name for name, status in client.findings().items() if status is Status.DRIFTED} == {
        "entra.mfa_required/policy",
        "entra.legacy_authentication_blocked/policy",
    }
    line = (client.project / CLIENT).read_text().splitlines().index("    - control: entra.mfa_required") + 1
    for refused in (
        client.holdfast("up", "contoso"),
        client.holdfast("preview", "contoso"),
        client.pulumi("up", "--yes"),
    ):
        assert refused.code != ExitCode.IN_SYNC, refused.all
        told = " ".join(refused.all.split())
        assert f"{CLIENT}:{line}: the exception for state of entra.mfa_required/policy" in told, told
        assert "[expired-exception]" in told
    assert client.writes(since) == []
    assert client.policy(MFA)[0] == REPORT_ONLY
