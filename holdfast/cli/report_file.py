"""Writes one check as a report file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.errors import HoldfastError
from holdfast.report.formats.interface import formats

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.model.report import ReportInput


def write_report(given: ReportInput, path: Path) -> Path:
    """Write the report to `path` in the format that its ending names, and return the path.

    Raises:
        HoldfastError: `report-unknown-format`, `report-not-written`.
    """
    form = next((one for one in formats().values() if one.suffix == path.suffix), None)
    if form is None:
        known = ", ".join(one.suffix for one in formats().values())
        raise HoldfastError(
            "report-unknown-format", f"{path}: no report ends with {path.suffix!r}; there are: {known}"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(form.render(given))
    except OSError as error:
        raise HoldfastError("report-not-written", f"{path} could not be written: {error.strerror}") from None
    return path
