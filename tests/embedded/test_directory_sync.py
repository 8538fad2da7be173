"""The account that synchronises the directory, in the tenant itself: what was applied stops it nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.store import TenantFolder
from holdfast.kinds.entra.break_glass_accounts import KIND as ACCOUNTS
from holdfast.model.directory import GROUP, SYNC_ROLE
from holdfast.model.status import Status
from tests.e2e.scratch import CONTOSO, Scratch
from tests.newest import upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
SYNC = f"Sync_CONTOSO-DC01_7f3a91c2d4e6@{CONTOSO}"
"""Whom the seed has synchronise the directory."""
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


@pytest.fixture
def untold(tmp_path: Path) -> Iterator[Scratch]:
    """Contoso, whose directory is synchronised and whose file says nothing of that, as declared."""
    with Scratch(tmp_path / "scratch") as scratch:
        upgrade(scratch.project, "contoso")
        scratch.apply([one for one in scratch.recording().desired if one.token in NEEDED])
        yield scratch


def notes(scratch: Scratch) -> list[str]:
    """What a check says beside its findings of the emergency accounts of who synchronises."""
    (accounts,) = [one for one in scratch.check().result.findings if one.token == ACCOUNTS.token]
    assert not [
        one for one in accounts.differences if SYNC in one.path or "breakGlassGroupExcluded" in one.path
    ]
    return [one for one in accounts.notes if SYNC in one]


def test_who_synchronises_and_is_not_left_out_is_told_with_each_policy_that_stops_it_or_would(
    untold: Scratch,
) -> None:
    policies = for_everybody(untold)
    by_state = {
        state: sorted(repr(one["displayName"]) for one in policies if one["state"] == state)
        for state in ("enabled", "enabledForReportingButNotEnforced")
    }
    assert all(by_state.values())
    (note,) = notes(untold)
    assert note.startswith(f"{SYNC} synchronises the directory and is stopped by what is enabled")
    enabled, _, reporting = note.partition(", and would be stopped, once enabled, by what is report-only")
    assert [one for one in by_state["enabled"] if one not in enabled] == []
    assert [one for one in by_state["enabledForReportingButNotEnforced"] if one not in reporting] == []

    tenants = TenantFolder(untold.tenants)
    store = tenants.open(CONTOSO)
    (user,) = [one for one in store.all("users") if one["userPrincipalName"] == SYNC]
    store.put("users", user["id"], {**user, "accountEnabled": False})
    assert notes(untold) == [], "nobody signs in by it"
    store.put("users", user["id"], user)
    assert notes(untold) == [note]
    for one in policies:
        one["conditions"]["users"]["excludeRoles"] = [SYNC_ROLE]
        store.put("conditionalAccessPolicies", one["id"], one)
    tenants.close()
    assert notes(untold) == []
