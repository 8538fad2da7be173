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


def counted(on: str, **count: Any) -> dict[str, Any]:
    return {**session("completed", on), "restoreSessionArtifactCount": count}


YESTERDAY, LONG_AGO = "2026-11-26T00:00:00Z", "2025-11-01T00:00:00Z"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([counted(YESTERDAY, total=0, completed=0, inProgress=0, failed=0)], "never"),
        ([counted(YESTERDAY, total=3, completed=0, inProgress=0, failed=3)], "never"),
        ([counted(YESTERDAY, total=3, completed=1, inProgress=0, failed=2)], None),
        ([{**session("completed", YESTERDAY), "restoreSessionArtifactCount": None}], None),
        ([counted(YESTERDAY, completed=0), session("completed", "2026-11-20T00:00:00Z")], None),
        ([counted(YESTERDAY, completed=0), counted("2024-01-01T00:00:00Z", completed=2)], "2024-01-01"),
        ([counted("2023-01-01T00:00:00Z", completed=0)], "never"),
        ([counted(LONG_AGO, completed=0), counted(YESTERDAY, completed=1)], None),
    ],
)
def test_a_session_that_brought_nothing_back_is_no_restore(rows: list[Any], found: str | None) -> None:
    judgement = judged(completed(rows, NOW), 700, NOW)
    assert judgement.covered == (found is None)
    assert [one.found for one in judgement.violations] == ([found] if found else [])


def test_of_one_whose_artifacts_may_be_gone_nobody_knows() -> None:
    rows = [counted(LONG_AGO, total=0, completed=0), counted(YESTERDAY, completed=0)]
    with pytest.raises(MisreadError, match=r"restoreSessionArtifactCount\.completed"):
        judged(completed(rows, NOW), 700, NOW)
    assert judged(completed(rows, NOW), 31, NOW).covered == 0


@pytest.mark.parametrize(
    "row",
    [
        *(counted(YESTERDAY, completed=one) for one in (None, "1", -1, True, 1.5)),
        counted(YESTERDAY, total=1),
        {**session("completed", YESTERDAY), "restoreSessionArtifactCount": 1},
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
