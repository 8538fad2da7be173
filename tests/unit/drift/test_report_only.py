"""A policy that has only watched for longer than the sign-in logs reach is told, with since when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.report_only import watching_for_long
from holdfast.drift.seen import Live
from holdfast.kinds.entra.conditional_access_policy import KIND as POLICY
from holdfast.model.desired import DesiredResource

if TYPE_CHECKING:
    from collections.abc import Mapping

NOW = datetime(2026, 11, 28, 20, 0, tzinfo=UTC)
WATCHING = "enabledForReportingButNotEnforced"
ROW = POLICY.examples[0].row
NAME = str(ROW["displayName"])


def told(row: Mapping[str, Any], state: str = WATCHING, name: str = NAME) -> list[str]:
    live = Live(objects={POLICY.token: (POLICY.live({**ROW, "state": WATCHING, **row}, "1"),)})
    declared = DesiredResource(
        urn="urn:pulumi:a::b::c::d",
        token=POLICY.token,
        name="policy",
        inputs={"displayName": name, "state": state},
        control="entra.mfa_required",
    )
    found = list(watching_for_long([declared], live, NOW))
    assert {one.slug for one in found} <= {"report-only-for-long"}
    return [one.message for one in found]


def ago(days: float) -> str:
    return (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.0000000Z")


@pytest.mark.parametrize(
    ("made", "changed", "since"),
    [
        (ago(31), None, "at least since 2026-10-28, for 31 days"),
        (ago(400), ago(45), "at least since 2026-10-14, for 45 days"),
        (ago(400), ago(29), ""),
        (ago(29), None, ""),
        (None, None, "since nobody knows when"),
        ("soon", "0001-01-01T00:00:00", "since nobody knows when"),
        (ago(31), "soon", "at least since 2026-10-28, for 31 days"),
        (ago(-1), None, ""),
    ],
)
def test_a_policy_that_only_watches_is_told_once_nobody_can_look_further_back(
    made: str | None, changed: str | None, since: str
) -> None:
    messages = told({"createdDateTime": made, "modifiedDateTime": changed})
    assert [f"entra.mfa_required) has been in report-only {since}:" in one for one in messages] == (
        [True] if since else []
    )


@pytest.mark.parametrize(
    "other",
    [
        {"row": {"state": "enabled"}},
        {"row": {"state": "disabled"}},
        {"row": {}, "state": "enabled"},
        {"row": {}, "name": "another"},
    ],
    ids=["it acts", "it is off", "it is drift, and told as that", "nobody declared it"],
)
def test_what_does_not_only_watch_as_declared_is_no_matter_of_this(other: dict[str, Any]) -> None:
    row = {"createdDateTime": ago(400), "modifiedDateTime": None, **other.pop("row")}
    assert told(row, **other) == []


def test_the_state_is_meant_in_any_letter_case() -> None:
    assert told({"createdDateTime": ago(31), "state": WATCHING.upper()}, WATCHING.lower())
