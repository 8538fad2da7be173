"""What exporters, scanners and configuration plugins of others ask: PIM, consent, other tenants, parts of objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import method_configurations
from holdfast.emulator.graph.group_settings import TEMPLATE, UNIFIED
from holdfast.emulator.graph.role_management.routes import ELIGIBILITIES
from tests.contract import sources
from tests.contract.conftest import GROUP, USER, ask
from tests.contract.marks import assumed, documented, verified

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

READER = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
"""Id of a role, Global Reader."""
BELOW = "/roleManagement/directory/role"
PIM = ["RoleManagement.ReadWrite.Directory"]


def pim(tiny: Tiny) -> str:
    role = {"id": READER, "templateId": READER, "displayName": "Global Reader", "isBuiltIn": True}
    tiny.store.put("roleDefinitions", READER, {**role, "description": ""})
    return tiny.register("Admin", PIM)


def requested(sort: str) -> tuple[str, ...]:
    path = f"{BELOW}{sort}Schedule"
    lists = (f"GET {path}s", f"GET {path}s/{{id}}", f"GET {path}Requests", f"GET {path}Requests/{{id}}")
    return (*lists, f"POST {path}Requests")


@pytest.mark.parametrize(
    ("sort", "events"),
    [
        pytest.param(
            "Eligibility",
            "eligible member",
            marks=documented(sources.PIM_REQUESTS, *requested("Eligibility")),
        ),
        pytest.param(
            "Assignment", "member", marks=documented(sources.PIM_REQUESTS, *requested("Assignment"))
        ),
    ],
)
def test_a_role_is_given_and_taken_back_by_pim(tiny: Tiny, sort: str, events: str) -> None:
    admin, path = pim(tiny), f"{BELOW}{sort}Schedule"
    body: dict[str, Any] = {
        "@odata.type": f"#microsoft.graph.unifiedRole{sort}ScheduleRequest",
        "action": "adminAssign",
        "principalId": USER,
        "roleDefinitionId": READER,
        "directoryScopeId": "/",
        "scheduleInfo": {"expiration": {"type": "noExpiration"}},
    }
    made = ask(tiny, admin, "POST", f"{path}Requests", body, want=201)
    assert (made["status"], made["principalId"]) == ("Provisioned", USER)
    assert (
        ask(tiny, admin, "POST", f"{path}Requests", body, want=400)["error"]["code"] == "RoleAssignmentExists"
    )
    assert ask(tiny, admin, "GET", f"{path}Requests/{made['id']}")["targetScheduleId"] == made["id"]
    (listed,) = ask(tiny, admin, "GET", f"{path}Requests?$filter=principalId eq '{USER}'")["value"]
    assert listed["action"] == "adminAssign"
    where = f"{path}s?$filter=roleDefinitionId eq '{READER}'&$expand=principal,roleDefinition"
    (schedule,) = ask(tiny, admin, "GET", where)["value"]
    assert (schedule["principal"]["id"], schedule["roleDefinition"]["id"]) == (USER, READER)
    assert schedule["scheduleInfo"]["expiration"]["type"] == "noExpiration"
    assert (schedule["createdUsing"], schedule["scheduleInfo"]["startDateTime"] is None) == (
        made["id"],
        False,
    )
    assert ask(tiny, admin, "GET", f"{path}s/{schedule['id']}")["status"] == "Provisioned"
    assert [one["principalId"] for one in ask(tiny, admin, "GET", f"{path}Instances")["value"]] == [USER]
    body["action"] = "adminRemove"
    assert ask(tiny, admin, "POST", f"{path}Requests", body, want=201)["status"] == "Revoked"
    assert ask(tiny, admin, "GET", f"{path}Instances")["value"] == []
    ask(tiny, admin, "POST", f"{path}Requests", body, want=404)
    told = [one["activityDisplayName"] for one in tiny.store.all("directoryAudits")]
    assert told == [
        f"Add {events} to role in PIM completed (permanent)",
        f"Remove {events} from role in PIM completed (permanent)",
    ]


@assumed("codes of refusals; what is left out says so", f"POST {BELOW}EligibilityScheduleRequests")
def test_what_pim_does_not_carry_out_is_refused_and_an_end_counts(tiny: Tiny) -> None:
    admin, path = pim(tiny), f"{BELOW}EligibilityScheduleRequests"
    body: dict[str, Any] = {
        "action": "adminAssign",
        "principalId": USER,
        "roleDefinitionId": READER,
        "directoryScopeId": "/",
    }
    for change, status in (
        ({"action": "selfActivate"}, 501),
        ({"isValidationOnly": True}, 501),
        ({"scheduleInfo": {"expiration": {"type": "afterDuration", "duration": "P1D"}}}, 501),
        ({"action": "give"}, 400),
        ({"directoryScopeId": ""}, 400),
        ({"principalId": READER}, 404),
        ({"principalId": GROUP}, 400),
    ):
        ask(tiny, admin, "POST", path, {**body, **change}, want=status)
    assert tiny.store.all(ELIGIBILITIES) == []
    until = {"expiration": {"type": "afterDateTime", "endDateTime": "2026-03-02T00:00:00Z"}}
    ask(tiny, admin, "POST", path, {**body, "scheduleInfo": until}, want=201)
    instances = f"{BELOW}EligibilityScheduleInstances"
    (shown,) = ask(tiny, admin, "GET", instances)["value"]
    assert shown["endDateTime"] == "2026-03-02T00:00:00Z"
    tiny.clock.advance(days=2)
    tiny.tokens.clear()
    assert ask(tiny, admin, "GET", instances)["value"] == []
    tiny.licence("AAD_PREMIUM")
    assert ask(tiny, admin, "GET", instances, want=400)["error"]["code"] == "AadPremiumLicenseRequired"


POLICY = "/policies/roleManagementPolicies"


@documented(
    sources.ROLE_POLICY_RULES,
    *(f"GET {POLICY}{end}" for end in ("", "/{id}", "/{id}/rules", "/{id}/rules/{ruleId}")),
)
def test_a_role_policy_is_read_with_its_rules(tiny: Tiny) -> None:
    admin = pim(tiny)
    scope = "$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'"
    (policy,) = ask(tiny, admin, "GET", f"{POLICY}?{scope}&$expand=rules")["value"]
    path = f"{POLICY}/{policy['id']}"
    assert ask(tiny, admin, "GET", f"{path}/rules")["value"] == policy["rules"]
    assert ask(tiny, admin, "GET", f"{path}?$expand=rules")["rules"] == policy["rules"]
    assert "rules" not in ask(tiny, admin, "GET", path)
    first = policy["rules"][0]
    assert ask(tiny, admin, "GET", f"{path}/rules/{first['id']}").items() >= first.items()
    ask(tiny, admin, "GET", f"{path}/rules/none", want=404)
    ask(tiny, admin, "GET", f"{POLICY}/none/rules", want=404)


GROUPS = "/identityGovernance/privilegedAccess/group"
LISTS = [
    f"{one}Schedule{end}s" for one in ("assignment", "eligibility") for end in ("", "Instance", "Request")
]


@documented(sources.PIM_OF_GROUPS, *(f"GET {GROUPS}/{one}" for one in LISTS))
def test_no_group_is_in_pim_and_one_must_be_named(tiny: Tiny) -> None:
    roles = [f"Privileged{one}Schedule.Read.AzureADGroup" for one in ("Assignment", "Eligibility")]
    reader = tiny.register("Reader", roles)
    for name in LISTS:
        where = f"{GROUPS}/{name}?$filter=groupId eq '{GROUP}'"
        assert ask(tiny, reader, "GET", where)["value"] == []
        ask(tiny, reader, "GET", f"{GROUPS}/{name}", want=400)


GRANTS = "/policies/permissionGrantPolicies"


@documented(
    sources.PERMISSION_GRANT_POLICIES,
    *(f"{method} {GRANTS}" for method in ("GET", "POST")),
    *(f"{method} {GRANTS}/{{id}}" for method in ("GET", "PATCH", "DELETE")),
    *(f"{method} {GRANTS}/{{id}}/{one}" for method in ("GET", "POST") for one in ("includes", "excludes")),
    *(f"DELETE {GRANTS}/{{id}}/{one}/{{set_id}}" for one in ("includes", "excludes")),
)
def test_policies_of_consent_are_read_and_own_ones_are_made(tiny: Tiny) -> None:
    admin = tiny.register("Admin", ["Policy.ReadWrite.PermissionGrant"])
    built_in = {one["id"]: one for one in ask(tiny, admin, "GET", GRANTS)["value"]}
    low = built_in["microsoft-user-default-low"]
    assert {one["permissionClassification"] for one in low["includes"]} == {"low"}
    assert ask(tiny, admin, "GET", f"{GRANTS}/{low['id']}/includes")["value"] == low["includes"]
    ask(tiny, admin, "PATCH", f"{GRANTS}/{low['id']}", {"displayName": "Mine"}, want=403)
    body = {"id": "mine", "displayName": "Mine", "description": "Of ours"}
    ask(tiny, admin, "POST", GRANTS, {"id": "mine"}, want=400)
    ask(tiny, admin, "POST", GRANTS, {**body, "id": "microsoft-mine"}, want=400)
    ask(tiny, admin, "POST", GRANTS, body, want=201)
    ask(tiny, admin, "POST", GRANTS, body, want=400)
    ask(tiny, admin, "PATCH", f"{GRANTS}/mine", {"description": "Changed"}, want=204)
    for sets in ("includes", "excludes"):
        path = f"{GRANTS}/mine/{sets}"
        ask(tiny, admin, "POST", path, {"permissions": ["all"]}, want=400)
        said = {"permissionType": "delegated", "permissionClassification": "low"}
        made = ask(tiny, admin, "POST", path, said, want=201)
        assert made["clientApplicationIds"] == ["all"]
        assert [one["id"] for one in ask(tiny, admin, "GET", path)["value"]] == [made["id"]]
        ask(tiny, admin, "DELETE", f"{path}/{made['id']}", want=204)
        ask(tiny, admin, "DELETE", f"{path}/{made['id']}", want=404)
    assert ask(tiny, admin, "GET", f"{GRANTS}/mine")["description"] == "Changed"
    ask(tiny, admin, "DELETE", f"{GRANTS}/mine", want=204)
    ask(tiny, admin, "GET", f"{GRANTS}/mine", want=404)
    assert len(tiny.store.all("directoryAudits")) == 7


PARTNERS = "/policies/crossTenantAccessPolicy/partners"
OTHER = "3d0f5dec-5d3d-455c-8016-e2af1ae4d31a"
OF_ORGANIZATIONS = ("appServiceConnectInbound", "m365CollaborationInbound", "m365CollaborationOutbound")


@documented(
    sources.PARTNER_TENANTS,
    *(f"{method} {PARTNERS}" for method in ("GET", "POST")),
    *(f"{method} {PARTNERS}/{{id}}" for method in ("GET", "PATCH", "DELETE")),
    f"GET {PARTNERS}/{{id}}/identitySynchronization",
)
def test_another_tenant_has_settings_of_its_own(tiny: Tiny) -> None:
    admin = tiny.register("Admin", ["Policy.ReadWrite.CrossTenantAccess"])
    trust = {
        "isMfaAccepted": True,
        "isCompliantDeviceAccepted": None,
        "isHybridAzureADJoinedDeviceAccepted": None,
    }
    for wrong in (
        {},
        {"tenantId": "x"},
        {"tenantId": tiny.tenant_id},
        {"tenantId": OTHER, "inboundTrust": 1},
    ):
        ask(tiny, admin, "POST", PARTNERS, wrong, want=400)
    made = ask(
        tiny, admin, "POST", PARTNERS, {"tenantId": OTHER, "inboundTrust": {"isMfaAccepted": True}}, want=201
    )
    assert (made["inboundTrust"], made["b2bCollaborationInbound"]) == (trust, None)
    ask(tiny, admin, "POST", PARTNERS, {"tenantId": OTHER}, want=409)
    ask(
        tiny,
        admin,
        "PATCH",
        f"{PARTNERS}/{OTHER}",
        {"isServiceProvider": True, "inboundTrust": None},
        want=204,
    )
    (listed,) = ask(tiny, admin, "GET", PARTNERS)["value"]
    assert {name: listed[name] for name in OF_ORGANIZATIONS} == dict.fromkeys(OF_ORGANIZATIONS)
    expand = "?$expand=identitySynchronization"
    (expanded,) = ask(tiny, admin, "GET", f"{PARTNERS}{expand}")["value"]
    assert expanded == {**listed, "identitySynchronization": None}
    one = ask(tiny, admin, "GET", f"{PARTNERS}/{OTHER}{expand}")
    assert one["identitySynchronization"] is None
    ask(tiny, admin, "GET", f"{PARTNERS}?$expand=nonsense", want=501)
    ask(tiny, admin, "GET", f"{PARTNERS}/{OTHER}/identitySynchronization", want=404)
    assert ask(tiny, admin, "GET", f"{PARTNERS}/{OTHER}").items() >= listed.items()
    assert (listed["isServiceProvider"], listed["inboundTrust"]) == (True, None)
    ask(tiny, admin, "DELETE", f"{PARTNERS}/{OTHER}", want=204)
    ask(tiny, admin, "GET", f"{PARTNERS}/{OTHER}", want=404)
    assert len(tiny.store.all("directoryAudits")) == 3


METHODS = "/users/{id}/authentication"
KINDS = (
    *("emailMethods", "fido2Methods", "microsoftAuthenticatorMethods", "passwordMethods", "phoneMethods"),
    *("platformCredentialMethods", "softwareOathMethods", "temporaryAccessPassMethods"),
    "windowsHelloForBusinessMethods",
)
OF_BETA = "hardwareOathMethods"


@documented(sources.METHODS_OF_USERS, *(f"GET {METHODS}/{one}" for one in ("methods", OF_BETA, *KINDS)))
def test_everybody_has_a_password_and_no_other_method(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["UserAuthenticationMethod.Read.All"])
    path = METHODS.format(id=USER)
    (method,) = ask(tiny, reader, "GET", f"{path}/methods")["value"]
    assert method["@odata.type"] == "#microsoft.graph.passwordAuthenticationMethod"
    found = {one: len(ask(tiny, reader, "GET", f"{path}/{one}")["value"]) for one in KINDS}
    assert found == {**dict.fromkeys(KINDS, 0), "passwordMethods": 1}
    assert ask(tiny, reader, "GET", f"/beta{path}/{OF_BETA}")["value"] == []
    ask(tiny, reader, "GET", f"{METHODS.format(id='nobody')}/methods", want=404)


ORGANIZATION = "/organization/{id}"
PARTS = ("branding", "branding/localizations", "certificateBasedAuthConfiguration")


@documented(sources.BRANDING, *(f"GET {ORGANIZATION}/{one}" for one in PARTS))
def test_an_organization_without_branding_and_certificate_authorities(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["Organization.Read.All"])
    path = ORGANIZATION.format(id=tiny.tenant_id)
    ask(tiny, reader, "GET", f"{path}/branding", want=404)
    for name in PARTS[1:]:
        assert ask(tiny, reader, "GET", f"{path}/{name}")["value"] == []
        ask(tiny, reader, "GET", f"{ORGANIZATION.format(id=USER)}/{name}", want=404)


REFUSED = {
    "/identityGovernance/termsOfUse/agreements": "v1.0",
    "/directory/onPremisesSynchronization/{id}": "v1.0",
    "/agreements": "v1.0",
    "/informationProtection/bitlocker/recoveryKeys": "v1.0",
    "/policies/mobileDeviceManagementPolicies": "beta",
    "/policies/mobileAppManagementPolicies": "beta",
    "/teamwork/teamsAppSettings": "v1.0",
}


@documented(sources.TERMS_OF_USE, *(f"GET {path}" for path in REFUSED))
def test_what_people_alone_may_read_is_refused_to_applications(tiny: Tiny) -> None:
    for path, version in REFUSED.items():
        answer = tiny.graph("GET", f"/{version}{path.format(id=USER)}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "Authorization_RequestDenied")


TEMPLATES = ("/groupSettingTemplates", "/directorySettingTemplates")


@assumed(
    "threads quote the refusal; settings of a template are there once",
    "POST /groupSettings",
    "POST /settings",
)
def test_settings_of_a_template_are_made_once(tiny: Tiny) -> None:
    admin = tiny.register("Admin", ["Directory.ReadWrite.All"])
    body = {"templateId": UNIFIED, "values": [{"name": "EnableGroupCreation", "value": "false"}]}
    made = ask(tiny, admin, "POST", "/groupSettings", body, want=201)
    for path in ("/groupSettings", "/beta/settings"):
        refused = ask(tiny, admin, "POST", path, body, want=400)
        assert "conflicting object" in refused["error"]["message"]
    ask(tiny, admin, "POST", "/beta/settings", body | {"templateId": TEMPLATE, "values": []}, want=201)
    ask(tiny, admin, "PATCH", f"/groupSettings/{made['id']}", {"values": body["values"]}, want=204)
    ask(tiny, admin, "DELETE", f"/groupSettings/{made['id']}", want=204)
    ask(tiny, admin, "POST", "/groupSettings", body, want=201)


@verified(sources.SETTING_TEMPLATES, *(f"GET {one}{end}" for one in TEMPLATES for end in ("", "/{id}")))
def test_settings_have_templates_and_bear_their_names(tiny: Tiny) -> None:
    found = tiny.graph("GET", TEMPLATES[0]).json()["value"]
    assert tiny.graph("GET", f"/beta{TEMPLATES[1]}").json()["value"] == found
    (consent,) = [one for one in found if one["displayName"] == "Consent Policy Settings"]
    for where in (TEMPLATES[0], f"/beta{TEMPLATES[1]}"):
        assert tiny.graph("GET", f"{where}/{consent['id']}").json().items() >= consent.items()
        assert tiny.graph("GET", f"{where}/{USER}").status_code == 404
    admin = tiny.register("Admin", ["Directory.ReadWrite.All"])
    values = [{"name": "EnableGroupSpecificConsent", "value": "false"}]
    made = ask(
        tiny, admin, "POST", "/groupSettings", {"templateId": consent["id"], "values": values}, want=201
    )
    assert made["displayName"] == "Consent Policy Settings"


CATALOGS = "/identityGovernance/entitlementManagement"
NAMES = {"catalogs": "v1.0", "accessPackageCatalogs": "beta"}


@assumed(
    "the built-in catalog is recalled",
    *(f"GET {CATALOGS}/{one}{end}" for one in NAMES for end in ("", "/{id}")),
)
def test_entitlement_management_has_its_own_catalog(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["EntitlementManagement.Read.All"])
    for name, version in NAMES.items():
        path = f"/{version}{CATALOGS}/{name}"
        (catalog,) = ask(tiny, reader, "GET", path)["value"]
        assert catalog["displayName"] == "General"
        assert ask(tiny, reader, "GET", f"{path}/{catalog['id']}").items() >= catalog.items()
        ask(tiny, reader, "GET", f"{path}/{USER}", want=404)


POLICIES = ("appManagementPolicies", "tokenIssuancePolicies", "tokenLifetimePolicies")
OF_PRINCIPAL = (*POLICIES, "claimsMappingPolicies", "homeRealmDiscoveryPolicies")
NONE = [
    *(f"/servicePrincipals/{{id}}/{one}" for one in (*OF_PRINCIPAL, "delegatedPermissionClassifications")),
    *(f"/applications/{{id}}/{one}" for one in (*POLICIES, "extensionProperties")),
]
OWN_GRANTS = "GET /servicePrincipals/{id}/oauth2PermissionGrants"


@assumed("nothing was given one in a new tenant", *(f"GET {one}" for one in NONE), OWN_GRANTS)
def test_nothing_was_given_a_policy_and_a_principal_tells_its_grants(tiny: Tiny) -> None:
    admin = tiny.register(
        "Admin", ["Application.ReadWrite.All", "Directory.Read.All", "DelegatedPermissionGrant.ReadWrite.All"]
    )
    made = ask(tiny, admin, "POST", "/applications", {"displayName": "Ours"}, want=201)
    principal = ask(tiny, admin, "POST", "/servicePrincipals", {"appId": made["appId"]}, want=201)["id"]
    for path in NONE:
        key = principal if path.startswith("/service") else made["id"]
        assert ask(tiny, admin, "GET", path.format(id=key))["value"] == []
        ask(tiny, admin, "GET", path.format(id=USER), want=404)
    for client in (principal, USER):
        body = {"clientId": client, "consentType": "AllPrincipals", "resourceId": USER, "scope": "User.Read"}
        ask(tiny, admin, "POST", "/oauth2PermissionGrants", body, want=201)
    (grant,) = ask(tiny, admin, "GET", f"/servicePrincipals/{principal}/oauth2PermissionGrants")["value"]
    assert (grant["clientId"], grant["scope"]) == (principal, "User.Read")


@assumed("OData's path of a property; Maester reads it", "GET /deviceManagement/settings")
def test_the_settings_of_intune_have_a_path_of_their_own(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["DeviceManagementServiceConfig.Read.All"])
    whole = ask(tiny, reader, "GET", "/deviceManagement")["settings"]
    assert ask(tiny, reader, "GET", "/beta/deviceManagement/settings").items() >= whole.items()


@documented(sources.SITE_SEARCH, "GET /sites", "GET /sites/{id}")
def test_a_site_is_found_by_a_word_and_read_by_its_id(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["Sites.Read.All"])
    for number, name in enumerate(("Finance", "Sales")):
        site = {"id": f"contoso.sharepoint.com,{number},0", "displayName": name, "name": name.lower()}
        host = {"hostname": "contoso.sharepoint.com"}
        address = f"https://contoso.sharepoint.com/sites/{name}"
        whole = {**site, "webUrl": address, "siteCollection": host, "isPersonalSite": False}
        tiny.store.put("sites", site["id"], whole)
    assert len(ask(tiny, reader, "GET", "/sites?search=*")["value"]) == 2
    (found,) = ask(tiny, reader, "GET", "/sites?search=finance")["value"]
    assert ask(tiny, reader, "GET", f"/sites/{found['id']}")["displayName"] == "Finance"
    ask(tiny, reader, "GET", "/sites/contoso.sharepoint.com,9,9", want=404)
    assert len(ask(tiny, reader, "GET", "/sites")["value"]) == 2


@assumed("public clients send the tenant in front, and Graph takes it", "GET /users", "GET /users/{id}")
@pytest.mark.parametrize("named", ["myorganization", "id", "domain"])
def test_a_path_may_name_the_tenant_first(tiny: Tiny, named: str) -> None:
    first = {"id": tiny.tenant_id, "domain": tiny.domain.upper()}.get(named, named)
    assert tiny.graph("GET", f"/{first}/users").json()["value"] == tiny.graph("GET", "/users").json()["value"]
    assert tiny.graph("GET", f"/beta/{first}/users/{USER}").json()["id"] == USER
    assert tiny.graph("GET", f"/{OTHER}/users").status_code == 501


@assumed("a type that is not implemented says so: it is not taken for an id", "GET /users")
def test_a_type_is_not_taken_for_an_object(tiny: Tiny) -> None:
    assert tiny.graph("GET", "/users").status_code == 200
    assert tiny.graph("GET", "/directory/deletedItems/microsoft.graph.device").status_code == 501


NAMESPACES = "/roleManagement/directory/resourceNamespaces"


@assumed(
    "names before the slash of what built-in roles may do", f"GET {NAMESPACES}", f"GET {NAMESPACES}/{{id}}"
)
def test_roles_speak_of_parts_of_the_services(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["RoleManagement.Read.Directory"])
    for version in ("v1.0", "beta"):
        listed = ask(tiny, reader, "GET", f"/{version}{NAMESPACES}")["value"]
        assert {"id": "microsoft.directory", "name": "microsoft.directory"} in listed
        one = ask(tiny, reader, "GET", f"/{version}{NAMESPACES}/Microsoft.directory")
        assert one["name"] == "microsoft.directory"
        ask(tiny, reader, "GET", f"/{version}{NAMESPACES}/nonsense", want=404)


RECORDS = ("serviceConfigurationRecords", "verificationDnsRecords")


@assumed("values are made up of the name", *(f"GET /domains/{{id}}/{part}" for part in RECORDS))
def test_a_domain_has_records_of_its_mail_and_of_its_proof(tiny: Tiny) -> None:
    domains = [
        {"name": "a.example", "isInitial": True, "capabilities": "Email, OfficeCommunicationsOnline"},
        {"name": "b.example", "capabilities": ""},
    ]
    tiny.store.put("organization", "o", {"id": "o", "verifiedDomains": domains})
    reader = tiny.register("Reader", ["Domain.Read.All"])
    for part in RECORDS:
        rows = ask(tiny, reader, "GET", f"/domains/A.example/{part}")["value"]
        assert {one["recordType"] for one in rows} >= {"Mx", "Txt"}
        assert len({one["id"] for one in rows}) == len(rows)
        ask(tiny, reader, "GET", f"/domains/c.example/{part}", want=404)
    assert ask(tiny, reader, "GET", "/domains/b.example/serviceConfigurationRecords")["value"] == []
    (text,) = [one["text"] for one in rows if one["recordType"] == "Txt"]
    assert text.startswith("MS=ms")


OVERVIEWS = "/admin/serviceAnnouncement/healthOverviews"


@assumed("which services, and their names, are recalled", f"GET {OVERVIEWS}", f"GET {OVERVIEWS}/{{id}}")
def test_every_service_does_as_it_should(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["ServiceHealth.Read.All"])
    listed = ask(tiny, reader, "GET", f"{OVERVIEWS}?$expand=issues")["value"]
    assert {(one["status"], tuple(one["issues"])) for one in listed} == {("serviceOperational", ())}
    assert ask(tiny, reader, "GET", f"{OVERVIEWS}/Exchange%20Online")["id"] == "Exchange"
    ask(tiny, reader, "GET", f"{OVERVIEWS}/nonsense", want=404)


@assumed("an application sees its own, without a role", "GET /subscriptions")
def test_an_application_has_subscribed_to_nothing(tiny: Tiny) -> None:
    assert ask(tiny, tiny.register("Nobody", []), "GET", "/subscriptions")["value"] == []


PREFERENCES = "/users/{id}/authentication/signInPreferences"
CONFIGURATIONS = "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations"


@assumed("follows the policy of the tenant", f"GET {PREFERENCES}")
def test_the_system_chooses_what_somebody_is_asked_for_first(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["UserAuthenticationMethod.Read.All"])
    found = ask(tiny, reader, "GET", f"/beta{PREFERENCES.format(id=USER)}")
    assert found["isSystemPreferredAuthenticationMethodEnabled"] is True
    ask(tiny, reader, "GET", f"/beta{PREFERENCES.format(id=GROUP)}", want=404)


@assumed("as the policy shows them", f"GET {CONFIGURATIONS}")
def test_methods_are_listed_as_the_policy_shows_them(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["Policy.Read.All"])
    for version in ("v1.0", "beta"):
        policy = ask(tiny, reader, "GET", f"/{version}{CONFIGURATIONS.rpartition('/')[0]}")
        listed = ask(tiny, reader, "GET", f"/{version}{CONFIGURATIONS}")["value"]
        assert listed == policy["authenticationMethodConfigurations"]


AUTHENTICATOR = f"{CONFIGURATIONS}/microsoftAuthenticator"
LATER = ("numberMatchingRequiredState", "companionAppAllowedState")


@verified(
    method_configurations.SEEN,
    f"GET {CONFIGURATIONS}",
    f"GET {AUTHENTICATOR}",
    f"PATCH {AUTHENTICATOR}",
)
def test_beta_shows_methods_and_members_besides_and_a_change_by_v1_leaves_them(tiny: Tiny) -> None:
    admin = tiny.register("Methods", ["Policy.ReadWrite.AuthenticationMethod"])
    listed = {
        version: {one["id"]: one for one in ask(tiny, admin, "GET", f"/{version}{CONFIGURATIONS}")["value"]}
        for version in ("v1.0", "beta")
    }
    assert listed["beta"].keys() - listed["v1.0"].keys() == {"HardwareOath", "FederatedIdentityCredential"}
    of_v1 = listed["v1.0"]["MicrosoftAuthenticator"]["featureSettings"]
    of_beta = listed["beta"]["MicrosoftAuthenticator"]["featureSettings"]
    assert of_beta.keys() - of_v1.keys() == set(LATER)

    of_v1["displayAppInformationRequiredState"]["state"] = "enabled"
    ask(tiny, admin, "PATCH", f"/v1.0{AUTHENTICATOR}", {"featureSettings": of_v1}, want=204)
    assert ask(tiny, admin, "GET", f"/v1.0{AUTHENTICATOR}")["featureSettings"] == of_v1
    after = ask(tiny, admin, "GET", f"/beta{AUTHENTICATOR}")["featureSettings"]
    assert after == {**of_beta, **of_v1}

    after["companionAppAllowedState"]["state"] = "disabled"
    ask(tiny, admin, "PATCH", f"/v1.0{AUTHENTICATOR}", {"featureSettings": after}, want=400)
    ask(tiny, admin, "PATCH", f"/beta{AUTHENTICATOR}", {"featureSettings": after}, want=204)
    assert ask(tiny, admin, "GET", f"/beta{AUTHENTICATOR}")["featureSettings"] == after


@documented(sources.ACCESS_REVIEWS, "GET /identityGovernance/accessReviews/definitions")
def test_access_reviews_are_filtered_by_what_they_look_at(tiny: Tiny) -> None:
    tiny.licence("AAD_PREMIUM_P2", "Entra_Identity_Governance")
    admin = tiny.register("Reviews", ["AccessReview.ReadWrite.All"])
    path = "/identityGovernance/accessReviews/definitions"
    for name, query in (("Guests", "./members/microsoft.graph.user"), ("Roles", "/roleManagement/directory")):
        scope = {"query": query, "queryType": "MicrosoftGraph"}
        ask(tiny, admin, "POST", path, {"displayName": name, "scope": scope}, want=201)
    for where in ("scope/microsoft.graph.accessReviewQueryScope/query", "scope/query"):
        found = ask(tiny, admin, "GET", f"{path}?$filter=contains({where}, './members')")["value"]
        assert [one["displayName"] for one in found] == ["Guests"]
