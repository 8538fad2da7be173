"""Where a format has no room for everything, the worst is what it shows, whatever the names and the order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from holdfast.model.control import Severity
from holdfast.model.finding import Difference, Finding, Rank
from holdfast.model.status import Reason, Status
from holdfast.report.formats import sarif
from holdfast.report.formats.interface import formats
from tests.golden.report.cases import MFA, input_of, result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.model.control import DescribedControl

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
URN = "urn:pulumi:c::holdfast::azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy::x"
BOUNDED = ("github", "markdown", "sarif")
"""Formats that leave something out."""


def of(severity: Severity | None, name: str, status: Status, *differences: Difference) -> Finding:
    rank = Rank(severity, "it can lock everybody out") if severity and status is Status.UNMANAGED else None
    control = "" if status is Status.UNMANAGED or severity is None else f"a.{severity}"
    return Finding(status, POLICY, name, control, "" if rank else URN, differences=differences, rank=rank)


def controls() -> tuple[DescribedControl, ...]:
    return tuple(
        replace(MFA, id=f"a.{one}", metadata=replace(MFA.metadata, severity=one)) for one in Severity
    )


def members(number: int, *, accepted: bool = False) -> tuple[Difference, ...]:
    wide = "x" * 3_000
    return tuple(
        Difference(f"members[u{one}@contoso.example].x", wide, 2, accepted=accepted) for one in range(number)
    )


def crowds() -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """What takes the places: many objects, many members of few rules, what was accepted, what was not read."""
    yield "objects", tuple(of(Severity.HIGH, f"A {one}", Status.DRIFTED, *members(1)) for one in range(40))
    yield "members", tuple(of(Severity.HIGH, f"A {one}", Status.DRIFTED, *members(40)) for one in range(4))
    yield "missing", tuple(of(Severity.LOW, f"A {one}", Status.MISSING) for one in range(900))
    yield (
        "accepted",
        tuple(
            of(Severity.CRITICAL, f"A {one}", Status.EXCEPTED, *members(1, accepted=True))
            for one in range(40)
        ),
    )
    yield (
        "not read",
        tuple(
            replace(
                of(Severity.LOW, f"A {one}", Status.UNKNOWN),
                reason=Reason.PERMISSION,
                explanation=f"for {one}",
            )
            for one in range(40)
        ),
    )


CROWDS = dict(crowds())
WORST = {
    "critical that nobody declared": of(Severity.CRITICAL, "Zebra", Status.UNMANAGED),
    "critical": of(Severity.CRITICAL, "Zebra", Status.DRIFTED, Difference("zebra", 1, 2)),
    "critical that is gone": of(Severity.CRITICAL, "Zebra", Status.MISSING),
    "of no severity": of(None, "Zebra", Status.DRIFTED, Difference("zebra", 1, 2)),
    "one that nobody accepted": of(
        Severity.CRITICAL, "Zebra", Status.DRIFTED, *members(40, accepted=True), Difference("zebra", 1, 2)
    ),
}


@pytest.mark.parametrize("form", BOUNDED)
@pytest.mark.parametrize("crowd", CROWDS)
@pytest.mark.parametrize("worst", WORST)
def test_what_is_worst_is_shown_whatever_is_left_out(
    form: str, crowd: str, worst: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "_MOST_RESULTS", 50)  # in place of 25,000
    one, others = WORST[worst], CROWDS[crowd]
    for found in ((*others, one), (one, *others)):
        text = formats()[form].render(input_of(result(*found), controls())).decode()
        assert "Zebra" in text
        assert ("zebra" in text) == bool(one.differences)
