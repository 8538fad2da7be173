"""What could not be read, by its cause: one refused permission hides many objects, and is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.status import Status
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.report.published import PublishedFinding


@value_class
class Cause:
    """Why some objects were not read."""

    reason: str
    """Of the closed list in `holdfast.model.status.Reason`; empty where none was given."""
    explanation: str
    """One sentence; empty where none was given."""
    findings: tuple[PublishedFinding, ...]
    """Everything that it hides, at least one."""


def causes(findings: Iterable[PublishedFinding]) -> tuple[Cause, ...]:
    """Return the causes for which `findings` are unknown, in the order in which they are met."""
    found: dict[tuple[str, str], list[PublishedFinding]] = {}
    for one in findings:
        if one.status is Status.UNKNOWN:
            reason = one.reason.value if one.reason else ""
            found.setdefault((reason, one.explanation), []).append(one)
    return tuple(Cause(*why, tuple(hidden)) for why, hidden in found.items())
