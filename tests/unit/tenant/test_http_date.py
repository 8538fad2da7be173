"""Dates of HTTP mean the same moment wherever this machine is, in every form that is still about."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, cast

import httpx
import pytest

from holdfast.doctor.reach import _ahead
from holdfast.tenant.http_date import http_date
from holdfast.tenant.retry import retry_after
from tests.unit.tenant.test_service_time import served_at

if TYPE_CHECKING:
    from collections.abc import Iterator

ZONES = (
    "UTC",
    "Pacific/Apia",
    "America/St_Johns",
    "Europe/Oslo",
    ":/nonexistent",
    "EST5EDT,M3.2.0,M11.1.0",
    "UTC-14",
)
"""Of this machine: ahead and behind, with summer time, and such as there is none."""
FORMS = (
    "%a, %d %b %Y %H:%M:%S GMT",
    "%a, %d %b %Y %H:%M:%S +0000",
    "%a, %d %b %Y %H:%M:%S -0000",
    "%a, %d %b %Y %H:%M:%S UT",
    "%a, %d %b %Y %H:%M:%S",
    "%A, %d-%b-%y %H:%M:%S GMT",
    "%a %b %d %H:%M:%S %Y",
)
"""The three of RFC 9110, the last two of them obsolete, and what is written for the first."""
MOMENTS = (
    datetime(2026, 3, 29, 1, 30, tzinfo=UTC),  # summer time begins in Oslo half an hour before
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # and ends
    datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC),
)


@pytest.fixture(params=ZONES)
def _anywhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as here:
        here.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_anywhere")
@pytest.mark.parametrize("form", FORMS)
def test_date_is_the_same_moment_to_all_who_read_it(form: str) -> None:
    for moment in MOMENTS:
        text = moment.strftime(form)
        assert http_date(text) == moment
        assert http_date(text).tzinfo is UTC
        assert served_at(text, moment).service_time() == moment
        assert _ahead(cast("Any", httpx.Headers({"date": text})), moment + timedelta(minutes=5)) == 300
    soon = datetime.now(UTC) + timedelta(minutes=10)
    seconds = retry_after({"Retry-After": soon.strftime(form)})
    assert seconds is not None
    assert 300 < seconds < 601


@pytest.mark.usefixtures("_anywhere")
def test_date_of_another_zone_is_that_moment() -> None:
    for moment in MOMENTS:
        elsewhere = moment.astimezone(datetime.strptime("+1345", "%z").tzinfo)
        assert http_date(format_datetime(elsewhere)) == moment


@pytest.mark.parametrize("text", ["", "soon", "7", "Fri, 31 Dec 9999 23:59:59 -0500", "2026-11-28T13:00:00Z"])
def test_what_is_no_date_of_any_clock_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        http_date(text)
