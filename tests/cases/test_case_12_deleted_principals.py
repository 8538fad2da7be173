"""Case 12: a group that policies exclude is deleted: nothing is written; one sentence says which name, and where."""

from __future__ import annotations

import re
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import control
from holdfast.emulator.store import TenantFolder
from holdfast.model.status import ExitCode
from tests.e2e.scratch import REPOSITORY, Scratch, need_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.engine

CASE = REPOSITORY.parent / "shared" / "cases" / "12-deleted-principals"
TENANT = "c12.onmicrosoft.com"
GONE = {
    "group": ("SG-Service-Accounts", "excluded_groups"),
    "user": ("svc-scanner@c12.onmicrosoft.com", "excluded_users"),
}
"""What the client's file names, and the setting that does."""


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    need_engine()
    made = Scratch(tmp_path / "scratch")
    shutil.copy(CASE / "Pulumi.c12.yaml", made.project / "clients")
    control.seed(made.tenants, TENANT, "small")
    with made:
        yield made


def line_of(scratch: Scratch, setting: str) -> int:
    lines = (scratch.project / "clients" / "Pulumi.c12.yaml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if f"{setting}:" in line)


def remove(scratch: Scratch, name: str) -> None:
    tenants = TenantFolder(scratch.tenants)
    try:
        tenant = tenants.open(TENANT)
        for collection in ("groups", "users"):
            for row in tenant.all(collection):
                if name in (row.get("displayName"), row.get("userPrincipalName")):
                    tenant.delete(collection, str(row["id"]))
    finally:
        tenants.close()


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize("what", GONE)
def test_what_is_named_and_gone_is_told_in_one_sentence_and_nothing_is_written(
    scratch: Scratch, what: str
) -> None:
    name, setting = GONE[what]
    remove(scratch, name)
    since = scratch.log.last_id()

    ours = scratch.holdfast("up", "c12")
    written = scratch.writes(since)
    script = 'eval "$("$0" -m holdfast.cli.main env c12 --shell bash)" && exec pulumi up --yes --skip-preview'
    by_hand = scratch.run("bash", "-c", script, sys.executable)

    place = f"clients/Pulumi.c12.yaml:{line_of(scratch, setting)}"
    assert ours.code == ExitCode.NO_ANSWER, ours.all
    last = ours.err.strip().splitlines()[-1]
    assert last.startswith("holdfast: not in the tenant: ")
    assert last.endswith("[lookup-failed]"), ours.all
    assert repr(name) in last
    assert place in last
    for printed in (ours, by_hand):
        assert "Traceback" not in printed.all, printed.all
    assert by_hand.code != 0
    # The engine shows an error where it happens and again at its end.
    assert len(set(re.findall(r"error: (.*)", by_hand.all))) == 1, by_hand.all
    assert f"{name!r}, which {place} names for" in by_hand.all
    assert written == []
    policies = [one for one in scratch.writes(since) if "conditionalAccess" in one.path]
    assert policies == []
