"""In which order findings are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.control import Severity
from holdfast.model.status import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.model.finding import Finding

_ORDER = {status: number for number, status in enumerate(Status)}
_SEVERITIES = tuple(Severity)
_FIRST = (Status.DRIFTED, Status.MISSING, Status.UNMANAGED, Status.UNKNOWN)


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return `findings` sorted for people: drift, then unread, then the rest; by control, kind and name inside.

    What nobody declared comes by what it can do, the worst first.
    """

    def place(finding: Finding) -> tuple[int, int, str, str, str, str]:
        """Return what a finding is sorted by."""
        rank = (
            _FIRST.index(finding.status) if finding.status in _FIRST else len(_FIRST) + _ORDER[finding.status]
        )
        severity = _SEVERITIES.index(finding.rank.severity) if finding.rank else 0
        return rank, severity, finding.control, finding.token, finding.name, finding.live_id

    return tuple(sorted(findings, key=place))
