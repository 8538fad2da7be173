"""A check tells what is there now: neither what was there at the last one nor what is in another tenant.

Through HTTP. Each check takes the recording of the program that the one before has kept, and the tenant anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import control
from holdfast.emulator.store import TenantFolder
from holdfast.model.finding import DRIFT
from holdfast.model.status import ExitCode, Status
from tests.e2e.scratch import CONTOSO, Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POLICIES = "conditionalAccessPolicies"
MFA = "Holdfast: MFA for all users"


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    """Contoso, as declared."""
    with Scratch(tmp_path / "scratch") as scratch:
        scratch.apply()
        yield scratch


def drift(scratch: Scratch) -> set[tuple[Status, str]]:
    return {(one.status, one.name) for one in scratch.check().result.findings if one.status in DRIFT}


def test_what_was_deleted_or_put_right_since_the_last_check_is_told_no_more(scratch: Scratch) -> None:
    assert drift(scratch) == set()
    before = {str(one["id"]): one for one in scratch.rows(POLICIES)}
    for name in ("add-rogue-policy", "exclude-user-from-mfa"):
        control.tamper(scratch.tenants, CONTOSO, name, clock=scratch.clock.utc)
    changed = drift(scratch)
    assert {status for status, _ in changed} == {Status.UNMANAGED, Status.DRIFTED}
    assert (Status.DRIFTED, MFA) in changed
    assert drift(scratch) == changed, "it is there still"

    folder = TenantFolder(scratch.tenants)
    store = folder.open(CONTOSO)
    for row in scratch.rows(POLICIES):
        if str(row["id"]) not in before:
            store.delete(POLICIES, str(row["id"]))
    for own, row in before.items():
        store.put(POLICIES, own, row)
    folder.close()

    assert drift(scratch) == set()
    assert scratch.check().result.exit_code == ExitCode.IN_SYNC


def test_what_is_gone_now_is_told_though_the_last_check_has_seen_it(scratch: Scratch) -> None:
    (mfa,) = [one for one in scratch.rows(POLICIES) if one["displayName"] == MFA]
    assert drift(scratch) == set()

    folder = TenantFolder(scratch.tenants)
    folder.open(CONTOSO).delete(POLICIES, str(mfa["id"]))
    folder.close()

    assert (Status.MISSING, MFA) in drift(scratch)
