"""Case 15: the client has the recommended break-glass group already, role-assignable: it is taken over as it is."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.store import TenantFolder
from holdfast.model.status import ExitCode
from tests.e2e.scratch import REPOSITORY, Scratch, need_engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine

CASE = REPOSITORY.parent / "shared" / "cases" / "15-role-assignable-break-glass" / "folder"
FABRIKAM = "fabrikam.onmicrosoft.com"
GROUP = "0d5c0000-0000-4000-8000-000000000015"


@pytest.mark.usefixtures("case")
def test_role_assignable_group_is_taken_over_as_it_is(tmp_path: Path) -> None:
    need_engine()
    scratch = Scratch(tmp_path / "scratch")
    shutil.copytree(CASE, tmp_path / "folder")
    control.seed(scratch.tenants, FABRIKAM, "export", directory=tmp_path / "folder")
    with scratch:
        first = scratch.holdfast("up", "fabrikam", "--adopt")
        groups, members = _groups(scratch)
        second = scratch.holdfast("up", "fabrikam")
        by_hand = scratch.run(
            "bash",
            "-c",
            'eval "$(python -m holdfast.cli.main env fabrikam --shell bash)"; '
            "exec pulumi up --yes --skip-preview --expect-no-changes",
            PATH=f"{scratch.project}/.venv/bin:/usr/bin:/bin",
        )
        after, _ = _groups(scratch)

    assert first.code == ExitCode.IN_SYNC, first.all
    assert second.code == ExitCode.IN_SYNC, second.all
    assert by_hand.code == 0, by_hand.all
    assert groups == [(GROUP, True)]
    assert after == groups
    assert len(members) == len(("bg1", "bg2"))


STATES = {
    "a rule": {"groupTypes": ["DynamicMembership"], "membershipRule": "(user.department -eq 'IT')"},
    "synchronised": {"onPremisesSyncEnabled": True},
    "managed in Exchange": {"mailEnabled": True},
}


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_a_group_that_takes_no_members_is_refused_before_anything_is_written(
    tmp_path: Path, state: dict[str, Any]
) -> None:
    need_engine()
    scratch = Scratch(tmp_path / "scratch")
    shutil.copytree(CASE, tmp_path / "folder")
    control.seed(scratch.tenants, FABRIKAM, "export", directory=tmp_path / "folder")
    tenants = TenantFolder(scratch.tenants)
    try:
        store = tenants.open(FABRIKAM)
        store.put("groups", GROUP, {**(store.get("groups", GROUP) or {}), **state})
    finally:
        tenants.close()
    with scratch:
        since = scratch.log.last_id()
        up = scratch.holdfast("up", "fabrikam", "--adopt")
        writes = scratch.writes(since)

    assert up.code == ExitCode.NO_ANSWER, up.all
    last = up.err.strip().splitlines()[-1]
    assert last.endswith("[adoption-fixed]"), up.all
    assert GROUP in last
    assert writes == []


def _groups(scratch: Scratch) -> tuple[list[tuple[str, bool]], list[object]]:
    """The break-glass groups with whether roles may be assigned to them, and the members of the one."""
    tenants = TenantFolder(scratch.tenants)
    try:
        store = tenants.open(FABRIKAM)
        found = [
            (str(row["id"]), bool(row.get("isAssignableToRole")))
            for row in store.all("groups")
            if row["displayName"] == "Emergency access"
        ]
        members = list((store.get("group_members", GROUP) or {"ids": []})["ids"])
    finally:
        tenants.close()
    return found, members
