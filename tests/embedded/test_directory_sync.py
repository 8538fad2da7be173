"""The account that synchronises the directory, in the tenant itself: what was applied stops it nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.store import TenantFolder
from holdfast.model.directory import GROUP, SYNC_ROLE
from holdfast.model.status import Status
from tests.e2e.scratch import CONTOSO, Scratch
from tests.newest import upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
NEEDED = {GROUP, POLICY, "m365:entra:SecurityDefaults"}
"""With security defaults no policy can be enabled."""
BY = {
    "role": ("directory_sync: role", "excludeRoles"),
    "account": (
        f"directory_sync: account\n    directory_sync_accounts: [mallory@{CONTOSO}]",
        "excludeUsers",
    ),
}


@pytest.fixture(params=BY)
def way(request: pytest.FixtureRequest) -> tuple[str, str]:
    """What the client file says, and where a policy says it."""
    return BY[request.param]


@pytest.fixture
def scratch(tmp_path: Path, way: tuple[str, str]) -> Iterator[Scratch]:
    """Contoso, whose file says how it synchronises, as declared."""
    with Scratch(tmp_path / "scratch") as scratch:
        file = scratch.project / "clients" / "Pulumi.contoso.yaml"
        parameters = "holdfast:parameters:\n"
        text = file.read_text(encoding="utf-8")
        assert text.count(parameters) == 1
        file.write_text(text.replace(parameters, f"{parameters}    {way[0]}\n"), encoding="utf-8")
        upgrade(scratch.project, "contoso")
        scratch.apply([one for one in scratch.recording().desired if one.token in NEEDED])
        yield scratch


def for_everybody(scratch: Scratch) -> list[dict[str, Any]]:
    """The tenant's policies that demand something of all users at all applications, and so of what synchronises."""
    rows: list[dict[str, Any]] = scratch.rows("conditionalAccessPolicies")
    conditions = [(one, one["conditions"]) for one in rows if one["grantControls"]]
    return [
        one
        for one, told in conditions
        if "All" in told["users"]["includeUsers"] and "All" in told["applications"]["includeApplications"]
    ]


def findings(scratch: Scratch, names: list[str]) -> dict[str, tuple[Status, list[str]]]:
    """What a check says of the policies of these names, with the paths at which they differ."""
    found = {one.name: one for one in scratch.check().result.findings if one.token == POLICY}
    return {name: (found[name].status, [one.path for one in found[name].differences]) for name in names}


def test_no_policy_in_the_tenant_asks_it_for_anything_and_one_that_does_is_drift(
    scratch: Scratch, way: tuple[str, str]
) -> None:
    _, place = way
    mallory = next(
        one["id"] for one in scratch.rows("users") if one["userPrincipalName"] == f"mallory@{CONTOSO}"
    )
    left_out = SYNC_ROLE if place == "excludeRoles" else mallory
    policies = for_everybody(scratch)
    assert len(policies) > 1
    assert [one["displayName"] for one in policies if left_out not in one["conditions"]["users"][place]] == []
    names = [one["displayName"] for one in policies]
    assert findings(scratch, names) == dict.fromkeys(names, (Status.IN_SYNC, []))

    tenants = TenantFolder(scratch.tenants)
    for one in policies:
        one["conditions"]["users"][place] = []
        tenants.open(CONTOSO).put("conditionalAccessPolicies", one["id"], one)
    tenants.close()

    path = f"conditions.users.{place.replace('exclude', 'excluded')}"
    assert findings(scratch, names) == dict.fromkeys(names, (Status.DRIFTED, [path]))
