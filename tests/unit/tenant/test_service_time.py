"""What time it is at the service is told by its answers, or not at all: never a traceback."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from holdfast.model.errors import ReadError
from holdfast.tenant.http import Http

NOW = datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC)


def served_at(text: str, ours: datetime | None = None) -> Http:
    clock = None if ours is None else lambda: ours
    http = Http(cast("Any", None), cast("Any", SimpleNamespace(hosts=None)), clock)
    http._served_at = text
    return http


@pytest.mark.parametrize("zone", ["GMT", "+0000", "-0000", ""])
def test_time_is_the_one_of_the_answer(zone: str) -> None:
    told = served_at(f"Tue, 29 Feb 2028 23:59:59 {zone}".strip()).service_time()

    assert told == datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "1764335000",
        "2026-11-28T13:00:00Z",
        "Mon, 29 Feb 2027 00:00:00 GMT",
        "Sat, 28 Nov 2026 25:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 -0500",
        "Sat, 28 Nov 99999999999999999999 13:00:00 GMT",
        "Sat, 28 Nov 2026 13:00:00 +99999999999",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
    ],
)
def test_time_that_no_clock_shows_is_not_read(text: str) -> None:
    with pytest.raises(ReadError, match="no answer says what time it is"):
        served_at(text).service_time()


@pytest.mark.parametrize("apart", [timedelta(), timedelta(hours=23), -timedelta(hours=23)], ids=str)
def test_clocks_of_one_day_are_the_services(apart: timedelta) -> None:
    assert served_at(format_datetime(NOW), NOW + apart).service_time() == NOW


@pytest.mark.parametrize("apart", [25 / 24, -25 / 24, 100, -100, 366, -366, 4000, -2000])
def test_of_clocks_that_are_further_apart_none_is_believed(apart: float) -> None:
    """Else accounts in use would be quiet for months, and be disabled."""
    ours = NOW + timedelta(days=apart)
    with pytest.raises(ReadError, match=f"2028-02-29 23:59 UTC at the service and {ours:%Y-%m-%d}"):
        served_at(format_datetime(NOW), ours).service_time()


def test_clock_of_an_embedded_tenant_is_its_own() -> None:
    assert served_at("Tue, 29 Feb 2028 23:59:59 GMT").service_time() == NOW
