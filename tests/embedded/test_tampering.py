"""Every tampering changes what it says, as the person it says, and leaves the audit event for it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.audit import Person
from holdfast.emulator.cmdlets.registry import run_as
from holdfast.emulator.exchange.mailbox.state import Stored, list_mailboxes
from holdfast.emulator.graph.conditional_access.types import POLICY
from holdfast.emulator.odata.schema import complete
from holdfast.emulator.seeds.small import seed_small, set_security_defaults
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tampering import TAMPERINGS, TamperingError
from holdfast.emulator.tenant import Tenant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOMAIN = "contoso.onmicrosoft.com"
MALLORY = f"mallory@{DOMAIN}"
ADMIN = f"admin@{DOMAIN}"
LEAVER = f"fatima.zahra@{DOMAIN}"
POLICIES = "conditionalAccessPolicies"


def noon() -> datetime:
    return datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Tenant]:
    """A new tenant: nothing to spoil yet."""
    folder = TenantFolder(tmp_path)
    tenant = Tenant(folder.create(DOMAIN), noon)
    seed_small(tenant)
    yield tenant
    folder.close()


@pytest.fixture
def tenant(empty: Tenant) -> Tenant:
    """A hardened one: two policies, three holds, a published label, a break-glass group."""
    set_security_defaults(empty, enabled=False)
    for policy in (
        _policy("1", "MFA for all", ["all"], ["mfa"], "enabledForReportingButNotEnforced"),
        _policy("2", "Block legacy", ["exchangeActiveSync", "other"], ["block"], "enabled"),
        _policy("3", "Keys for administrators", ["all"], [], "enabled", strength="4"),
    ):
        empty.store.put(POLICIES, policy["id"], policy)
    group = dict(empty.store.all("groups")[1]) | {"id": "33333333-3333-4333-8333-333333333333"}
    empty.store.put("groups", group["id"], group | {"displayName": "CA-BreakGlass"})
    for alias in ("emma.jansen", "oliver.brandt", "sofia.rossi"):
        hold = {"LitigationHoldEnabled": True, "LitigationHoldDuration": "3650"}
        run_as(empty, _admin(empty), "Set-Mailbox", {"Identity": f"{alias}@{DOMAIN}", **hold})
    _publish_label(empty)
    for collection in ("unifiedAudit", "directoryAudits"):
        for record in empty.store.all(collection):
            empty.store.delete(collection, record.get("id") or record["Identity"])
    return empty


def _admin(tenant: Tenant) -> Person:
    user = next(one for one in tenant.store.all("users") if one["userPrincipalName"] == ADMIN)
    return Person(user["id"], user["displayName"], ADMIN)


def _policy(
    number: str, name: str, clients: list[str], controls: list[str], state: str, *, strength: str = ""
) -> dict[str, Any]:
    grant: dict[str, Any] = {"operator": "OR", "builtInControls": controls}
    users: dict[str, Any] = {"includeUsers": ["All"]}
    if strength:
        grant["authenticationStrength"] = {"id": f"00000000-0000-0000-0000-00000000000{strength}"}
        users = {"includeRoles": ["62e90394-69f5-4237-9190-012177145e10"]}
    policy: dict[str, Any] = complete(
        POLICY["beta"],
        {
            "id": f"{number * 8}-1111-4111-8111-{number * 12}",
            "displayName": name,
            "state": state,
            "conditions": {
                "clientAppTypes": clients,
                "applications": {"includeApplications": ["All"]},
                "users": users,
            },
            "grantControls": grant,
        },
    )
    return policy


def _publish_label(tenant: Tenant) -> None:
    label = {
        "Name": "Ten years",
        "RetentionAction": "Keep",
        "RetentionDuration": "3650",
        "RetentionType": "CreationAgeInDays",
    }
    run_as(tenant, _admin(tenant), "New-ComplianceTag", label)
    policy = {"Name": "Publish", "ExchangeLocation": "All"}
    run_as(tenant, _admin(tenant), "New-RetentionCompliancePolicy", policy)
    rule = {"Policy": "Publish", "PublishComplianceTag": "Ten years"}
    run_as(tenant, _admin(tenant), "New-RetentionComplianceRule", rule)


def mailbox(tenant: Tenant, alias: str) -> dict[str, Any]:
    rows = (Stored(*row) for row in list_mailboxes(tenant.store, "1", (), 0, 1000))
    return next(row.values() for row in rows if row.alias == alias)


def last_event(tenant: Tenant) -> dict[str, Any]:
    return tenant.store.all("directoryAudits")[-1]


def last_record(tenant: Tenant) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(tenant.store.all("unifiedAudit")[-1]["AuditData"])
    return data


def named(tenant: Tenant, name: str) -> dict[str, Any]:
    return next(one for one in tenant.store.all(POLICIES) if one["displayName"] == name)


def assert_policy_event(tenant: Tenant, activity: str, actor: str, policy_id: str) -> dict[str, Any]:
    event = last_event(tenant)
    assert event["activityDisplayName"] == f"{activity} conditional access policy"
    assert event["category"] == "Policy"
    assert event["loggedByService"] == "Conditional Access"
    assert event["initiatedBy"]["app"] is None
    assert event["initiatedBy"]["user"]["userPrincipalName"] == actor
    target: dict[str, Any] = event["targetResources"][0]
    assert target["id"] == policy_id
    change: dict[str, Any] = target["modifiedProperties"][0]
    return change


def test_tamperings_are_sorted_named_and_explained() -> None:
    assert list(TAMPERINGS) == sorted(TAMPERINGS)
    assert all(one.summary.endswith(".") for one in TAMPERINGS.values())


def test_exclude_user_from_mfa_adds_mallory_to_the_mfa_policy(tenant: Tenant) -> None:
    sentence = TAMPERINGS["exclude-user-from-mfa"].apply(tenant)
    mallory = next(one["id"] for one in tenant.store.all("users") if one["userPrincipalName"] == MALLORY)
    policy = named(tenant, "MFA for all")
    assert policy["conditions"]["users"]["excludeUsers"] == [mallory]
    change = assert_policy_event(tenant, "Update", MALLORY, policy["id"])
    before, after = json.loads(change["oldValue"]), json.loads(change["newValue"])
    assert before["conditions"]["users"]["excludeUsers"] == []
    assert after["conditions"]["users"]["excludeUsers"] == [mallory]
    assert sentence == f"{MALLORY} excluded {MALLORY} from the policy 'MFA for all'."
    with pytest.raises(TamperingError, match="already excluded"):
        TAMPERINGS["exclude-user-from-mfa"].apply(tenant)


def test_exclude_user_from_mfa_takes_policy_and_user(tenant: Tenant) -> None:
    TAMPERINGS["exclude-user-from-mfa"].apply(tenant, policy="block LEGACY", user=f"sofia.rossi@{DOMAIN}")
    assert len(named(tenant, "Block legacy")["conditions"]["users"]["excludeUsers"]) == 1


def test_disable_policy_switches_the_legacy_policy_off(tenant: Tenant) -> None:
    TAMPERINGS["disable-policy"].apply(tenant)
    policy = named(tenant, "Block legacy")
    assert policy["state"] == "disabled"
    change = assert_policy_event(tenant, "Update", MALLORY, policy["id"])
    assert json.loads(change["oldValue"])["state"] == "enabled"
    with pytest.raises(TamperingError, match="legacy"):
        TAMPERINGS["disable-policy"].apply(tenant)
    with pytest.raises(TamperingError, match="off already"):
        TAMPERINGS["disable-policy"].apply(tenant, policy="Block legacy")


def test_accept_weaker_mfa_takes_the_strength_away(tenant: Tenant) -> None:
    sentence = TAMPERINGS["accept-weaker-mfa"].apply(tenant)
    policy = named(tenant, "Keys for administrators")
    assert policy["grantControls"]["builtInControls"] == ["mfa"]
    assert policy["grantControls"]["authenticationStrength"] is None
    change = assert_policy_event(tenant, "Update", MALLORY, policy["id"])
    before = json.loads(change["oldValue"])["grantControls"]["authenticationStrength"]
    assert before["id"].endswith("4")
    assert sentence == f"{MALLORY} had the policy 'Keys for administrators' accept any second factor."
    with pytest.raises(TamperingError, match="asks for an authentication strength"):
        TAMPERINGS["accept-weaker-mfa"].apply(tenant)


def test_add_delete_and_rename_policy_leave_their_events(tenant: Tenant) -> None:
    TAMPERINGS["add-rogue-policy"].apply(tenant)
    rogue = named(tenant, "Temporary - vendor access")
    assert rogue["state"] == "enabled"
    assert assert_policy_event(tenant, "Add", MALLORY, rogue["id"])["oldValue"] is None
    TAMPERINGS["rename-policy"].apply(tenant, policy=rogue["id"], new_name="Harmless")
    assert named(tenant, "Harmless")["id"] == rogue["id"]
    assert_policy_event(tenant, "Update", ADMIN, rogue["id"])
    TAMPERINGS["delete-policy"].apply(tenant, policy="Harmless")
    assert tenant.store.get(POLICIES, rogue["id"]) is None
    assert assert_policy_event(tenant, "Delete", MALLORY, rogue["id"])["newValue"] is None


def test_shorten_and_lift_hold_change_the_first_held_mailbox(tenant: Tenant) -> None:
    TAMPERINGS["shorten-hold"].apply(tenant)
    assert mailbox(tenant, "emma.jansen")["LitigationHoldDuration"] == "30.00:00:00"
    record = last_record(tenant)
    assert (record["Operation"], record["UserId"]) == ("Set-Mailbox", ADMIN)
    assert {"Name": "LitigationHoldDuration", "Value": "30"} in record["Parameters"]
    TAMPERINGS["lift-hold"].apply(tenant)
    assert mailbox(tenant, "emma.jansen")["LitigationHoldEnabled"] is False
    TAMPERINGS["lift-hold"].apply(tenant, mailbox=f"sofia.rossi@{DOMAIN}")
    assert mailbox(tenant, "sofia.rossi")["LitigationHoldEnabled"] is False
    assert mailbox(tenant, "oliver.brandt")["LitigationHoldEnabled"] is True


def test_shorten_label_and_unpublish_labels(tenant: Tenant) -> None:
    TAMPERINGS["shorten-label"].apply(tenant)
    label = run_as(tenant, _admin(tenant), "Get-ComplianceTag", {})[0]
    assert str(label["RetentionDuration"]) == "30"
    assert last_record(tenant)["Operation"] == "Set-ComplianceTag"
    TAMPERINGS["unpublish-labels"].apply(tenant)
    policy = run_as(tenant, _admin(tenant), "Get-RetentionCompliancePolicy", {})[0]
    assert policy["Enabled"] is False
    assert last_record(tenant)["UserId"] == ADMIN


def test_enable_security_defaults_and_break_glass_member(tenant: Tenant) -> None:
    TAMPERINGS["enable-security-defaults"].apply(tenant)
    assert tenant.store.all("identitySecurityDefaultsEnforcementPolicy")[0]["isEnabled"] is True
    assert last_event(tenant)["activityDisplayName"] == "Update security defaults"
    TAMPERINGS["add-break-glass-member"].apply(tenant)
    event = last_event(tenant)
    assert event["activityDisplayName"] == "Add member to group"
    assert event["targetResources"][0]["userPrincipalName"] == MALLORY
    assert event["targetResources"][0]["modifiedProperties"][1] == {
        "displayName": "Group.DisplayName",
        "oldValue": None,
        "newValue": '"CA-BreakGlass"',
    }
    with pytest.raises(TamperingError, match="already exist"):
        TAMPERINGS["add-break-glass-member"].apply(tenant)


def test_demo_does_its_five_changes(tenant: Tenant) -> None:
    sentences = TAMPERINGS["demo"].apply(tenant).splitlines()
    assert len(sentences) == 5
    activities = [event["activityDisplayName"] for event in tenant.store.all("directoryAudits")]
    assert activities == [
        "Update conditional access policy",
        "Update conditional access policy",
        "Add conditional access policy",
    ]
    assert len(tenant.store.all("unifiedAudit")) == 2
    assert mailbox(tenant, "emma.jansen")["LitigationHoldDuration"] == "30.00:00:00"
    assert mailbox(tenant, "oliver.brandt")["LitigationHoldEnabled"] is False


OUTSIDE = {"loosen-dmarc", "let-anybody-send"}
"""What is changed where the DNS is: no log of the tenant tells."""


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_with_a_new_tenant_is_a_sentence_with_no_change_or_a_change_with_its_author(
    empty: Tenant, name: str
) -> None:
    refused, done = "", ""
    try:
        done = TAMPERINGS[name].apply(empty)
    except TamperingError as nothing:
        refused = str(nothing)
    people = [one["initiatedBy"]["user"]["userPrincipalName"] for one in empty.store.all("directoryAudits")]
    people += [one["UserIds"] for one in empty.store.all("unifiedAudit")]
    if refused:
        assert DOMAIN in refused
        assert people == []
    elif name in OUTSIDE:
        assert people == []
    else:
        assert people
        assert set(people) <= {MALLORY, ADMIN, LEAVER}
        assert done.startswith(tuple(people))


def test_tampering_with_wrong_targets_is_a_sentence(tenant: Tenant) -> None:
    with pytest.raises(TamperingError, match="takes no target 'mailbox'"):
        TAMPERINGS["disable-policy"].apply(tenant, mailbox="x")
    with pytest.raises(TamperingError, match="has no policy 'nope'"):
        TAMPERINGS["delete-policy"].apply(tenant, policy="nope")
    with pytest.raises(TamperingError, match="Set-Mailbox"):
        TAMPERINGS["shorten-hold"].apply(tenant, mailbox="nobody@nowhere.example")
    assert tenant.store.all("unifiedAudit") == []
