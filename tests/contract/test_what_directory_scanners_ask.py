"""What scanners of directories ask most: who was invited, who owns what, what goes by groups, who signed in how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.role_management.routes import role_assignment
from holdfast.emulator.graph.service_principals.types import new_service_principal
from tests.contract import sources
from tests.contract.conftest import GROUP, USER, ask
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

EVENTUAL = {"consistencylevel": "eventual"}
ROLE = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
ELSEWHERE = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
"""Tenant of Microsoft's own applications."""
PRINCIPAL = "b2f5c1de-0000-4000-8000-000000000004"
APPLICATION = "b2f5c1de-0000-4000-8000-000000000005"


def found(tiny: Tiny, path: str, **asking: Any) -> set[str]:
    answer = tiny.graph("GET", path, **asking)
    assert answer.status_code == 200, answer.text
    return {one["id"] for one in answer.json()["value"]}


def advanced(tiny: Tiny, collection: str, expression: str) -> set[str]:
    """Who a filter finds with the parameters of an advanced query; without them it is refused."""
    plain = tiny.graph("GET", f"/{collection}?$filter={expression}")
    assert (plain.status_code, plain.json()["error"]["code"]) == (400, "Request_UnsupportedQuery"), expression
    return found(tiny, f"/{collection}?$count=true&$filter={expression}", headers=EVENTUAL)


@documented(sources.FILTERED, "GET /users", "GET /users/$count")
def test_users_are_filtered_by_what_says_that_they_were_invited_and_what_they_have(tiny: Tiny) -> None:
    user = tiny.store.get("users", USER) or {}
    guest = {
        **user,
        "id": PRINCIPAL,
        "creationType": "Invitation",
        "externalUserState": "PendingAcceptance",
        "assignedLicenses": [{"skuId": ROLE, "disabledPlans": []}],
        "passwordPolicies": "DisablePasswordExpiration",
        "proxyAddresses": ["SMTP:guest@contoso.example"],
        "identities": [{"signInType": "federated", "issuer": "contoso.example", "issuerAssignedId": "guest"}],
    }
    tiny.store.put("users", PRINCIPAL, guest)
    for expression in (
        "externalUserState eq 'PendingAcceptance'",
        "creationType eq 'Invitation'",
        "creationType in ('Invitation','LocalAccount')",
        "proxyAddresses/any(p:startswith(p,'smtp:guest'))",
        "identities/any(i:i/issuer eq 'contoso.example' and i/issuerAssignedId eq 'guest')",
    ):
        assert found(tiny, f"/users?$filter={expression}") == {PRINCIPAL}, expression
    for expression, who in (
        ("assignedLicenses/$count ne 0", {PRINCIPAL}),
        ("assignedLicenses/$count eq 0", {USER}),
        ("creationType ne 'Invitation'", {USER}),
        ("passwordPolicies eq 'DisablePasswordExpiration'", {PRINCIPAL}),
        ("onPremisesImmutableId ne null", set()),
        ("employeeType eq 'Contractor'", set()),
        ("companyName eq 'Contoso'", set()),
    ):
        assert advanced(tiny, "users", expression) == who, expression
    counted = tiny.graph("GET", "/users/$count?$filter=assignedLicenses/$count eq 0", headers=EVENTUAL)
    assert counted.text == "1"
    assert tiny.graph("GET", "/users?$filter=mobilePhone eq '1'").status_code == 501


@pytest.fixture
def owned(tiny: Tiny) -> Tiny:
    """An application and its service principal, which a user owns, beside one of Microsoft's that nobody does."""
    app_id = tiny.register("Owned", [], id=APPLICATION, servicePrincipalId=PRINCIPAL)
    whole = {"displayName": "Owned", "appId": app_id, "appOwnerOrganizationId": tiny.tenant_id}
    tiny.store.put("servicePrincipals", PRINCIPAL, new_service_principal(PRINCIPAL, whole))
    whole = {"displayName": "Theirs", "appId": ROLE, "appOwnerOrganizationId": ELSEWHERE}
    tiny.store.put("servicePrincipals", ROLE, new_service_principal(ROLE, whole))
    for one in (APPLICATION, PRINCIPAL):
        tiny.store.put("group_owners", one, {"ids": [USER]})
    return tiny


