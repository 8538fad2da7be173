"""What keeps data: one apply of the newest baseline brings it about; what somebody undoes is found and put right.

The client has chosen Microsoft 365 Backup as well. Its service is enabled with the client's consent alone, and what was
asked of it is unknown until the service has done it: here the clock is put forward.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import control
from holdfast.model.finding import DRIFT
from holdfast.model.status import ExitCode, Status
from tests.e2e.scratch import CONTOSO, Scratch, need_engine, told
from tests.newest import agree, back_up, upgrade

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = {f"mallory@{CONTOSO}", f"admin@{CONTOSO}"}
WHERE = {
    "stop-recovery": ("DeletedItemRecovery", f"members[admin@{CONTOSO}].singleItemRecovery", True, False),
    "shorten-recovery": ("DeletedItemRecovery", f"members[admin@{CONTOSO}].retainDays", 30, 1),
    "silence-mailbox": ("MailboxAuditing", f"members[admin@{CONTOSO}].auditEnabled", True, False),
    "stop-mailbox-audit": ("OrganizationConfig", "mailboxAuditing", True, False),
    "stop-audit": ("UnifiedAuditLog", "enabled", True, False),
    "unprotect-mailbox": ("MailboxBackup", f"members[admin@{CONTOSO}].status", "protected", "unprotected"),
    "shorten-backup": ("MailboxBackup", "members[Holdfast: backup].retentionDays", 365, 90),
    "pause-backup": ("DriveBackup", "members[Holdfast: backup].policy", "active", "inactive"),
    "unprotect-site": (
        "SiteBackup",
        "members[https://contoso.sharepoint.com].status",
        "protected",
        "unprotected",
    ),
}
"""By tampering, what is found of it: kind, path, expected and found."""


BACKUPS = ["MailboxBackup", "DriveBackup", "SiteBackup"]
"""In the order in which the controls declare them."""


@pytest.mark.engine
def test_one_apply_converges_and_every_tampering_is_found_at_its_path_and_repaired(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        upgrade(scratch.project, "contoso")
        back_up(scratch.project, "contoso")
        refused = scratch.holdfast("up", "contoso")
        assert refused.code == ExitCode.NO_ANSWER, refused.all
        assert "MailboxBackup/mailbox-backup enableService" in refused.all
        assert "baselines/core/1.2.0.yaml:" in refused.all
        assert "[one-way]" in refused.all
        assert scratch.writes() == []

        agree(scratch.project, "contoso")
        first = scratch.holdfast("up", "contoso")
        assert first.code == ExitCode.NO_ANSWER, first.all
        unknown = told(scratch.check(), set(Status) - {Status.IN_SYNC, Status.EXCEEDS})
        assert [one.split()[1].rpartition(":")[2] for one in unknown] == BACKUPS
        assert all("was asked for within the last day" in one for one in unknown)
        scratch.clock.skipped += timedelta(hours=1).total_seconds()
        since = scratch.log.last_id()
        second = scratch.holdfast("up", "contoso")
        assert second.code == ExitCode.IN_SYNC, second.all
        assert scratch.writes(since) == []

        for name in WHERE:
            control.tamper(scratch.tenants, CONTOSO, name, clock=scratch.clock.utc)
        drifted = [one for one in scratch.check().result.findings if one.status in DRIFT]
        found = [
            (one.token.rpartition(":")[2], each.path, each.expected, each.found)
            for one in drifted
            for each in one.differences
            if not (one.token.endswith("DriveBackup") and each.path.endswith("].status"))
        ]
        assert sorted(found, key=str) == sorted(WHERE.values(), key=str)
        authors = [one.change or each.change for one in drifted for each in one.differences]
        assert {one.actor if one else "nobody" for one in authors} <= PEOPLE

        repaired = scratch.holdfast("up", "contoso")
        assert repaired.code == ExitCode.NO_ANSWER, repaired.all
        scratch.clock.skipped += timedelta(hours=1).total_seconds()
        assert told(scratch.check(), set(Status) - {Status.IN_SYNC, Status.EXCEEDS}) == []
