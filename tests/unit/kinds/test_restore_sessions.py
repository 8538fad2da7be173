"""A restore counts that was completed within the days; what a session does not say is unknown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from holdfast.kinds.backup.restore_sessions import completed, judged
from holdfast.kinds.decode import MisreadError

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def session(status: str, on: str | None) -> dict[str, Any]:
    return {"id": f"s-{on}", "status": status, "completedDateTime": on}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([session("completed", "2026-10-29T00:00:00Z"), session("failed", "2026-11-26T00:00:00Z")], None),
        ([session("completed", "2025-01-01T00:00:00Z"), session("completed", "2026-11-27T00:00:00Z")], None),
        ([session("completed", "2026-10-27T11:00:00Z")], "2026-10-27"),
        ([session("completedWithError", "2026-11-26T00:00:00Z"), session("draft", None)], "never"),
        ([], "never"),
    ],
)
def test_the_latest_completed_restore_has_to_be_young_enough(rows: list[Any], found: str | None) -> None:
    judgement = judged(completed(rows, NOW), 31, NOW)
    assert judgement.covered == (found is None)
    assert [one.found for one in judgement.violations] == ([found] if found else [])


@pytest.mark.parametrize(
    "row",
    [
        session("completed", None),
        session("completed", "lately"),
        session("completed", "2036-01-01T00:00:00Z"),
        session("rolledBack", None),
        {"id": "s"},
    ],
)
def test_a_session_that_is_not_understood_is_unknown(row: dict[str, Any]) -> None:
    with pytest.raises(MisreadError):
        completed([row], NOW)
