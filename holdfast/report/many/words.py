"""The sentences that every format of many clients has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.report.text import counted
from holdfast.report.verdict import Verdict
from holdfast.report.words import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.report.many.line import ClientLine
    from holdfast.report.many.summary import SharedCause, SharedDrift

_SHOWN = 12
"""Clients named of what many share; the rest is counted, and stands in the JSON."""


def cause_head(one: SharedCause) -> str:
    """Return `12 clients, permission, 24 objects`."""
    hidden = f", {counted(one.objects, 'object')}" if one.objects else ""
    return f"{counted(len(one.clients), 'client')}, {one.reason or 'a reason that is not known'}{hidden}"


def drift_head(one: SharedDrift) -> str:
    """Return `12 clients: 14 DRIFTED ConditionalAccessPolicy of entra.mfa_required, critical`."""
    of_control = f" of {one.control}" if one.control else ""
    severity = f", {one.severity}" if one.severity else ""
    return (
        f"{counted(len(one.clients), 'client')}: {one.objects} {one.status} {one.kind}{of_control}{severity}"
    )


def some_of(clients: Sequence[str]) -> str:
    """Return the first names, and how many there are besides."""
    more = len(clients) - _SHOWN
    return ", ".join(clients[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def duties_of(line: ClientLine) -> str:
    """Return the duties of one client by verdict, the worst first: `not met: access-control; met: data-retention`."""
    found: dict[Verdict, list[str]] = {}
    for duty, verdict in line.duties.items():
        found.setdefault(verdict, []).append(duty.value)
    return "; ".join(
        f"{VERDICTS[verdict].label.lower()}: {', '.join(found[verdict])}"
        for verdict in Verdict
        if verdict in found
    )


def duty_counts(counts: Mapping[Verdict, int]) -> str:
    """Return how many clients there are by verdict, the worst first: `2 not met, 1 met`."""
    told = [
        f"{counts[verdict]} {VERDICTS[verdict].label.lower()}" for verdict in Verdict if counts.get(verdict)
    ]
    return ", ".join(told) or "nobody was reached"