@documented(
    sources.FILTERED,
    *(
        f"GET /{one}{end}"
        for one in ("applications", "servicePrincipals")
        for end in ("", "/$count", "/{id}")
    ),
)
def test_who_owns_an_application_is_counted_and_comes_with_it(owned: Tiny) -> None:
    for collection, key in (("applications", APPLICATION), ("servicePrincipals", PRINCIPAL)):
        assert advanced(owned, collection, "owners/$count ne 0") == {key}
        assert key not in advanced(owned, collection, "owners/$count eq 0")
        counted = owned.graph("GET", f"/{collection}/$count?$filter=owners/$count eq 1", headers=EVENTUAL)
        assert counted.text == "1"
        listed = owned.graph("GET", f"/{collection}?$expand=owners($select=id)&$select=id").json()["value"]
        owners = {one["id"]: [owner["id"] for owner in one["owners"]] for one in listed}
        assert (owners[key], sum(map(len, owners.values()))) == ([USER], 1)
        single = owned.graph("GET", f"/{collection}/{key}?$expand=owners").json()
        assert [one["userPrincipalName"] for one in single["owners"]] == [f"somebody@{owned.domain}"]
        assert "owners" not in owned.graph("GET", f"/{collection}/{key}").json()
        assert advanced(owned, collection, "passwordCredentials/$count ne 0") == set()


@assumed(
    "that these are advanced queries: never laxer than the service",
    "GET /applications",
    "GET /servicePrincipals",
)
def test_applications_are_filtered_by_audience_and_by_whose_they_are(owned: Tiny) -> None:
    mine = advanced(owned, "applications", "signInAudience eq 'AzureADMyOrg'")
    assert APPLICATION in mine
    assert advanced(owned, "applications", "signInAudience ne 'AzureADMyOrg'") == set()
    assert advanced(owned, "applications", "createdDateTime ge 2024-01-01T00:00:00Z") == mine
    assert advanced(owned, "servicePrincipals", f"appOwnerOrganizationId eq {ELSEWHERE}") == {ROLE}
    assert advanced(owned, "servicePrincipals", f"appOwnerOrganizationId ne {ELSEWHERE}") == {PRINCIPAL}
    assert advanced(owned, "servicePrincipals", "appRoleAssignmentRequired eq true") == set()


@assumed(
    "OData's expansion, as of roles that were given", "GET /servicePrincipals", "GET /servicePrincipals/{id}"
)
def test_a_service_principal_tells_who_was_given_its_roles(owned: Tiny) -> None:
    admin = owned.register("Admin", ["AppRoleAssignment.ReadWrite.All", "Application.Read.All"])
    none = "00000000-0000-0000-0000-000000000000"
    body = {"principalId": USER, "resourceId": PRINCIPAL, "appRoleId": none}
    ask(owned, admin, "POST", f"/servicePrincipals/{PRINCIPAL}/appRoleAssignedTo", body, want=201)
    whole = ask(owned, admin, "GET", f"/servicePrincipals/{PRINCIPAL}?$expand=appRoleAssignedTo")
    assert [one["principalId"] for one in whole["appRoleAssignedTo"]] == [USER]
    listed = ask(owned, admin, "GET", "/servicePrincipals?$expand=appRoleAssignments")["value"]
    assert [one["appRoleAssignments"] for one in listed] == [[], []]


@documented(sources.GRANTS_OF_USER, "GET /users/{id}/oauth2PermissionGrants")
def test_what_was_granted_for_everybody_is_not_among_the_grants_of_one(tiny: Tiny) -> None:
    admin = tiny.register("Admin", ["Directory.Read.All", "DelegatedPermissionGrant.ReadWrite.All"])
    common = {"clientId": PRINCIPAL, "resourceId": ROLE, "scope": "Mail.Read"}
    for said in ({"consentType": "AllPrincipals"}, {"consentType": "Principal", "principalId": USER}):
        ask(tiny, admin, "POST", "/oauth2PermissionGrants", {**common, **said}, want=201)
    path = f"/users/{USER}/oauth2PermissionGrants"
    (grant,) = ask(tiny, admin, "GET", path)["value"]
    assert (grant["consentType"], grant["principalId"]) == ("Principal", USER)
    ask(tiny, admin, "GET", f"/users/{ROLE}/oauth2PermissionGrants", want=404)
    assert tiny.graph("GET", path, client_id=tiny.register("Users", ["User.Read.All"])).status_code == 403


