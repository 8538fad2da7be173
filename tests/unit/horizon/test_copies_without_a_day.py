"""A copy of which nothing tells when it goes is no copy: whatever hangs on it is told as if there were none."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.horizon.copies import MAIL, copies
from holdfast.kinds.services.backup_state import BELOW
from holdfast.kinds.services.restore_points import Point, Searched

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection

    from holdfast.tenant.tenant import Reader

NOW = datetime(2026, 6, 10, tzinfo=UTC)
ENDS = datetime(2027, 6, 1, tzinfo=UTC)
OWNER = "0badcafe-0000-4000-8000-000000000001"


class Service:
    """Microsoft 365 Backup with one mailbox, whose unit and service say what they are given."""

    def __init__(self, service: dict[str, Any], unit: dict[str, Any]) -> None:
        self.graph, self.service, self.unit = self, service, unit

    async def entity(self, path: str) -> dict[str, Any]:
        assert path == BELOW
        return {"serviceStatus": self.service}

    async def collection(self, path: str) -> list[dict[str, Any]]:
        del path
        return []

    async def pages(self, path: str) -> AsyncIterator[list[dict[str, Any]]]:
        del path
        yield [{"id": "unit", "directoryObjectId": OWNER, **self.unit}]


PROTECTED = {"status": "protected"}
TILL = {"restoreAllowedTillDateTime": "2026-08-01T00:00:00Z"}
GOES = {"status": "offboardRequested"}
ASKED = {"offboardRequestedDateTime": "2026-06-01T00:00:00Z"}


@pytest.mark.parametrize(
    ("service", "unit", "until"),
    [
        ({"status": "enabled"}, PROTECTED, ENDS),
        ({"status": "protectionChangeLocked", **TILL}, PROTECTED, datetime(2026, 8, 1, tzinfo=UTC)),
        ({"status": "protectionChangeLocked"}, PROTECTED, None),
        ({"status": "enabled"}, {**GOES, **ASKED}, ENDS),
        ({"status": "enabled"}, GOES, None),
        ({"status": "enabled"}, {"status": "offboarded"}, None),
    ],
)
def test_what_nobody_tells_the_end_of_is_not_counted_on(
    service: dict[str, Any], unit: dict[str, Any], until: datetime | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def newest(reader: object, ids: Collection[str], between: object) -> Any:
        """One point of every unit that is asked for."""
        del reader, between
        return Searched({one: Point(taken=NOW, expires=ENDS) for one in ids})

    monkeypatch.setattr("holdfast.horizon.copies.newest_points", newest)
    found = asyncio.run(copies(cast("Reader", Service(service, unit)), {MAIL: [OWNER]}, NOW))
    assert [one.expires for one in found[MAIL].values()] == ([] if until is None else [until])
