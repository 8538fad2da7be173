"""What reports of usage have in common: a file or, in beta, pages of JSON; a period; and that they are of yesterday.

Without `$format` a report is a file in CSV, to which the client is sent. Source:
https://learn.microsoft.com/graph/api/reportroot-getmailboxusagedetail?view=graph-rest-beta (2026-11-27), and the pages
of the others, which name the columns; that a page takes 999 rows is assumed, and that a flag is "True" in a file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.downloads import offer
from holdfast.emulator.odata.query import context_url, next_link, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

Rows = list[dict[str, Any]]
Page = Callable[["Tenant", int, int], tuple[Rows, "int | None"]]
"""Gives so many rows behind a position, and the position of the last, None at the end."""
_USUAL_PAGE, _LARGEST_PAGE = 200, 999
_PERIODS = {"D7": "7", "D30": "30", "D90": "90", "D180": "180"}
_OPTIONS = {"v1.0": (), "beta": ("$format", "$top", "$skiptoken")}
_CSV, _JSON = "text/csv", "application/json"
FIRST, LAST = {"reportRefreshDate": "Report Refresh Date"}, {"reportPeriod": "Report Period"}
"""The columns that nearly every report begins and ends with."""


def report_day(tenant: Tenant) -> str:
    """The day that a report is of: yesterday."""
    return (tenant.now() - timedelta(days=1)).date().isoformat()


def whole(rows: Callable[[Tenant], Sequence[dict[str, Any]]]) -> Page:
    """Pages of rows that are all there."""

    def page(tenant: Tenant, after: int, size: int) -> tuple[Rows, int | None]:
        found, end = rows(tenant), after + size
        return list(found[after:end]), end if end < len(found) else None

    return page


@dataclass(frozen=True)
class UsageReport:
    """A report by period."""

    function: str
    """Such as `getMailboxUsageDetail`."""
    row_type: str
    columns: Mapping[str, str]
    """Headers of the file by property, in their order; what else a row has comes as JSON alone."""
    page: Page
    doc: str
    consented: bool = True

    def route(self) -> Route:
        """The route of the report."""
        return Route(
            "GET",
            f"/reports/{self.function}(period='{{period}}')",
            self._answer,
            self.doc,
            any_of=("Reports.Read.All",),
            consented=self.consented,
        )

    def _answer(self, tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        refuse_options(call, *_OPTIONS[call.version])
        options = {"$" + name.lower().removeprefix("$"): value for name, value in call.query.items()}
        if (period := _PERIODS.get(call.params["period"])) is None:
            raise GraphError(400, "InvalidParameter", f"The period must be one of {', '.join(_PERIODS)}.")
        stamp = {"reportRefreshDate": report_day(tenant), "reportPeriod": period}
        wanted = options.get("$format", _CSV).lower()
        if wanted == _CSV:
            return offer(tenant, call, self._file(tenant, stamp))
        if wanted != _JSON:
            raise GraphError(400, "InvalidParameter", f"$format must be {_CSV} or {_JSON}.")
        size, after = _number(options, "$top", _USUAL_PAGE), _number(options, "$skiptoken", 0)
        if not 1 <= size <= _LARGEST_PAGE:
            raise GraphError(400, "InvalidParameter", f"$top must be between 1 and {_LARGEST_PAGE}.")
        rows, following = self.page(tenant, after, size)
        context = context_url(call, f"Collection(microsoft.graph.{self.row_type})")
        body: dict[str, Any] = {"@odata.context": context}
        if following is not None:
            body["@odata.nextLink"] = next_link(call, following)
        return Reply(200, {**body, "value": [{**one, **stamp} for one in rows]})

    def _file(self, tenant: Tenant, stamp: Mapping[str, Any]) -> str:
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\r\n")
        table.writerow(self.columns.values())
        following: int | None = 0
        while following is not None:
            rows, following = self.page(tenant, following, _LARGEST_PAGE)
            for one in rows:
                told = {**one, **stamp}
                table.writerow([_cell(told.get(name)) for name in self.columns])
        return "\ufeff" + text.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "+".join(map(str, value))
    return "" if value is None else str(value)


def _number(options: Mapping[str, str], name: str, default: int) -> int:
    text = options.get(name, str(default))
    if not text.isdecimal():
        raise GraphError(400, "BadRequest", f"Invalid value '{text}' for {name} query option found.")
    return int(text)
