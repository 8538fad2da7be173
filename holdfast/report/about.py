"""What is said of a check as a whole, beside its findings: for formats that have one place for all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.report.closing import closing
from holdfast.report.left_out import settings_limits
from holdfast.report.simulation import notice

if TYPE_CHECKING:
    from holdfast.model.report import ReportInput


def about(given: ReportInput) -> list[str]:
    """Return sentences, none of them empty: a simulation, how it stands, warnings, and what settings take from it."""
    result = given.result
    said = [notice(result.cloud), " ".join(closing(result)), *map(str, result.warnings)]
    said += [
        f"{limit.label.lower()} of {control.id}: {sentence}"
        for control, limit, sentence in settings_limits(result, given.controls)
    ]
    return [one for one in said if one]
