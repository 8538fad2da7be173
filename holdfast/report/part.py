"""Says what of a check is not shown: so that a part that is as declared is never taken for the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.control import FailOn
from holdfast.model.status import Status
from holdfast.report.text import counted, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.model.finding import DriftResult, Finding


def part(result: DriftResult) -> str:
    """Return which part of a check is shown, and what is left out, in a sentence without a full stop; else empty."""
    view = result.view
    if view is None:
        return ""
    left = []
    if view.selected:
        controls = f" and {counted(len(view.controls), 'control')}" if view.controls else ""
        left.append(
            f"{counted(len(view.findings), 'object')}{_counts(view.findings)}{controls} not asked for"
        )
    if view.unread:
        left.append(f"the rules of {listed(list(view.unread))}, which were not read")
    if view.since:
        left.append(f"{counted(len(view.known), 'object')}{_counts(view.known)} as in {view.since}")
    shown = [one for one in (view.selected, f"new since {view.since}" if view.since else "") if one]
    return f"only a part is shown ({'; '.join(shown)}); left out: {listed(left)}"


def gated(result: DriftResult) -> str:
    """Return what does not fail the check although it is no full agreement; empty where nothing is let through."""
    gate = result.gate
    if gate is None:
        return ""
    if gate.fail_on is FailOn.NONE:
        return "nothing fails it (--fail-on none)" if result.answer else ""
    if not gate.passed:
        return ""
    return f"{gate.passed} of it {'fails' if gate.passed == 1 else 'fail'} nothing (--fail-on {gate.fail_on})"


def _counts(findings: Sequence[Finding]) -> str:
    """Return how many of what is left out are no agreement: ` (2 DRIFTED, 1 UNKNOWN)`."""
    told = [
        f"{number} {status.value}"
        for status in Status
        if status not in {Status.IN_SYNC, Status.EXCEEDS, Status.NOT_APPLICABLE}
        and (number := sum(one.status is status for one in findings))
    ]
    return f" ({', '.join(told)})" if told else ""