@documented(sources.THROUGH_GROUPS, "GET /roleManagement/directory/transitiveRoleAssignments")
def test_roles_through_groups_are_told_with_the_group_that_holds_them(tiny: Tiny) -> None:
    role = {"id": ROLE, "templateId": ROLE, "displayName": "Global Reader", "isBuiltIn": True}
    tiny.store.put("roleDefinitions", ROLE, {**role, "description": ""})
    tiny.store.put("group_members", GROUP, {"ids": [USER]})
    for holder, scope in ((GROUP, "/"), (USER, f"/administrativeUnits/{PRINCIPAL}"), (APPLICATION, "/")):
        held = role_assignment(tiny.tenant, holder, ROLE, scope)
        tiny.store.put("roleAssignments", held["id"], held)
    path = "/beta/roleManagement/directory/transitiveRoleAssignments"
    query = f"{path}?$count=true&$filter=principalId eq '{USER}'"
    answer = tiny.graph("GET", query, headers=EVENTUAL).json()
    assert (answer["@odata.count"], {one["principalId"] for one in answer["value"]}) == (2, {GROUP, USER})
    over_all = tiny.graph("GET", f"{query} and directoryScopeId eq '/'", headers=EVENTUAL).json()["value"]
    assert [one["principalId"] for one in over_all] == [GROUP]
    assert tiny.graph("GET", query).status_code == 404
    assert tiny.graph("GET", f"{path}?$count=true", headers=EVENTUAL).status_code == 400
    assert tiny.graph("GET", query.replace("/beta", "/v1.0"), headers=EVENTUAL).status_code == 501


@documented(sources.SETTINGS_OF_GROUP, "GET /groups/{id}/settings", "GET /groups/{id}/groupLifecyclePolicies")
def test_a_group_has_no_settings_of_its_own_and_expires_by_the_policy_for_all(tiny: Tiny) -> None:
    admin = tiny.register("Admin", ["Directory.ReadWrite.All", "Group.Read.All"])
    path = f"/groups/{GROUP}"
    assert ask(tiny, admin, "GET", f"{path}/settings")["value"] == []
    ask(tiny, admin, "GET", f"/groups/{ROLE}/settings", want=404)
    policy = {"groupLifetimeInDays": 180, "managedGroupTypes": "All"}
    ask(tiny, admin, "POST", "/groupLifecyclePolicies", policy, want=201)
    assert ask(tiny, admin, "GET", f"{path}/groupLifecyclePolicies")["value"] == []
    tiny.store.put("groups", GROUP, {**(tiny.store.get("groups", GROUP) or {}), "groupTypes": ["Unified"]})
    (bound,) = ask(tiny, admin, "GET", f"{path}/groupLifecyclePolicies")["value"]
    assert bound["groupLifetimeInDays"] == 180


@documented(sources.TEAMS, "GET /teams", "GET /teams/{id}")
def test_a_group_with_a_team_is_a_team(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["Team.ReadBasic.All"])
    assert ask(tiny, reader, "GET", "/teams")["value"] == []
    group = tiny.store.get("groups", GROUP) or {}
    tiny.store.put("groups", GROUP, {**group, "resourceProvisioningOptions": ["Team"], "description": "Ours"})
    (team,) = ask(tiny, reader, "GET", "/teams?$filter=startswith(displayName,'ca-')")["value"]
    assert team == {"id": GROUP, "displayName": "CA-BreakGlass", "description": "Ours"}
    guest = {"id": "11111111-0000-4000-8000-000000000009", "userType": "Guest", "displayName": "G"}
    tiny.store.put("users", guest["id"], {**(tiny.store.get("users", USER) or {}), **guest})
    tiny.store.put("group_members", GROUP, {"ids": [USER, guest["id"]]})
    whole = ask(tiny, reader, "GET", f"/teams/{GROUP}")
    assert whole.items() >= team.items()
    assert whole["summary"] == {"ownersCount": 0, "membersCount": 1, "guestsCount": 1}
    assert whole["guestSettings"] == {"allowCreateUpdateChannels": False, "allowDeleteChannels": False}
    assert set(ask(tiny, reader, "GET", f"/teams/{GROUP}?$select=id,isArchived")) >= {"id", "isArchived"}
    ask(tiny, reader, "GET", f"/teams/{USER}", want=404)


