"""Holds of eDiscovery cases: what is on its way counts as in order for a week, and no longer."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from holdfast.kinds.purview.ediscovery_hold_policy import KIND

OLD, WEEK_AGO, LATELY = "2026-11-02T12:00:00Z", "2026-11-21T12:00:00Z", "2026-11-24T12:00:00Z"
CHANGED, MADE = "lastModifiedDateTime", "createdDateTime"


def told(
    hold: dict[str, Any], source: dict[str, Any], status: str = "Pending", held: str = "applying"
) -> Any:
    """What is not as it should be of a hold with one mailbox and one site."""
    of_case = {
        "id": "hold",
        "displayName": "Board",
        "isEnabled": True,
        "errors": [],
        "status": status,
        **hold,
    }
    answers = {
        KIND.path: [{"id": "case", "displayName": "Board", "status": "active"}],
        f"{KIND.path}/case/legalHolds": [of_case],
        f"{KIND.path}/case/legalHolds/hold/userSources": [{"email": "ana@x", "holdStatus": held, **source}],
        f"{KIND.path}/case/legalHolds/hold/siteSources": [
            {"site": {"webUrl": "https://x.example"}, "holdStatus": "applied", MADE: OLD}
        ],
    }

    async def collection(path: str, **_: Any) -> list[dict[str, Any]]:
        return answers[path]

    now = datetime(2026, 11, 28, 12, tzinfo=UTC)
    tenant = SimpleNamespace(graph=SimpleNamespace(collection=collection), service_time=lambda: now)
    (found,) = asyncio.run(KIND.collect(cast("Any", tenant), frozenset(("board",))))
    assert found.misread is None
    return found.unmodelled


LATE = {
    "hold.status": "Pending since 2026-11-02",
    "userSources[ana@x].holdStatus": "applying since 2026-11-02",
}


@pytest.mark.parametrize(
    "hold",
    [{CHANGED: OLD}, {CHANGED: OLD, MADE: LATELY}, {CHANGED: None, MADE: OLD}, {CHANGED: "once", MADE: OLD}],
)
def test_hold_that_is_on_its_way_for_more_than_a_week_has_not_reached_its_places(
    hold: dict[str, Any],
) -> None:
    assert told(hold, {MADE: OLD}) == LATE
    assert told(hold, {}) == LATE
    assert told(hold, {MADE: LATELY}) == {"hold.status": LATE["hold.status"]}
    assert told(hold, {MADE: OLD}, "PENDING", "APPLYING") == {
        name: value.replace("Pending", "PENDING").replace("applying", "APPLYING")
        for name, value in LATE.items()
    }
    assert told(hold, {MADE: OLD}, "Success", "applied") == {}


@pytest.mark.parametrize("hold", [{CHANGED: LATELY, MADE: OLD}, {CHANGED: WEEK_AGO}, {}, {MADE: "once"}])
def test_hold_that_was_changed_within_a_week_or_does_not_say_when_is_on_its_way(hold: dict[str, Any]) -> None:
    assert told(hold, {}) == {}
    assert told(hold, {MADE: LATELY}) == {}
