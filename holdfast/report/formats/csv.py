"""A check's result as a table for spreadsheets, which take a cell that begins like a formula for one: none does.

Source: https://owasp.org/www-community/attacks/CSV_Injection (2026-11-26).
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

from holdfast.model.value_class import value_class
from holdfast.report.closing import closing
from holdfast.report.inline import cut, told_sides
from holdfast.report.left_out import settings_limits
from holdfast.report.published import published
from holdfast.report.rows import Row, rows
from holdfast.report.simulation import notice
from holdfast.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.model.report import ReportInput

COLUMNS = (
    "record", "client", "tenant", "baseline", "checked_at", "status", "drift", "severity", "control", "duties", "kind",
    "name", "id", "property", "expected", "found", "reason", "explanation", "changed_by", "changed_at", "change",
    "not_attributable", "made_by", "made_at", "remediation", "frameworks", "fingerprint", "notice",
)  # fmt: skip
"""`record` is `check` in the first row, then `warning`, `left-out` or `too-little` (by settings), and `finding`."""
_SIGNS = "=+@＝＋－＠-"  # noqa: RUF001 - the full-width signs are signs to some spreadsheets
_SEPARATED = re.compile(rf"([;|])(?=[\s\"]*[{_SIGNS}])")
"""Where another cell begins with a formula, to a spreadsheet whose language separates cells by something else."""
_MOST = 32_000
"""Characters of a cell; spreadsheets take 32,767. Source: Excel specifications and limits (assumed, 2026-11-26)."""


def _cells(given: ReportInput) -> Iterator[dict[str, str]]:
    """Yield the columns of each row that have something to say."""
    yield {"record": "check", "explanation": " ".join(closing(given.result))}
    for warning in given.result.warnings:
        yield {"record": "warning", "explanation": str(warning)}
    for control, limit, sentence in settings_limits(given.result, given.controls):
        yield {"record": limit.value, "control": control.id, "explanation": sentence}
    for row in rows(published(given)):
        yield {"record": "finding", **_of_finding(row), **_of_property(row), **_who(row)}


def _of_finding(row: Row) -> dict[str, str]:
    one = row.finding
    return {
        "status": one.status.value,
        "drift": "yes" if one.drift else "no",
        "severity": one.severity.value if one.severity else "",
        "control": one.control,
        "duties": ", ".join(one.duties),
        "kind": one.kind,
        "name": one.name,
        "id": one.id,
        "reason": one.reason.value if one.reason else "",
        "explanation": "; ".join(filter(None, [one.explanation, one.ranking, *one.notes])),
        "remediation": one.remediation.sentence,
        "frameworks": ", ".join(map(str, one.frameworks)),
        "fingerprint": row.fingerprint,
    }


def _of_property(row: Row) -> dict[str, str]:
    if row.difference is None:
        return {}
    expected, found = told_sides(row.difference.expected, row.difference.found)
    told = "; ".join(filter(None, [row.difference.note, row.finding.explanation]))
    return {"property": row.difference.path, "expected": expected, "found": found, "explanation": told}


def _who(row: Row) -> dict[str, str]:
    made = row.finding.made
    by = {"made_by": made.actor, "made_at": made.time} if made else {}
    if row.change is None:
        return {"not_attributable": row.not_attributable, **by}
    return {
        "changed_by": row.change.actor,
        "changed_at": row.change.time,
        "change": row.change.activity,
        **by,
    }


def harmless(text: str) -> str:
    """Return a cell's text on one line, without what hides or reorders, and with a sign before what is no formula."""
    shown = cut(_SEPARATED.sub(r"\1'", visible(text)), _MOST)
    return f"'{shown}" if shown.strip() and shown.lstrip()[0] in _SIGNS else shown


@value_class
class CsvFormat:
    """One row for each property that differs, and one for each other finding; every cell in quotation marks."""

    name: str = "csv"
    suffix: str = ".csv"

    def render(self, given: ReportInput) -> bytes:
        """Return the rows of `COLUMNS`, as RFC 4180 has them."""
        result = given.result
        every = {
            "client": result.client,
            "tenant": result.tenant,
            "baseline": result.baseline,
            "checked_at": result.checked_at,
            "notice": notice(result.cloud),
        }
        file = StringIO()
        writer = csv.DictWriter(file, COLUMNS, restval="", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writeheader()
        for cells in _cells(given):
            writer.writerow({name: harmless(text) for name, text in {**every, **cells}.items()})
        return file.getvalue().encode()


FORMAT = CsvFormat()