@documented(sources.SIGN_IN_EVENTS, "GET /auditLogs/signIns")
def test_events_are_filtered_by_client_result_and_by_type_in_beta_alone(tiny: Tiny) -> None:
    common = {"createdDateTime": "2026-02-01T00:00:00Z", "isInteractive": True, "status": {"errorCode": 0}}
    modern = {**common, "id": "one", "clientAppUsed": "Browser"}
    older = {**common, "id": "two", "clientAppUsed": "IMAP4", "status": {"errorCode": 50053}}
    service = {**common, "id": "three", "isInteractive": False, "signInEventTypes": ["servicePrincipal"]}
    for one in (modern, older, service):
        tiny.store.put("signIns", str(one["id"]), one)
    for expression, events in (
        ("clientAppUsed eq 'IMAP4'", {"two"}),
        ("isInteractive eq true", {"one", "two"}),
        ("status/errorCode eq 50053", {"two"}),
        ("createdDateTime ge 2026-02-02T00:00:00Z", set()),
    ):
        assert found(tiny, f"/auditLogs/signIns?$filter={expression}") == events, expression
    by_type = "/auditLogs/signIns?$filter=signInEventTypes/any(t: t {} 'interactiveUser')"
    assert found(tiny, f"/beta{by_type.format('eq')}") == {"one", "two"}
    assert found(tiny, f"/beta{by_type.format('ne')}") == {"three"}
    assert tiny.graph("GET", by_type.format("eq")).status_code == 501
    assert "signInEventTypes" not in tiny.graph("GET", "/auditLogs/signIns").text


@documented(sources.DELETED_BY_ID, "DELETE /directoryObjects/{id}")
def test_an_object_is_deleted_by_its_id_with_the_permission_of_its_type_alone(owned: Tiny) -> None:
    able = {
        "User.ReadWrite.All": [USER],
        "Group.ReadWrite.All": [GROUP],
        "Application.ReadWrite.All": [PRINCIPAL, APPLICATION],
    }
    admins = {role: owned.register(role, [role]) for role in able}
    ids = [one for theirs in able.values() for one in theirs]
    for role, theirs in able.items():
        for one in set(ids) - set(theirs):
            ask(owned, admins[role], "DELETE", f"/directoryObjects/{one}", want=403)
    for role, theirs in able.items():
        for one in theirs:
            ask(owned, admins[role], "DELETE", f"/directoryObjects/{one}", want=204)
            ask(owned, admins[role], "DELETE", f"/directoryObjects/{one}", want=404)
    assert {one["body"]["id"] for one in owned.store.all("deletedItems")} == set(ids)


OF_DEVICE = ("registeredOwners", "registeredUsers")
OF_USER = ("ownedDevices", "registeredDevices")
PEOPLE = ("", "/microsoft.graph.user", "/microsoft.graph.servicePrincipal")
DEVICES = ("", "/microsoft.graph.device")


@documented(
    sources.DEVICES_OF,
    "GET /devices",
    *(f"GET /devices/{{id}}/{one}{cast}" for one in OF_DEVICE for cast in PEOPLE),
    *(f"GET /users/{{id}}/{one}{cast}" for one in OF_USER for cast in DEVICES),
)
def test_nobody_has_a_device(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["Device.Read.All", "User.Read.All"])
    tiny.store.put("device", ROLE, {"id": ROLE, "displayName": "LAPTOP-1"})
    for name in OF_DEVICE:
        for cast in PEOPLE:
            assert ask(tiny, reader, "GET", f"/devices/{ROLE}/{name}{cast}")["value"] == []
        ask(tiny, reader, "GET", f"/devices/{USER}/{name}", want=404)
        (device,) = ask(tiny, reader, "GET", f"/devices?$expand={name}")["value"]
        assert device[name] == []
    for name in OF_USER:
        for cast in DEVICES:
            assert ask(tiny, reader, "GET", f"/users/{USER}/{name}{cast}")["value"] == []
        ask(tiny, reader, "GET", f"/users/{ROLE}/{name}", want=404)


