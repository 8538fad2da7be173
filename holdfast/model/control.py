"""What a control is, for people, findings and reports; standard library only, so that nothing of Pulumi is needed.

Recordings keep it, because the control's own module imports Pulumi.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from holdfast.model.duty import OUTCOMES, Duty
from holdfast.model.framework import Requirement
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class

EVERY_TENANT = "none"
"""What a control that every tenant can have says of its licence."""


class Severity(StrEnum):
    """How bad it is when the control is not met; the worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class FailOn(StrEnum):
    """From which severity of drift on a check fails."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    ANY = "any"
    """All drift, also that of which nobody says how bad it is."""
    NONE = "none"
    """Nothing that was found, and nothing that could not be read."""


class Enforcement(StrEnum):
    """How far a control acts, as the client's plan says it."""

    ENFORCED = "enforced"
    """It acts."""
    REPORT_ONLY = "report-only"
    """It records whom it would have stopped and stops nobody: never reported as met."""
    OFF = "off"
    """It is declared and switched off: never reported as met."""


@value_class
class Share:
    """That a control brings about a part of an outcome, as a rule for guests does of one about everybody."""

    outcome: str
    """Id of the outcome."""
    beside: tuple[str, ...]
    """Ids of the controls that bring about the rest: without one of them in the plan nobody sees to that."""


@value_class(kw_only=True)
class ControlMetadata:
    """What a control is, for people and reports. Nothing that matters has a default."""

    title: str
    """The secured state in plain words, without a full stop."""
    duties: tuple[Duty, ...]
    outcomes: tuple[str, ...]
    """Ids of the outcomes (`holdfast.model.duty`) that it brings about, at least one for each of `duties`."""
    severity: Severity
    frameworks: tuple[Requirement, ...]
    """What of others it serves: ids by edition, from `holdfast.frameworks`."""
    licence: str
    """Service plan that the tenant needs, such as `AAD_PREMIUM`; `EVERY_TENANT` when every tenant can."""
    impact: str
    """Who notices what when it is switched on."""
    rollback: str
    """How to undo it."""
    revision: int
    """Raised when the desired state changes its meaning."""
    shares: tuple[Share, ...] = ()
    """Of which of `outcomes` it brings about a part only."""
    needs: tuple[str, ...] = ()
    """Controls that must be declared before this one when both are in the plan."""
    excuses_groups_of: tuple[str, ...] = ()
    """Controls whose groups it leaves out: it is for everybody else only while these are as agreed."""
    former_ids: tuple[str, ...] = ()
    """Ids that it had before it was renamed, the oldest first: files may name them, what was applied under them is
    taken over, and findings keep their fingerprints."""

    def __post_init__(self) -> None:
        """Refuse outcomes that no report would show.

        Raises:
            ValueError: an outcome that does not exist, or is of a duty that the control does not serve; a duty
                for which no outcome is named.
        """
        if strangers := sorted(set(self.outcomes) - set(OUTCOMES)):
            raise ValueError(f"{self.title!r} names unknown outcomes: {', '.join(strangers)}")
        served = {OUTCOMES[one][0] for one in self.outcomes}
        if strangers := sorted(served - set(self.duties)):
            raise ValueError(
                f"{self.title!r} names outcomes of duties it does not serve: {', '.join(strangers)}"
            )
        if idle := sorted(set(self.duties) - served):
            raise ValueError(f"{self.title!r} names no outcome of its duties: {', '.join(idle)}")
        if strangers := sorted({one.outcome for one in self.shares} - set(self.outcomes)):
            raise ValueError(f"{self.title!r} shares outcomes that it does not name: {', '.join(strangers)}")

    def beside(self, outcome: str) -> tuple[str, ...]:
        """Return the controls that bring about the rest of an outcome; none where this one brings about all of it."""
        return next((one.beside for one in self.shares if one.outcome == outcome), ())


@value_class(kw_only=True)
class LeftOut:
    """What one setting of a client leaves out of what a control is for. The break-glass group is not among it."""

    setting: str
    """Name of the setting, such as `excluded_users`."""
    what: str
    """What `names` are, plural, such as `users`."""
    names: tuple[str, ...]
    """Who or what is left out, at least one."""
    counted_as: Reason | None = None
    """Why members of the control's population are exempt by it; None where no population counts them."""
    contradicts: tuple[str, ...] = ()
    """Ids of outcomes of other controls that are not true while somebody is left out here."""

    def __post_init__(self) -> None:
        """Refuse outcomes that no report would show.

        Raises:
            ValueError: `contradicts` names an outcome that does not exist.
        """
        if strangers := sorted(set(self.contradicts) - set(OUTCOMES)):
            raise ValueError(f"{self.setting!r} contradicts unknown outcomes: {', '.join(strangers)}")


@value_class
class Shortfall:
    """A setting of a client whose value is too little for any outcome of a control to be true."""

    setting: str
    """Name of the setting, such as `duration_days`."""
    told: str
    """What is too little about its value, in words without a full stop."""


@value_class(kw_only=True)
class DescribedControl:
    """One control of a client's plan, with what follows from the client's settings."""

    id: str
    """Dotted path, such as `entra.mfa_required`."""
    metadata: ControlMetadata
    enforcement: Enforcement
    """How far it acts with this client's settings."""
    outcomes: tuple[str, ...]
    """Those of `metadata.outcomes` that it brings about with this client's settings, once it is met."""
    leaves_out: tuple[LeftOut, ...] = ()
    """Whom and what this client's settings leave out of it."""
    falls_short: tuple[Shortfall, ...] = ()
    """What of this client's settings is too little: while there is any, no outcome is brought about."""
    titles_beside: tuple[tuple[str, str], ...] = ()
    """Id and title of each control that `metadata.shares` names: it need not be in the plan."""

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> DescribedControl:
        """Return the control that `dataclasses.asdict` and JSON made `facts` of.

        Raises:
            KeyError, TypeError, ValueError: when they are of another shape.
        """
        said = facts["metadata"]
        typed = {
            "duties": tuple(Duty(one) for one in said["duties"]),
            "severity": Severity(said["severity"]),
            "frameworks": tuple(Requirement(**one) for one in said["frameworks"]),
            "shares": tuple(Share(one["outcome"], tuple(one["beside"])) for one in said["shares"]),
            **{name: tuple(said[name]) for name in ("outcomes", "needs", "excuses_groups_of", "former_ids")},
        }
        return cls(
            id=facts["id"],
            metadata=ControlMetadata(**{**said, **typed}),
            enforcement=Enforcement(facts["enforcement"]),
            outcomes=tuple(facts["outcomes"]),
            leaves_out=tuple(_left_out(one) for one in facts["leaves_out"]),
            falls_short=tuple(Shortfall(**one) for one in facts["falls_short"]),
            titles_beside=tuple((name, title) for name, title in facts["titles_beside"]),
        )


def _left_out(facts: dict[str, Any]) -> LeftOut:
    counted = facts["counted_as"]
    typed = {name: tuple(facts[name]) for name in ("names", "contradicts")}
    return LeftOut(**{**facts, **typed, "counted_as": Reason(counted) if counted else None})
