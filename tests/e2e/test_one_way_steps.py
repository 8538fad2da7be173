"""A preview tells of a step that cannot be taken, or not be taken back, what `up` tells of it, and once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from holdfast.kinds.loosened import Loosened
from holdfast.kinds.purview.retention_policy import ONE_WAY
from holdfast.model.status import ExitCode
from tests.e2e.scratch import Scratch, need_engine

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.scratch import Printed

BASELINE = """baseline: own
version: 1.0.0
controls:
  purview.retention_policy_applied:
    policies:
      - name: Ours
        duration_days: {days}
        action: {action}
        locations: [exchange, sharepoint]
        preservation_lock: true
"""
_REFUSALS = re.compile(r"^holdfast: |^error: |^up would stop: ", re.MULTILINE)
AGREED = Loosened("RetentionPolicy/Ours", "restrictiveRetention", "", value=True, one_way=ONE_WAY)


OTHER = """baseline: own
version: 1.0.0
controls:
  purview.audit_log_enabled: {}
"""


def take_out(scratch: Scratch) -> None:
    """Have contoso declare the policy no more, where what protects data may be deleted."""
    declare(scratch, agreed=False, allowed=True)
    (scratch.project / "baselines" / "own" / "1.0.0.yaml").write_text(OTHER, encoding="utf-8")


def declare(
    scratch: Scratch, *, days: int = 2555, action: str = "keep", agreed: bool = True, allowed: bool = False
) -> None:
    """Have contoso declare one locked policy, and nothing else."""
    folder = scratch.project / "baselines" / "own"
    folder.mkdir(exist_ok=True)
    (folder / "1.0.0.yaml").write_text(BASELINE.format(days=days, action=action), encoding="utf-8")
    path = scratch.project / "clients" / "Pulumi.contoso.yaml"
    text = path.read_text(encoding="utf-8").partition("  holdfast:baseline:")[0]
    entries = f"  holdfast:i_understand:\n{AGREED.entry}\n" if agreed else ""
    deletes = "  holdfast:delete_protected_data: true\n" if allowed else ""
    path.write_text(f"{text}  holdfast:baseline: own@1.0.0\n{deletes}{entries}", encoding="utf-8")


def refusals(printed: Printed) -> list[str]:
    """The slug of each refusal that was printed."""
    assert printed.all.count("Nothing was changed") + printed.all.count("nothing was changed") == 1, (
        printed.all
    )
    assert len(_REFUSALS.findall(printed.all)) == 1, printed.all
    return re.findall(r"\[([a-z-]+)\]", printed.all)


@pytest.mark.engine
def test_a_preview_refuses_once_what_up_refuses_of_a_lock(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        declare(scratch, agreed=False)
        for command in ("preview", "up"):
            refused = scratch.holdfast(command, "contoso")
            assert refused.code == ExitCode.NO_ANSWER, refused.all
            assert refusals(refused) == ["one-way"]
            assert re.search(r"baselines/own/1\.0\.0\.yaml:\d+: RetentionPolicy/Ours", refused.all)
            assert ONE_WAY in refused.all
            assert scratch.writes() == []

        declare(scratch)
        assert scratch.holdfast("up", "contoso").code == ExitCode.IN_SYNC
        since = scratch.log.last_id()
        for asked in ({"days": 1000}, {"action": "keep-and-delete"}):
            declare(scratch, **asked)
            for command in ("preview", "up"):
                refused = scratch.holdfast(command, "contoso")
                assert refusals(refused) == ["change-fixed"], (asked, command)
        declare(scratch, allowed=True)
        assert scratch.holdfast("up", "contoso").code == ExitCode.IN_SYNC
        take_out(scratch)
        for command in ("preview", "up"):
            assert refusals(scratch.holdfast(command, "contoso")) == ["change-fixed"], command
        declare(scratch)
        again = scratch.holdfast("up", "contoso")
        assert (again.code, scratch.writes(since)) == (ExitCode.IN_SYNC, []), again.all


HOLDS = """baseline: own
version: 1.0.0
controls:
  exchange.litigation_hold_enabled: {{duration_days: {days}, mailbox_types: [user]}}
"""


@pytest.mark.engine
def test_a_preview_refuses_once_what_up_refuses_of_a_shorter_hold(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        declare(scratch, agreed=False)
        baseline = scratch.project / "baselines" / "own" / "1.0.0.yaml"
        baseline.write_text(HOLDS.format(days=2555), encoding="utf-8")
        assert scratch.holdfast("up", "contoso").code == ExitCode.IN_SYNC
        since = scratch.log.last_id()
        baseline.write_text(HOLDS.format(days=365), encoding="utf-8")
        for command in ("preview", "up"):
            assert refusals(scratch.holdfast(command, "contoso")) == ["not-understood"], command
        assert scratch.writes(since) == []
