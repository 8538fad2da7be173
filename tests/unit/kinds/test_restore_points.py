"""A restore point is of the last day by the service's time alone: none to come is, and none of this machine's zone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.services.restore_points import Searched, newest_points

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def found_at(moment: str) -> set[str]:
    """Ids of the units that have a young restore point, where the service tells of one of `moment`."""

    async def search(*_: Any) -> dict[str, Any]:
        point = {"protectionDateTime": moment, "protectionUnit": {"id": "U-1"}}
        return {"searchResults": [{"restorePoint": point}], "noResultProtectionUnitIds": []}

    tenant = cast("Any", SimpleNamespace(graph=SimpleNamespace(search=search)))
    return set(asyncio.run(newest_points(tenant, ["U-1"], (NOW - timedelta(days=1), NOW))).points)


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


@dataclass
class Service:
    """A service that tells no more than so many points in an answer, of twenty units at most."""

    tells: int
    empty: frozenset[str] = frozenset()
    asked: list[int] = field(default_factory=list)

    async def search(self, _path: str, body: dict[str, Any]) -> dict[str, Any]:
        units = body["protectionUnitIds"]
        assert len(units) <= 20
        self.asked.append(len(units))
        there = [one for one in units if one not in self.empty][: self.tells]
        points = [
            {"protectionDateTime": "2026-11-27T01:00:00Z", "protectionUnit": {"id": one}} for one in there
        ]
        without = [one for one in units if one in self.empty]
        return {
            "searchResults": [{"restorePoint": one} for one in points],
            "noResultProtectionUnitIds": without,
        }

    def newest(self, units: list[str]) -> Searched:
        tenant = cast("Any", SimpleNamespace(graph=self))
        return asyncio.run(newest_points(tenant, units, (NOW - timedelta(days=1), NOW)))


def test_units_of_which_an_answer_tells_nothing_are_asked_for_again() -> None:
    units, empty = [f"u-{number}" for number in range(45)], frozenset({"u-3", "u-41"})
    whole, brief, mute = Service(20, empty), Service(5, empty), Service(0, empty)
    for service in (whole, brief):
        assert service.newest(units) == service.newest(units[::-1])
        assert set(service.newest(units).points) == set(units) - empty
        assert service.newest(units).without == empty
    assert whole.asked[:3] == [20, 20, 5]
    assert max(brief.asked[3:9]) == 5
    assert mute.newest(units).points == {}
