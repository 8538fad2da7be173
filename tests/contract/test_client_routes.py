"""What strangers' command lines ask and Holdfast does not: sign-ins, groups above, sites, policies, what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from holdfast.emulator.exchange.mailbox.state import seed_mailboxes
from tests.contract import sources
from tests.contract.conftest import GROUP, USER
from tests.contract.marks import documented, verified

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

SIGN_INS = "/auditLogs/signIns"
FIND = "/tenantRelationships/findTenantInformationBy"
OUTER = "b2f5c1de-0000-4000-8000-000000000003"
ROLE = "62e90394-69f5-4237-9190-012177145e10"
SECURITY = "securityEnabledOnly"


@documented(sources.SIGN_INS, f"GET {SIGN_INS}", f"GET {SIGN_INS}/{{id}}")
def test_sign_ins_are_listed_newest_first_where_there_is_a_licence(tiny: Tiny) -> None:
    assert tiny.graph("GET", SIGN_INS).json()["value"] == []
    for number, user in enumerate((USER, "other", USER)):
        tiny.store.put("signIns", f"{number}", {"id": f"{number}", "userId": user, "appDisplayName": "Graph"})

    listed = tiny.graph("GET", f"{SIGN_INS}?$filter=userId eq '{USER}'&$select=id").json()["value"]

    assert listed == [{"id": "2"}, {"id": "0"}]
    assert tiny.graph("GET", f"{SIGN_INS}/1").json()["userId"] == "other"
    assert tiny.graph("GET", f"{SIGN_INS}/9").status_code == 404
    tiny.licence()
    for path in (SIGN_INS, f"{SIGN_INS}/1"):
        refused = tiny.graph("GET", path)
        assert (refused.status_code, refused.json()["error"]["code"]) == (
            403,
            "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
        )


@documented(sources.MEMBER_GROUPS, "POST /users/{id}/getMemberGroups", "POST /groups/{id}/getMemberGroups")
def test_the_groups_above_come_as_ids_nested_ones_too_and_nothing_is_written(tiny: Tiny) -> None:
    inner = tiny.store.get("groups", GROUP) or {}
    tiny.store.put("groups", GROUP, inner | {"securityEnabled": True})
    tiny.store.put("groups", OUTER, inner | {"id": OUTER, "securityEnabled": False})
    tiny.store.put("group_members", GROUP, {"ids": [USER]})
    tiny.store.put("group_members", OUTER, {"ids": [GROUP]})

    def asked(path: str, body: object) -> object:
        """Return the ids, or the status of a refusal."""
        answer = tiny.graph("POST", f"{path}/getMemberGroups", body)
        return answer.json()["value"] if answer.status_code == 200 else answer.status_code

    assert asked(f"/users/{USER}", {SECURITY: False}) == [GROUP, OUTER]
    assert asked(f"/users/{USER}", {SECURITY: True}) == [GROUP]
    assert asked(f"/groups/{GROUP}", {SECURITY: False}) == [OUTER]
    assert asked(f"/groups/{GROUP}", {SECURITY: True}) == 400
    assert [asked(f"/users/{USER}", body) for body in ({}, {SECURITY: "true"})] == [400, 400]
    assert [asked(path, {SECURITY: False}) for path in ("/users/nobody", f"/groups/{USER}")] == [404, 404]
    mine = [one for one in tiny.server.log.entries() if one.path.endswith("getMemberGroups")]
    assert not any(one.write for one in mine)


@documented(
    sources.TENANT_INFORMATION,
    f"GET {FIND}DomainName(domainName='{{domain}}')",
    f"GET {FIND}TenantId(tenantId='{{tenant_id}}')",
)
def test_a_tenant_is_found_by_its_domain_and_its_id(tiny: Tiny) -> None:
    reader = tiny.register("Finder", ["CrossTenantInformation.ReadBasic.All"])
    asked = (f"DomainName(domainName='{tiny.domain.upper()}')", f"TenantId(tenantId='{tiny.tenant_id}')")
    for one in asked:
        found = tiny.graph("GET", f"{FIND}{one}", client_id=reader).json()
        assert (found["tenantId"], found["defaultDomainName"]) == (tiny.tenant_id, tiny.domain)
    assert (
        tiny.graph("GET", f"{FIND}DomainName(domainName='nobody.com')", client_id=reader).status_code == 404
    )
    assert tiny.graph("GET", f"{FIND}TenantId(tenantId='{USER}')", client_id=reader).status_code == 404
    assert tiny.graph("GET", f"{FIND}{asked[1]}").status_code == 403


@documented(sources.MAILBOX_SETTINGS, "GET /users/{id}/mailboxSettings")
def test_a_mailbox_has_settings_and_whoever_has_none_is_told_so(tiny: Tiny) -> None:
    reader = tiny.register("Mail", ["MailboxSettings.Read"])
    path = f"/users/{USER}/mailboxSettings"
    missing = tiny.graph("GET", path, client_id=reader)
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "MailboxNotEnabledForRESTAPI")
    row = {
        "UserPrincipalName": f"somebody@{tiny.domain}",
        "ExchangeGuid": OUTER,
        "ExternalDirectoryObjectId": USER,
        "RecipientTypeDetails": "SharedMailbox",
    }
    seed_mailboxes(tiny.store, [row])

    found = tiny.graph("GET", path, client_id=reader).json()

    assert (found["userPurpose"], found["automaticRepliesSetting"]["status"]) == (
        {"value": "shared"},
        "disabled",
    )
    assert tiny.graph("GET", path).status_code == 403


RULES = "/users/{id}/mailFolders/inbox/messageRules"


@documented(
    sources.MESSAGE_RULES,
    f"GET {RULES}",
    f"POST {RULES}",
    f"GET {RULES}/{{rule}}",
    f"PATCH {RULES}/{{rule}}",
    f"DELETE {RULES}/{{rule}}",
)
def test_an_inbox_rule_is_made_read_changed_and_deleted_in_a_mailbox_alone(tiny: Tiny) -> None:
    owner = tiny.register("Rules", ["MailboxSettings.ReadWrite"])
    path = RULES.format(id=USER)
    refused = tiny.graph("GET", path, client_id=owner)
    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "MailboxNotEnabledForRESTAPI")
    seed_mailboxes(
        tiny.store,
        [
            {
                "UserPrincipalName": f"somebody@{tiny.domain}",
                "ExchangeGuid": OUTER,
                "ExternalDirectoryObjectId": USER,
                "RecipientTypeDetails": "UserMailbox",
            }
        ],
    )
    reader = tiny.register("Reader", ["MailboxSettings.Read"])
    assert tiny.graph("GET", path, client_id=reader).json()["value"] == []
    actions = {"forwardTo": [{"emailAddress": {"name": "A", "address": "a@b.example"}}]}
    given = {"displayName": "Mine", "sequence": 2, "isEnabled": True, "actions": actions}
    for wrong in ({}, {**given, "actions": {"sendAway": True}}, {**given, "isEnabled": None}):
        assert tiny.graph("POST", path, wrong, client_id=owner).status_code == 400

    made = tiny.graph("POST", path, given, client_id=owner)

    assert made.status_code == 201
    assert {**made.json(), **given, "hasError": False, "isReadOnly": False} == made.json()
    item = f"{path}/{made.json()['id']}"
    changed = tiny.graph("PATCH", item, {"isEnabled": False}, client_id=owner)
    assert (changed.status_code, changed.json()["isEnabled"], changed.json()["actions"]) == (
        200,
        False,
        actions,
    )
    assert tiny.graph("GET", item, client_id=reader).json()["isEnabled"] is False
    listed = tiny.graph("GET", path, client_id=reader).json()["value"]
    assert [one["displayName"] for one in listed] == ["Mine"]
    assert tiny.graph("DELETE", item, client_id=reader).status_code == 403, "who reads them changes none"
    assert tiny.graph("DELETE", item, client_id=owner).status_code == 204
    assert tiny.graph("GET", item, client_id=reader).status_code == 404
    assert tiny.graph("GET", path).status_code == 403


@documented(sources.ROOT_SITE, "GET /sites/root")
def test_the_root_site_is_the_one_at_the_host_itself(tiny: Tiny) -> None:
    reader = tiny.register("Sites", ["Sites.Read.All"])
    assert tiny.graph("GET", "/sites/root", client_id=reader).status_code == 404
    for number, path in enumerate(("/sites/Finance", "")):
        site = {
            "id": f"{number}",
            "isPersonalSite": False,
            "siteCollection": {"hostname": "contoso.sharepoint.com"},
            "webUrl": f"https://contoso.sharepoint.com{path}",
        }
        tiny.store.put("sites", f"{number}", site)
    assert tiny.graph("GET", "/sites/root", client_id=reader).json()["id"] == "1"
    chosen = tiny.graph("GET", "/sites/root?$select=webUrl", client_id=reader).json()
    assert chosen["webUrl"] == "https://contoso.sharepoint.com"
    assert "id" not in chosen


@verified(sources.RETENTION_LABELS, "GET /security/labels/retentionLabels")
def test_no_application_reads_retention_labels_by_graph(tiny: Tiny) -> None:
    reader = tiny.register("Records", ["RecordsManagement.Read.All"])
    for version in ("v1.0", "beta"):
        refused = tiny.graph("GET", f"/{version}/security/labels/retentionLabels", client_id=reader)
        told = json.loads(refused.json()["error"]["message"])
        assert (refused.status_code, told["ErrorCode"]) == (500, "DataInsightsRequestError")
        assert "FAILED - Forbidden" in told["Message"]


@documented(sources.STAGED_ROLLOUT, "GET /policies/featureRolloutPolicies")
def test_no_application_role_reads_staged_rollout(tiny: Tiny) -> None:
    client = tiny.register("Rollout", ["Policy.Read.All", "Directory.ReadWrite.All"])
    refused = tiny.graph("GET", "/policies/featureRolloutPolicies", client_id=client)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "Authorization_RequestDenied")


@verified(sources.OTHER_TENANTS, "GET /policies/crossTenantAccessPolicy")
def test_the_policy_towards_other_tenants_names_the_tenant(tiny: Tiny) -> None:
    found = tiny.graph("GET", "/policies/crossTenantAccessPolicy").json()
    assert found["displayName"] == f"CrossTenantAccessPolicy for {tiny.tenant_id}"
    assert found["allowedCloudEndpoints"] == []
    assert found["id"] != tiny.tenant_id


@documented(sources.SCHEMA, "GET /policies/conditionalAccessPolicies")
def test_conditional_access_is_listed_by_its_older_path_too(tiny: Tiny) -> None:
    paths = ("/policies/conditionalAccessPolicies", "/identity/conditionalAccess/policies")
    older, newer = (tiny.graph("GET", path).json()["value"] for path in paths)
    assert older == newer == []
    body = {
        "displayName": "One",
        "state": "disabled",
        "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]}},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
    }
    assert tiny.graph("POST", paths[1], body).status_code == 201
    assert [one["displayName"] for one in tiny.graph("GET", paths[0]).json()["value"]] == ["One"]


@documented(sources.PIM_POLICIES, "GET /policies/roleManagementPolicies")
def test_each_role_has_a_policy_of_pim_and_the_scope_must_be_named(tiny: Tiny) -> None:
    tiny.store.put("roleDefinitions", ROLE, {"id": ROLE, "displayName": "Global Administrator"})
    reader = tiny.register("PIM", ["RoleManagementPolicy.Read.Directory"])
    path, of_roles = "/policies/roleManagementPolicies", "scopeId eq '/' and scopeType eq 'DirectoryRole'"

    (found,) = tiny.graph("GET", f"{path}?$filter={of_roles}", client_id=reader).json()["value"]

    assert found["id"].startswith(f"DirectoryRole_{tiny.tenant_id}_")
    assert (found["scopeId"], found["scopeType"]) == ("/", "DirectoryRole")
    assert tiny.graph("GET", path, client_id=reader).status_code == 400
    tiny.licence("AAD_PREMIUM")
    refused = tiny.graph("GET", f"{path}?$filter={of_roles}", client_id=reader)
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "AadPremiumLicenseRequired")


@documented(
    sources.M365_CLI,
    "GET /roleManagement/directory/roleAssignmentScheduleInstances",
    "GET /roleManagement/directory/roleEligibilityScheduleInstances",
)
def test_pim_expands_principal_and_role_together_and_a_part_of_either(tiny: Tiny) -> None:
    tiny.store.put("roleDefinitions", ROLE, {"id": ROLE, "displayName": "Global Administrator"})
    held = {"id": "one", "principalId": USER, "roleDefinitionId": ROLE, "directoryScopeId": "/"}
    for collection in ("roleAssignments", "roleEligibilities"):
        tiny.store.put(collection, "one", held)
    reader = tiny.register("PIM", ["RoleManagement.Read.Directory"])
    both = "$expand=roleDefinition($select=displayName),principal&$select=id"
    for name in ("roleAssignmentScheduleInstances", "roleEligibilityScheduleInstances"):
        path = f"/roleManagement/directory/{name}"
        (found,) = tiny.graph("GET", f"{path}?{both}", client_id=reader).json()["value"]
        assert (found["id"], found["principal"]["id"]) == ("one", USER)
        assert found["roleDefinition"] == {"displayName": "Global Administrator"}
        assert tiny.graph("GET", f"{path}?$expand=owner", client_id=reader).status_code == 400


@documented(sources.QUERY, "GET /servicePrincipals")
def test_service_principals_expand_what_they_have_been_given_up_to_twenty(tiny: Tiny) -> None:
    for name in ("app", "other"):
        principal = {"id": name, "appId": f"{name}-id", "displayName": name, "accountEnabled": True}
        tiny.store.put("servicePrincipals", name, principal)
    for number in range(21):
        given = {"id": f"{number}", "principalId": "app", "appRoleId": "role"}
        tiny.store.put("appRoleAssignments", f"{number}", given)
    path = "/servicePrincipals?$expand=appRoleAssignments"

    (app,) = tiny.graph("GET", f"{path}&$filter=appId eq 'app-id'").json()["value"]
    chosen = tiny.graph("GET", f"{path}&$select=displayName&$filter=displayName eq 'other'").json()["value"]

    assert (app["displayName"], len(app["appRoleAssignments"])) == ("app", 20)
    assert chosen == [{"displayName": "other", "appRoleAssignments": []}]
    assert "appRoleAssignments" not in tiny.graph("GET", "/servicePrincipals").json()["value"][0]
    assert tiny.graph("GET", "/servicePrincipals?$expand=createdObjects").status_code == 501


TEMPLATES = "/identity/conditionalAccess/templates"


@documented(sources.ACCESS_TEMPLATES, f"GET {TEMPLATES}", f"GET {TEMPLATES}/{{id}}")
def test_templates_of_conditional_access_are_read_and_say_what_they_make(tiny: Tiny) -> None:
    listed = tiny.graph("GET", TEMPLATES).json()["value"]

    assert "Block legacy authentication" in [one["name"] for one in listed]
    for one in listed:
        shown = tiny.graph("GET", f"{TEMPLATES}/{one['id'].upper()}").json()
        assert {**shown, **one} == shown
        assert shown["details"]["grantControls"]["builtInControls"]
    found = tiny.graph("GET", f"{TEMPLATES}?$filter=scenarios has 'protectAdmins'").json()["value"]
    assert found == [one for one in listed if "protectAdmins" in one["scenarios"].split(",")]
    assert 0 < len(found) < len(listed)
    assert tiny.graph("GET", f"{TEMPLATES}/{USER}").status_code == 404
    assert tiny.graph("GET", TEMPLATES, client_id=tiny.register("Else", ["User.Read.All"])).status_code == 403
