"""A change that the tenant refuses is told once, with its object; the rest is done, and the next run goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.model.status import ExitCode
from tests.e2e.scratch import Scratch, need_engine
from tests.newest import upgrade

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine

POLICIES = {
    "entra.admins_phishing_resistant_mfa/policy": "Holdfast: phishing-resistant MFA for administrators",
    "entra.legacy_authentication_blocked/policy": "Holdfast: block legacy authentication",
    "entra.mfa_required/policy": "Holdfast: MFA for all users",
}
REASONS = {
    "403": "was refused (403): Authorization_RequestDenied: ",
    "500": "was refused (500): InternalServerError: ",
    "reset": "so whether it took effect is unknown: run again",
}


@pytest.mark.parametrize("fault", REASONS)
def test_refused_change_is_told_once_and_the_next_run_goes_on(fault: str, tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        scratch.fault({"route": "POST /identity/conditionalAccess/policies", "fault": fault})
        failed = scratch.holdfast("up", "contoso")
        scratch.fault()
        done = scratch.holdfast("up", "contoso", "--adopt")
        names = scratch.names()["conditionalAccessPolicies"]

    assert failed.code == ExitCode.NO_ANSWER
    # On a busy machine the engine may see late that a plugin ended which it had told to end.
    errors = [
        line
        for line in failed.err.splitlines()
        if line.startswith("error: ") and "exited prematurely" not in line
    ]
    # What depends on nothing that failed is tried all the same.
    tried = {logical: [line for line in errors if logical in line] for logical in POLICIES}
    for logical, (told,) in tried.items():
        name = POLICIES[logical]
        assert f"Conditional Access policy '{name}': " in told
        assert REASONS[fault] in told
        assert ("Policy.ReadWrite.ConditionalAccess" in told) == (fault == "403")
    assert len(errors) == len(tried)
    # Security defaults are off by then.
    assert (
        "Warning: nothing protects sign-ins now, neither an enabled policy nor security defaults"
        in failed.err
    )
    last = failed.err.splitlines()[-1]
    assert last.startswith("holdfast: pulumi up of contoso failed: the reasons stand above")
    assert last.endswith("[engine-failed]")
    assert done.code == ExitCode.IN_SYNC, done.all
    assert names == sorted(POLICIES.values())


@pytest.mark.parametrize("applied", [False, True], ids=["first run", "next version"])
def test_one_service_that_refuses_keeps_the_others_from_nothing(*, applied: bool, tmp_path: Path) -> None:
    """Security defaults are off by then: whatever takes their place has to be made in the same run."""
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        if applied:
            assert scratch.holdfast("up", "contoso").code == ExitCode.IN_SYNC
        upgrade(scratch.project, "contoso")
        scratch.fault({"route": "PATCH /admin/sharepoint/settings", "fault": "403"})
        failed = scratch.holdfast("up", "contoso")
        made = scratch.names()
        scratch.fault()
        done = scratch.holdfast("up", "contoso")

        assert failed.code == ExitCode.NO_ANSWER, failed.all
        assert "PATCH /admin/sharepoint/settings was refused (403)" in failed.err
        assert "protects sign-ins now" not in failed.err
        assert set(POLICIES.values()) < set(made["conditionalAccessPolicies"])
        assert done.code == ExitCode.IN_SYNC, done.all
        assert scratch.names() == made


def test_what_is_made_and_not_known_yet_is_waited_for_in_one_run(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        scratch.fault({"route": "*", "fault": "404-after-create", "count": 2})
        done = scratch.holdfast("up", "contoso")
        names = scratch.names()

    assert done.code == ExitCode.IN_SYNC, done.all
    assert {*POLICIES.values()} <= {*names["conditionalAccessPolicies"]}
    for made in names.values():
        assert len(made) == len({*made})
