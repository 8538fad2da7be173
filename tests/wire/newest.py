"""A healthy check of contoso on the newest version of its baseline, with all that a client may choose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.e2e.scratch import Clock, Scratch
from tests.newest import agree, choose, enable, upgrade
from tests.wire.recorded import record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.wire.recorded import Recorded

_SETTLED_SECONDS = 3 * 86_400
"""After which what the apply began is done: retention is distributed, and backups have restore points."""


class StillClock(Clock):
    """Goes on only where somebody waits: what is asked with the time in it is asked alike whenever it is replayed."""

    def __init__(self) -> None:
        super().__init__()
        self._since = datetime.now(UTC)

    def utc(self) -> datetime:
        return self._since + timedelta(seconds=self.skipped)


def record_newest(folder: Path) -> Recorded:
    """Apply the newest baseline to an embedded tenant in `folder`, and record its check and that of each kind alone."""
    with Scratch(folder, clock=StillClock()) as scratch:
        upgrade(scratch.project, "contoso")
        enable(scratch.project)
        choose(scratch.project, "contoso")
        agree(scratch.project, "contoso")
        scratch.apply()
        scratch.clock.skipped += _SETTLED_SECONDS
        return record(scratch, each_alone=True)