@assumed("an application that invites is nobody's sponsor, and nobody names one here", "GET /users")
@pytest.mark.parametrize("version", ["v1.0", "beta"])
def test_a_guest_for_whom_nobody_answers_has_no_sponsors(tiny: Tiny, version: str) -> None:
    tiny.store.put("users", USER, {**(tiny.store.get("users", USER) or {}), "userType": "Guest"})
    for more in ("", "($select=id)"):
        path = f"/{version}/users?$filter=userType eq 'Guest'&$select=id&$expand=sponsors{more}"
        (guest,) = tiny.graph("GET", path).json()["value"]
        assert (guest["id"], guest["sponsors"]) == (USER, [])


@assumed("no licence fails in a group here, and no group is in a restricted unit", "GET /groups")
@pytest.mark.parametrize("asked", ["hasMembersWithLicenseErrors", "isManagementRestricted"])
def test_groups_are_filtered_by_what_is_wrong_with_none(tiny: Tiny, asked: str) -> None:
    assert found(tiny, f"/groups?$filter={asked} eq true") == set()
    assert GROUP in found(tiny, "/groups")


NOBODY = {
    f"/groups/{GROUP}/permissionGrants": "Group.Read.All",
    f"/servicePrincipals/{PRINCIPAL}/federatedIdentityCredentials": "Application.Read.All",
    f"/servicePrincipals/{PRINCIPAL}/synchronization/jobs": "Synchronization.Read.All",
    "/security/incidents?$expand=alerts": "SecurityIncident.Read.All",
    "/tenantRelationships/delegatedAdminRelationships?$expand=accessAssignments": (
        "DelegatedAdminRelationship.Read.All"
    ),
    "/identityGovernance/entitlementManagement/connectedOrganizations?$expand=internalSponsors,externalSponsors": (
        "EntitlementManagement.Read.All"
    ),
    "/identityGovernance/appConsent/appConsentRequests"
    "?$filter=userConsentRequests/any(u:u/status eq 'InProgress')": "ConsentRequest.Read.All",
}
"""What scanners ask of what nobody has, and the role with which it is read."""


@pytest.mark.parametrize(
    ("path", "role"),
    [
        pytest.param(
            path,
            role,
            marks=assumed(
                "nobody has any here, and the service answers so",
                f"GET {path.partition('?')[0].replace(GROUP, '{id}').replace(PRINCIPAL, '{id}')}",
            ),
            id=path,
        )
        for path, role in NOBODY.items()
    ],
)
def test_what_nobody_has_is_an_empty_list_with_all_that_scanners_ask(
    tiny: Tiny, path: str, role: str
) -> None:
    tiny.licence("AAD_PREMIUM_P2", "Entra_Identity_Governance")
    robot = new_service_principal(PRINCIPAL, {"appId": PRINCIPAL, "displayName": "Robot"})
    tiny.store.put("servicePrincipals", PRINCIPAL, robot)
    assert ask(tiny, tiny.register("Reader", [role]), "GET", path)["value"] == []
    ask(tiny, tiny.register("Another", ["Files.Read.All"]), "GET", path, want=403)
    if GROUP in path or PRINCIPAL in path:
        nobody = path.replace(GROUP, ROLE).replace(PRINCIPAL, ROLE)
        ask(tiny, tiny.register("Looker", [role]), "GET", nobody, want=404)


@documented(sources.SCHEMA, "GET /users", "GET /users/{id}", "PATCH /users/{id}", "GET /servicePrincipals")
def test_by_which_certificates_somebody_signs_in_is_selected(tiny: Tiny) -> None:
    admin = tiny.register("Admin", ["User.ReadWrite.All", "Application.Read.All"])
    names = "$select=authorizationInfo,customSecurityAttributes"
    (user,) = ask(tiny, admin, "GET", f"/users?{names}")["value"]
    assert user == {"authorizationInfo": {"certificateUserIds": []}, "customSecurityAttributes": None}
    assert "authorizationInfo" not in ask(tiny, admin, "GET", f"/beta/users/{USER}")
    bound = {"certificateUserIds": ["X509:<PN>ana@contoso.example"]}
    ask(tiny, admin, "PATCH", f"/users/{USER}", {"authorizationInfo": bound}, want=204)
    assert ask(tiny, admin, "GET", f"/users/{USER}?{names}")["authorizationInfo"] == bound
    ask(tiny, admin, "GET", "/servicePrincipals?$select=id,customSecurityAttributes")
