"""The documented way back is one `up`: policies to report-only first, then security defaults on; and forth again.

Public case 13 (../shared/cases): with the order of the way forth, the service refuses the switch for ever.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import control
from tests.e2e.scratch import REPOSITORY, Scratch, need_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

CASE = REPOSITORY.parent / "shared" / "cases" / "13-back-to-security-defaults"
TENANT = "c13.onmicrosoft.com"
FORTH = f"""\
encryptionsalt: v1:UzE5L3j8Yh8=:v1:2m8Ds2kQwYMZrwPG:bE2hIzPK6IOg0bwClBhuZNJLcQaeaQ==
config:
  holdfast:tenant: {TENANT}
  holdfast:cloud: embedded
  holdfast:baseline: core@1.0.0
  holdfast:parameters:
    break_glass_group: CA-BreakGlass
    break_glass_accounts: [bg1@{TENANT}, bg2@{TENANT}]
    mfa_state: enabled
    admin_mfa_state: enabled
    legacy_authentication_state: enabled
    security_defaults: false
"""
BACK = FORTH.replace(": enabled", ": report-only").replace("defaults: false", "defaults: true")

pytestmark = pytest.mark.engine


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    need_engine()
    scratch = Scratch(tmp_path)
    control.seed(scratch.tenants, TENANT, "small")
    with scratch:
        yield scratch


def changes(scratch: Scratch, since: int) -> list[str]:
    """The policies and the switch in the order in which they were changed."""
    words = {"identitySecurityDefaults": "switch", "conditionalAccess/policies": "policy"}
    return [
        word
        for one in scratch.writes(since)
        if one.status < 300
        for part, word in words.items()
        if part in one.path
    ]


def up(scratch: Scratch, client_file: str) -> list[str]:
    (scratch.project / "clients" / "Pulumi.c13.yaml").write_text(client_file, encoding="utf-8")
    before = len(scratch.log.entries())
    printed = scratch.holdfast("up", "c13")
    assert printed.code in (0, 1), (
        printed.all
    )  # 1: the assessment of the break-glass accounts, or a rogue object
    assert "error" not in printed.all.casefold(), printed.all
    return changes(scratch, before)


def test_forth_and_back_are_one_up_each_in_either_direction(scratch: Scratch) -> None:
    assert up(scratch, FORTH) == ["switch", "policy", "policy", "policy"]
    assert up(scratch, BACK) == ["policy", "policy", "policy", "switch"]
    assert up(scratch, BACK) == []
    assert up(scratch, FORTH) == ["switch", "policy", "policy", "policy"]


@pytest.mark.usefixtures("case")
def test_the_public_case_ends_in_sync_at_once(scratch: Scratch) -> None:
    client_file = scratch.project / "clients" / "Pulumi.c13.yaml"
    shutil.copy(CASE / "Pulumi.c13.yaml", client_file)
    assert scratch.holdfast("up", "c13").code == 0
    shutil.copy(CASE / "Pulumi.c13.step2.yaml", client_file)
    for _ in range(2):
        printed = scratch.holdfast("up", "c13")
        assert printed.code == 0, printed.all
