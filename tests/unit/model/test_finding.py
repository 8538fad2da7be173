"""Findings are values: frozen, with closed lists of statuses and reasons, and counts that include every status."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from holdfast.model.finding import DRIFT, Difference, DriftResult, Finding
from holdfast.model.plan import Cloud
from holdfast.model.status import ExitCode, Reason, Status


def test_three_statuses_are_drift() -> None:
    assert {str(status) for status in DRIFT} == {"DRIFTED", "MISSING", "UNMANAGED"}


def test_statuses_and_reasons_are_closed_lists_that_reports_rely_on() -> None:
    assert [str(status) for status in Status] == [
        "IN_SYNC",
        "DRIFTED",
        "MISSING",
        "UNMANAGED",
        "EXCEEDS",
        "UNKNOWN",
        "NOT_APPLICABLE",
        "EXCEPTED",
    ]
    assert {str(reason) for reason in Reason} == {
        "permission",
        "sign-in",
        "throttled",
        "unavailable",
        "partial",
        "unexpected",
        "unsupported",
        "licence",
        "excluded",
        "exception",
        "ambiguous",
        "not-attested",
        "type",
        "deleted",
        "not-concerned",
    }


def test_exit_codes_are_the_documented_numbers() -> None:
    assert (ExitCode.IN_SYNC, ExitCode.DRIFT, ExitCode.NO_ANSWER) == (0, 1, 2)


def test_finding_cannot_be_changed_after_it_is_made() -> None:
    finding = Finding(Status.IN_SYNC, "m365:x:Y", "one")

    with pytest.raises(FrozenInstanceError):
        finding.status = Status.DRIFTED  # type: ignore[misc] # that it is refused is the point


def test_result_without_a_finding_is_no_answer_and_counts_nothing() -> None:
    result = DriftResult(
        "contoso", "contoso.example", "core@1.0.0", "2026-11-24T00:00:00Z", (), cloud=Cloud.GLOBAL
    )

    assert result.exit_code == ExitCode.NO_ANSWER
    assert [result.count(status) for status in Status] == [0] * len(Status)


def test_difference_has_nothing_but_path_and_values_by_default() -> None:
    assert Difference("a.b", 1, 2) == Difference(
        path="a.b", expected=1, found=2, note="", member_id="", change=None
    )
