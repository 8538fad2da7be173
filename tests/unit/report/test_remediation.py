"""What the next apply would do: it never promises what it cannot do, and never leaves out what it would."""

from __future__ import annotations

import pytest

from holdfast.model.finding import DRIFT, Difference, Finding
from holdfast.model.status import Status
from holdfast.report.remediation import Cannot, UpDoes, remediation
from tests.golden.report.cases import POLICY

OURS = Difference("state", "enabled", "disabled")
FIXED = Difference("kind", 1, 2, "fixed when the object was made", by_hand=True)
ACCEPTED = Difference("scope", 1, 2, "accepted by a until b", accepted=True)


def drifted(*differences: Difference) -> Finding:
    return Finding(Status.DRIFTED, POLICY, "One", differences=differences)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("writes", [True, False])
def test_every_status_has_a_sentence_and_only_declared_drift_is_acted_upon(
    status: Status, *, writes: bool
) -> None:
    told = remediation(Finding(status, POLICY, "One", differences=(OURS,)), writes=writes)

    assert told.sentence.endswith(".")
    acts = writes and status in DRIFT - {Status.UNMANAGED}
    assert (told.up is not UpDoes.NOTHING) == acts


def test_what_is_set_back_and_what_is_not_stand_apart() -> None:
    told = remediation(drifted(OURS, FIXED, ACCEPTED), writes=True)

    assert told.up is UpDoes.SETS_BACK
    assert told.properties == ("state",)
    assert told.cannot == (Cannot("kind", FIXED.note), Cannot("scope", ACCEPTED.note))
    assert "1 of 3" in told.sentence


def test_drift_that_no_apply_mends_is_not_promised() -> None:
    told = remediation(drifted(FIXED), writes=True)

    assert (told.up, told.properties) == (UpDoes.NOTHING, ())
    assert "cannot" in told.sentence


def test_assessment_names_each_member_that_somebody_must_see_to() -> None:
    told = remediation(drifted(OURS), writes=False)

    assert told.cannot == (Cannot("state", "no apply sets it back"),)
    assert told.properties == ()


def test_missing_object_is_made() -> None:
    assert remediation(Finding(Status.MISSING, POLICY, "One"), writes=True).up is UpDoes.MAKES
