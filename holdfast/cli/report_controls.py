"""The controls and kinds of a client's plan, as reports want them: read from the components' own metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.catalogue import controls
from holdfast.kinds.kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.model.report import Enforcement, ReportControl, ReportKind

if TYPE_CHECKING:
    from holdfast.model.plan import Plan, PlannedControl

_ENFORCEMENT = {"report-only": Enforcement.REPORT_ONLY, "disabled": Enforcement.OFF}


def report_controls(plan: Plan) -> list[ReportControl]:
    """Return every control of `plan`, in its order."""
    return [_report_control(planned) for planned in plan.controls]


def report_kinds() -> list[ReportKind]:
    """Return the plain name of every kind, and of what a rule over a population counts."""
    return [
        ReportKind(kind.token, kind.title, kind.noun if isinstance(kind, PopulationKind) else "members")
        for kind in kinds().values()
    ]


def _report_control(planned: PlannedControl) -> ReportControl:
    metadata = controls()[planned.id].metadata
    return ReportControl(
        id=planned.id,
        title=metadata.title,
        duties=tuple(duty.value for duty in metadata.duties),
        severity=metadata.severity.value,
        frameworks=metadata.frameworks,
        licence=metadata.licence,
        impact=metadata.impact,
        rollback=metadata.rollback,
        revision=metadata.revision,
        enforcement=_ENFORCEMENT.get(str(planned.settings.get("state")), Enforcement.ENFORCED),
    )
