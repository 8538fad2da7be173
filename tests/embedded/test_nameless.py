"""Objects without a name that anybody can see, in a tenant: each is UNKNOWN alone, and blinds nobody to the others."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.apply.gates.look import require_look
from holdfast.kinds.registry import kinds
from holdfast.model.errors import RefusedError
from holdfast.model.status import Status
from tests.e2e.scratch import Scratch

if TYPE_CHECKING:
    from pathlib import Path

POLICIES = "/identity/conditionalAccess/policies"
MFA, LEGACY = "Holdfast: MFA for all users", "Holdfast: block legacy authentication"


def policy(name: str) -> dict[str, Any]:
    return {
        "displayName": name,
        "state": "disabled",
        "conditions": {
            "clientAppTypes": ["all"],
            "applications": {"includeApplications": ["All"]},
            "users": {"includeUsers": ["All"]},
        },
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
    }


def test_policies_without_a_name_hide_nothing_but_what_may_be_one_of_them(tmp_path: Path) -> None:
    async def spoil(scratch: Scratch) -> None:
        async with scratch.tenant() as tenant:
            for name in ("", " "):
                await tenant.graph.write("POST", POLICIES, policy(name))
            ids = {
                str(one["displayName"]): str(one["id"]) for one in scratch.rows("conditionalAccessPolicies")
            }
            await tenant.graph.write("PATCH", f"{POLICIES}/{ids[MFA]}", {"state": "disabled"})
            await tenant.graph.write("DELETE", f"{POLICIES}/{ids[LEGACY]}", None)

    with Scratch(tmp_path / "scratch") as scratch:
        scratch.apply()
        asyncio.run(spoil(scratch))
        checked = scratch.check()
        nameless = [
            str(one["id"])
            for one in scratch.rows("conditionalAccessPolicies")
            if not str(one["displayName"]).strip()
        ]

    found = {one.name: one for one in checked.result.findings}
    assert found[MFA].status is Status.DRIFTED
    assert found[LEGACY].status is Status.UNKNOWN
    assert all(one in found[LEGACY].explanation for one in nameless)
    assert {found[one].status for one in nameless} == {Status.UNKNOWN}
    unknown = {one for one, finding in found.items() if finding.status is Status.UNKNOWN}
    assert unknown == {LEGACY, *nameless}
    with pytest.raises(RefusedError, match="may be one without"):
        require_look(kinds(), checked, {})
