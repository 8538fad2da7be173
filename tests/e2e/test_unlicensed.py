"""An apply to a tenant without every licence makes what it is offered, leaves out the rest, and makes that later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.model.status import ExitCode, Status
from tests.e2e.scratch import Scratch, need_engine
from tests.newest import upgrade

if TYPE_CHECKING:
    from pathlib import Path

LACKING = {"AAD_PREMIUM_P2", "AAD_WRKLDID_P2", "ATP_ENTERPRISE"}
UNLICENSED = {
    "Holdfast: applications from their places only",
    "Holdfast: block high-risk sign-ins",
    "Holdfast: block users at high risk",
    "Holdfast: challenge risky sign-ins",
    "Holdfast: new password at high user risk",
}
MAIL = {"defender.safe_attachments_enabled", "defender.zero_hour_purge_on"}
DEFAULTS_ON = {
    "security_defaults: false": "security_defaults: true",
    "    mfa_state: enabled\n    legacy_authentication_state: enabled\n": "",
}
"""What contoso's file says, and what it says here: security defaults are on: their switch comes after each policy."""


@pytest.mark.engine
def test_an_apply_leaves_out_what_there_is_no_licence_for_and_makes_it_once_there_is(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        upgrade(scratch.project, "contoso")
        file = scratch.project / "clients" / "Pulumi.contoso.yaml"
        for before, now in DEFAULTS_ON.items():
            assert before in file.read_text()
            file.write_text(file.read_text().replace(before, now))
        with scratch.without_plans(LACKING):
            first = scratch.holdfast("up", "contoso")
            assert first.code == ExitCode.IN_SYNC, first.all
            made = set(scratch.names()["conditionalAccessPolicies"])
            assert len(made) > len(UNLICENSED)
            assert not made & UNLICENSED
            left = [one for one in scratch.check().result.findings if one.status is Status.NOT_APPLICABLE]
            assert {one.name for one in left if one.control.startswith("entra.")} == UNLICENSED
            assert {one.control for one in left} >= MAIL

        licensed = scratch.holdfast("up", "contoso")
        assert licensed.code == ExitCode.IN_SYNC, licensed.all
        assert set(scratch.names()["conditionalAccessPolicies"]) == made | UNLICENSED

        with scratch.without_plans(LACKING):
            since = scratch.log.last_id()
            lapsed = scratch.holdfast("up", "contoso")
            assert lapsed.code == ExitCode.IN_SYNC, lapsed.all
            assert scratch.writes(since) == [], (
                "what is there and does not act is neither changed nor deleted"
            )
