"""`up` killed with SIGKILL at every write of securing and disabling: nobody is ever disabled while unsecured.

Two people of the small tenant have not signed in for long. Nothing holds their mailboxes and nothing keeps their drives
until the same program brings that about, beside the rule that disables them: holds, policy and rule race with one
another in the engine. Each run is killed at the first of their writes that none was killed at, done and not yet
answered, until there is no such write. The tenant looks at each account in the moment in which it is disabled, and its
own audit logs, read afterwards, say the same. The emergency, service and synchronising accounts have not signed in for
longer, and stay as they are.

Then somebody shortens the policy to a month and enables an account: one run puts the policy right first, sees that, and
disables him.
"""

from __future__ import annotations

import json
import signal
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.exchange.mailbox.state import change_stored, find_mailbox, mailboxes_in
from holdfast.emulator.store import TenantFolder
from holdfast.model.status import ExitCode
from tests.e2e.scratch import CONTOSO, HOLDFAST, PATIENCE_SECONDS, Printed, need_engine
from tests.e2e.test_interrupted import Interrupted, Trap, kill_session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.emulator.request_log import LogEntry
    from holdfast.emulator.store import TenantStore

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the processes to kill in /proc"),
]

QUIET = {f"henk.visser@{CONTOSO}", f"yuki.tanaka@{CONTOSO}"}
EXEMPT = {f"{alias}@{CONTOSO}" for alias in ("bg1", "bg2", "svc-scanner", "Sync_CONTOSO-DC01_7f3a91c2d4e6")}
DAYS_AGO = {**dict.fromkeys(QUIET, 200), **dict.fromkeys(EXEMPT, 400)}
EXPLAINED = (
    f"1 excluded (svc-scanner@{CONTOSO})",
    f"3 not concerned (Sync_CONTOSO-DC01_7f3a91c2d4e6@{CONTOSO}, bg1@{CONTOSO}, bg2@{CONTOSO})",
)
LONGEST_WITHOUT = 30 + 93
"""Days for which the drive of a deleted account is there anyway."""
MOST = 8
"""Runs that may be killed: holds, a policy, its rule and two accounts are five writes, some of them side by side."""
BASELINE = """\
baseline: leavers
version: 1.0.0
parameters:
  emergency_accounts:
    type: list
    description: User principal names of the emergency accounts.
  service_accounts:
    type: list
    description: User principal names of accounts that machines use.
controls:
  entra.break_glass_excluded:
    group: CA-BreakGlass
    accounts: ${emergency_accounts}
  exchange.litigation_hold_enabled:
    duration_days: 2555
  purview.retention_policy_applied:
    policies:
      - {name: Everything, duration_days: 2555, action: keep, locations: [onedrive]}
  entra.inactive_accounts_secured:
    enabled: true
    action: disable
    hold_days: 2555
    emergency_group: CA-BreakGlass
    emergency_accounts: ${emergency_accounts}
    service_accounts: ${service_accounts}
"""
CLIENT = f"""\
encryptionsalt: v1:UzE5L3j8Yh8=:v1:2m8Ds2kQwYMZrwPG:bE2hIzPK6IOg0bwClBhuZNJLcQaeaQ==
config:
  holdfast:tenant: {CONTOSO}
  holdfast:cloud: embedded
  holdfast:baseline: leavers@1.0.0
  holdfast:parameters:
    emergency_accounts: [bg1@{CONTOSO}, bg2@{CONTOSO}]
    service_accounts: [svc-scanner@{CONTOSO}]
"""
"""A program of nothing but what secures, and what disables."""


