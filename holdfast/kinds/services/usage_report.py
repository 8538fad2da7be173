"""Microsoft's reports of usage: one list of all mailboxes, drives or sites, of some two days ago.

They are beta where they answer as JSON, take `$top`, are as old as they say, and bear codes for names where the tenant
conceals them. Sources: https://learn.microsoft.com/graph/api/reportroot-getmailboxusagedetail?view=graph-rest-beta,
reportroot-getonedriveusageaccountdetail and reportroot-getsharepointsiteusagedetail (2026-11-27: format, pages of 200,
names of the properties); that a page takes 999, and the form of concealed names, are assumed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_day, as_text, not_understood, required
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

READ = "Reports.Read.All"
_DAY = timedelta(days=1)
_OLDEST = 7 * _DAY
_IN_CLEAR = (
    "a sign-in name: the tenant conceals names in reports (admin center, Settings, Org settings, Reports)"
)


@value_class
class Report:
    """One report."""

    function: str
    """Such as `getMailboxUsageDetail`."""
    title: str

    @property
    def path(self) -> str:
        """Where it is."""
        return f"/beta/reports/{self.function}(period='D7')?$format=application/json&$top=999"


async def each_row(
    tenant: Reader, report: Report, take: Callable[[Row], None], now: datetime | None = None
) -> None:
    """Give every row of a report to `take`.

    Args:
        tenant: whose report.
        report: which.
        take: takes a row, and may raise MisreadError.
        now: the time in the tenant; None is that of its first answer.

    Raises:
        ReadError: the report could not be read, is older than a week, or is not understood.
    """
    async for page in tenant.graph.pages(report.path):
        # The time of the service is that of its answer, so that it is there with the first page.
        now = now or tenant.service_time()
        try:
            for row in page:
                _check_day(row, now)
                take(row)
        except MisreadError as misread:
            raise not_understood(report.title, "", misread) from None


def name_in_clear(row: Row, path: str) -> str:
    """Return whose a row is, in lower case.

    Raises:
        MisreadError: it does not tell.
    """
    name = required(row, path, as_text)
    if "@" not in name:
        raise MisreadError(path, _IN_CLEAR, name)
    return name.casefold()


def _check_day(row: Row, now: datetime) -> None:
    """Raise MisreadError for a row that is not of the last week; one to come would be of it for ever."""
    told = required(row, "reportRefreshDate", as_day)
    try:
        ends = datetime.fromisoformat(told).replace(tzinfo=UTC) + _DAY
    except OverflowError:  # of the last day that there is
        raise MisreadError("reportRefreshDate", "a day", told) from None
    # A zone may be a day ahead.
    if not now - _OLDEST <= ends <= now + 2 * _DAY:
        raise MisreadError("reportRefreshDate", "a day of the last week", told)
