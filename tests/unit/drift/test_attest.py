"""What is attested counts from its day to its last day, says who is to renew it, and is held against what is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from holdfast.drift.attest import attest
from holdfast.drift.judge import judge
from holdfast.drift.seen import Live
from holdfast.kinds.attested.attestation import KIND
from holdfast.kinds.registry import kinds
from holdfast.model.attestation import Attestation
from holdfast.model.desired import DesiredResource
from holdfast.model.finding import Basis, Finding
from holdfast.model.status import Reason, Status

UNTIL = date(2027, 11, 20)
SAID = Attestation(
    control="x.attested",
    tenant="x.example",
    name="Ana Popescu",
    mail="ana@x.example",
    on=date(2026, 11, 20),
    until=UNTIL,
    digest="0f" * 32,
    kept="the wiki",
    values={"versions": 500, "kept_days": "unlimited", "tried_on": "2027-11-01", "libraries": "all"},
    place="clients/Pulumi.x.yaml:9",
)
ASKED: list[dict[str, Any]] = [
    {"value": "versions", "atLeast": 500},
    {"value": "kept_days", "atLeast": 180},
    {"value": "tried_on", "withinDays": 30},
    {"value": "libraries", "oneOf": "all,most"},
]


def found(*said: Attestation, today: date = date(2027, 11, 1)) -> Finding:
    rule = DesiredResource(
        "urn:a", KIND.token, "x.attested/attestation", "x.attested", {"control": "x.attested", "asked": ASKED}
    )
    live = Live()
    attest(kinds(), [rule], said, today, live)
    (finding,) = judge(kinds(), [rule], live)
    assert finding.basis is Basis.ATTESTED
    return finding


def test_what_is_attested_and_good_enough_is_in_sync_and_says_that_nobody_looked() -> None:
    finding = found(SAID)

    assert (finding.status, finding.differences) == (Status.IN_SYNC, ())
    assert finding.notes == (SAID.told(),)
    told = (
        "Attested by Ana Popescu (ana@x.example) on 2026-11-20, until 2027-11-20, not looked at by Holdfast"
    )
    assert finding.notes[0].startswith(told)


def test_what_nobody_attests_is_unknown_also_where_another_control_is_attested() -> None:
    for said in ((), (replace(SAID, control="x.other"),)):
        finding = found(*said)

        assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.NOT_ATTESTED)
        assert "nobody attests x.attested" in finding.explanation


def test_what_was_not_looked_for_in_the_file_is_unknown() -> None:
    rule = DesiredResource("urn:a", KIND.token, "rule", "x.attested", {"control": "x.attested", "asked": []})
    live = Live()
    attest(kinds(), [rule], [SAID], UNTIL, live)

    (finding,) = judge(kinds(), [rule], live)

    assert finding.status is Status.UNKNOWN, "asked for nothing, so nothing is proved"


@pytest.mark.parametrize(("left", "noted"), [(15, 1), (14, 2), (1, 2), (0, 2), (-1, 0)])
def test_the_end_is_told_before_it_comes_and_after_it_nothing_is_known(left: int, noted: int) -> None:
    finding = found(
        replace(SAID, values={**SAID.values, "tried_on": "2027-11-04"}), today=UNTIL - timedelta(days=left)
    )

    assert len(finding.notes) == noted
    if left < 0:
        assert (finding.status, finding.reason) == (Status.UNKNOWN, Reason.NOT_ATTESTED)
        assert "Ana Popescu (ana@x.example) renews it" in finding.explanation
        assert SAID.place in finding.explanation
    else:
        assert finding.status is Status.IN_SYNC
        assert noted == 1 or "renews it" in finding.notes[1]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("versions", 499, "at least 500"),
        ("versions", "500", "at least 500"),
        ("versions", True, "at least 500"),
        ("kept_days", 179, "at least 180"),
        ("tried_on", "2027-10-01", "within the last 30 days"),
        ("tried_on", "2027-11-02", "within the last 30 days"),
        ("tried_on", "soon", "within the last 30 days"),
        ("libraries", "new", "all or most"),
    ],
)
def test_a_value_that_is_worse_than_asked_is_drift_that_no_apply_mends(
    name: str, value: object, expected: str
) -> None:
    finding = found(replace(SAID, values={**SAID.values, name: value}))

    (difference,) = finding.differences
    assert finding.status is Status.DRIFTED
    assert (difference.path, difference.expected, difference.found) == (
        f"members[{name}].attested",
        expected,
        value,
    )
    assert difference.by_hand


def test_a_value_that_is_not_attested_is_unknown() -> None:
    finding = found(
        replace(SAID, values={name: one for name, one in SAID.values.items() if name != "versions"})
    )

    assert finding.status is Status.UNKNOWN
    assert "versions (the attestation does not say it)" in finding.explanation
