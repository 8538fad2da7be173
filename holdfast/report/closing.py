"""The last line of a check: how it stands, in one word and one sentence. Accepted deviations are never left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.finding import DRIFT
from holdfast.model.status import Status
from holdfast.report.text import counted

if TYPE_CHECKING:
    from holdfast.model.finding import DriftResult


def closing(result: DriftResult) -> tuple[str, str]:
    """Return how a check stands: `In sync:` and what that means."""
    accepted = counted(result.count(Status.EXCEPTED), "accepted deviation")
    besides = f"; besides, {accepted}" if result.count(Status.EXCEPTED) else ""
    if any(finding.status in DRIFT for finding in result.findings):
        counts = (
            f"{result.count(status)} {status.value}" for status in sorted(DRIFT) if result.count(status)
        )
        return "Drift:", f"{', '.join(counts)}{besides}"
    if all(finding.status is Status.UNKNOWN for finding in result.findings):
        return "No answer:", "nothing could be read"
    if result.count(Status.UNKNOWN):
        return "No full answer:", f"what was read is in sync, the rest is unknown{besides}"
    if besides:
        return f"In sync but for {accepted}:", "everything was read and the rest is as declared"
    return "In sync:", "everything was read and is as declared"
