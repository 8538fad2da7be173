"""Results as a check writes them, and the command that tells of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.cli import main as command_line
from holdfast.model.status import Status
from holdfast.report.formats.interface import formats
from tests.golden.report.cases import CONTROLS, DRIFT, HOLD_OK, LABEL_OK, LEGACY_OK, MFA_OK, input_of, result

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import DriftResult, Finding

IN_SYNC = result(MFA_OK, LEGACY_OK, LABEL_OK, HOLD_OK)
"""Everything is as declared."""
(CHANGED, ABSENT, *_) = DRIFT.findings
"""A policy of which one property differs, and one that is not there."""


def at(checked: DriftResult, minute: int) -> DriftResult:
    """The same check, at another time."""
    return replace(checked, checked_at=f"2026-11-24T07:{minute:02}:00Z")


def with_(*findings: Finding) -> DriftResult:
    """A check of everything in which some findings are others: in the place of the ones of the same object."""
    new = {(one.token, one.name): one for one in findings}
    kept = [one for one in IN_SYNC.findings if (one.token, one.name) not in new]
    return replace(IN_SYNC, findings=(*findings, *kept))


def unread(one: Finding) -> Finding:
    """The same object, which could not be read."""
    return replace(one, status=Status.UNKNOWN, differences=(), change=None, live_id="")


def write(path: Path, checked: DriftResult, controls: tuple[DescribedControl, ...] = CONTROLS) -> Path:
    path.write_bytes(formats()["json"].render(input_of(checked, controls)))
    return path


def notify(path: Path, *to: str, more: tuple[str, ...] = ()) -> int:
    """Run the command in this process, and return its exit code."""
    receivers = [part for one in to for part in ("--to", one)]
    return command_line._run(["notify", "--from", str(path), *receivers, *more])
