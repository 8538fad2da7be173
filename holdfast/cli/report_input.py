"""What a report of one check is made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from holdfast.kinds.kind import Shape
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.model.report import ReportInput, ReportKind

if TYPE_CHECKING:
    from holdfast.drift.check import Checked
    from holdfast.kinds.kind import Kind
    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import DriftResult
    from holdfast.model.horizon import Horizon


def report_input(checked: Checked, horizon: Horizon | None = None) -> ReportInput:
    """Return what there is to report about `checked`, as of now, with what was seen ahead of it."""
    told = _input(checked.result, checked.controls)
    if horizon is None:
        return told
    from holdfast.grace.notes import notes  # a check that does not look ahead does not pay for it

    return replace(told, horizon=horizon, horizon_notes=notes(horizon))


def whole_input(checked: Checked) -> ReportInput:
    """Return the same about the whole check, whatever part of it was asked for."""
    return _input(checked.whole, checked.recording.controls)


def _input(result: DriftResult, controls: tuple[DescribedControl, ...]) -> ReportInput:
    tokens = sorted({one.token for one in result.every})
    return ReportInput(
        result=result,
        controls=controls,
        generated_at=datetime.now(UTC),
        kinds=tuple(_report_kind(kinds()[token]) for token in tokens if token in kinds()),
    )


def _report_kind(kind: Kind) -> ReportKind:
    noun = kind.noun if isinstance(kind, PopulationKind) else "members"
    return ReportKind(kind.token, kind.title, noun, named=kind.shape is Shape.OBJECT, writes=kind.writes)
