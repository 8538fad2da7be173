"""A restore point is of the last day by the service's time alone: none to come is, and none of this machine's zone."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.kinds.backup.drive_backup import KIND as DRIVES
from holdfast.kinds.backup.mailbox_backup import KIND as MAILBOXES
from holdfast.kinds.backup.site_backup import KIND as SITES
from holdfast.kinds.decode import MisreadError
from holdfast.kinds.services import restore_points
from holdfast.kinds.services.backup_reading import read_backup
from holdfast.kinds.services.restore_points import Point, Searched, newest_points
from tests.wire.mutations import GONE, TYPES

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


MOMENTS = (
    *("2026-11-26T12:00:00Z", "2026-11-26T11:59:59Z", "2026-11-27T12:00:01Z", "2026-11-28T12:00:01Z"),
    *(
        "2026-11-27T01:00:00+09:00",
        "2026-11-27T01:00:00",
        "0001-01-01T00:00:00+01:00",
        "2026-11-27T01:00:00Z",
    ),
)
ODD = (*TYPES, *MOMENTS, " ", "U-1", "u-1", "u-2", {"id": "u-2"}, {"id": 7}, {"id": " "}, GONE)
PROPERTIES = st.sampled_from(["protectionDateTime", "expirationDateTime", "protectionUnit"])


def hit(**changes: Any) -> dict[str, Any]:
    """A hit as the service usually writes it, with `changes`."""
    usual = {
        "protectionDateTime": "2026-11-27T01:00:00Z",
        "expirationDateTime": "2027-11-27T01:00:00Z",
        "protectionUnit": {"id": "U-1"},
    }
    return {"restorePoint": {name: one for name, one in {**usual, **changes}.items() if one is not GONE}}


def told(hits: list[Any], *, short: bool) -> Searched | str:
    """What an answer with `hits` comes to, or why it is not understood."""

    async def search(*_: Any) -> dict[str, Any]:
        return {"searchResults": hits, "noResultProtectionUnitIds": []}

    tenant = cast("Any", SimpleNamespace(graph=SimpleNamespace(search=search)))
    with nullcontext() if short else patch.object(restore_points, "plain_hit", lambda *_: None):
        try:
            return asyncio.run(newest_points(tenant, ["U-1"], (NOW - timedelta(days=1), NOW)))
        except MisreadError as misread:
            return str(misread)


HITS = st.one_of(
    st.builds(lambda changes: hit(**changes), st.dictionaries(PROPERTIES, st.sampled_from(ODD), max_size=2)),
    st.sampled_from([*TYPES, {"restorePoint": None}, {"restorePoint": ["x"]}]),
)


@settings(max_examples=40)
@given(st.lists(HITS, max_size=4))
def test_the_short_way_comes_to_what_the_strict_one_does(hits: list[Any]) -> None:
    assert told(hits, short=True) == told(hits, short=False)


def test_each_single_oddity_comes_to_the_same() -> None:
    for name in hit()["restorePoint"]:
        for odd in ODD:
            hits = [hit(), hit(**{name: odd})]
            assert told(hits, short=True) == told(hits, short=False), (name, odd)


def test_the_newest_point_counts_in_whatever_order_an_answer_tells_them() -> None:
    old, new = hit(protectionDateTime=MOMENTS[0], expirationDateTime=GONE), hit()
    ends = datetime(2027, 11, 27, 1, tzinfo=UTC)

    assert told([old, new], short=True) == told([new, old], short=True)
    assert told([new], short=True) == Searched({"u-1": Point(datetime(2026, 11, 27, 1, tzinfo=UTC), ends)})
    assert restore_points.plain_hit(hit(), NOW - timedelta(days=1), NOW) is not None


class OneUnit:
    """A service that protects one thing, whose newest restore point ends at a moment."""

    def __init__(self, names: str, ends: Any) -> None:
        self.names, self.point, self.graph = names, hit(expirationDateTime=ends), self

    def service_time(self) -> datetime:
        return NOW

    async def entity(self, *_: Any, **__: Any) -> dict[str, Any]:
        return {"serviceStatus": {"status": "enabled", "disableReason": "none"}}

    async def collection(self, path: str, **_: Any) -> list[dict[str, Any]]:
        weekly = [{"interval": "R/P1W", "period": "P1Y"}]
        policy = {"id": "p-1", "displayName": "Ours", "status": "active", "retentionSettings": weekly}
        return [policy] if path.endswith("Policies") else []

    async def pages(self, path: str, **_: Any) -> Any:
        row = {
            "id": "U-1",
            "policyId": "p-1",
            "status": "protected",
            "lastModifiedDateTime": "2026-11-01T00:00:00Z",
        }
        yield [{**row, self.names: "ada"}] if "protectionUnits" in path else []

    async def search(self, *_: Any) -> dict[str, Any]:
        return {"searchResults": [self.point], "noResultProtectionUnitIds": []}


@pytest.mark.parametrize("kind", [MAILBOXES, DRIVES, SITES], ids=lambda one: one.name)
@pytest.mark.parametrize(
    ("ends", "counts"),
    [
        (GONE, True),
        ("2027-11-27T01:00:00Z", True),
        ("2026-11-27T12:00:01Z", True),
        ("2026-11-27T12:00:00Z", False),
        ("2026-11-27T20:59:59+09:00", False),
        ("2026-11-26T13:00:00Z", False),
    ],
)
def test_a_point_that_is_over_restores_nothing(kind: Any, ends: Any, *, counts: bool) -> None:
    tenant = cast("Any", OneUnit(kind.workload.names, ends))
    found = asyncio.run(read_backup(tenant, kind.workload))
    assert bool(found.in_order) is counts
    assert [bool(one.strange) for one in found.others.values()] == ([] if counts else [True])
