"""Hosts that do not answer, and clocks that do not agree."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import httpx
import pytest

from holdfast.access.needs import Purpose, access_of
from holdfast.doctor.diagnosis import Area, Symptom, Weight
from holdfast.doctor.reach import knock_everywhere
from holdfast.kinds.registry import kinds
from holdfast.model.plan import Cloud, Plan
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.http import Reply

if TYPE_CHECKING:
    from holdfast.tenant.tenant import Reader

PLAN = Plan("c", "t", Cloud.GLOBAL, "core@1.0.0", {}, (), (), delete_protected_data=False)
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
WORLDWIDE = HOSTS[Cloud.GLOBAL]
LOGIN, GRAPH, EXCHANGE, COMPLIANCE = (
    WORLDWIDE.login,
    WORLDWIDE.graph,
    WORLDWIDE.exchange,
    WORLDWIDE.compliance,
)
DATES = {
    LOGIN: "Thu, 26 Nov 2026 12:00:00 GMT",
    GRAPH: "Thu, 26 Nov 2026 12:00:02 GMT",
    EXCHANGE: "no date",
    COMPLIANCE: "Thu, 26 Nov 2026 09:00:00 GMT",
}


def knocked(*silent: str, now: datetime = NOW) -> list[Symptom]:
    async def knock(url: str, within_seconds: float) -> Reply:
        """Answer as the host does, unless it is a silent one."""
        assert 0 < within_seconds <= 60
        host = "/".join(url.split("/")[:3])
        if host in silent:
            raise httpx.ConnectError("refused")
        return Reply(401, {"date": DATES[host]}, b"")

    access = access_of(PLAN, kinds(), [], Purpose.READ)
    reader = cast("Reader", SimpleNamespace(name="t", knock=knock, hosts=HOSTS[Cloud.GLOBAL]))
    return asyncio.run(knock_everywhere(reader, access, lambda: now))


@pytest.mark.parametrize("silent", DATES)
def test_host_that_does_not_answer_stops_a_check_by_its_name(silent: str) -> None:
    (symptom,) = [one for one in knocked(silent) if one.weight is Weight.NO_CHECK]
    assert symptom.told == f"{silent.removeprefix('https://')} does not answer (nobody was reached)"
    assert symptom.area is Area.ENDPOINTS


def test_any_answer_is_one_and_the_nearest_clock_decides() -> None:
    assert {one.weight for one in knocked()} == {Weight.GOOD}
    late = knocked(LOGIN, GRAPH)
    assert [one.weight for one in late if one.area is Area.CLOCK] == [Weight.MEND]


def test_without_any_date_nothing_is_said_of_the_clock() -> None:
    assert not [one for one in knocked(LOGIN, GRAPH, COMPLIANCE) if one.area is Area.CLOCK]
