"""Counts what was read and what was not: the first thing that every report says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.finding import Basis
from holdfast.model.status import Status
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from holdfast.model.finding import DriftResult, Finding


@value_class
class Coverage:
    """How much of what was to be checked the check has seen."""

    read: int
    """Objects that were read, or whose absence was."""
    unread: tuple[Finding, ...]
    """Objects and collections that were not, each with its reason."""
    attested: int
    """Objects of which a named owner attests something: nobody looked at them."""
    not_applicable: int
    """Objects that cannot apply to this tenant."""
    members: int
    """Members that rules over a population counted one by one."""

    @property
    def total(self) -> int:
        """How many objects were to be checked."""
        return self.read + self.attested + len(self.unread) + self.not_applicable


def coverage(result: DriftResult) -> Coverage:
    """Return the coverage of one client's check."""
    unread = tuple(finding for finding in result.findings if finding.status is Status.UNKNOWN)
    not_applicable = result.count(Status.NOT_APPLICABLE)
    attested = attested_in(result)
    return Coverage(
        read=len(result.findings) - len(unread) - not_applicable - attested,
        attested=attested,
        unread=unread,
        not_applicable=not_applicable,
        members=sum(members(finding) for finding in result.findings),
    )


def attested_in(result: DriftResult) -> int:
    """Return of how many objects a named owner attests something today, good or not."""
    return sum(one.basis is Basis.ATTESTED and one.status is not Status.UNKNOWN for one in result.findings)


def all_read(result: DriftResult) -> str:
    """Return `everything was read`; what is attested nobody looked at, so that it is never called read."""
    return f"everything {was_read(result)}"


def was_read(result: DriftResult) -> str:
    """Return `was read`, said of all that is shown; what is attested nobody looked at."""
    return "was read or is attested" if attested_in(result) else "was read"


def members(finding: Finding) -> int:
    """Return how many members a finding's rule looked at; 0 for an object."""
    return finding.population.total if finding.population else 0
