"""An apply to a tenant without every licence makes what it is offered, leaves out the rest, and makes that later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.controls.catalogue import controls
from holdfast.controls.chosen import ChosenControl
from holdfast.model.status import ExitCode, Status
from tests.e2e.scratch import Scratch, need_engine
from tests.newest import upgrade

if TYPE_CHECKING:
    from pathlib import Path

LACKING = {
    *("AAD_PREMIUM_P2", "AAD_WRKLDID_P2", "ATP_ENTERPRISE", "THREAT_INTELLIGENCE"),
    *("LOCKBOX_ENTERPRISE", "M365_ADVANCED_AUDITING"),
}
UNLICENSED = {
    name
    for name, one in controls().items()
    if one.metadata.licence in LACKING and not issubclass(one, ChosenControl)
}
"""Controls that need what is lacking, but for those that a client chooses."""
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
            left = [one for one in scratch.check().result.findings if one.status is Status.NOT_APPLICABLE]
            assert {one.control for one in left} == UNLICENSED
            policies = {one.name for one in left if one.token.endswith(":ConditionalAccessPolicy")}
            assert len(made) > len(policies) > 1
            assert not made & policies

        licensed = scratch.holdfast("up", "contoso")
        assert licensed.code == ExitCode.IN_SYNC, licensed.all
        assert set(scratch.names()["conditionalAccessPolicies"]) == made | policies

        with scratch.without_plans(LACKING):
            since = scratch.log.last_id()
            lapsed = scratch.holdfast("up", "contoso")
            assert lapsed.code == ExitCode.IN_SYNC, lapsed.all
            assert scratch.writes(since) == [], (
                "what is there and does not act is neither changed nor deleted"
            )
