"""A restore point is of the last day by the service's time alone: none to come is, and none of this machine's zone."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.services.backup_state import _searched

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def found_at(moment: str) -> set[str]:
    """Ids of the units that have a young restore point, where the service tells of one of `moment`."""

    async def search(*_: Any) -> dict[str, Any]:
        point = {"protectionDateTime": moment, "protectionUnit": {"id": "U-1"}}
        return {"searchResults": [{"restorePoint": point}], "noResultProtectionUnitIds": []}

    tenant = cast("Any", SimpleNamespace(graph=SimpleNamespace(search=search)))
    return asyncio.run(_searched(tenant, ["U-1"], NOW))[0]


def test_a_point_of_the_last_day_is_young_in_whatever_zone_it_is_written() -> None:
    assert found_at("2026-11-27T01:00:00Z") == {"u-1"}
    assert found_at("2026-11-27T01:00:00+09:00") == {"u-1"}


@pytest.mark.parametrize(
    "moment",
    ["2026-11-25T12:00:00Z", "2099-01-01T00:00:00Z", "2026-11-27T01:00:00", "0001-01-01T00:00:00+01:00"],
)
def test_what_is_of_another_day_or_of_no_zone_is_not_understood(moment: str) -> None:
    with pytest.raises(MisreadError):
        found_at(moment)
