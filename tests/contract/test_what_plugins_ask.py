"""What plugins of others that make a directory ask, and scanners of what is there: hamilton, azuread, Maester, CIPP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contract import sources
from tests.contract.conftest import GROUP, USER, ask
from tests.contract.marks import assumed, documented, verified
from tests.contract.test_graph_clients import CSDL, csdl_names

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

ROLES = [
    "AdministrativeUnit.ReadWrite.All",
    "Application.ReadWrite.All",
    "DeviceManagementConfiguration.Read.All",
    "Directory.Read.All",
    "Group.ReadWrite.All",
    "RoleManagement.ReadWrite.Directory",
]
READER = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
"""Id of a role, Global Reader."""
UNITS = {"": "/directory/administrativeUnits", "/beta": "/administrativeUnits"}
"""Where units are, by what stands before the path."""
HELD_BY = "GET /directoryRoles{}/members/{{object_id}}/$ref"
HAMILTON = "github.com/manicminer/hamilton v0.44.0 asks it, of which the azuread plugin is made up to 2.53"


@pytest.fixture
def admin(tiny: Tiny) -> str:
    role = {"id": READER, "templateId": READER, "displayName": "Global Reader", "isBuiltIn": True}
    tiny.store.put("roleDefinitions", READER, {**role, "description": ""})
    return tiny.register("Plugin", ROLES)


def reference(kind: str, object_id: str) -> dict[str, str]:
    return {"@odata.id": f"https://graph.microsoft.com/v1.0/{kind}/{object_id}"}


def scoped(units: str) -> tuple[str, ...]:
    path = f"{units}/{{id}}/scopedRoleMembers"
    one = f"{path}/{{membership_id}}"
    return (f"GET {path}", f"POST {path}", f"GET {one}", f"DELETE {one}")


def members(units: str) -> tuple[str, ...]:
    path = f"{units}/{{id}}/members"
    one = f"{path}/{{object_id}}/$ref"
    return (f"GET {path}", f"GET {path}/$count", f"POST {path}/$ref", f"GET {one}", f"DELETE {one}")


@assumed(HAMILTON, *members("/administrativeUnits"))
def test_units_have_their_members_by_the_older_path_of_beta_too(tiny: Tiny, admin: str) -> None:
    unit = ask(tiny, admin, "POST", "/beta/administrativeUnits", {"displayName": "North"}, want=201)["id"]
    older, newer = (f"{path}/{unit}/members" for path in ("/beta/administrativeUnits", UNITS[""]))
    ask(tiny, admin, "POST", f"{older}/$ref", reference("users", USER), want=204)
    for path in (older, newer):
        assert [one["id"] for one in ask(tiny, admin, "GET", path)["value"]] == [USER]
    assert USER in ask(tiny, admin, "GET", f"{older}/{USER}/$ref")["@odata.id"]
    counted = tiny.graph("GET", f"{older}/$count", client_id=admin, headers={"ConsistencyLevel": "eventual"})
    assert counted.text == "1"
    ask(tiny, admin, "DELETE", f"{older}/{USER}/$ref", want=204)
    ask(tiny, admin, "GET", f"{older}/{USER}/$ref", want=404)
    ask(tiny, admin, "GET", f"/v1.0/administrativeUnits/{unit}/members", want=501)


@pytest.mark.parametrize(
    ("version", "units"),
    [
        pytest.param(version, units, marks=documented(sources.UNIT_ROLES, *scoped(units)))
        for version, units in UNITS.items()
    ],
)
def test_a_role_is_held_over_a_unit_alone(tiny: Tiny, admin: str, version: str, units: str) -> None:
    unit = ask(tiny, admin, "POST", f"{version}{units}", {"displayName": "North"}, want=201)["id"]
    path = f"{version}{units}/{unit}/scopedRoleMembers"
    body = {"roleId": READER, "roleMemberInfo": {"id": USER}}
    made = ask(tiny, admin, "POST", path, body, want=201)
    assert (made["roleId"], made["administrativeUnitId"]) == (READER, unit)
    assert made["roleMemberInfo"] == {"id": USER, "displayName": "Somebody"}
    (listed,) = ask(tiny, admin, "GET", path)["value"]
    assert {**listed, "@odata.context": made["@odata.context"]} == made
    assert ask(tiny, admin, "GET", f"{path}/{made['id']}")["roleId"] == READER
    where = f"$filter=principalId eq '{USER}'"
    (held,) = ask(tiny, admin, "GET", f"/roleManagement/directory/roleAssignments?{where}")["value"]
    assert held["directoryScopeId"] == f"/administrativeUnits/{unit}"
    ask(tiny, admin, "POST", path, body, want=400)
    for wrong in ({}, {"roleId": READER}, {"roleMemberInfo": {"id": USER}}, {**body, "roleMemberInfo": {}}):
        ask(tiny, admin, "POST", path, wrong, want=400)
    ask(tiny, admin, "DELETE", f"{path}/{made['id']}", want=204)
    assert ask(tiny, admin, "GET", path)["value"] == []
    ask(tiny, admin, "GET", f"{path}/{made['id']}", want=404)
    ask(tiny, admin, "GET", f"{version}{units}/{USER}/scopedRoleMembers", want=404)


@documented(sources.UNIT_ROLES, "GET /directoryRoles/{id}/members")
def test_who_holds_a_role_over_a_unit_is_no_member_of_the_role(tiny: Tiny, admin: str) -> None:
    unit = ask(tiny, admin, "POST", UNITS[""], {"displayName": "North"}, want=201)["id"]
    body = {"roleId": READER, "roleMemberInfo": {"id": USER}}
    ask(tiny, admin, "POST", f"{UNITS['']}/{unit}/scopedRoleMembers", body, want=201)
    assert ask(tiny, admin, "GET", f"/directoryRoles/{READER}/members")["value"] == []


@assumed(HAMILTON, HELD_BY.format("/{id}"), HELD_BY.format("(roleTemplateId='{id}')"))
def test_one_holder_of_a_role_is_asked_for(tiny: Tiny, admin: str) -> None:
    ask(tiny, admin, "POST", "/directoryRoles", {"roleTemplateId": READER}, want=201)
    for role in (f"/directoryRoles/{READER}", f"/directoryRoles(roleTemplateId='{READER}')"):
        ask(tiny, admin, "GET", f"{role}/members/{USER}/$ref", want=404)
    ask(tiny, admin, "POST", f"/directoryRoles/{READER}/members/$ref", reference("users", USER), want=204)
    for role in (f"/directoryRoles/{READER}", f"/directoryRoles(roleTemplateId='{READER}')"):
        assert USER in ask(tiny, admin, "GET", f"{role}/members/{USER}/$ref")["@odata.id"]


@documented(sources.TEAMS_OF_TENANT, "GET /groups")
@pytest.mark.parametrize("any_of", ["any", "Any", "ANY"])
def test_groups_that_are_teams_are_found_however_any_is_written(tiny: Tiny, admin: str, any_of: str) -> None:
    team: dict[str, Any] = {"groupTypes": ["Unified"], "mailEnabled": True, "securityEnabled": False}
    team |= {"displayName": "T", "mailNickname": "t", "resourceProvisioningOptions": ["Team"]}
    made = ask(tiny, admin, "POST", "/groups", team, want=201)
    where = f"$filter=resourceProvisioningOptions/{any_of}(x:x eq 'Team')"
    assert [one["id"] for one in ask(tiny, admin, "GET", f"/groups?{where}")["value"]] == [made["id"]]


@documented(sources.GROUP_OF_BETA, "GET /groups", "GET /groups/{id}", "PATCH /groups/{id}")
def test_beta_alone_knows_whether_a_group_is_written_back(tiny: Tiny, admin: str) -> None:
    name = "writebackConfiguration"
    asked, told = f"/groups/{GROUP}?$select={name}", {"isEnabled": True, "onPremisesGroupType": None}
    ask(tiny, admin, "GET", f"/v1.0{asked}", want=400)
    assert ask(tiny, admin, "GET", f"/beta{asked}")[name] is None
    ask(tiny, admin, "PATCH", f"/v1.0/groups/{GROUP}", {name: told}, want=400)
    ask(tiny, admin, "PATCH", f"/beta/groups/{GROUP}", {name: told}, want=204)
    assert ask(tiny, admin, "GET", f"/beta{asked}")[name] == told
    assert ask(tiny, admin, "GET", f"/beta/groups?$select=id,{name}")["value"] == [{"id": GROUP, name: told}]
    for version in ("v1.0", "beta"):
        assert name not in ask(tiny, admin, "GET", f"/{version}/groups/{GROUP}")


CREDENTIALS = "/applications/{}/federatedIdentityCredentials"


@assumed(HAMILTON, f"PATCH {CREDENTIALS.format('{id}')}/{{credential_id}}")
def test_a_federated_credential_is_changed_by_who_sends_back_what_was_read(tiny: Tiny, admin: str) -> None:
    made = ask(tiny, admin, "POST", "/applications", {"displayName": "A"}, want=201)
    path = CREDENTIALS.format(made["id"])
    body = {"name": "ci", "issuer": "https://i.example", "subject": "a", "audiences": ["api://x"]}
    read = ask(tiny, admin, "POST", path, body, want=201)
    again = {name: one for name, one in read.items() if not name.startswith("@")} | {"subject": "b"}
    ask(tiny, admin, "PATCH", f"{path}/{read['id']}", again, want=204)
    assert ask(tiny, admin, "GET", f"{path}/{read['id']}")["subject"] == "b"
    ask(tiny, admin, "PATCH", f"{path}/{read['id']}", {"id": made["id"]}, want=400)


@documented(
    sources.FLEXIBLE_FEDERATION,
    f"POST {CREDENTIALS.format('{id}')}",
    f"GET {CREDENTIALS.format('{id}')}",
    f"PATCH {CREDENTIALS.format('{id}')}/{{credential_id}}",
)
def test_beta_lets_in_by_an_expression_instead_of_a_subject(tiny: Tiny, admin: str) -> None:
    made = ask(tiny, admin, "POST", "/applications", {"displayName": "A"}, want=201)
    path = CREDENTIALS.format(made["id"])
    said = {"value": "claims['sub'] matches 'repo:contoso/*'", "languageVersion": 1}
    body = {"name": "any", "issuer": "https://i.example", "audiences": ["api://x"]}
    flexible = body | {"claimsMatchingExpression": said}
    ask(tiny, admin, "POST", path, flexible, want=400)
    refused = (
        flexible | {"subject": "a"},
        body,
        body | {"claimsMatchingExpression": said | {"languageVersion": 2}},
        body | {"claimsMatchingExpression": {"languageVersion": 1}},
    )
    for wrong in refused:
        ask(tiny, admin, "POST", f"/beta{path}", wrong, want=400)
    shown = ask(tiny, admin, "POST", f"/beta{path}", flexible, want=201)
    assert (shown["subject"], shown["claimsMatchingExpression"]) == (None, said)
    ask(tiny, admin, "POST", f"/beta{path}", flexible | {"name": "again"}, want=400)
    (older,) = ask(tiny, admin, "GET", path)["value"]
    assert older == {name: shown[name] for name in ("id", *body, "subject", "description")}
    narrower = said | {"value": "claims['sub'] eq 'repo:contoso/a'"}
    one = f"/beta{path}/{shown['id']}"
    ask(tiny, admin, "PATCH", one, {"subject": "a"}, want=400)
    ask(tiny, admin, "PATCH", one, {"claimsMatchingExpression": narrower}, want=204)
    assert ask(tiny, admin, "GET", f"/beta{path}")["value"][0]["claimsMatchingExpression"] == narrower
    ask(tiny, admin, "PATCH", one, {"claimsMatchingExpression": None, "subject": "a"}, want=204)
    assert ask(tiny, admin, "GET", path)["value"][0]["subject"] == "a"


@documented(sources.QUERY, "GET /deviceManagement/configurationPolicies")
@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("platforms has 'macOS'", ["mac"]),
        ("(platforms has 'macOS') and (technologies has 'mdm')", ["mac"]),
        ("platforms has 'linux'", []),
        ("templateReference/templateFamily eq 'endpointSecurityDiskEncryption'", ["mac"]),
    ],
)
def test_policies_of_devices_are_found_by_one_flag_of_several(
    tiny: Tiny, admin: str, where: str, found: list[str]
) -> None:
    flags = {"platforms": "macOS,iOS", "technologies": "mdm,appleRemoteManagement"}
    family = {"templateReference": {"templateFamily": "endpointSecurityDiskEncryption"}}
    tiny.store.put("deviceManagementConfigurationPolicy", "mac", {"id": "mac", **flags, **family})
    tiny.store.put("deviceManagementConfigurationPolicy", "new", {"id": "new"})
    listed = ask(tiny, admin, "GET", f"/beta/deviceManagement/configurationPolicies?$filter={where}")
    assert [one["id"] for one in listed["value"]] == found


@documented(
    sources.QUERY,
    "GET /deviceManagement/configurationPolicies",
    "GET /deviceManagement/deviceCompliancePolicies",
    "GET /deviceManagement/deviceConfigurations",
    "GET /deviceManagement/deviceConfigurations/{id}",
)
def test_a_relation_by_which_nothing_is_related_is_expanded(tiny: Tiny, admin: str) -> None:
    for entity, name in (
        ("deviceManagementConfigurationPolicy", "configurationPolicies"),
        ("deviceCompliancePolicy", "deviceCompliancePolicies"),
        ("deviceConfiguration", "deviceConfigurations"),
    ):
        tiny.store.put(entity, "one", {"id": "one"})
        path = f"/beta/deviceManagement/{name}"
        (listed,) = ask(tiny, admin, "GET", f"{path}?$expand=assignments")["value"]
        assert listed["assignments"] == []
        assert "assignments" not in ask(tiny, admin, "GET", path)["value"][0]
        ask(tiny, admin, "GET", f"{path}?$expand=nonsense", want=501)
    assert ask(tiny, admin, "GET", f"{path}/one?$expand=assignments($select=id)")["assignments"] == []


REPORTS = "/reports/authenticationMethods/usersRegisteredBy"
OF_WHOM = "(includedUserTypes='{types}',includedUserRoles='{roles}')"


@documented(
    sources.SUMMARIES,
    *(f"GET {REPORTS}{of}{whom}" for of in ("Method", "Feature") for whom in ("", OF_WHOM)),
)
def test_how_many_have_registered_each_method_is_nobody(tiny: Tiny) -> None:
    reader = tiny.register("Reports", ["AuditLog.Read.All"])
    for of in ("Method", "Feature"):
        whole = ask(tiny, reader, "GET", f"{REPORTS}{of}")
        assert (whole["totalUserCount"], whole["userRoles"], whole["userTypes"]) == (1, "all", "all")
        assert {one["userCount"] for one in whole[f"userRegistration{of}Counts"]} == {0}
        whom = OF_WHOM.format(types="member", roles="privilegedAdmin")
        part = ask(tiny, reader, "GET", f"{REPORTS}{of}{whom}")
        assert (part["userTypes"], part["userRoles"]) == ("member", "privilegedAdmin")
    tiny.store.delete("subscribedSkus", "sku")
    ask(tiny, reader, "GET", f"{REPORTS}Method", want=403)


LEFT_OUT = {
    "users": {
        # Of one user alone, by SharePoint or Exchange.
        *("aboutMe", "birthday", "hireDate", "interests", "mySite", "pastProjects", "preferredName"),
        *("responsibilities", "schools", "skills", "mailboxSettings", "deviceEnrollmentLimit", "print"),
        # Of a few tenants.
        "identityParentId",
    },
    "groups": {
        # Of what a person sees of a group.
        *("accessType", "isFavorite", "unseenConversationsCount", "unseenMessagesCount"),
        *("welcomeMessageEnabled", "organizationId", "onPremisesExtensionAttributes"),
    },
    "applications": {"logo", "managerApplications"},
    "servicePrincipals": set[str](),
}
"""Properties of the schema that nothing here knows, by the collection."""


@documented(sources.SCHEMA, *(f"GET /{name}" for name in LEFT_OUT))
@pytest.mark.skipif(not CSDL.is_file(), reason=f"Microsoft's schema is not here: {CSDL}")
def test_what_the_schema_has_of_a_directory_object_is_selected(tiny: Tiny, admin: str) -> None:
    ask(tiny, admin, "POST", "/applications", {"displayName": "A"}, want=201)
    reader = tiny.register("All of it", [*ROLES, "User.Read.All", "AuditLog.Read.All"])
    for name, left_out in LEFT_OUT.items():
        names = csdl_names(name.removesuffix("s"), related=False) - left_out
        asked = f"/{name}?$select={','.join(sorted(names))}&$top=1"
        assert ask(tiny, reader, "GET", asked)["value"] is not None
        for one in left_out:
            ask(tiny, reader, "GET", f"/{name}?$select={one}", want=400)


@documented(sources.MADE_WHEN, "GET /servicePrincipals", "POST /servicePrincipals")
def test_a_service_principal_tells_when_it_was_made(tiny: Tiny, admin: str) -> None:
    made = ask(tiny, admin, "POST", "/applications", {"displayName": "A"}, want=201)
    ask(tiny, admin, "POST", "/servicePrincipals", {"appId": made["appId"]}, want=201)
    for query in ("", "?$select=createdDateTime"):
        (shown,) = ask(tiny, admin, "GET", f"/servicePrincipals{query}")["value"]
        assert shown["createdDateTime"] == "2026-03-01T12:00:00Z"


ENTITLEMENT = "/identityGovernance/entitlementManagement"
CATALOGS = {"v1.0": "catalogs", "beta": "accessPackageCatalogs"}
WORDED = {"v1.0": {"state": "unpublished"}, "beta": {"catalogStatus": "Unpublished"}}


def each_verb(path: str) -> tuple[str, ...]:
    return (f"GET {path}", f"POST {path}", *(f"{verb} {path}/{{id}}" for verb in ("GET", "PATCH", "DELETE")))


@documented(
    sources.NEW_CATALOG, *(one for name in CATALOGS.values() for one in each_verb(f"{ENTITLEMENT}/{name}"))
)
def test_a_catalog_is_made_changed_and_deleted_as_each_version_words_it(tiny: Tiny) -> None:
    admin = tiny.register("Governance", ["EntitlementManagement.ReadWrite.All"])
    for version, name in CATALOGS.items():
        path, state = f"/{version}{ENTITLEMENT}/{name}", WORDED[version]
        ask(tiny, admin, "POST", path, {"description": "no name"}, want=400)
        made = ask(tiny, admin, "POST", path, {"displayName": "Sales", **state}, want=201)
        one = f"{path}/{made['id']}"
        assert made.items() >= state.items()
        assert made["catalogType"].lower() == "usermanaged"
        assert len(ask(tiny, admin, "GET", path)["value"]) == 2
        (found,) = ask(tiny, admin, "GET", f"{path}?$filter=displayName eq 'Sales'")["value"]
        assert found.items() <= made.items()
        ask(tiny, admin, "PATCH", one, {"description": "d", "nonsense": 1}, want=400)
        ask(tiny, admin, "PATCH", one, {**found, "description": "d"}, want=204)
        assert ask(tiny, admin, "GET", one)["description"] == "d"
        (general,) = ask(tiny, admin, "GET", f"{path}?$filter=displayName eq 'General'")["value"]
        for method, body in (("PATCH", {"description": "d"}), ("DELETE", None)):
            ask(tiny, admin, method, f"{path}/{general['id']}", body, want=400)
        ask(tiny, admin, "DELETE", one, want=204)
        ask(tiny, admin, "GET", one, want=404)


@documented(sources.NEW_CATALOG, *each_verb(f"{ENTITLEMENT}/accessPackages"))
def test_an_access_package_is_made_in_a_catalog(tiny: Tiny) -> None:
    admin = tiny.register("Governance", ["EntitlementManagement.ReadWrite.All"])
    below = f"/v1.0{ENTITLEMENT}"
    catalog = ask(tiny, admin, "POST", f"{below}/catalogs", {"displayName": "Sales"}, want=201)["id"]
    for version, where in (("v1.0", {"catalog": {"id": catalog}}), ("beta", {"catalogId": catalog})):
        path = f"/{version}{ENTITLEMENT}/accessPackages"
        ask(tiny, admin, "POST", path, {"displayName": "P"}, want=400)
        ask(tiny, admin, "POST", path, {"displayName": "P", "catalogId": USER}, want=404)
        made = ask(tiny, admin, "POST", path, {"displayName": "P", **where}, want=201)
        one = f"{path}/{made['id']}"
        relation = "catalog" if version == "v1.0" else "accessPackageCatalog"
        assert ask(tiny, admin, "GET", f"{one}?$expand={relation}")[relation]["id"] == catalog
        assert ("catalogId" in ask(tiny, admin, "GET", one)) is (version == "beta")
        ask(tiny, admin, "DELETE", f"{below}/catalogs/{catalog}", want=400)
        ask(tiny, admin, "PATCH", one, {"isHidden": True, **where}, want=204)
        ask(tiny, admin, "PATCH", one, {"catalogId": USER}, want=400)
        (found,) = ask(tiny, admin, "GET", f"{path}?$filter=displayName eq 'P'")["value"]
        assert found["isHidden"] is True
        ask(tiny, admin, "DELETE", one, want=204)
        ask(tiny, admin, "GET", one, want=404)
    ask(tiny, admin, "DELETE", f"{below}/catalogs/{catalog}", want=204)


def new_group(**more: object) -> dict[str, object]:
    return {
        "displayName": "CA - Excluded",
        "mailNickname": "excluded",
        "mailEnabled": False,
        "securityEnabled": True,
        **more,
    }


@assumed(
    "ca-pwt 0.1.0 makes groups of what it exported, and leaves this one property of the service's own in",
    "POST /groups",
)
def test_a_group_is_made_of_what_was_exported_and_has_an_identifier_of_its_own(
    tiny: Tiny, admin: str
) -> None:
    exported = "S-1-12-1-1-2-3-4"
    made = ask(tiny, admin, "POST", "/groups", new_group(securityIdentifier=exported), want=201)
    assert made["securityIdentifier"].startswith("S-1-12-1-")
    assert made["securityIdentifier"] != exported
    ask(tiny, admin, "PATCH", f"/groups/{made['id']}", {"securityIdentifier": exported}, want=400)


@verified(sources.READ_ONLY_OF_A_GROUP, "POST /groups")
@pytest.mark.parametrize(
    ("name", "value"), [("renewedDateTime", "2026-07-29T11:45:14Z"), ("isManagementRestricted", False)]
)
def test_what_the_service_alone_says_of_a_group_makes_none(
    tiny: Tiny, admin: str, name: str, value: object
) -> None:
    refused = ask(tiny, admin, "POST", "/groups", new_group(**{name: value}), want=400)
    assert refused["error"]["message"] == f"Property '{name}' is read-only and cannot be set."
