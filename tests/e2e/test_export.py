"""Contoso's baseline on a real tenant's exported Conditional Access: nothing of theirs is touched.

Source of the export: `../shared/data/README.md`. It is no part of the repository.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from holdfast.model.status import ExitCode
from tests.e2e.scratch import EXPORT, Scratch, need_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.scratch import Printed

pytestmark = pytest.mark.skipif(not EXPORT.is_dir(), reason=f"no exported tenant at {EXPORT}")

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
LOCATION = "azuread:index/namedLocation:NamedLocation"
COMPLIANT_NETWORK = "3d46dbda-8382-466a-856d-eb00cbc6b910"
"""Microsoft's own location, the same in every tenant."""
COLLECTIONS = ("conditionalAccessPolicies", "namedLocations", "authenticationStrengthPolicies", "groups")
OURS = 3
"""Policies of contoso's baseline."""


@pytest.fixture
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    with Scratch(tmp_path_factory.mktemp("export") / "scratch", "export", {"directory": EXPORT}) as made:
        yield made


def found(printed: Printed) -> dict[str, set[tuple[str, str]]]:
    """The findings of `drift --format json`: (type, id or name) by status."""
    by_status: dict[str, set[tuple[str, str]]] = {}
    for one in json.loads(printed.out)["findings"]:
        by_status.setdefault(one["status"], set()).add((one["type"], one["id"] or one["name"]))
    return by_status


def theirs(scratch: Scratch) -> dict[str, bytes]:
    """Every object of the tenant's collections, byte for byte, by collection and id."""
    return {
        f"{collection}/{row['id']}": json.dumps(row, sort_keys=True).encode()
        for collection in COLLECTIONS
        for row in scratch.rows(collection)
    }


def ids(scratch: Scratch, collection: str) -> set[str]:
    return {str(row["id"]) for row in scratch.rows(collection)}


def test_before_all_of_theirs_is_unmanaged_and_all_of_ours_missing(scratch: Scratch) -> None:
    policies, locations = ids(scratch, "conditionalAccessPolicies"), ids(scratch, "namedLocations")
    assert len(policies) == 36
    assert locations
    since = scratch.log.last_id()

    printed = scratch.holdfast("drift", "contoso", "--format", "json")

    assert printed.code == ExitCode.DRIFT, printed.all
    statuses = found(printed)
    assert {one for one in statuses["UNMANAGED"] if one[0] == POLICY} == {(POLICY, one) for one in policies}
    assert {one for one in statuses["UNMANAGED"] if one[0] == LOCATION} == {
        (LOCATION, one) for one in locations if one != COMPLIANT_NETWORK
    }
    assert len([one for one in statuses["MISSING"] if one[0] == POLICY]) == OURS
    assert "UNKNOWN" not in statuses
    assert [one for one in statuses["IN_SYNC"] if one[0] == POLICY] == []
    assert scratch.writes(since) == []


@pytest.mark.engine
def test_after_up_ours_are_in_sync_and_theirs_are_as_they_were(scratch: Scratch) -> None:
    need_engine()
    before, since = theirs(scratch), scratch.log.last_id()

    printed = scratch.holdfast("up", "contoso")

    assert printed.code == ExitCode.DRIFT, printed.all  # theirs are still there, and still nobody's
    after = theirs(scratch)
    assert {one: after[one] for one in before} == before
    made = {
        collection: sorted(one for one in after if one.startswith(collection)) for collection in COLLECTIONS
    }
    assert len(made["conditionalAccessPolicies"]) == 36 + OURS
    expect_only_our_writes(scratch, since, set(after) - set(before), before)

    statuses = found(scratch.holdfast("drift", "contoso", "--format", "json"))
    assert {token for token, _ in statuses["UNMANAGED"]} == {POLICY, LOCATION}
    assert len([one for one in statuses["IN_SYNC"] if one[0] == POLICY]) == OURS
    # Policies of theirs apply to everybody, and know nothing of our break-glass group.
    assert {token for token, _ in statuses["DRIFTED"]} == {"m365:entra:BreakGlassAccounts"}
    assert statuses.keys() == {"UNMANAGED", "IN_SYNC", "DRIFTED"}


def expect_only_our_writes(scratch: Scratch, since: int, made: set[str], before: dict[str, bytes]) -> None:
    """Every write made a new object of ours, filled one, or was of the two kinds that change what is there."""
    new = {one.rpartition("/")[2] for one in made}
    old = {one.rpartition("/")[2] for one in before}
    writes = scratch.writes(since)
    assert writes
    for one in writes:
        assert not any(theirs in one.path for theirs in old), one
        ours = (
            one.cmdlet
            in {"New-ComplianceTag", "New-RetentionCompliancePolicy", "New-RetentionComplianceRule"}
            or one.cmdlet == "Set-Mailbox"
            or (
                one.method == "POST"
                and one.path in {"/v1.0/groups", "/v1.0/identity/conditionalAccess/policies"}
            )
            or (one.method == "POST" and any(f"/groups/{group}/members" in one.path for group in new))
            or one.path == "/v1.0/policies/identitySecurityDefaultsEnforcementPolicy"
        )
        assert ours, one
