"""Periods that a client's contract sets otherwise: said once, strictly, with where it is agreed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from holdfast.model.errors import InputErrors
from holdfast.model.plan import GracePeriodOfClient
from holdfast.plan.quick import with_client_file

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.plan.conftest import Load

BASELINE = "baseline: home\nversion: 1.0.0\ncontrols:\n  house.alarm_set: {}\n"
CLIENT = """\
config:
  holdfast:tenant: acme.example
  holdfast:baseline: home@1.0.0
  holdfast:grace_periods:
"""


def files(periods: str) -> dict[str, str]:
    return {"clients/Pulumi.acme.yaml": CLIENT + periods, "baselines/home/1.0.0.yaml": BASELINE}


def test_a_contract_sets_days_or_none_and_a_check_reads_it_anew(load: Load, tmp_path: Path) -> None:
    plan = load(files("    M1: {days: 60, contract: annex 3}\n    O3: {days: unlimited, contract: paid}\n"))
    agreed = (GracePeriodOfClient("M1", 60, "annex 3"), GracePeriodOfClient("O3", None, "paid"))
    assert plan.grace_periods == agreed
    quick = with_client_file(replace(plan, grace_periods=()), tmp_path)
    assert quick is not None
    assert quick.grace_periods == agreed


@pytest.mark.parametrize(
    ("period", "slug"),
    [
        ("M9: {days: 60, contract: annex 3}", "unknown-grace-period"),
        ("S3: {days: 60, contract: annex 3}", "unknown-grace-period"),
        ("M4: {days: 60, contract: annex 3}", "unknown-grace-period"),
        ("M8: {days: 60, contract: annex 3}", "unknown-grace-period"),
        ("M1: {days: 60}", "missing-key"),
        ("M1: {contract: annex 3}", "missing-key"),
        ("M1: {days: -1, contract: annex 3}", "bad-duration"),
        ("M1: {days: never, contract: annex 3}", "bad-duration"),
        ("M1: {days: 60, contract: ''}", "wrong-value"),
        ("M1: {days: 60, contract: annex 3, until: 2027}", "unknown-key"),
        ("M1: 60", "wrong-type"),
    ],
)
def test_anything_else_is_told_with_its_line(load: Load, period: str, slug: str) -> None:
    with pytest.raises(InputErrors) as raised:
        load(files(f"    {period}\n"))
    assert {(one.line, one.slug) for one in raised.value.mistakes} == {(5, slug)}
