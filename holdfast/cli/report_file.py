"""Writes one check as a report file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.cli.report_controls import report_controls, report_kinds
from holdfast.model.errors import HoldfastError
from holdfast.report.interface import formats

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from holdfast.drift.check import Checked


def write_report(checked: Checked, path: Path, now: datetime) -> Path:
    """Write the report of `checked` to `path` in the format that its ending names, and return the path.

    Raises:
        HoldfastError: `report-unknown-format`, `report-not-written`.
    """
    form = next((one for one in formats().values() if one.suffix == path.suffix), None)
    if form is None:
        known = ", ".join(one.suffix for one in formats().values())
        raise HoldfastError(
            "report-unknown-format", f"{path}: no report ends with {path.suffix!r}; there are: {known}"
        )
    controls = report_controls(checked.recording.plan)
    text = form.render(checked.result, controls, generated_at=now, kinds=report_kinds())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise HoldfastError("report-not-written", f"{path} could not be written: {error.strerror}") from None
    return path
