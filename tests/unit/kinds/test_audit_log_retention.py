"""Audit log retention: a shorter policy that counts instead is told, and no number is given out twice."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.gates.lockout import BreakGlass
from holdfast.kinds.live import LiveObject
from holdfast.kinds.purview.unified_audit_log_retention_policy import KIND
from holdfast.model.control import Severity
from holdfast.model.errors import WriteError
from tests.unit.kinds.test_writes import FakeTenant, run


def policy(name: str, priority: object, kept: str, *records: str, **more: Any) -> dict[str, Any]:
    row = {"Name": name, "Guid": name, "Priority": priority, "RetentionDuration": kept}
    return {**row, "RecordTypes": [*records], "Enabled": True, **more}


OURS = policy("Ours", 10, "TwelveMonths", "MicrosoftTeams", "ExchangeItem")


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (policy("Theirs", 9, "SevenDays", "exchangeitem"), ["Theirs"]),
        (policy("Theirs", 10, "SevenDays", "ExchangeItem"), ["Theirs"]),
        (policy("Theirs", 9, "sevendays", "ExchangeItem"), ["Theirs"]),
        (policy("Theirs", 9, "tenyears", "ExchangeItem"), None),
        (policy("Theirs", 9, "SevenDays", UserIds=["lee@x"]), ["Theirs"]),
        (policy("Theirs", 11, "SevenDays", "ExchangeItem"), None),
        (policy("Theirs", 9, "TenYears", "ExchangeItem"), None),
        (policy("Theirs", 9, "SevenDays", "SharePoint"), None),
        (policy("Theirs", 9, "SevenDays", "ExchangeItem", Enabled=False), None),
    ],
)
def test_a_shorter_policy_that_counts_instead_is_told(other: dict[str, Any], told: list[str] | None) -> None:
    fake = FakeTenant(UnifiedAuditLogRetentionPolicy=[OURS, other])
    found = {one.key: one for one in run(KIND.collect(fake.tenant, frozenset(["ours"])))}
    assert found["Ours"].unmodelled.get("PrecededBy") == told
    assert "PrecededBy" not in found["Theirs"].unmodelled


@pytest.mark.parametrize("where", ["DistributionStatus", "DistributionSyncStatus"])
@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("2026-11-21T12:00:00.0000000Z", None),
        ("2026-11-19T12:00:00.0000000Z", "Pending since 2026-11-19"),
        ("once", None),
        (None, None),
    ],
)
def test_a_policy_that_is_pending_for_more_than_a_week_does_not_act(
    where: str, changed: str | None, told: str | None
) -> None:
    ours = {**OURS, where: "Pending", "WhenChangedUTC": changed}
    (found,) = run(
        KIND.collect(FakeTenant(UnifiedAuditLogRetentionPolicy=[ours]).tenant, frozenset(["ours"]))
    )
    assert found.misread is None
    assert found.unmodelled == ({where: told} if told else {})


def test_a_policy_beside_one_that_is_not_understood_is_unknown() -> None:
    fake = FakeTenant(
        UnifiedAuditLogRetentionPolicy=[OURS, policy("Theirs", "soon", "SevenDays", "SharePoint")]
    )
    found = {one.key: one for one in run(KIND.collect(fake.tenant, frozenset(["ours"])))}
    assert "Priority" in str(found["Ours"].misread)


def test_a_number_that_another_policy_has_is_refused_before_anything_is_written() -> None:
    fake = FakeTenant(UnifiedAuditLogRetentionPolicy=[policy("Theirs", 10, "TenYears", "SharePoint")])
    inputs = {
        "name": "Ours",
        "retentionDuration": "TwelveMonths",
        "priority": 10,
        "recordTypes": ["SharePoint"],
    }
    with pytest.raises(WriteError, match=r"is that of 'Theirs'.*\[priority-taken\]"):
        run(KIND.create(fake.tenant, inputs))


@pytest.mark.parametrize(
    ("kept", "severity"),
    [
        *(("TwelveMonths", Severity.LOW), ("tenyears", Severity.LOW)),
        *(("SevenDays", Severity.HIGH), ("sevendays", Severity.HIGH), ("Forever", Severity.HIGH)),
    ],
)
def test_a_policy_that_nobody_declared_is_ranked_by_how_long_it_keeps(kept: str, severity: Severity) -> None:
    live = LiveObject(id="Theirs", key="Theirs", inputs={"name": "Theirs", "retentionDuration": kept})
    assert KIND.rank is not None
    assert KIND.rank(live, BreakGlass(frozenset(), frozenset(), by_id=True)).severity is severity
