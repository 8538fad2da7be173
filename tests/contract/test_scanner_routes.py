"""What scanners alone ask: who signed in, how the directory is synchronised, hunting, licences, registered methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator import evidence
from holdfast.emulator.data.accounts import account_deleted
from holdfast.emulator.data.drives import COLLECTION, new_drive, new_file
from holdfast.emulator.exchange.mailbox.state import seed_mailboxes
from holdfast.emulator.graph.mailbox_usage.state import fill
from tests.contract import sources
from tests.contract.conftest import USER
from tests.contract.marks import assumed, documented, verified

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

REFUSED_ME = evidence.verified("microsoftgraph/msgraph-sdk-php issue 1163", "2023-03-05")
REGISTERED = "/reports/authenticationMethods/userRegistrationDetails"
SKU = {
    "id": "one",
    "skuId": "06ebc4ee-1bb5-47dd-8120-11324bc54e06",
    "skuPartNumber": "SPE_E5",
    "servicePlans": [
        {"servicePlanId": "p1", "servicePlanName": "AAD_PREMIUM", "provisioningStatus": "Success"},
        {"servicePlanId": "p2", "servicePlanName": "TEAMS1", "provisioningStatus": "Success"},
    ],
}


@verified(REFUSED_ME, "GET /me")
def test_an_application_has_nobody_behind_it(tiny: Tiny) -> None:
    refused = tiny.graph("GET", "/me")
    assert (refused.status_code, refused.json()["error"]["code"], refused.json()["error"]["message"]) == (
        400,
        "BadRequest",
        "/me request is only valid with delegated authentication flow.",
    )


@documented(sources.ON_PREMISES, "GET /directory/onPremisesSynchronization")
def test_no_application_role_reads_how_the_directory_is_synchronised(tiny: Tiny) -> None:
    client = tiny.register("Sync", ["OnPremDirectorySynchronization.Read.All", "Directory.Read.All"])
    refused = tiny.graph("GET", "/directory/onPremisesSynchronization", client_id=client)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "Authorization_RequestDenied")


@assumed("a tenant that restricts nobody's invitations has no such policy", "GET /legacy/policies")
def test_older_policies_are_a_list_of_beta(tiny: Tiny) -> None:
    assert tiny.graph("GET", "/beta/legacy/policies").json()["value"] == []
    assert tiny.graph("GET", "/v1.0/legacy/policies").status_code == 501


@documented(
    sources.HUNTING,
    "POST /security/runHuntingQuery",
    "POST /security/microsoft.graph.security.runHuntingQuery",
)
def test_a_hunting_query_names_the_table_that_is_not_there_and_writes_nothing(tiny: Tiny) -> None:
    hunter = tiny.register("Hunter", ["ThreatHunting.Read.All"])
    for name in ("runHuntingQuery", "microsoft.graph.security.runHuntingQuery"):
        path = f"/security/{name}"
        refused = tiny.graph("POST", path, {"Query": "\nDeviceInfo | take 1"}, client_id=hunter)
        assert (refused.status_code, "named 'DeviceInfo'" in refused.text) == (400, True)
        assert tiny.graph("POST", path, {"Query": " "}, client_id=hunter).status_code == 400
        assert tiny.graph("POST", path, {"Query": "DeviceInfo"}).status_code == 403
    assert [one.write for one in tiny.server.log.entries() if "HuntingQuery" in one.path] == [False] * 6


@documented(sources.LICENSE_DETAILS, "GET /users/{id}/licenseDetails")
def test_what_somebody_is_licensed_for_has_the_state_of_each_plan(tiny: Tiny) -> None:
    tiny.store.delete("subscribedSkus", "sku")
    tiny.store.put("subscribedSkus", "one", SKU)
    user = tiny.store.get("users", USER) or {}
    assert tiny.graph("GET", f"/users/{USER}/licenseDetails").json()["value"] == []
    held = [{"skuId": SKU["skuId"], "disabledPlans": ["p2"]}]
    tiny.store.put("users", USER, user | {"assignedLicenses": held})

    (found,) = tiny.graph("GET", f"/users/{USER}/licenseDetails").json()["value"]

    states = {one["servicePlanName"]: one["provisioningStatus"] for one in found["servicePlans"]}
    assert (found["skuPartNumber"], states) == ("SPE_E5", {"AAD_PREMIUM": "Success", "TEAMS1": "Disabled"})
    chosen = tiny.graph("GET", f"/users/{USER}/licenseDetails?$select=skuPartNumber").json()["value"]
    assert chosen == [{"skuPartNumber": "SPE_E5"}]
    assert tiny.graph("GET", "/users/nobody/licenseDetails").status_code == 404


@documented(sources.PER_USER_MFA, "GET /users/{id}/authentication/requirements")
def test_the_state_of_per_user_mfa_is_told_of_one_user_by_beta_to_who_reads_policies(tiny: Tiny) -> None:
    path = f"/users/{USER}/authentication/requirements"
    assert tiny.graph("GET", f"/beta{path}").json()["perUserMfaState"] == "disabled"
    tiny.store.put("authenticationRequirements", USER, {"perUserMfaState": "enforced"})
    assert tiny.graph("GET", f"/beta{path}").json()["perUserMfaState"] == "enforced"
    assert tiny.graph("GET", "/beta/users/nobody/authentication/requirements").status_code == 404
    assert tiny.graph("GET", f"/v1.0{path}").status_code == 501
    reader = tiny.register("Methods", ["UserAuthenticationMethod.Read.All", "User.Read.All"])
    assert tiny.graph("GET", f"/beta{path}", client_id=reader).status_code == 403
    assert tiny.graph("PATCH", f"/beta{path}", {"perUserMfaState": "disabled"}).status_code == 501


@documented(sources.REGISTRATION_DETAILS, f"GET {REGISTERED}")
def test_methods_are_told_of_enabled_users_and_with_a_licence_alone(tiny: Tiny) -> None:
    user = tiny.store.get("users", USER) or {}
    tiny.store.put(
        "users", "off", user | {"id": "off", "userPrincipalName": "off@x", "accountEnabled": False}
    )
    tiny.store.put("roleAssignments", "one", {"id": "one", "principalId": USER, "roleDefinitionId": "any"})

    (found,) = tiny.graph("GET", REGISTERED).json()["value"]

    assert (found["id"], found["isAdmin"], found["methodsRegistered"]) == (USER, True, [])
    assert tiny.graph("GET", f"{REGISTERED}?$filter=isAdmin eq false").json()["value"] == []
    tiny.licence()
    refused = tiny.graph("GET", REGISTERED)
    assert (refused.status_code, refused.json()["error"]["code"]) == (
        403,
        "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
    )


@documented(sources.MAILBOX_USAGE, "GET /reports/getMailboxUsageDetail(period='{period}')")
def test_the_report_of_mailbox_usage_comes_in_pages_as_json_of_beta(tiny: Tiny) -> None:
    names = [f"{one}@tiny.example" for one in ("a", "b", "c")]
    seed_mailboxes(
        tiny.store,
        [
            {"UserPrincipalName": name, "ExchangeGuid": name, "RecipientTypeDetails": "UserMailbox"}
            for name in names
        ],
    )
    fill(tiny.tenant, names[2], 7)
    reader = tiny.register("Reports", ["Reports.Read.All"])
    path = "/reports/getMailboxUsageDetail(period='D7')"

    def status(asked: str) -> int:
        return tiny.graph("GET", asked, client_id=reader).status_code

    first = tiny.graph("GET", f"/beta{path}?$format=application/json&$top=2", client_id=reader).json()
    last = tiny.graph("GET", first["@odata.nextLink"], client_id=reader).json()

    told = [
        (one["userPrincipalName"], one["deletedItemSizeInBytes"]) for one in first["value"] + last["value"]
    ]
    assert told == [(names[0], 2**20), (names[1], 2**20), (names[2], 7)]
    assert "@odata.nextLink" not in last
    assert status(f"/beta{path}?$format=text/xml") == 400
    assert status(f"/v1.0{path}?$format=application/json") == 501, "v1.0 has files alone"
    assert status(f"/beta{path.replace('D7', 'D8')}?$format=application/json") == 400
    assert status(f"/beta{path}?$format=application/json&$top=1000") == 400
    assert tiny.graph("GET", f"/beta{path}?$format=application/json").status_code == 403


@documented(sources.DRIVE_USAGE, "GET /reports/getOneDriveUsageAccountDetail(period='{period}')")
def test_the_report_of_drive_usage_has_those_of_accounts_that_are_gone(tiny: Tiny) -> None:
    for owner in ("present", "gone"):
        user = {"id": owner, "userPrincipalName": f"{owner}@tiny.example"}
        tiny.store.put("users", owner, user)
        files = [new_file(f"{owner} 1", "a.docx", "2026-02-01T00:00:00Z")]
        tiny.store.put(COLLECTION, owner, new_drive(owner, files))
    account_deleted(tiny.tenant, "gone")
    tiny.store.delete("users", "gone")
    reader = tiny.register("Reports", ["Reports.Read.All"])
    path = "/beta/reports/getOneDriveUsageAccountDetail(period='D7')?$format=application/json"
    told = {
        one["ownerPrincipalName"]: (
            one["siteUrl"].rpartition("/")[2],
            one["storageUsedInBytes"],
            one["isDeleted"],
        )
        for one in tiny.graph("GET", path, client_id=reader).json()["value"]
    }
    assert told == {
        "present@tiny.example": ("present_tiny_example", 2**20, False),
        "gone@tiny.example": ("gone_tiny_example", 2**20, False),
    }
    tiny.clock.advance(days=31)
    tiny.tokens.clear()
    later = tiny.graph("GET", path, client_id=reader).json()["value"]
    assert {one["ownerPrincipalName"] for one in later if one["isDeleted"]} == {"gone@tiny.example"}


@documented(sources.SITE_USAGE, "GET /reports/getSharePointSiteUsageDetail(period='{period}')")
def test_the_report_of_site_usage_names_owners(tiny: Tiny) -> None:
    group = {"id": "g", "displayName": "Team", "mail": "team@tiny.example", "groupTypes": ["Unified"]}
    tiny.store.put("groups", "g", group)
    more: dict[str, dict[str, Any]] = {
        "a": {"owner": "ada@tiny.example"},
        "b": {"owner": ""},
        "c": {"groupId": "g"},
    }
    for name, told in {**more, "own": {"isPersonalSite": True}}.items():
        site = {"id": f"h,{name},w", "webUrl": f"https://h/sites/{name}", "isPersonalSite": False, **told}
        tiny.store.put("sites", site["id"], site)
    reader = tiny.register("Reports", ["Reports.Read.All"])
    path = "/beta/reports/getSharePointSiteUsageDetail(period='D7')?$format=application/json"
    rows = tiny.graph("GET", path, client_id=reader).json()["value"]
    told = {one["siteId"]: (one["ownerPrincipalName"], one["rootWebTemplate"]) for one in rows}
    assert told == {
        "a": ("ada@tiny.example", "Team Site"),
        "b": ("", "Team Site"),
        "c": ("team@tiny.example", "Group"),
    }
