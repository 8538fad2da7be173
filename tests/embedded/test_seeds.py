"""What the seeds put into a tenant, that they do it again the same, and exports in every Unicode form."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.control import seed, seed_names
from holdfast.emulator.exchange.mailbox.state import Stored, list_mailboxes
from holdfast.emulator.odata.dispatch import graph_routes, graph_service
from holdfast.emulator.seeds.applications import applications
from holdfast.emulator.seeds.errors import SeedError
from holdfast.emulator.seeds.export_objects import read_export
from holdfast.emulator.seeds.export_shape import graph_spelling
from holdfast.emulator.seeds.ids import stable_id
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tenant import Tenant
from holdfast.emulator.wire import Call, Delivery, Operation, Principal

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTOSO = "contoso.onmicrosoft.com"
FABRIKAM = "fabrikam.onmicrosoft.com"
REAL_EXPORT = Path(__file__).parents[3] / "shared" / "data" / "conditional-access-export"
needs_real_export = pytest.mark.skipif(
    not REAL_EXPORT.is_dir(), reason=f"the real export is not at {REAL_EXPORT}"
)
COLLECTIONS = (
    "organization",
    "users",
    "groups",
    "group_members",
    "group_owners",
    "servicePrincipals",
    "roleDefinitions",
    "roleAssignments",
    "subscribedSkus",
    "identitySecurityDefaultsEnforcementPolicy",
    "applications",
    "conditionalAccessPolicies",
    "namedLocations",
)


def noon() -> datetime:
    return datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[TenantFolder]:
    tenants = TenantFolder(tmp_path / "tenants")
    yield tenants
    tenants.close()


def seeded(folder: TenantFolder, name: str, domain: str = CONTOSO, **options: Any) -> Tenant:
    seed(folder.path, domain, name, clock=noon, **options)
    return Tenant(folder.open(domain), noon)


def contents(tenant: Tenant) -> dict[str, Any]:
    state: dict[str, Any] = {name: tenant.store.all(name) for name in COLLECTIONS}
    return state | {"mailboxes": mailboxes(tenant)}


def mailboxes(tenant: Tenant) -> list[dict[str, Any]]:
    return [Stored(*row).values() for row in list_mailboxes(tenant.store, "1", (), 0, 1_000_000)]


class _OpenGate:
    def perform(self, tenant: Tenant, call: Call, operation: Operation) -> Delivery:
        return Delivery(operation.run())


def ask(tenant: Tenant, path: str, version: str = "v1.0") -> list[dict[str, Any]]:
    """List what Graph shows, without a socket."""
    roles = frozenset(tenant.store.all("applications")[0]["roles"])
    reader = Principal(tenant.tenant_id, "a", "o", "Test", "https://graph.microsoft.com", roles, frozenset())
    call = Call("GET", version, path, base_url="https://graph.microsoft.com")
    operation = graph_service(noon).resolve(_OpenGate(), tenant, reader, call)
    body = operation.run().body
    items: list[dict[str, Any]] = (json.loads(body) if isinstance(body, bytes) else body)["value"]
    return items


# --- small


def test_seeds_are_found_by_name() -> None:
    assert seed_names() == ("export", "large", "small")


@pytest.mark.parametrize("domain", [CONTOSO, FABRIKAM, "northwind.onmicrosoft.com"])
def test_small_twice_gives_the_same_tenant_and_secrets(folder: TenantFolder, domain: str) -> None:
    first = contents(seeded(folder, "small", domain))
    tenant = Tenant(folder.open(domain), noon)
    tenant.store.put("conditionalAccessPolicies", "x", {"id": "x"})
    tenant.store.delete("users", first["users"][3]["id"])
    assert contents(seeded(folder, "small", domain)) == first
    assert len({user["id"] for user in first["users"]}) == 25


def test_small_tenants_differ_and_have_the_known_ids(folder: TenantFolder) -> None:
    contoso, fabrikam = seeded(folder, "small"), seeded(folder, "small", FABRIKAM)
    assert contoso.tenant_id == "11111111-1111-4111-8111-111111111111"
    assert fabrikam.tenant_id == "22222222-2222-4222-8222-222222222222"
    apps = [{app["displayName"]: app for app in t.store.all("applications")} for t in (contoso, fabrikam)]
    assert [app["Holdfast"]["appId"] for app in apps] == [
        "c0ffee00-0000-4000-8000-000000000001",
        "c0ffee00-0000-4000-8000-000000000002",
    ]
    assert apps[0]["Holdfast"]["secret"] != apps[1]["Holdfast"]["secret"]
    assert apps[0]["Reader"]["roles"] == ["User.Read.All"]
    for collection in ("users", "groups", "roleAssignments"):
        ids = [{item["id"] for item in t.store.all(collection)} for t in (contoso, fabrikam)]
        assert not ids[0] & ids[1]


def test_small_break_glass_accounts_are_cloud_only_administrators_in_no_group(folder: TenantFolder) -> None:
    tenant = seeded(folder, "small")
    users = {user["userPrincipalName"]: user for user in tenant.store.all("users")}
    members = {one for group in tenant.store.all("group_members") for one in group["ids"]}
    administrators = {
        held["principalId"]
        for held in tenant.store.all("roleAssignments")
        if held["roleDefinitionId"] == "62e90394-69f5-4237-9190-012177145e10"
    }
    for alias in ("bg1", "bg2"):
        user = users[f"{alias}@{CONTOSO}"]
        assert user["onPremisesSyncEnabled"] is None
        assert user["accountEnabled"] is True
        assert user["id"] in administrators
        assert user["id"] not in members
    assert not any("BreakGlass" in group["displayName"] for group in tenant.store.all("groups"))


def test_small_is_a_new_tenant_security_defaults_on_no_policy_nobody_on_hold(folder: TenantFolder) -> None:
    tenant = seeded(folder, "small")
    assert [one["isEnabled"] for one in tenant.store.all("identitySecurityDefaultsEnforcementPolicy")] == [
        True
    ]
    assert tenant.store.all("conditionalAccessPolicies") == []
    held = [row["UserPrincipalName"] for row in mailboxes(tenant) if row["LitigationHoldEnabled"]]
    assert held == [f"nora.whitfield@{CONTOSO}"]
    synced = [user for user in tenant.store.all("users") if user["onPremisesSyncEnabled"]]
    assert any(user["userPrincipalName"].startswith("Sync_CONTOSO") for user in synced)


@pytest.mark.parametrize(("domain", "plan2", "plan1"), [(CONTOSO, 14, 4), (FABRIKAM, 13, 5)])
def test_small_mailboxes_by_type_and_licence(
    folder: TenantFolder, domain: str, plan2: int, plan1: int
) -> None:
    tenant = seeded(folder, "small", domain)
    rows = mailboxes(tenant)
    kinds = Counter("inactive" if row["IsInactiveMailbox"] else row["RecipientTypeDetails"] for row in rows)
    assert kinds == {"UserMailbox": plan1 + plan2, "SharedMailbox": 1, "inactive": 1}
    licences = Counter(
        tuple(row["PersistedCapabilities"]) for row in rows if row["RecipientTypeDetails"] == "UserMailbox"
    )
    assert licences == {("BPOS_S_Enterprise",): plan2 + 1, ("BPOS_S_Standard",): plan1}
    consumed = {sku["skuPartNumber"]: sku["consumedUnits"] for sku in tenant.store.all("subscribedSkus")}
    assert consumed == {"SPE_E5": plan2, "O365_BUSINESS_PREMIUM": plan1, "Workload_Identities_P2": 0}
    assert tenant.has_licence("P1")
    assert tenant.has_licence("P2")


def test_small_every_reference_points_to_something(folder: TenantFolder) -> None:
    tenant = seeded(folder, "small")
    known = {
        item["id"]
        for collection in ("users", "groups", "servicePrincipals")
        for item in tenant.store.all(collection)
    }
    for relation in ("group_members", "group_owners"):
        assert {one for group in tenant.store.all(relation) for one in group["ids"]} <= known
    roles = {role["id"] for role in tenant.store.all("roleDefinitions")}
    for held in tenant.store.all("roleAssignments"):
        assert held["principalId"] in known
        assert held["roleDefinitionId"] in roles
    directory_ids = {row["ExternalDirectoryObjectId"] for row in mailboxes(tenant)} - {""}
    assert directory_ids <= known


# --- export

POLICY = {
    "@odata.context": "https://graph.microsoft.com/beta/$metadata#x/$entity",
    "@odata.type": "#microsoft.graph.conditionalAccessPolicy",
    "id": "aaaaaaaa-0000-4000-8000-000000000001",
    "displayName": "Ünïcode Pölicy",
    "state@odata.type": "#microsoft.graph.conditionalAccessPolicyState",
    "state": "enabled",
    "createdDateTime": "2024-05-24T09:27:53.9288463Z",
    "#microsoft.graph.restore": {"title": "restore", "target": "https://x"},
    "partialEnablementStrategy": None,
    "conditions": {
        "@odata.type": "#microsoft.graph.conditionalAccessConditionSet",
        "clientAppTypes": ["all"],
        "times": None,
        "applications": {"includeApplications": ["All"]},
        "users": {
            "includeUsers": ["All"],
            "includeGuestsOrExternalUsers": {
                "@odata.type": "#microsoft.graph.conditionalAccessGuestsOrExternalUsers",
                "guestOrExternalUserTypes": "internalGuest,serviceProvider",
                "externalTenants": {
                    "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants",
                    "membershipKind": "all",
                },
            },
        },
    },
    "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
    "sessionControls": {"continuousAccessEvaluation": {"mode": "strictLocation"}},
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_export_is_read_in_every_unicode_form(folder: TenantFolder, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "export").mkdir()
    text = json.dumps(POLICY, ensure_ascii=False)
    (tmp_path / "export" / "policy.json").write_bytes(text.encode(encoding))
    tenant = seeded(folder, "export", directory=str(tmp_path / "export"))
    assert [policy["displayName"] for policy in tenant.store.all("conditionalAccessPolicies")] == [
        "Ünïcode Pölicy"
    ]


def test_export_policy_is_shown_by_v1_in_full_shape_and_with_a_preview_feature_by_beta_only(
    folder: TenantFolder, tmp_path: Path
) -> None:
    (tmp_path / "export").mkdir()
    plain = POLICY | {
        "id": "aaaaaaaa-0000-4000-8000-000000000002",
        "displayName": "plain",
        "sessionControls": {"persistentBrowser": {"isEnabled": True, "mode": "never"}},
    }
    (tmp_path / "export" / "all.json").write_text(json.dumps({"value": [POLICY, plain]}))
    tenant = seeded(folder, "export", directory=tmp_path / "export")
    (shown,) = ask(tenant, "/identity/conditionalAccess/policies")
    assert shown["displayName"] == "plain"
    assert {"conditions", "grantControls", "sessionControls", "templateId", "deletedDateTime"} <= shown.keys()
    assert "partialEnablementStrategy" not in shown
    assert "times" not in shown["conditions"]
    assert "continuousAccessEvaluation" not in shown["sessionControls"]
    assert shown["conditions"]["users"]["excludeGroups"] == []
    assert shown["conditions"]["locations"] is None
    guests = shown["conditions"]["users"]["includeGuestsOrExternalUsers"]
    assert "@odata.type" not in guests
    assert guests["externalTenants"]["@odata.type"] == "#microsoft.graph.conditionalAccessAllExternalTenants"
    beta = {one["displayName"]: one for one in ask(tenant, "/identity/conditionalAccess/policies", "beta")}
    assert len(beta) == 2
    assert beta["Ünïcode Pölicy"]["sessionControls"]["continuousAccessEvaluation"] == {
        "mode": "strictLocation"
    }


def test_annotations_are_stripped_at_any_depth_and_telling_types_kept() -> None:
    value = {
        "a@odata.type": "#String",
        "#action": {},
        "list": [
            {"@odata.type": "#microsoft.graph.iPv4CidrRange", "@odata.id": "x", "cidrAddress": "1.2.3.0/24"}
        ],
    }
    assert graph_spelling(value) == {
        "list": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "1.2.3.0/24"}]
    }


def test_export_that_cannot_be_read_is_refused_and_the_tenant_left_alone(
    folder: TenantFolder, tmp_path: Path
) -> None:
    before = contents(seeded(folder, "small"))
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "table.json").write_text('{"TenantId": "x", "Objects": []}')
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "policy.json").write_text("{not json")
    for directory, words in (
        (tmp_path / "none", "no such folder"),
        (empty, "no Conditional"),
        (broken, "policy.json"),
    ):
        with pytest.raises(SeedError, match=words):
            seed(folder.path, CONTOSO, "export", clock=noon, directory=directory)
    assert contents(Tenant(folder.open(CONTOSO), noon)) == before


@needs_real_export
def test_real_export_is_loaded_whole_on_top_of_the_small_tenant(folder: TenantFolder) -> None:
    small = contents(seeded(folder, "small"))
    tenant = seeded(folder, "export", directory=REAL_EXPORT)
    state = contents(tenant)
    assert (len(state["conditionalAccessPolicies"]), len(state["namedLocations"])) == (36, 3)
    exported = {group["id"] for group in read_export(REAL_EXPORT, CONTOSO).groups}
    assert {group["id"] for group in state["groups"]} == {group["id"] for group in small["groups"]} | exported
    for collection in ("users", "applications", "mailboxes", "subscribedSkus"):
        assert state[collection] == small[collection]
    assert state["identitySecurityDefaultsEnforcementPolicy"][0]["isEnabled"] is False
    text = json.dumps([state["conditionalAccessPolicies"], state["namedLocations"]])
    assert "odata.editLink" not in text
    assert "microsoft.graph.restore" not in text
    locations = ask(tenant, "/identity/conditionalAccess/namedLocations")
    assert Counter(one["@odata.type"] for one in locations) == {
        "#microsoft.graph.countryNamedLocation": 2,
        "#microsoft.graph.namedLocation": 1,
    }
    path = "/identity/conditionalAccess/policies"
    shown = {policy["displayName"]: policy for policy in ask(tenant, path, "beta")}
    assert len(shown) == 36
    # Continuous access evaluation, agents and their risk: preview features, which v1.0 leaves out.
    left_out = shown.keys() - {policy["displayName"] for policy in ask(tenant, path)}
    assert {name[:5] for name in left_out} >= {"CA503", "CA505"}
    assert len(left_out) < 10
    resistant = next(policy for name, policy in shown.items() if "PhishingResistant" in name)
    strength = resistant["grantControls"]["authenticationStrength"]
    assert strength["displayName"]
    assert strength["allowedCombinations"]


@needs_real_export
def test_real_export_groups_keep_the_ids_that_policies_name(folder: TenantFolder) -> None:
    tenant = seeded(folder, "export", directory=REAL_EXPORT)
    groups = {group["id"] for group in tenant.store.all("groups")}
    named = {
        group
        for policy in tenant.store.all("conditionalAccessPolicies")
        for side in ("includeGroups", "excludeGroups")
        for group in policy["conditions"]["users"][side]
    }
    assert len(named) > 30
    assert named <= groups


# --- large


def test_large_adds_mailboxes_sites_policies_and_locations(folder: TenantFolder) -> None:
    usual = seeded(folder, "small")
    small, sites = len(mailboxes(usual)), len(usual.store.all("sites"))
    tenant = seeded(folder, "large", mailboxes=1500, sites=30, policies=40, named_locations=3)
    rows = mailboxes(tenant)
    assert len(rows) == small + 1500
    assert len(tenant.store.all("sites")) == sites + 30
    numbered = [row for row in rows if row["UserPrincipalName"].startswith("user0")]
    standard = [row for row in numbered if row["PersistedCapabilities"] == ["BPOS_S_Standard"]]
    assert len(standard) == 150
    policies = ask(tenant, "/identity/conditionalAccess/policies")
    locations = {one["id"] for one in ask(tenant, "/identity/conditionalAccess/namedLocations")}
    assert (len(policies), len(locations)) == (40, 3)
    assert all(set(one["conditions"]["locations"]["excludeLocations"]) <= locations for one in policies)
    group = stable_id(CONTOSO, "group", "SG-Service-Accounts")
    assert tenant.store.get("groups", group) is not None
    assert all(one["conditions"]["users"]["excludeGroups"] == [group] for one in policies)


def test_large_with_a_negative_number_is_refused(folder: TenantFolder) -> None:
    with pytest.raises(SeedError, match="negative"):
        seed(folder.path, CONTOSO, "large", clock=noon, mailboxes=-1)


def test_holdfast_may_use_every_service_and_can_make_neither_credentials_nor_people() -> None:
    roles = set(applications()[0].roles)
    closed = [
        route
        for route in graph_routes()
        if not set(route.all_of) <= roles or (route.any_of and not roles & set(route.any_of))
    ]

    assert roles
    assert not roles & {"Application.ReadWrite.All", "User.ReadWrite.All"}
    assert not [f"{one.method} {one.template}" for one in closed if one.consented]
    written = [one.template for one in closed if one.write]
    assert {one.split("/")[1].partition("(")[0] for one in written} <= {
        *("applications", "servicePrincipals", "users", "invitations", "directory", "administrativeUnits"),
        *("groups", "groupLifecyclePolicies", "identity", "oauth2PermissionGrants", "policies"),
        *("admin", "applicationTemplates", "identityGovernance"),
    }
    assert {one for one in written if one.startswith("/identity/")} == {
        "/identity/userFlowAttributes",
        "/identity/userFlowAttributes/{id}",
    }
    grants = "/policies/permissionGrantPolicies"
    sets = [f"{grants}/{{id}}/{one}" for one in ("includes", "excludes")]
    assert {one for one in written if one.startswith(("/groups/", "/policies"))} == {
        "/groups/{id}/appRoleAssignments",
        "/groups/{id}/appRoleAssignments/{assignment_id}",
        "/policies/externalIdentitiesPolicy",
        *(grants, f"{grants}/{{id}}", *sets, *(f"{one}/{{set_id}}" for one in sets)),
    }
    for_strangers = {one.template for one in closed if not one.write}
    # What a kind comes to read is closed no more; what is closed besides is looked at here.
    assert for_strangers
    assert {one.split("/")[1] for one in for_strangers} <= {
        *(
            "deviceManagement",
            "deviceAppManagement",
            "teams",
            "identityGovernance",
            "identityProtection",
            "security",
        ),
        *("tenantRelationships", "users", "admin", "directory", "identity", "identityProviders"),
        *(
            "appCatalogs",
            "auditLogs",
            "external",
            "networkAccess",
            "policies",
            "roleManagement",
            "servicePrincipals",
        ),
        *("onPremisesPublishingProfiles", "privilegedAccess", "solutions", "teamwork"),
    }
    of_people = {one for one in for_strangers if one.startswith("/users")}
    assert {one for one in of_people if "/authentication/" not in one} <= {"/users/{id}/mailboxSettings"}


@needs_real_export
def test_the_small_tenant_has_every_role_that_strangers_policies_name(folder: TenantFolder) -> None:
    named = set()
    for path in (REAL_EXPORT / "ConditionalAccess").glob("*.json"):
        users = json.loads(path.read_bytes())["conditions"]["users"]
        named |= {*users["includeRoles"], *users["excludeRoles"]}
    held = {one["id"] for one in seeded(folder, "small").store.all("roleDefinitions")}
    assert len(named) > 20
    assert named <= held
