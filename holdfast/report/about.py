"""What is said of a check as a whole, beside its findings: for formats that have one place for all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.report.closing import closing
from holdfast.report.left_out import settings_left_out
from holdfast.report.simulation import notice

if TYPE_CHECKING:
    from holdfast.model.report import ReportInput


def about(given: ReportInput) -> list[str]:
    """Return sentences, none of them empty: a simulation, how it stands, warnings, and whom settings leave out."""
    result = given.result
    said = [notice(result.cloud), " ".join(closing(result)), *map(str, result.warnings)]
    said += [
        f"left out by settings of {control.id}: {sentence}"
        for control, sentence in settings_left_out(result, given.controls)
    ]
    return [one for one in said if one]
