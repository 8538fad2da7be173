"""What keeps data: one apply of the newest baseline brings it about; what somebody undoes is found and put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import control
from holdfast.model.finding import DRIFT
from holdfast.model.status import ExitCode, Status
from tests.e2e.scratch import CONTOSO, Scratch, need_engine, told
from tests.newest import upgrade

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = {f"mallory@{CONTOSO}", f"admin@{CONTOSO}"}
WHERE = {
    "stop-recovery": ("DeletedItemRecovery", f"members[admin@{CONTOSO}].singleItemRecovery", True, False),
    "shorten-recovery": ("DeletedItemRecovery", f"members[admin@{CONTOSO}].retainDays", 30, 1),
    "silence-mailbox": ("MailboxAuditing", f"members[admin@{CONTOSO}].auditEnabled", True, False),
    "stop-mailbox-audit": ("OrganizationConfig", "mailboxAuditing", True, False),
    "stop-audit": ("UnifiedAuditLog", "enabled", True, False),
}
"""By tampering, what is found of it: kind, path, expected and found."""


@pytest.mark.engine
def test_one_apply_converges_and_every_tampering_is_found_at_its_path_and_repaired(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        upgrade(scratch.project, "contoso")
        first = scratch.holdfast("up", "contoso")
        assert first.code == ExitCode.IN_SYNC, first.all
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
        ]
        assert sorted(found, key=str) == sorted(WHERE.values(), key=str)
        authors = [one.change or each.change for one in drifted for each in one.differences]
        assert {one.actor if one else "nobody" for one in authors} <= PEOPLE

        repaired = scratch.holdfast("up", "contoso")
        assert repaired.code == ExitCode.IN_SYNC, repaired.all
        assert told(scratch.check(), set(Status) - {Status.IN_SYNC, Status.EXCEEDS}) == []
