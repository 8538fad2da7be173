"""A check's result as JSON Lines, for log stores: the check on the first line, then one finding a line."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from holdfast.model.value_class import value_class
from holdfast.report.formats.json import summary
from holdfast.report.json_text import as_json, json_line
from holdfast.report.published import published_one_by_one

if TYPE_CHECKING:
    from holdfast.model.report import ReportInput


@value_class
class JsonLinesFormat:
    """One JSON document a line."""

    name: str = "jsonl"
    suffix: str = ".jsonl"

    def render(self, given: ReportInput) -> bytes:
        """Return `{"check": …}`, which is the JSON format's document without findings, and then the findings.

        Each finding stands alone, as docs/finding.schema.json says.
        """
        written = BytesIO()
        written.write(json_line({"check": summary(given)}))
        written.writelines(json_line(as_json(one)) for one in published_one_by_one(given))
        return written.getvalue()


FORMAT = JsonLinesFormat()
