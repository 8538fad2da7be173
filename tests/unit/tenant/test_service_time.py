"""What time it is at the service is told by its answers, or not at all: never a traceback."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from holdfast.model.errors import ReadError
from holdfast.tenant.http import Http


def served_at(text: str) -> Http:
    http = Http(cast("Any", None), cast("Any", SimpleNamespace(hosts=None)))
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
    ],
)
def test_time_that_no_clock_shows_is_not_read(text: str) -> None:
    with pytest.raises(ReadError, match="no answer says what time it is"):
        served_at(text).service_time()
