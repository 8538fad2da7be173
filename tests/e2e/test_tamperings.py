"""Every tampering that the embedded tenant knows is found, with who did it.

Those that touch nothing of each other are done in one tenant, by test_data_that_stays.py; the control's file below
`tests/controls` says at which path each is found. The others are done alone, here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import control
from holdfast.emulator.tampering import TAMPERINGS
from holdfast.model.finding import DRIFT
from holdfast.model.status import ExitCode, Status
from tests.e2e.scratch import CONTOSO, Scratch, told
from tests.newest import upgrade
from tests.tried import tried_controls

if TYPE_CHECKING:
    from pathlib import Path

ATTACKS = {"leaver", "ransomware", "purge"}
"""They change no setting, so that no check can find them: what they destroy is counted in test_data_lost.py."""
TOGETHER = {name for one in tried_controls().values() for name in (*one.found, *one.listed)}
ALONE = [name for name in TAMPERINGS if name not in TOGETHER | ATTACKS]
PEOPLE = {f"mallory@{CONTOSO}", f"admin@{CONTOSO}"}
RENAMED = "rename-policy"
"""A renamed policy is two findings: its author is told of the one that is there."""


@pytest.mark.parametrize("name", ALONE)
def test_a_tampering_is_found_with_its_author(name: str, tmp_path: Path) -> None:
    with Scratch(tmp_path / "scratch") as scratch:
        upgrade(scratch.project, "contoso")  # a control that is new has its tampering as well
        scratch.apply()
        before = scratch.check()
        assert before.result.exit_code == ExitCode.IN_SYNC, told(before, set(Status) - {Status.IN_SYNC})
        control.tamper(scratch.tenants, CONTOSO, name, clock=scratch.clock.utc)

        checked = scratch.check()

        assert checked.result.exit_code == ExitCode.DRIFT
        drifted = [one for one in checked.result.findings if one.status in DRIFT]
        # What a policy does to the emergency accounts is no event of its own: the policy's finding names its author.
        found = [one for one in drifted if not one.token.endswith(":BreakGlassAccounts")] or drifted
        changes = [
            change.actor
            for one in found
            if not (name == RENAMED and one.status is Status.MISSING)
            for change in ([one.change] if not one.population else [each.change for each in one.differences])
            if change or pytest.fail(f"nobody is named for {one.name}: {one.status}")
        ]
        assert changes
        assert set(changes) <= PEOPLE
