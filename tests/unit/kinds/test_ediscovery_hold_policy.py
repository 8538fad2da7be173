"""Holds of eDiscovery cases: what is on its way counts for a week, and each state is told for what it is."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from holdfast.kinds.purview.ediscovery_hold_policy import KIND

OLD, WEEK_AGO, LATELY = "2026-11-02T12:00:00Z", "2026-11-21T12:00:00Z", "2026-11-24T12:00:00Z"
CHANGED, MADE = "lastModifiedDateTime", "createdDateTime"


def look(
    hold: dict[str, Any],
    source: dict[str, Any],
    status: str = "Pending",
    held: str = "applying",
    *others: dict[str, Any],
) -> Any:
    """What is read of a case that has a hold with one mailbox and one site; `others` are of the site and the case."""
    of_site, case = others or ({}, {})
    of_case = {
        "id": "hold",
        "displayName": "Board",
        "isEnabled": True,
        "errors": [],
        "status": status,
        **hold,
    }
    answers = {
        KIND.path: [{"id": "case", "displayName": "Board", "status": "active", **case}],
        f"{KIND.path}/case/legalHolds": [of_case],
        f"{KIND.path}/case/legalHolds/hold/userSources": [{"email": "ana@x", "holdStatus": held, **source}],
        f"{KIND.path}/case/legalHolds/hold/siteSources": [
            {"site": {"webUrl": "https://x.example"}, "holdStatus": "applied", MADE: OLD, **of_site}
        ],
    }

    async def collection(path: str, **_: Any) -> list[dict[str, Any]]:
        return answers[path]

    now = datetime(2026, 11, 28, 12, tzinfo=UTC)
    tenant = SimpleNamespace(graph=SimpleNamespace(collection=collection), service_time=lambda: now)
    (found,) = asyncio.run(KIND.collect(cast("Any", tenant), frozenset(("board",))))
    return found


def told(
    hold: dict[str, Any], source: dict[str, Any], status: str = "Pending", held: str = "applying"
) -> Any:
    """What is not as it should be of a hold with one mailbox and one site."""
    found = look(hold, source, status, held)
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


CASE, HOLD, USER, SITE = "", "hold", "userSources[ana@x]", "siteSources[https://x.example]"
NOBODY_KNOWS: tuple[Any, ...] = ("unknown", "unknownFutureValue", "resting", "", 7, ["applied"])
STATES: list[tuple[str, str, tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]] = [
    (
        CASE,
        "status",
        ("active", "Active"),
        ("closing", "closed", "closedWithError", "pendingDelete"),
        (*NOBODY_KNOWS, None),
    ),
    (HOLD, "status", ("success", "Success", "pending", None), ("error",), ("partial", *NOBODY_KNOWS)),
    (HOLD, "isEnabled", (True,), (False,), ("True", 1, None)),
    (HOLD, "errors", ([],), (["no such place"], ["a", "b"]), ([""], [None], "", "no such place", None)),
    (HOLD, "contentQuery", ("", None), ("subject:board", "*"), ()),
    *(
        (
            place,
            "holdStatus",
            ("applied", "Applied", "applying"),
            ("notApplied", "removing", "partial"),
            (*NOBODY_KNOWS, None),
        )
        for place in (USER, SITE)
    ),
    (
        USER,
        "includedSources",
        ("mailbox", "mailbox,site", "site, mailbox", "Mailbox", None),
        ("site",),
        ("mailbox,resting", *NOBODY_KNOWS),
    ),
]
"""By place and property: the values by which something is held, those by which it is not, those nobody knows."""


def seen(place: str, values: dict[str, Any]) -> Any:
    """What is read of a hold in order of which one place says something else."""
    in_order = {CHANGED: LATELY}
    at: dict[str, dict[str, Any]] = {HOLD: {}, USER: {}, SITE: {}, CASE: {}, place: values}
    return look({**in_order, **at[HOLD]}, at[USER], "success", "applied", at[SITE], at[CASE])


@pytest.mark.parametrize(("place", "name", "held", "lacks", "unknown"), STATES)
def test_each_state_is_held_or_not_held_or_not_known(
    place: str, name: str, held: tuple[Any, ...], lacks: tuple[Any, ...], unknown: tuple[Any, ...]
) -> None:
    full = f"{place}.{name}".lstrip(".")
    for value in held:
        found = seen(place, {name: value})
        assert (found.misread, found.unmodelled) == (None, {}), value
        assert found.inputs == {"name": "Board", "mailboxes": ["ana@x"], "sites": ["https://x.example"]}
    for value in lacks:
        found = seen(place, {name: value})
        assert (found.misread, found.unmodelled) == (None, {full: value})
    for value in unknown:
        assert seen(place, {name: value}).misread is not None, value
