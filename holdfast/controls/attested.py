"""What controls share that rest upon what a named owner attests, because no interface tells it to an application.

A control says by `Attested` which values an attestation of it has, and by `Asked` what is asked of each. It is chosen:
what nobody attests is unknown, so a client that has not chosen it keeps checks that have an answer. See
docs/decisions/2026-11-27-attestations.md.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict

from holdfast.controls.chosen import ChosenControl, ChosenSettings
from holdfast.model.control import EVERY_TENANT, ControlMetadata
from holdfast.model.value_class import value_class
from holdfast.provider.resources import Attestation

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pulumi

    from holdfast.controls.control import HardeningControl
    from holdfast.model.control import Severity, Share
    from holdfast.model.duty import Duty
    from holdfast.model.framework import Requirement

_WRITTEN_BACK = " 00:00:00 +0000 UTC"
"""Behind a day that stood without quotes, when Pulumi saves the file (seen with v3.259.0)."""


def _day(value: str) -> str:
    """Accept a day as people write it, and as Pulumi writes it back, and nothing that goes on behind it.

    Raises:
        ValueError: it is none.
    """
    day = value.removesuffix(_WRITTEN_BACK)
    try:
        if date.fromisoformat(day).isoformat() == day:
            return day
    except ValueError:
        pass
    raise ValueError(f"expected a date such as 2027-03-31, found {value!r}")


Day = Annotated[str, AfterValidator(_day)]
"""A day of the calendar, written as 2027-03-31."""


class AttestedValues(BaseModel):
    """Base of what an attestation says: no unknown names, no silent conversions, and nothing left out."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


@value_class(kw_only=True)
class Asked:
    """What is asked of one attested value: one of the three."""

    value: str
    """Its name in `Attested`."""
    at_least: int | None = None
    """The least number that is enough; `unlimited` always is."""
    within_days: int | None = None
    """How many days before the run the day may be at most."""
    one_of: tuple[str, ...] = ()
    """The words that are enough."""

    def inputs(self) -> dict[str, Any]:
        """Return what the resource declares of it."""
        said = {
            "atLeast": self.at_least,
            "withinDays": self.within_days,
            "oneOf": ",".join(self.one_of) or None,
        }
        return {"value": self.value, **{name: one for name, one in said.items() if one is not None}}


def attested_metadata(  # the fields of `ControlMetadata` that differ
    *,
    title: str,
    duties: tuple[Duty, ...],
    outcomes: tuple[str, ...],
    severity: Severity,
    frameworks: tuple[Requirement, ...],
    impact: str,
    revision: int,
    licence: str = EVERY_TENANT,
    shares: tuple[Share, ...] = (),
) -> ControlMetadata:
    """Return what a control is of which nothing is written, so that nothing is undone; `licence` gives the service."""
    return ControlMetadata(
        title=title,
        duties=duties,
        outcomes=outcomes,
        shares=shares,
        severity=severity,
        frameworks=frameworks,
        licence=licence,
        impact=impact,
        rollback="Nothing is written, so there is nothing to undo.",
        revision=revision,
    )


def attestation(control: HardeningControl[Any], asked: Iterable[Asked]) -> Attestation:
    """Register that `control` rests upon an attestation of the client file."""
    return Attestation(
        control.child_name("attestation"),
        control=control.control_id,
        asked=[one.inputs() for one in asked],
        opts=control.child_options(),
    )


S = TypeVar("S", bound=ChosenSettings)


class AttestedControl(ChosenControl[S]):
    """A control that rests upon an attestation alone: nothing in the tenant tells whether it is met."""

    def asked(self) -> tuple[Asked, ...]:
        """Return what is asked of the attested values; depends on the settings only."""
        raise NotImplementedError

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the attestation, unless the control is off."""
        if not self.settings.enabled:
            return {}
        attestation(self, self.asked())
        return {}
