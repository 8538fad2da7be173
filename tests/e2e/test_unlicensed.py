"""An apply to a tenant without every licence makes what it is offered, leaves out the rest, and makes that later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.controls.catalogue import controls
from holdfast.controls.chosen import ChosenControl
from holdfast.model.status import ExitCode, Status
from tests.e2e.scratch import Scratch, need_engine
from tests.embedded.test_products_sold import IN_PART, SOLD, go_over
from tests.newest import agree, choose, upgrade

if TYPE_CHECKING:
    from pathlib import Path

PRODUCT = "Exchange Plan 1"
BEYOND_REPAIR = {
    "entra.break_glass_excluded": "protectedAgainstLesserAdministrators",
    "exchange.leaver_mailboxes_held": "heldBy",
}
"""What somebody has to see to in a tenant with nothing but mailboxes of Plan 1, and where it is told."""

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


@pytest.mark.engine
def test_a_tenant_of_mailboxes_alone_is_applied_as_far_as_it_goes_and_then_left_alone(tmp_path: Path) -> None:
    """Without Entra ID P1 the service makes no role-assignable group, and without drives no backup of them."""
    need_engine()
    products, lacking = SOLD[PRODUCT]
    with Scratch(tmp_path / "scratch") as scratch:
        upgrade(scratch.project, "contoso")
        choose(scratch.project, "contoso")
        agree(scratch.project, "contoso")
        go_over(scratch, products)
        first = scratch.holdfast("up", "contoso")
        assert first.code == ExitCode.DRIFT, first.all
        scratch.clock.skipped += 24 * 3600  # what is backed up is by then

        since = scratch.log.last_id()
        again = scratch.holdfast("up", "contoso")
        assert again.code == ExitCode.DRIFT, again.all
        assert scratch.writes(since) == []

        found = scratch.check().result.findings
        beyond = {one.control for one in found if one.status is Status.NOT_APPLICABLE}
        assert beyond == {*lacking, *IN_PART} - BEYOND_REPAIR.keys()
        undone = [one for one in found if one.status not in {Status.IN_SYNC, Status.NOT_APPLICABLE}]
        assert {one.control: one.differences[0].path.rpartition(".")[2] for one in undone} == BEYOND_REPAIR
