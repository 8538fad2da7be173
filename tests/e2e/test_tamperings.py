"""Every tampering that the embedded tenant knows is found, with who did it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import control
from holdfast.emulator.tampering import TAMPERINGS
from holdfast.emulator.tamperings.backup import exchange_protected, onedrive_protected, sharepoint_protected
from holdfast.model.finding import DRIFT
from holdfast.model.status import ExitCode, Status
from tests.e2e.scratch import CONTOSO, Scratch, told
from tests.newest import agree, back_up, upgrade

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = {f"mallory@{CONTOSO}", f"admin@{CONTOSO}"}
OF_BACKUPS = {
    one.name
    for each in (exchange_protected, onedrive_protected, sharepoint_protected)
    for one in each.TAMPERINGS
}
"""What undoes controls that a client has to choose."""
RENAMED = "rename-policy"
"""A renamed policy is two findings: its author is told of the one that is there."""


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampering_is_found_with_its_author(name: str, tmp_path: Path) -> None:
    with Scratch(tmp_path / "scratch") as scratch:
        upgrade(scratch.project, "contoso")  # a control that is new has its tampering as well
        if name in OF_BACKUPS:
            back_up(scratch.project, "contoso")
            agree(scratch.project, "contoso")
        scratch.apply()
        if name in OF_BACKUPS:
            scratch.clock.skipped += timedelta(hours=1).total_seconds()
        before = scratch.check()
        assert before.result.exit_code == ExitCode.IN_SYNC, told(before, set(Status) - {Status.IN_SYNC})
        control.tamper(scratch.tenants, CONTOSO, name, clock=scratch.clock.utc)

        checked = scratch.check()

        assert checked.result.exit_code == ExitCode.DRIFT
        found = [one for one in checked.result.findings if one.status in DRIFT]
        changes = [
            change.actor
            for one in found
            if not (name == RENAMED and one.status is Status.MISSING)
            for change in ([one.change] if not one.population else [each.change for each in one.differences])
            if change or pytest.fail(f"nobody is named for {one.name}: {one.status}")
        ]
        assert changes
        assert set(changes) <= PEOPLE
