"""What others leave in a tenant is neither passed over nor taken for somebody's.

Public cases 06 (a retention policy that is no label policy), 07 (authentication context) and 08 (preview features), and
others of their kinds: what narrows a label policy, who can add himself to the break-glass group, values that nobody
understands. All of it against the embedded tenant, over the wire.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from holdfast.emulator.store import TenantFolder
from holdfast.kinds.registry import kinds
from holdfast.model.errors import ReadError
from holdfast.model.status import ExitCode, Reason, Status
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
from tests.e2e.scratch import CONTOSO, Scratch, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.model.finding import Finding

BREAK_GLASS = "CA-BreakGlass"
MFA = "Holdfast: MFA for all users"
LABELS = "retentionCompliancePolicies"


@pytest.fixture(scope="module")
def applied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    with Scratch(tmp_path_factory.mktemp("case") / "scratch") as scratch:
        scratch.apply()
        yield scratch


@pytest.fixture
def scratch(applied: Scratch) -> Iterator[Scratch]:
    """The applied tenant, put back as it was afterwards."""
    collections = (*COLLECTIONS, "groups", "memberships")
    before = {name: applied.rows(name) for name in collections}
    yield applied
    for name, rows in before.items():
        put(applied, name, rows)


COLLECTIONS = (
    "conditionalAccessPolicies",
    "complianceTags",
    LABELS,
    "retentionComplianceRules",
    "namedLocations",
)


def key_of(collection: str, row: dict[str, Any]) -> str:
    return str(
        row["Guid"] if collection in {"complianceTags", LABELS, "retentionComplianceRules"} else row["id"]
    )


def put(scratch: Scratch, collection: str, rows: list[Any]) -> None:
    tenants = TenantFolder(scratch.tenants)
    try:
        store = tenants.open(CONTOSO)
        kept = {key_of(collection, row) for row in rows if "Guid" in row or "id" in row}
        for row in store.all(collection):
            if ("Guid" in row or "id" in row) and key_of(collection, row) not in kept:
                store.delete(collection, key_of(collection, row))
        for row in rows:
            if "Guid" in row or "id" in row:
                store.put(collection, key_of(collection, row), row)
    finally:
        tenants.close()


def edit(scratch: Scratch, collection: str, name: str, **changes: Any) -> None:
    """Change one object as the service stores it, whatever the wire would say to that."""
    (row,) = [one for one in scratch.rows(collection) if name in {one.get("Name"), one.get("displayName")}]
    put_one(scratch, collection, {**row, **changes})


def put_one(scratch: Scratch, collection: str, row: dict[str, Any]) -> None:
    tenants = TenantFolder(scratch.tenants)
    try:
        tenants.open(CONTOSO).put(collection, key_of(collection, row), row)
    finally:
        tenants.close()


def send(scratch: Scratch, method: str, path: str, body: dict[str, Any] | None = None) -> int:
    """Send one request to Graph and return its status."""

    async def sent() -> int:
        async with scratch.tenant() as tenant:
            content = None if body is None else orjson.dumps(body)
            headers = {"Content-Type": "application/json"}
            address = f"{tenant.hosts.graph}{path}"
            reply = await tenant._http.send(method, address, headers, content, within_seconds=60.0)
            return reply.status

    return asyncio.run(sent())


def run(scratch: Scratch, *invocations: tuple[str, dict[str, Any]]) -> None:
    """Run cmdlets on the compliance endpoint."""

    async def ran() -> None:
        async with scratch.tenant() as tenant:
            for name, parameters in invocations:
                await tenant.cmdlets.run(Endpoint.COMPLIANCE, Invocation(name, parameters))

    asyncio.run(ran())


def finding(scratch: Scratch, name: str) -> Finding:
    (found,) = [one for one in scratch.check().result.findings if one.name == name]
    return found


def policy_id(scratch: Scratch, name: str) -> str:
    (found,) = [
        str(one["id"]) for one in scratch.rows("conditionalAccessPolicies") if one["displayName"] == name
    ]
    return found


def label_policy(scratch: Scratch) -> str:
    return str(scratch.rows(LABELS)[0]["Name"])


def label(scratch: Scratch) -> str:
    return str(scratch.rows("complianceTags")[0]["Name"])


@pytest.mark.parametrize("applies", [False, True], ids=["keeps", "labels by itself"])
def test_ordinary_retention_policy_is_no_label_policy(scratch: Scratch, *, applies: bool) -> None:
    rule = {"Policy": "File retention OneDrive and SharePoint"}
    keeps = {"RetentionDuration": "730", "RetentionComplianceAction": "KeepAndDelete"}
    does = {"ApplyComplianceTag": label(scratch)} if applies else {"Name": "ctptr-keep", **keeps}
    run(
        scratch,
        (
            "New-RetentionCompliancePolicy",
            {"Name": rule["Policy"], "SharePointLocation": ["All"], "OneDriveLocation": ["All"]},
        ),
        ("New-RetentionComplianceRule", {**rule, **does}),
        ("New-RetentionCompliancePolicy", {"Name": "Without a rule", "ExchangeLocation": ["All"]}),
    )

    checked = scratch.check()

    assert checked.result.exit_code == ExitCode.IN_SYNC, told(checked, set(Status) - {Status.IN_SYNC})


def test_rogue_label_policy_is_still_seen(scratch: Scratch) -> None:
    run(
        scratch,
        ("New-RetentionCompliancePolicy", {"Name": "Rogue", "ExchangeLocation": ["All"]}),
        ("New-RetentionComplianceRule", {"Policy": "Rogue", "PublishComplianceTag": label(scratch)}),
    )

    assert finding(scratch, "Rogue").status is Status.UNMANAGED


def test_policy_turned_to_an_authentication_context_is_told(scratch: Scratch) -> None:
    status = send(
        scratch,
        "PATCH",
        f"/v1.0/identity/conditionalAccess/policies/{policy_id(scratch, MFA)}",
        {
            "conditions": {
                "clientAppTypes": ["all"],
                "applications": {
                    "includeApplications": [],
                    "includeAuthenticationContextClassReferences": ["c1"],
                },
                "users": {"includeUsers": ["All"]},
            }
        },
    )

    found = finding(scratch, MFA)

    assert status < 300
    assert found.status is Status.DRIFTED
    assert {
        "conditions.applications.includeAuthenticationContextClassReferences",
        "conditions.applications.includedApplications",
        "conditions.users.excludedGroups",
    } <= {one.path for one in found.differences}


def test_policy_narrowed_by_preview_features_is_drift_and_never_missing(scratch: Scratch) -> None:
    group = next(str(one["id"]) for one in scratch.rows("groups") if one["displayName"] == BREAK_GLASS)
    status = send(
        scratch,
        "PATCH",
        f"/beta/identity/conditionalAccess/policies/{policy_id(scratch, MFA)}",
        {
            "conditions": {
                "clientAppTypes": ["all"],
                "applications": {"includeApplications": ["All"]},
                "users": {"includeUsers": ["All"], "excludeGroups": [group]},
                "agentIdRiskLevels": "high",
                "devices": {"includeDeviceStates": ["All"], "excludeDeviceStates": ["Compliant"]},
            },
            "sessionControls": {"continuousAccessEvaluation": {"mode": "disabled"}},
        },
    )

    found = finding(scratch, MFA)

    assert status < 300
    assert found.status is Status.DRIFTED
    notes = {one.path: one.note for one in found.differences}
    assert {
        "conditions.agentIdRiskLevels",
        "conditions.devices.includeDeviceStates",
        "conditions.devices.excludeDeviceStates",
        "sessionControls.continuousAccessEvaluation",
    } <= set(notes)
    assert "no apply can take this back" in notes["conditions.agentIdRiskLevels"]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        *(
            ({f"{place}Exception": ["ceo@contoso.com"]}, f"{place}Exception")
            for place in ("ExchangeLocation", "SharePointLocation", "ModernGroupLocation", "OneDriveLocation")
        ),
        ({"TeamsChatLocation": ["All"]}, "TeamsChatLocation"),
        ({"Mode": "PendingDeletion"}, "Mode"),
        ({"Mode": "TestWithoutNotifications"}, "Mode"),
        ({"Enabled": False}, "enabled"),
        ({"RestrictiveRetention": True}, "RestrictiveRetention"),
    ],
    ids=str,
)
def test_whatever_narrows_a_label_policy_is_drift(
    scratch: Scratch, changes: dict[str, Any], path: str
) -> None:
    edit(scratch, LABELS, label_policy(scratch), **changes)

    found = finding(scratch, label_policy(scratch))

    assert found.status is Status.DRIFTED
    assert path in {one.path for one in found.differences}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"membershipRule": "(user.department -eq 'IT')"}, "membershipRule"),
        ({"groupTypes": ["DynamicMembership"]}, "groupTypes"),
        ({"groupTypes": ["Unified"]}, "groupTypes"),
        ({"visibility": "Public"}, "visibility"),
        ({"onPremisesSyncEnabled": True}, "onPremisesSyncEnabled"),
        ({"mailEnabled": True}, "mailEnabled"),
    ],
    ids=str,
)
def test_break_glass_group_that_others_decide_about_is_drift(
    scratch: Scratch, changes: dict[str, Any], path: str
) -> None:
    edit(scratch, "groups", BREAK_GLASS, **changes)

    found = finding(scratch, BREAK_GLASS)

    assert found.status is Status.DRIFTED
    assert path in {one.path for one in found.differences}


def test_owners_and_nested_groups_of_the_break_glass_group_are_drift(tmp_path: Path) -> None:
    with Scratch(tmp_path / "scratch") as scratch:
        scratch.apply()
        owners_and_nested_groups(scratch)


def owners_and_nested_groups(scratch: Scratch) -> None:
    made = {"displayName": "Inner", "mailEnabled": False, "mailNickname": "inner", "securityEnabled": True}
    assert send(scratch, "POST", "/v1.0/groups", made) < 300
    groups = {str(one["displayName"]): str(one["id"]) for one in scratch.rows("groups")}
    inner = groups["Inner"]
    # A role-assignable group takes no group as a member; this one is as others made it.
    edit(scratch, "groups", BREAK_GLASS, isAssignableToRole=False)
    user = next(str(one["id"]) for one in scratch.rows("users"))
    base = f"/v1.0/groups/{groups[BREAK_GLASS]}"
    for relation, one in (("owners", user), ("members", inner)):
        body = {"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{one}"}
        assert send(scratch, "POST", f"{base}/{relation}/$ref", body) < 300

    found = finding(scratch, BREAK_GLASS)

    assert found.status is Status.DRIFTED
    by_path = {one.path: one for one in found.differences}
    assert {"owners", "nestedGroups", "members"} <= set(by_path)
    assert user in str(by_path["owners"].found)
    assert inner in str(by_path["nestedGroups"].found)


@pytest.mark.parametrize(
    ("collection", "changes"),
    [
        ("complianceTags", {"RetentionDuration": "P7Y"}),
        ("complianceTags", {"RetentionDuration": "2555.12:00:00"}),
        ("complianceTags", {"IsRecordLabel": "True"}),
        ("complianceTags", {"RetentionAction": "KeepForEver"}),
        (LABELS, {"Enabled": "True"}),
        (LABELS, {"ExchangeLocation": "everywhere, but one"}),
        ("conditionalAccessPolicies", {"state": "unknownFutureValue"}),
    ],
    ids=str,
)
def test_value_that_nobody_understands_is_unknown_alone_and_never_overwritten(
    scratch: Scratch, collection: str, changes: dict[str, Any]
) -> None:
    names = {"complianceTags": label(scratch), LABELS: label_policy(scratch)}
    name = names.get(collection, MFA)
    if changes == {"ExchangeLocation": "everywhere, but one"}:
        changes = {"ExchangeLocation": [7]}
    edit(scratch, collection, name, **changes)
    since = scratch.log.last_id()

    checked = scratch.check()

    (found,) = [one for one in checked.result.findings if one.name == name]
    assert (found.status, found.reason) == (Status.UNKNOWN, Reason.UNEXPECTED)
    assert next(iter(changes)) in found.explanation
    others = [one for one in checked.result.findings if one.name != name]
    assert {one.status for one in others} == {Status.IN_SYNC}, told(checked, set(Status) - {Status.IN_SYNC})
    assert checked.result.exit_code == ExitCode.NO_ANSWER
    kind = kinds()[found.token]

    async def read() -> None:
        async with scratch.tenant() as tenant:
            live = await kind.get(tenant, found.live_id, {})
            assert live is not None
            assert live.misread is not None
            raise live.misread

    with pytest.raises(ReadError, match="nothing is changed"):
        asyncio.run(read())
    assert scratch.writes(since) == []