class Watch(Trap):
    """Looks at whoever is disabled before anything else can happen.

    Args:
        folder: the tenants.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder
        self.unsecured: list[str] = []
        self.killed_at: list[str] = []

    def add(self, entry: LogEntry) -> None:
        if entry.method == "PATCH" and "/users/" in entry.path:
            user = entry.path.rpartition("/")[2]
            with opened(self.folder) as store:
                if not is_secured(store, user):
                    self.unsecured.append(user)
        super().add(entry)


@contextmanager
def opened(folder: Path) -> Iterator[TenantStore]:
    tenants = TenantFolder(folder)
    try:
        yield tenants.open(CONTOSO)
    finally:
        tenants.close()


def is_secured(store: TenantStore, user: str) -> bool:
    """Whether the tenant itself has a hold on the mailbox, and a rule of a policy that outlasts the drives."""
    mailbox = find_mailbox(store, user)
    kept = any(
        int(rule["RetentionDuration"]) > LONGEST_WITHOUT for rule in store.all("retentionComplianceRules")
    )
    return mailbox is not None and bool(mailbox.hold) and kept


class Leavers(Interrupted):
    """A project of the rule alone, on a tenant with people who have not signed in for long."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.trap = self.server.log = self.watch = Watch(self.tenants)
        baseline = self.project / "baselines/leavers/1.0.0.yaml"
        baseline.parent.mkdir()
        baseline.write_text(BASELINE)
        (self.project / "clients/Pulumi.contoso.yaml").write_text(CLIENT)
        with opened(self.tenants) as store:
            self.ids = {row["userPrincipalName"]: row["id"] for row in store.all("users")}
            for row in store.all("users"):
                if days := DAYS_AGO.get(row["userPrincipalName"]):
                    last = f"{self.clock.utc() - timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"
                    seen = {"lastSuccessfulSignInDateTime": last}
                    store.put("users", row["id"], {**row, "accountEnabled": True, "signInActivity": seen})
            for mailbox in mailboxes_in(store, "active"):
                if mailbox.values()["UserPrincipalName"] not in QUIET:  # one batch of holds is enough
                    change_stored(store, mailbox, {"LitigationHoldEnabled": True})

    def is_due(self, entry: LogEntry, _number: int) -> bool:
        """Whether a write secures or disables, and no run was killed at it: one that adopts writes the same again."""
        about_leavers = not entry.path.startswith("/v1.0/groups")
        return about_leavers and self.trap.writes[-1] not in self.watch.killed_at

    def run_killed(self) -> Printed | None:
        """Runs `up`; None where it was killed at its first write about them, and what it printed where it had none."""
        process = self.start(*HOLDFAST, "up", "contoso", "--adopt")

        def kill() -> None:
            """Kill all of the run, and remember at which write."""
            self.watch.killed_at.append(self.trap.writes[-1])
            kill_session(process.pid)

        self.trap.spring, self.trap.is_it = kill, self.is_due
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
        self.trap.is_it = lambda _entry, _number: False
        return None if process.returncode == -signal.SIGKILL else Printed(process.returncode, out, err)


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Leavers]:
    need_engine()
    with Leavers(tmp_path / "scratch") as made:
        yield made


def test_killed_at_every_write_nobody_is_disabled_while_unsecured_and_the_last_run_converges(
    scratch: Leavers,
) -> None:
    killed_at = scratch.watch.killed_at
    while (printed := scratch.run_killed()) is None:
        assert len(killed_at) <= MOST, killed_at

    assert printed.code == ExitCode.IN_SYNC, printed.all
    assert "Traceback" not in printed.all
    # Side by side, one may be done when a run is killed at the other: each account is written, at a kill or beside one.
    assert {f"PATCH /v1.0/users/{scratch.ids[one]}" for one in QUIET} <= set(scratch.trap.writes)
    assert any("/users/" in one for one in killed_at)
    assert any("$batch" in one for one in scratch.trap.writes)
    assert scratch.watch.unsecured == []
    people = {row["userPrincipalName"]: row["accountEnabled"] for row in scratch.rows("users")}
    assert {one: people[one] for one in DAYS_AGO} == {
        **dict.fromkeys(QUIET, False),
        **dict.fromkeys(EXEMPT, True),
    }
    for line in EXPLAINED:
        assert line in printed.all
    expect_secured_before_disabled(scratch)
    expect_one_run_secures_anew_and_then_disables(scratch)


def expect_one_run_secures_anew_and_then_disables(scratch: Leavers) -> None:
    control.tamper(scratch.tenants, CONTOSO, "shorten-policy", clock=scratch.clock.utc, days=30)
    control.tamper(scratch.tenants, CONTOSO, "revive-account", clock=scratch.clock.utc)
    since = scratch.log.last_id()

    mended = scratch.holdfast("up", "contoso")

    assert mended.code == ExitCode.IN_SYNC, mended.all
    written = [one.cmdlet or one.path for one in scratch.writes(since)]
    assert written[0] == "Set-RetentionComplianceRule"
    assert written[1:] in [[f"/v1.0/users/{scratch.ids[one]}"] for one in QUIET]
    assert scratch.watch.unsecured == []


def expect_secured_before_disabled(scratch: Leavers) -> None:
    """By the tenant's audit logs alone: a hold and a policy's rule, each once, and after them the account."""
    done = [json.loads(str(row["AuditData"])) for row in scratch.rows("unifiedAudit")]
    holds = {one["ObjectId"]: one["CreationTime"] for one in done if one["Operation"] == "Set-Mailbox"}
    (rule,) = [one["CreationTime"] for one in done if one["Operation"] == "New-RetentionComplianceRule"]
    audits: list[dict[str, Any]] = scratch.rows("directoryAudits")
    disabled = {
        target["id"]: event["activityDateTime"]
        for event in audits
        for target in event["targetResources"]
        for changed in target["modifiedProperties"]
        if (changed["displayName"], changed["newValue"]) == ("AccountEnabled", "[false]")
    }
    assert set(disabled) == {scratch.ids[one] for one in QUIET}
    for user, moment in disabled.items():
        assert max(holds[user], rule) <= moment[:19], (user, moment)
