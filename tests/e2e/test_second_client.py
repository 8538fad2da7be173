"""A second client of the same tenant takes nothing over, and no exclusion goes while nobody else could come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.model.status import ExitCode
from tests.e2e.scratch import CONTOSO, Scratch, need_engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine

FIRST, SECOND = "clients/Pulumi.contoso.yaml", "clients/Pulumi.twin.yaml"
POLICIES, GROUPS = "conditionalAccessPolicies", "groups"
ACCOUNTS = [f"bg{number}@{CONTOSO}" for number in (1, 2)]
PEOPLE = [f"{name}@{CONTOSO}" for name in ("emma.jansen", "daan.smit")]


def test_a_second_client_takes_nothing_over_and_closes_no_way_in(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path) as scratch:
        assert scratch.holdfast("up", "contoso").code == ExitCode.IN_SYNC
        written = (scratch.project / FIRST).read_text()
        other = written.replace("CA-BreakGlass", "CA-Other").replace(CONTOSO, CONTOSO.upper(), 1)
        for account, person in zip(ACCOUNTS, PEOPLE, strict=True):
            other = other.replace(account, person)
        (scratch.project / SECOND).write_text(other)

        told = refused(scratch, "shared-tenant")
        assert "twin and contoso name the same tenant" in told
        assert "entra.mfa_required/policy" in told

        (scratch.project / FIRST).unlink()
        told = refused(scratch, "way-in-closed")
        assert "entra.mfa_required/policy would not exclude CA-BreakGlass (" in told
        assert f"members[{PEOPLE[0]}].permanentGlobalAdministrator: expected True, found False" in told

        (scratch.project / SECOND).write_text(written)
        assert scratch.holdfast("up", "twin", "--adopt").code == ExitCode.IN_SYNC

        # The same client, who names other people now: what was applied is what they are measured against.
        (scratch.project / SECOND).write_text(other)
        refused(scratch, "way-in-closed")


def refused(scratch: Scratch, slug: str) -> str:
    """Runs an `up` of the second client that must refuse, and neither write nor make anything."""
    since, before = scratch.log.last_id(), (scratch.rows(POLICIES), scratch.rows(GROUPS))
    printed = scratch.holdfast("up", "twin", "--adopt")
    assert printed.code == ExitCode.NO_ANSWER, printed.all
    assert printed.err.strip().endswith(f"[{slug}]"), printed.all
    assert scratch.writes(since) == []
    assert (scratch.rows(POLICIES), scratch.rows(GROUPS)) == before
    return printed.err
