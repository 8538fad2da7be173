"""What is told first where not everything has room: the worst, so that a limit never hides it behind what matters less.

What nobody ranks may be of any severity and counts as worst. What somebody accepted comes after all that nobody did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.control import Severity
from holdfast.model.finding import DRIFT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.report.published import PublishedDifference, PublishedFinding
    from holdfast.report.rows import Row

_WORST_FIRST = (None, *Severity)


def place(severity: Severity | None) -> int:
    """Return what severities are sorted by, the worst first."""
    return _WORST_FIRST.index(severity)


def badness(finding: PublishedFinding) -> tuple[bool, int]:
    """Return what findings are sorted by, the worst first."""
    return finding.status not in DRIFT, place(finding.severity)


def badness_of_row(row: Row) -> tuple[bool, int]:
    """Return what rows are sorted by, the worst first."""
    accepted, severity = badness(row.finding)
    return accepted or row.accepted, severity


def drift_worst_first(findings: Iterable[PublishedFinding]) -> list[PublishedFinding]:
    """Return the drift among `findings`, the worst first and else in their order."""
    return sorted((one for one in findings if one.drift), key=badness)


def open_first(differences: Iterable[PublishedDifference]) -> list[PublishedDifference]:
    """Return the properties that differ, those first that nobody accepted."""
    return sorted(differences, key=lambda one: one.accepted)
