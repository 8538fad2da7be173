"""Case 21: a mailbox lost its plan, its old short hold is still on, and the service refuses to change it.

Source of the case: OfficeDocs-o365seccomp #475. Beside it another mailbox lost its hold, which an apply can mend.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.exchange.mailbox.state import change_stored, find_mailbox
from holdfast.emulator.store import TenantFolder
from holdfast.model.status import ExitCode
from tests.e2e.scratch import REPOSITORY, Scratch, need_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CASE = REPOSITORY.parent / "shared" / "cases" / "21-unlicensed-but-held"
DOMAIN = "c21.onmicrosoft.com"
UNLICENSED, LIFTED = f"sofia.rossi@{DOMAIN}", f"noah.bakker@{DOMAIN}"

pytestmark = [
    pytest.mark.engine,
    pytest.mark.usefixtures("case"),
]


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    need_engine()
    scratch = Scratch(tmp_path / "scratch")
    shutil.copy(CASE / "Pulumi.c21.yaml", scratch.project / "clients")
    control.seed(scratch.tenants, DOMAIN, "small")
    with scratch:
        yield scratch


def edit(scratch: Scratch, name: str, **changes: Any) -> None:
    tenants = TenantFolder(scratch.tenants)
    store = tenants.open(DOMAIN)
    found = find_mailbox(store, name)
    assert found is not None
    change_stored(store, found, changes)
    tenants.close()


def held(scratch: Scratch, name: str) -> tuple[Any, Any]:
    tenants = TenantFolder(scratch.tenants)
    found = find_mailbox(tenants.open(DOMAIN), name)
    tenants.close()
    assert found is not None
    values = found.values()
    return values["LitigationHoldEnabled"], values.get("LitigationHoldDuration", "Unlimited")


def test_mailbox_that_no_apply_can_mend_is_told_and_everything_else_is_done(scratch: Scratch) -> None:
    first = scratch.holdfast("up", "c21")
    assert first.code == ExitCode.IN_SYNC, first.all
    as_asked = held(scratch, LIFTED)
    short = {"LitigationHoldEnabled": True, "LitigationHoldDuration": "30.00:00:00"}
    edit(scratch, UNLICENSED, PersistedCapabilities=[], **short)
    edit(scratch, LIFTED, LitigationHoldEnabled=False)

    drift = scratch.holdfast("drift", "c21", "--format", "json")

    assert drift.code == ExitCode.DRIFT, drift.all
    (found,) = [one for one in json.loads(drift.out)["findings"] if one["drift"]]
    told = {one["path"]: one["note"] for one in found["differences"]}
    assert sorted(told) == [
        f"members[{LIFTED}].litigationHoldEnabled",
        f"members[{UNLICENSED}].durationDays",
    ]
    assert not told[f"members[{LIFTED}].litigationHoldEnabled"]
    assert "licensed" in told[f"members[{UNLICENSED}].durationDays"]
    assert "no apply can mend it" in told[f"members[{UNLICENSED}].durationDays"]

    for _ in range(2):
        up = scratch.holdfast("up", "c21")

        assert up.code == ExitCode.DRIFT, up.all
        assert "error" not in up.all
        assert f"members[{UNLICENSED}].durationDays" in up.out
        assert "no apply can mend it" in up.out
        assert LIFTED not in up.out
        assert held(scratch, LIFTED) == as_asked
        assert held(scratch, UNLICENSED) == (True, "30.00:00:00")
