"""What reports of usage have in common: JSON of beta alone, a period, pages of a size, and that they are of yesterday.

There is no report file to download here. Source: https://learn.microsoft.com/graph/api/reportroot-getmailboxusagedetail
?view=graph-rest-beta (2026-11-27), and the pages of the others; that a page takes 999 rows is assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.query import context_url, next_link, refuse_options
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call

_USUAL_PAGE, _LARGEST_PAGE = 200, 999
_PERIODS = {"D7": "7", "D30": "30", "D90": "90", "D180": "180"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call asks for."""

    size: int
    after: int
    """The position after which the page begins."""
    stamp: dict[str, Any]
    """What every row says of the report."""


def asked(tenant: Tenant, call: Call) -> Asked:
    """Return what a call asks for.

    Raises:
        GraphError: 501 for another format than JSON, 400 for a period or size that there is not.
    """
    refuse_options(call, "$format", "$top", "$skiptoken")
    options = {name.lower(): value for name, value in call.query.items()}
    if options.get("$format") != "application/json":
        raise GraphError(
            501, "NotImplemented", "The embedded tenant has this report as application/json only."
        )
    if (period := _PERIODS.get(call.params["period"])) is None:
        raise GraphError(400, "InvalidParameter", f"The period must be one of {', '.join(_PERIODS)}.")
    size, after = _number(options, "$top", _USUAL_PAGE), _number(options, "$skiptoken", 0)
    if not 1 <= size <= _LARGEST_PAGE:
        raise GraphError(400, "InvalidParameter", f"$top must be between 1 and {_LARGEST_PAGE}.")
    day = (tenant.now() - timedelta(days=1)).date().isoformat()
    return Asked(size, after, {"reportRefreshDate": day, "reportPeriod": period})


def reply(call: Call, row_type: str, rows: Sequence[dict[str, Any]], following: int | None) -> Reply:
    """Return a page of a report; `following` is the position after which the next begins, None at the end."""
    body: dict[str, Any] = {"@odata.context": context_url(call, f"Collection(microsoft.graph.{row_type})")}
    if following is not None:
        body["@odata.nextLink"] = next_link(call, following)
    return Reply(200, {**body, "value": list(rows)})


def paged(call: Call, wanted: Asked, row_type: str, rows: Sequence[dict[str, Any]]) -> Reply:
    """Return the page that is asked for of rows that are all there."""
    end = wanted.after + wanted.size
    told = [{**one, **wanted.stamp} for one in rows[wanted.after : end]]
    return reply(call, row_type, told, end if end < len(rows) else None)


def _number(options: dict[str, str], name: str, default: int) -> int:
    text = options.get(name, str(default))
    if not text.isdecimal():
        raise GraphError(400, "BadRequest", f"Invalid value '{text}' for {name} query option found.")
    return int(text)
