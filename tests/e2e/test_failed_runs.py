"""A run that read what drifted and then failed leaves no trace of it in what counts as applied last.

With the real engine: a write that is refused, everything killed at the write, and a `pulumi refresh` by hand. That it
is so at every step and for every kind is in `tests/unit/apply/test_only_read.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.store import TenantFolder
from holdfast.model.status import ExitCode
from tests.e2e.scratch import CONTOSO, HOLDFAST, need_engine
from tests.e2e.test_interrupted import Interrupted, is_policy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.scratch import Scratch

pytestmark = pytest.mark.engine

MFA, ADMINS = "Holdfast: MFA for all users", "Holdfast: phishing-resistant MFA for administrators"
COLLECTION = "conditionalAccessPolicies"
OFTENER = {
    "isEnabled": True,
    "value": 1,
    "type": "hours",
    "frequencyInterval": "timeBased",
    "authenticationType": "primaryAndSecondaryAuthentication",
}
FAULT = {"route": "PATCH /identity/conditionalAccess/policies/{id}", "fault": "403"}


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Interrupted]:
    need_engine()
    with Interrupted(tmp_path / "scratch") as made:
        yield made


def change(scratch: Scratch, name: str, **values: Any) -> None:
    """Changes a policy as somebody does in the tenant."""
    tenants = TenantFolder(scratch.tenants)
    try:
        (row,) = [one for one in scratch.rows(COLLECTION) if one["displayName"] == name]
        tenants.open(CONTOSO).put(COLLECTION, str(row["id"]), {**row, **values})
    finally:
        tenants.close()


def stricter(scratch: Interrupted) -> None:
    """Somebody has everybody sign in every hour, which nobody declared."""
    change(scratch, MFA, sessionControls={"signInFrequency": OFTENER})


def expect_repaired(scratch: Interrupted) -> str:
    """The next run takes it back without a question, in a pipeline; returns what it printed."""
    printed = scratch.holdfast("up", "contoso")
    assert printed.code == ExitCode.IN_SYNC, printed.all
    (row,) = [one for one in scratch.rows(COLLECTION) if one["displayName"] == MFA]
    assert not row["sessionControls"]
    return printed.all


@pytest.mark.parametrize("planned", [False, True], ids=["repair alone", "beside another change"])
def test_a_repair_that_was_refused_is_not_refused_for_another_reason_next_time(
    scratch: Interrupted, *, planned: bool
) -> None:
    assert scratch.holdfast("up", "contoso").code == ExitCode.IN_SYNC
    stricter(scratch)
    client = scratch.project / "clients" / "Pulumi.contoso.yaml"
    if planned:  # then the engine refreshes, previews and applies, in three runs
        client.write_text(client.read_text() + "  # nothing that matters\n")
    scratch.fault(FAULT)

    failed = scratch.holdfast("up", "contoso")
    scratch.fault()

    assert failed.code == ExitCode.NO_ANSWER, failed.all
    assert failed.err.strip().endswith("[engine-failed]"), failed.all
    previewed = scratch.holdfast("preview", "contoso")
    assert "up would stop" not in previewed.all, previewed.all
    assert "only read" not in expect_repaired(scratch)


def test_killed_at_the_write_of_a_repair_the_next_run_knows_what_was_applied(scratch: Interrupted) -> None:
    assert scratch.holdfast("up", "contoso").code == ExitCode.IN_SYNC
    stricter(scratch)
    change(scratch, ADMINS, state="disabled")
    scratch.killed(is_policy, *HOLDFAST, "up", "contoso")
    stricter(scratch)  # if that was the write that was done

    previewed = scratch.holdfast("preview", "contoso")

    assert "up would stop" not in previewed.all, previewed.all
    assert "objects that were only read into the state since they were applied: " in expect_repaired(scratch)


def test_what_a_refresh_by_hand_has_read_was_not_applied(scratch: Interrupted) -> None:
    assert scratch.holdfast("up", "contoso").code == ExitCode.IN_SYNC
    stricter(scratch)

    refreshed = scratch.pulumi("refresh", "--yes")

    assert refreshed.code == 0, refreshed.all
    expect_repaired(scratch)
