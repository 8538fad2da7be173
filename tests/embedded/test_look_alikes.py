"""A policy whose name only looks like the declared one: no second is made beside it, and our own is put right."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from holdfast.apply.gates.look import require_look
from holdfast.apply.repair import drifted
from holdfast.apply.state import Kept, State
from holdfast.kinds.registry import kinds
from holdfast.model.errors import RefusedError
from holdfast.model.status import Reason, Status
from tests.e2e.scratch import Scratch, need_engine
from tests.embedded.test_nameless import MFA, POLICIES

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.drift.check import Checked


async def _rename(scratch: Scratch, name: str) -> str:
    """Calls the policy otherwise, and returns its id."""
    (policy_id,) = [
        str(one["id"])
        for one in scratch.rows("conditionalAccessPolicies")
        if str(one["displayName"]).casefold() == MFA.casefold()
    ]
    async with scratch.tenant() as tenant:
        await tenant.graph.write("PATCH", f"{POLICIES}/{policy_id}", {"displayName": name})
    return policy_id


def test_a_policy_of_another_spelling_is_taken_for_no_missing_one(tmp_path: Path) -> None:
    with Scratch(tmp_path / "scratch") as scratch:
        scratch.apply()
        policy_id = asyncio.run(_rename(scratch, MFA.upper()))
        checked = scratch.check()

    (found,) = [one for one in checked.result.findings if one.name == MFA]
    assert (found.status, found.reason) == (Status.UNKNOWN, Reason.AMBIGUOUS)
    assert MFA.upper() in found.explanation
    assert policy_id in found.explanation
    with pytest.raises(RefusedError, match="may be what the tenant has in another spelling"):
        require_look(kinds(), checked, {})
    # What the state holds is known by its id: ours, renamed, is put right; a second is made beside nobody's.
    assert _held(checked, policy_id, found.urn) == [MFA]
    with pytest.raises(RefusedError, match="may be what the tenant has in another spelling"):
        _held(checked, "00000000-0000-4000-8000-000000000001", found.urn)


def _held(checked: Checked, policy_id: str, urn: str) -> list[str]:
    """Return the names of what an apply would put right where the state holds one policy of an id."""
    kept = Kept(
        urn, "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy", policy_id, {}, stays=False
    )
    require_look(kinds(), checked, {urn: kept})
    return [one.name for one in drifted(checked, State(resources={urn: kept}))]


def test_a_preview_makes_nothing_that_up_would_have_to_look_for_first(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        asyncio.run(_add_group(scratch))

        previewed = scratch.holdfast("preview", "contoso")

    lines = [line.split() for line in previewed.all.splitlines()]
    assert ["to", "be", "looked", "for", "first", "entra.break_glass_excluded/group"] in lines, previewed.all
    assert ["to", "be", "created", "entra.break_glass_excluded/group"] not in lines
    assert ["to", "be", "created", "entra.mfa_required/policy"] in lines
    assert "up would stop: Group 'CA-BreakGlass' is not there, and may be" in previewed.all


async def _add_group(scratch: Scratch) -> None:
    """A group whose name the directory finds when it is asked for ours."""
    group = {
        "displayName": "ca-breakglass",
        "mailNickname": "x",
        "mailEnabled": False,
        "securityEnabled": True,
    }
    async with scratch.tenant() as tenant:
        await tenant.graph.write("POST", "/groups", group)
