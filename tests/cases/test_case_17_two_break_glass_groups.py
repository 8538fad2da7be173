"""Case 17: a deployment made the break-glass group twice: nothing is taken over, made, or resolved by chance."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import control
from holdfast.model.status import ExitCode
from tests.e2e.scratch import REPOSITORY, Scratch, need_engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine

CASE = REPOSITORY.parent / "shared" / "cases" / "17-two-break-glass-groups"
TENANT = "c17.onmicrosoft.com"
IDS = ("0d5c0000-0000-4000-8000-000000000017", "0d5c0000-0000-4000-8000-000000000018")


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize("options", [(), ("--adopt",)])
def test_of_two_groups_of_one_name_none_is_taken_over(tmp_path: Path, options: tuple[str, ...]) -> None:
    need_engine()
    scratch = Scratch(tmp_path / "scratch")
    shutil.copy(CASE / "Pulumi.c17.yaml", scratch.project / "clients")
    control.seed(scratch.tenants, TENANT, "export", directory=CASE / "folder")
    with scratch:
        drift = scratch.holdfast("drift", "c17")
        since = scratch.log.last_id()
        up = scratch.holdfast("up", "c17", *options)
        writes = scratch.writes(since)

    assert all(one in drift.all for one in IDS), drift.all
    assert up.code == ExitCode.NO_ANSWER, up.all
    last = up.err.strip().splitlines()[-1]
    assert last.endswith("[ambiguous-name]"), up.all
    assert all(one in last for one in IDS)
    assert "Traceback" not in up.all
    assert writes == []
