"""The directory half of the embedded Graph over real HTTP; the azuread plugin's group requests replayed.

Over 400 lines because every resource is asked through the one server and client that this file sets up.
"""

from __future__ import annotations

import http.client
import json
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit
from xml.etree import ElementTree as ET

import pytest

from holdfast.emulator.control import tamper
from holdfast.emulator.graph.role_management.routes import ELIGIBILITIES
from holdfast.emulator.seeds.ids import client_id_of
from holdfast.emulator.seeds.small import seed_small
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder, TenantStore
from holdfast.emulator.tenant import Tenant
from tests.contract import sources
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from collections.abc import Iterator

DOMAIN = "contoso.onmicrosoft.com"
GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10"
EXCHANGE_ADMINISTRATOR = "29232cdf-9323-42fd-ade2-1d097af3e4de"
EVENTUAL = {"ConsistencyLevel": "eventual"}
USER_DEFAULTS = (
    "id",
    "businessPhones",
    "displayName",
    "givenName",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
)
WRITER_ROLES = [
    "User.ReadWrite.All",
    "Group.ReadWrite.All",
    "RoleManagement.ReadWrite.Directory",
    "Directory.Read.All",
    "AuditLog.Read.All",
]


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any
    content_type: str

    @property
    def value(self) -> list[dict[str, Any]]:
        assert self.status == 200, self.body
        items: list[dict[str, Any]] = self.body["value"]
        return items

    @property
    def error(self) -> tuple[int, str]:
        return self.status, self.body["error"]["code"]


class Graph:
    """One application's view of the tenant."""

    def __init__(self, server: TenantServer, store: TenantStore, name: str) -> None:
        self._address = urlsplit(server.base_url).netloc
        self._context = ssl.create_default_context(cafile=str(server.ca_file))
        self._server = server
        application = next(one for one in store.all("applications") if one["displayName"] == name)
        form = {
            "client_id": application["appId"],
            "client_secret": application["secret"],
            "grant_type": "client_credentials",
            "scope": f"{server.base_url}/.default",
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        status, data, _ = self._send("POST", f"/{DOMAIN}/oauth2/v2.0/token", urlencode(form), headers)
        assert status == 200, data
        self._token = json.loads(data)["access_token"]

    def __call__(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Answer:
        path = path.removeprefix(self._server.base_url)
        if not path.startswith(("/v1.0", "/beta")):
            path = "/v1.0" + path
        sent = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            **(headers or {}),
        }
        text = None if body is None else json.dumps(body)
        status, data, kind = self._send(method, quote(path, safe="/?&=$(),:'@%"), text, sent)
        parsed = json.loads(data) if data and "json" in kind else data.decode()
        return Answer(status, parsed, kind)

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self("GET", path, headers=headers)

    def _send(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, bytes, str]:
        connection = http.client.HTTPSConnection(self._address, context=self._context)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read(), response.getheader("content-type", "")
        finally:
            connection.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tenants")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[TenantServer]:
    with TenantServer(folder) as running:
        yield running


@pytest.fixture
def tenant(folder: Path) -> Iterator[Tenant]:
    """A freshly seeded tenant, with one more application that may write what Holdfast may not."""
    folder_of_tenants = TenantFolder(folder)
    tenant = Tenant(folder_of_tenants.create(DOMAIN), lambda: datetime.now(UTC))
    seed_small(tenant)
    writer = {"appId": "writer", "displayName": "Writer", "servicePrincipalId": "writer", "secret": "s"}
    tenant.store.put("applications", "writer", writer | {"roles": WRITER_ROLES, "directoryRoles": []})
    yield tenant
    folder_of_tenants.close()


@pytest.fixture
def graph(server: TenantServer, tenant: Tenant) -> Graph:
    return Graph(server, tenant.store, "Holdfast")


@pytest.fixture
def reader(server: TenantServer, tenant: Tenant) -> Graph:
    return Graph(server, tenant.store, "Reader")


@pytest.fixture
def writer(server: TenantServer, tenant: Tenant) -> Graph:
    return Graph(server, tenant.store, "Writer")


def user_id(graph: Graph, alias: str) -> str:
    return str(graph.get(f"/users/{alias}@{DOMAIN}").body["id"])


# --- shapes

METADATA = Path(__file__).parents[3] / "shared" / "data" / "graph-metadata" / "v1.0.csdl.xml"
EDM = "{http://docs.oasis-open.org/odata/ns/edm}"
NOT_IN_THE_SCHEMA = {
    "organization": {"isMultipleDataLocationsForServicesEnabled"},  # shown by documented examples
    "servicePrincipal": {"createdDateTime"},  # answered by the service, and read by scanners (recalled)
}


@cache
def entity_types() -> dict[str, ET.Element]:
    root = ET.parse(METADATA).getroot()  # noqa: S314 - Microsoft's schema, laid beside the project
    return {
        str(one.get("Name")): one
        for schema in root.iter(f"{EDM}Schema")
        if schema.get("Namespace") == "microsoft.graph"
        for one in schema.iter(f"{EDM}EntityType")
    }


def properties_of(name: str) -> dict[str, str]:
    """Property names and types of an entity of v1.0, those of its base types too."""
    types = entity_types()
    found: dict[str, str] = {}
    at: str | None = name
    while at is not None:
        entity = types[at]
        found |= {str(p.get("Name")): str(p.get("Type")) for p in entity.iter(f"{EDM}Property")}
        at = (entity.get("BaseType") or "").removeprefix("graph.") or None
    return found


@documented(sources.SCHEMA)
@pytest.mark.skipif(not METADATA.is_file(), reason=f"Microsoft's schema is not at {METADATA}")
@pytest.mark.parametrize(
    ("entity", "path"),
    [
        ("user", f"/users/mallory@{DOMAIN}"),
        ("user", "/users?$select=*"),
        ("group", "/groups"),
        ("organization", "/organization"),
        ("servicePrincipal", "/servicePrincipals"),
        ("subscribedSku", "/subscribedSkus"),
        ("unifiedRoleDefinition", "/roleManagement/directory/roleDefinitions"),
        ("unifiedRoleAssignment", "/roleManagement/directory/roleAssignments"),
        ("directoryAudit", "/auditLogs/directoryAudits"),
    ],
)
def test_every_property_shown_is_in_microsofts_schema_with_its_type(
    graph: Graph, entity: str, path: str
) -> None:
    graph("POST", "/groups", group_body("Audited", []))
    body = graph.get(path).body
    known = properties_of(entity)
    for item in body.get("value", [body]):
        for name, value in item.items():
            if name.startswith("@odata") or name in NOT_IN_THE_SCHEMA.get(entity, ()):
                continue
            assert name in known
            assert value is None or type_fits(known[name], value), (name, value)


def type_fits(edm: str, value: Any) -> bool:
    if edm.startswith("Collection("):
        return isinstance(value, list) and all(type_fits(edm[11:-1], item) for item in value)
    if edm in {"Edm.String", "Edm.Guid"}:
        return isinstance(value, str)
    if edm == "Edm.DateTimeOffset":
        return datetime.fromisoformat(value).tzinfo is not None
    if edm in {"Edm.Boolean", "Edm.Int32"}:
        return isinstance(value, bool if edm == "Edm.Boolean" else int)
    return isinstance(value, dict | str)


# --- organization, subscriptions, service principals


@documented(sources.ORGANIZATION, "GET /organization", "GET /organization/{id}")
def test_organization_is_a_list_of_one(graph: Graph) -> None:
    answer = graph.get("/organization")
    assert answer.body["@odata.context"].endswith("/v1.0/$metadata#organization")
    assert [one["displayName"] for one in answer.value] == ["Contoso"]
    assert answer.value[0]["verifiedDomains"][0]["name"] == DOMAIN
    assert graph.get(f"/organization/{answer.value[0]['id']}").status == 200
    assert graph.get("/organization/none").error == (404, "Request_ResourceNotFound")


@documented(sources.SKUS, "GET /subscribedSkus")
def test_subscribed_skus_have_the_plans_that_controls_gate_on(graph: Graph) -> None:
    plans = {
        sku["skuPartNumber"]: {plan["servicePlanName"] for plan in sku["servicePlans"]}
        for sku in graph.get("/subscribedSkus").value
    }
    assert plans["SPE_E5"] >= {"AAD_PREMIUM", "AAD_PREMIUM_P2", "EXCHANGE_S_ENTERPRISE"}
    assert "EXCHANGE_S_ENTERPRISE" not in plans["O365_BUSINESS_PREMIUM"]
    assert graph.get("/subscribedSkus?$filter=skuPartNumber eq 'SPE_E5'").status == 501


@documented(sources.SERVICE_PRINCIPALS, "GET /servicePrincipals", "GET /servicePrincipals(appId='{app_id}')")
def test_service_principal_is_found_by_app_id(graph: Graph) -> None:
    app_id = client_id_of(DOMAIN, "Holdfast")
    found = graph.get(f"/servicePrincipals?$filter=appId eq '{app_id}'").value
    assert [one["displayName"] for one in found] == ["Holdfast"]
    assert graph.get(f"/servicePrincipals(appId='{app_id}')").body["id"] == found[0]["id"]


@documented(sources.APP_ROLE_ASSIGNMENTS, "GET /servicePrincipals/{id}/appRoleAssignments")
def test_what_a_service_principal_has_been_given_is_listed_by_ids_that_its_resource_names(
    graph: Graph,
) -> None:
    by_name = {one["displayName"]: one for one in graph.get("/servicePrincipals").value}
    principal, resource = by_name["Northwind Cloud Backup"], by_name["Microsoft Graph"]
    names = {one["id"]: one["value"] for one in resource["appRoles"]}
    given = graph.get(f"/servicePrincipals/{principal['id']}/appRoleAssignments").value
    assert {one["principalId"] for one in given} == {principal["id"]}
    of_graph = {names[one["appRoleId"]] for one in given if one["resourceId"] == resource["id"]}
    assert of_graph == {"Files.Read.All", "Mail.ReadWrite"}
    chosen = graph.get(f"/servicePrincipals/{principal['id']}/appRoleAssignments?$select=appRoleId").value
    assert chosen == [{"appRoleId": one["appRoleId"]} for one in given]
    assert graph.get(f"/servicePrincipals/{resource['id']}/appRoleAssignments").value == []
    assert (
        graph.get("/servicePrincipals/99999999-0000-4000-8000-000000000009/appRoleAssignments").status == 404
    )


@documented(sources.APP_ROLE_ASSIGNED_TO, "GET /servicePrincipals(appId='{app_id}')/appRoleAssignedTo")
def test_who_has_been_given_a_permission_of_a_resource_is_listed_those_who_sign_in_among_them(
    graph: Graph,
) -> None:
    by_name = {one["displayName"]: one for one in graph.get("/servicePrincipals").value}
    resource = by_name["Office 365 Exchange Online"]
    names = {one["id"]: one["value"] for one in resource["appRoles"]}
    given = graph.get(f"/servicePrincipals(appId='{resource['appId']}')/appRoleAssignedTo?$top=999").value
    assert [(one["principalDisplayName"], names[one["appRoleId"]]) for one in given] == [
        ("Holdfast", "Exchange.ManageAsApp")
    ]
    assert {one["resourceId"] for one in given} == {resource["id"]}
    path = f"/servicePrincipals(appId='{by_name['Microsoft Graph']['appId']}')/appRoleAssignedTo"
    assert {"Holdfast", "Reader", "Northwind Cloud Backup"} <= {
        one["principalDisplayName"] for one in graph.get(path).value
    }
    absent = "/servicePrincipals(appId='99999999-0000-4000-8000-000000000009')/appRoleAssignedTo"
    assert graph.get(absent).status == 404


# --- users


@documented(sources.USERS, "GET /users/{id}")
def test_users_without_select_show_the_default_properties_of_the_version(graph: Graph) -> None:
    v1 = graph.get(f"/users/admin@{DOMAIN}").body
    assert set(v1) == {"@odata.context", *USER_DEFAULTS}
    beta = graph.get(f"/beta/users/admin@{DOMAIN}").body
    assert beta["accountEnabled"] is True
    assert "signInActivity" not in beta


@documented(sources.PAGING, "GET /users")
def test_users_are_paged_by_next_link_until_everybody_came_once(graph: Graph) -> None:
    names: list[str] = []
    path = "/users?$top=10&$select=userPrincipalName"
    pages = 0
    while path:
        answer = graph.get(path)
        names += [user["userPrincipalName"] for user in answer.value]
        path = answer.body.get("@odata.nextLink", "")
        pages += 1
    assert (pages, len(names), len(set(names))) == (3, 25, 25)


@documented(sources.ADVANCED_QUERY, "GET /users", "GET /users/$count")
@pytest.mark.parametrize(
    ("expression", "count"),
    [
        (f"userPrincipalName eq 'ADMIN@{DOMAIN}'", 1),
        (f"startswith(userPrincipalName,'bg') and endswith(userPrincipalName,'{DOMAIN}')", 2),
        (f"userPrincipalName in ('bg1@{DOMAIN}','bg2@{DOMAIN}')", 2),
        ("accountEnabled eq false", 3),
        ("accountEnabled ne false", 22),
        ("userType eq 'Guest' or department eq 'Legal'", 3),
        ("not startswith(displayName,'Break')", 23),
        ("assignedLicenses/any(l:l/skuId eq 06ebc4ee-1bb5-47dd-8120-11324bc54e06)", 14),
    ],
)
def test_users_filter_counts(graph: Graph, expression: str, count: int) -> None:
    answer = graph.get(f"/users?$count=true&$select=id&$filter={expression}", EVENTUAL)
    assert (answer.body["@odata.count"], len(answer.value)) == (count, count)
    plain = graph.get(f"/users/$count?$filter={expression}", EVENTUAL)
    assert (plain.status, plain.content_type.split(";")[0], plain.body) == (200, "text/plain", str(count))


@documented(sources.ADVANCED_QUERY, "GET /users", "GET /users/$count")
def test_users_advanced_query_without_its_header_is_refused(graph: Graph) -> None:
    assert graph.get("/users?$filter=userType ne 'Guest'").error == (400, "Request_UnsupportedQuery")
    assert graph.get("/users/$count").error == (400, "Request_BadRequest")
    assert "@odata.count" not in graph.get("/users?$count=true").body


@documented(sources.ADVANCED_QUERY, "GET /users", "GET /users/{id}")
def test_users_bad_queries_are_refused(graph: Graph) -> None:
    assert graph.get("/users?$select=shoeSize").status == 400
    assert graph.get("/users?$filter=displayName like 'x'").status == 400
    assert graph.get("/users?$top=1000").status == 400
    assert graph.get("/users?$skip=5").status == 501
    assert graph.get("/users/nobody@contoso.onmicrosoft.com").error == (404, "Request_ResourceNotFound")


@documented(sources.USERS, "GET /users")
def test_sign_in_activity_comes_only_when_selected(graph: Graph) -> None:
    shown = graph.get("/users?$select=userPrincipalName,signInActivity&$top=500").value
    by_name = {user["userPrincipalName"]: user for user in shown}
    assert "signInActivity" not in by_name[f"info@{DOMAIN}"]
    admin = by_name[f"admin@{DOMAIN}"]["signInActivity"]
    assert admin["lastSignInDateTime"].endswith("Z")
    one = graph.get(f"/users/info@{DOMAIN}?$select=id,signInActivity")
    assert "signInActivity" not in one.body
    idle = graph.get("/users?$filter=signInActivity/lastSignInDateTime le 2000-01-01T00:00:00Z").value
    assert idle == []


@documented(sources.USERS, "GET /users")
@pytest.mark.parametrize(
    "query",
    ["$select=id,signInActivity", "$filter=signInActivity/lastSignInDateTime ge 2000-01-01T00:00:00Z"],
)
def test_pages_with_sign_in_activity_have_500_users_at_most_whatever_is_asked(
    graph: Graph, tenant: Tenant, query: str
) -> None:
    (one, *_) = (user for user in tenant.store.all("users") if user["signInActivity"])
    for number in range(510):
        key = f"b2f5c1de-0000-4000-8000-{number:012}"
        tenant.store.put("users", key, {**one, "id": key, "userPrincipalName": f"{number}@x.example"})
    first = graph.get(f"/users?{query}&$top=999")
    assert (first.status, len(first.value)) == (200, 500)
    following = graph.get(first.body["@odata.nextLink"])
    assert len(following.value) > 10
    assert not {user["id"] for user in first.value} & {user["id"] for user in following.value}


@assumed("permission and licence are documented; the codes are recalled", "GET /users", "GET /users/{id}")
def test_sign_in_activity_without_permission_or_licence_is_refused(
    graph: Graph, reader: Graph, tenant: Tenant
) -> None:
    path = "/users?$select=id,signInActivity"
    assert reader.get("/users?$select=id").status == 200
    assert reader.get(path).error == (403, "Authentication_MSGraphPermissionMissing")
    for sku in tenant.store.all("subscribedSkus"):
        tenant.store.put("subscribedSkus", sku["id"], sku | {"capabilityStatus": "Suspended"})
    code = "Authentication_RequestFromNonPremiumTenantOrB2CTenant"
    assert graph.get(path).error == (403, code)
    assert graph.get(f"/users/admin@{DOMAIN}?$select=signInActivity").error == (403, code)


@documented(
    sources.DELETED_ITEMS,
    "DELETE /directory/deletedItems/{id}",
    "DELETE /users/{id}",
    "GET /directory/deletedItems/microsoft.graph.user",
    "POST /users",
)
def test_user_life_from_creation_to_restoration(writer: Graph) -> None:
    person = {
        "accountEnabled": True,
        "displayName": "Ada Byte",
        "mailNickname": "ada",
        "userPrincipalName": f"ada@{DOMAIN}",
        "passwordProfile": {"password": "correct horse", "forceChangePasswordNextSignIn": True},
    }
    made = writer("POST", "/users", person)
    assert made.status == 201
    assert "passwordProfile" not in made.body
    key = made.body["id"]
    assert writer("POST", "/users", person).error == (400, "Request_BadRequest")
    assert writer("PATCH", f"/users/{key}", {"department": "Research"}).status == 204
    assert writer.get(f"/users/ada@{DOMAIN}?$select=department").body["department"] == "Research"
    assert writer("DELETE", f"/users/{key}").status == 204
    assert writer.get(f"/users/{key}").status == 404
    deleted = writer.get("/directory/deletedItems/microsoft.graph.user?$select=id,deletedDateTime").value
    assert [one["id"] for one in deleted] == [key]
    assert deleted[0]["deletedDateTime"] is not None
    assert "deletedDateTime" not in writer.get("/directory/deletedItems/microsoft.graph.user").value[0]
    restored = writer("POST", f"/directory/deletedItems/{key}/restore")
    assert (restored.status, restored.body["@odata.type"]) == (200, "#microsoft.graph.user")
    assert writer.get(f"/users/{key}").status == 200
    assert writer("DELETE", f"/users/{key}").status == 204
    assert writer("DELETE", f"/directory/deletedItems/{key}").status == 204
    assert writer("POST", f"/directory/deletedItems/{key}/restore").status == 404


@assumed("statuses as everywhere; the texts are recalled", "GET /users/{id}", "PATCH /users/{id}")
@pytest.mark.parametrize(
    "change",
    [
        {"shoeSize": 44},
        {"id": "x"},
        {"accountEnabled": "yes"},
        {"businessPhones": "1"},
        {"userPrincipalName": "admin@elsewhere.example"},
        {"userPrincipalName": f"bg1@{DOMAIN}"},
        "text",
    ],
)
def test_user_change_that_is_wrong_is_refused_and_changes_nothing(writer: Graph, change: Any) -> None:
    before = writer.get(f"/beta/users/admin@{DOMAIN}").body
    assert writer("PATCH", f"/users/admin@{DOMAIN}", change).status == 400
    assert writer.get(f"/beta/users/admin@{DOMAIN}").body == before


@documented(sources.PERMISSIONS, "PATCH /users/{id}")
def test_writing_without_permission_is_refused(graph: Graph, reader: Graph) -> None:
    denied = (403, "Authorization_RequestDenied")
    assert graph("PATCH", f"/users/admin@{DOMAIN}", {"department": "x"}).error == denied
    assert reader("POST", "/groups", group_body("x", [])).error == denied
    assert reader.get("/groups").error == denied
    assert reader.get("/organization").error == denied
    assert reader.get("/roleManagement/directory/roleAssignments").error == denied
    assert reader.get("/auditLogs/directoryAudits").error == denied


# --- groups


def group_body(name: str, owners: list[str]) -> dict[str, Any]:
    """The POST body that the azuread plugin sends (azuread-plugin.md section 5)."""
    return {
        "@odata.type": "#microsoft.graph.group",
        "description": None,
        "displayName": name,
        "groupTypes": [],
        "isAssignableToRole": False,
        "mailEnabled": False,
        "mailNickname": "7a93d77f-4",
        "membershipRule": None,
        "owners@odata.bind": [f"https://graph.microsoft.com/beta/directoryObjects/{one}" for one in owners],
        "resourceBehaviorOptions": [],
        "resourceProvisioningOptions": [],
        "securityEnabled": True,
    }


@documented(sources.AZUREAD)
def test_azuread_group_requests_replay_with_the_answers_the_plugin_needs(
    graph: Graph, tenant: Tenant
) -> None:
    caller = tenant.store.all("applications")[0]["servicePrincipalId"]
    made = graph("POST", "/beta/groups", group_body("CA-BreakGlass", [caller]))
    assert made.status == 201
    assert made.content_type.startswith("application/json")
    path = f"/beta/groups/{made.body['id']}"
    probe = "TERRAFORM_UPDATE_0d7be8e3-2d0c-4b06-8a02-7c4a5e2f3a11"
    for name in (probe, "CA-BreakGlass"):
        assert graph("PATCH", path, {"displayName": name}).status == 204
        assert graph.get(path).body["displayName"] == name
    owners = graph.get(f"{path}/owners").value
    assert [(one["@odata.type"], one["id"]) for one in owners] == [
        ("#microsoft.graph.servicePrincipal", caller)
    ]
    assert graph.get(f"{path}/members").value == []
    assert graph.get(f"{path}/memberOf").value == []
    update = {
        "@odata.type": "#microsoft.graph.group",
        "description": None,
        "displayName": "CA-BreakGlass-2",
        "mailEnabled": False,
        "membershipRule": None,
        "securityEnabled": True,
    }
    assert graph("PATCH", path, update).status == 204
    assert graph.get(path).body["displayName"] == "CA-BreakGlass-2"
    assert graph("DELETE", path).status == 204
    gone = graph.get(path)
    assert gone.error == (404, "Request_ResourceNotFound")


@documented(sources.AZUREAD, "GET /users/{id}/manager")
def test_azuread_data_sources_find_user_and_group_by_name(graph: Graph) -> None:
    users = graph.get(f"/v1.0/users?$filter=userPrincipalName eq 'bg1@{DOMAIN}'").value
    assert [user["displayName"] for user in users] == ["Break Glass 1"]
    assert graph.get(f"/v1.0/users/{users[0]['id']}/manager").error == (404, "Request_ResourceNotFound")
    groups = graph.get("/v1.0/groups?$filter=displayName eq 'SG-IT'").value
    assert [group["securityEnabled"] for group in groups] == [True]
    assert graph.get("/v1.0/groups?$filter=displayName eq 'no such'").value == []


@documented(sources.MEMBERSHIP, "GET /users/{id}/memberOf/microsoft.graph.group")
def test_members_are_added_listed_and_removed_by_reference(graph: Graph) -> None:
    first, second = user_id(graph, "bg1"), user_id(graph, "bg2")
    body = group_body("G", []) | {"members@odata.bind": [f"https://graph.microsoft.com/v1.0/users/{first}"]}
    path = f"/groups/{graph('POST', '/groups', body).body['id']}"
    reference = {"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{second}"}
    assert graph("POST", f"{path}/members/$ref", reference).status == 204
    again = graph("POST", f"{path}/members/$ref", reference)
    assert again.error == (400, "Request_BadRequest")
    assert "references already exist" in again.body["error"]["message"]
    members = graph.get(f"{path}/members").value
    assert [(one["@odata.type"], one["id"]) for one in members] == [
        ("#microsoft.graph.user", first),
        ("#microsoft.graph.user", second),
    ]
    page = graph.get(f"{path}/members?$top=1&$select=id")
    assert [one["id"] for one in page.value] == [first]
    assert [one["id"] for one in graph.get(page.body["@odata.nextLink"]).value] == [second]
    assert graph("DELETE", f"{path}/members/{first}/$ref").status == 204
    assert graph("DELETE", f"{path}/members/{first}/$ref").status == 404
    above = graph.get(f"/users/{second}/memberOf/microsoft.graph.group").value
    assert [one["id"] for one in above] == [path.removeprefix("/groups/")]
    assert graph("POST", f"{path}/owners/$ref", reference).status == 204
    assert [one["id"] for one in graph.get(f"{path}/owners").value] == [second]


@documented(sources.MEMBERSHIP, "GET /groups/{id}/memberOf", "GET /groups/{id}/transitiveMembers")
def test_transitive_members_hold_nested_groups_and_their_people_once(graph: Graph) -> None:
    top = graph.get("/groups?$filter=displayName eq 'SG-Departments'").value[0]["id"]
    found = graph.get(f"/groups/{top}/transitiveMembers?$select=id,displayName").value
    names = {(one["@odata.type"].rpartition(".")[2], one["displayName"]) for one in found}
    assert {("group", "SG-Finance"), ("user", "Sofia Rossi")} <= names
    assert len(found) == len({one["id"] for one in found})
    finance = next(one["id"] for one in found if one["displayName"] == "SG-Finance")
    assert [one["id"] for one in graph.get(f"/groups/{finance}/memberOf").value] == [top]


@documented(sources.GROUPS, "GET /groups/$count", "POST /groups")
@pytest.mark.parametrize(
    "change",
    [
        {"shoeSize": 1},
        {"displayName": None},
        {"mailEnabled": True},
        {"securityEnabled": False},
        {"groupTypes": "Unified"},
        {
            "owners@odata.bind": [
                "https://graph.microsoft.com/v1.0/users/0d7be8e3-2d0c-4b06-8a02-7c4a5e2f3a11"
            ]
        },
        {"owners@odata.bind": ["nonsense"]},
    ],
)
def test_group_that_is_wrong_is_refused_and_not_made(graph: Graph, change: dict[str, Any]) -> None:
    before = graph.get("/groups/$count", EVENTUAL).body
    assert graph("POST", "/groups", group_body("G", []) | change).error == (400, "Request_BadRequest")
    assert graph.get("/groups/$count", EVENTUAL).body == before


@documented(sources.ROLE_GROUPS, "PATCH /groups/{id}", "POST /groups")
def test_group_assignable_to_roles_stays_so(writer: Graph) -> None:
    body = group_body("Admins", []) | {"isAssignableToRole": True}
    made = writer("POST", "/groups", body)
    assert made.status == 201
    path = f"/groups/{made.body['id']}"
    assert writer("PATCH", path, {"isAssignableToRole": False}).status == 400


@documented(
    sources.DELETED_ITEMS, "GET /directory/deletedItems/{id}", "POST /directory/deletedItems/{id}/restore"
)
def test_deleted_group_is_restored_with_its_members(graph: Graph) -> None:
    group = graph.get("/groups?$filter=displayName eq 'SG-IT'").value[0]["id"]
    members = graph.get(f"/groups/{group}/members?$select=id").value
    assert graph("DELETE", f"/groups/{group}").status == 204
    assert graph.get(f"/directory/deletedItems/{group}").body["@odata.type"] == "#microsoft.graph.group"
    assert graph("POST", f"/directory/deletedItems/{group}/restore").status == 200
    assert graph.get(f"/groups/{group}/members?$select=id").value == members


# --- directory objects, roles


@documented(sources.DIRECTORY_OBJECTS, "GET /directoryObjects/{id}", "POST /directoryObjects/getByIds")
def test_directory_objects_are_read_by_ids_with_their_types(graph: Graph) -> None:
    user = user_id(graph, "bg1")
    group = graph.get("/groups?$filter=displayName eq 'SG-IT'").value[0]["id"]
    ids = {"ids": [user, group, "0d7be8e3-2d0c-4b06-8a02-7c4a5e2f3a11"]}
    found = graph("POST", "/directoryObjects/getByIds", ids).value
    assert [(one["@odata.type"], one["id"]) for one in found] == [
        ("#microsoft.graph.user", user),
        ("#microsoft.graph.group", group),
    ]
    only_groups = graph("POST", "/directoryObjects/getByIds", ids | {"types": ["group"]}).value
    assert [one["id"] for one in only_groups] == [group]
    assert graph.get(f"/directoryObjects/{user}").body["@odata.type"] == "#microsoft.graph.user"
    names = graph("POST", "/directoryObjects/getByIds?$select=id,displayName", ids).value
    assert [one["displayName"] for one in names] == ["Break Glass 1", "SG-IT"]
    assert set(names[0]) == {"@odata.type", "id", "displayName"}
    assert graph("POST", "/directoryObjects/getByIds", {"ids": "x"}).status == 400
    assert graph("POST", "/directoryObjects/getByIds", {"ids": [user] * 1001}).status == 400


@documented(sources.ROLES, "GET /roleManagement/directory/roleAssignments", "GET /users/{id}")
def test_role_assignments_expand_principal_or_role(graph: Graph) -> None:
    path = "/roleManagement/directory/roleAssignments"
    query = f"?$filter=roleDefinitionId eq '{GLOBAL_ADMINISTRATOR}'"
    held = graph.get(f"{path}{query}&$expand=principal").value
    names = sorted(one["principal"]["userPrincipalName"] for one in held)
    assert names == [f"{alias}@{DOMAIN}" for alias in ("admin", "bg1", "bg2")]
    roles = graph.get(f"{path}{query}&$expand=roleDefinition").value
    assert {one["roleDefinition"]["displayName"] for one in roles} == {"Global Administrator"}
    one = graph.get(f"{path}?$filter=principalId eq '{user_id(graph, 'bg1')}'").value
    assert [held["directoryScopeId"] for held in one] == ["/"]


@assumed(
    "each is documented by itself; that both at once are refused is recalled",
    "GET /roleManagement/directory/roleAssignments",
)
def test_role_assignments_expand_one_at_a_time(graph: Graph) -> None:
    both = graph.get("/roleManagement/directory/roleAssignments?$expand=principal,roleDefinition")
    assert both.status == 400


@documented(
    sources.ROLES,
    "DELETE /roleManagement/directory/roleAssignments/{id}",
    "GET /roleManagement/directory/roleAssignments/{id}",
)
def test_role_is_given_and_taken_with_audit_events(writer: Graph) -> None:
    person = user_id(writer, "sofia.rossi")
    path = "/roleManagement/directory/roleAssignments"
    body = {"principalId": person, "roleDefinitionId": EXCHANGE_ADMINISTRATOR, "directoryScopeId": "/"}
    made = writer("POST", path, {"@odata.type": "#microsoft.graph.unifiedRoleAssignment", **body})
    assert made.status == 201
    assert writer("POST", path, body).status == 400
    below = writer("POST", path, {**body, "directoryScopeId": f"/{person}"})
    assert below.status == 201, "one role over two scopes is two assignments"
    assert below.body["id"] != made.body["id"]
    assert writer("POST", path, {**body, "directoryScopeId": f"/{person}"}).status == 400
    assert writer("DELETE", f"{path}/{made.body['id']}").status == 204
    assert writer.get(f"{path}/{made.body['id']}").status == 404
    assert writer.get(f"{path}/{below.body['id']}").body["directoryScopeId"] == f"/{person}"
    events = writer.get(f"/auditLogs/directoryAudits?$filter=targetResources/any(s:s/id eq '{person}')").value
    assert [event["activityDisplayName"] for event in events] == [
        "Remove member from role",
        "Add member to role",
        "Add member to role",
    ]


# --- audit log


@documented(sources.DIRECTORY_AUDITS, "GET /auditLogs/directoryAudits", "GET /auditLogs/directoryAudits/{id}")
def test_audit_log_names_who_changed_a_group_and_filters(graph: Graph) -> None:
    group = graph("POST", "/groups", group_body("G", [])).body["id"]
    graph("PATCH", f"/groups/{group}", {"displayName": "H"})
    graph("DELETE", f"/groups/{group}")
    base = "/auditLogs/directoryAudits?$filter="
    mine = f"targetResources/any(s:s/id eq '{group}')"
    events = graph.get(base + mine).value
    assert [event["activityDisplayName"] for event in events] == ["Delete group", "Update group", "Add group"]
    assert events[0]["initiatedBy"]["app"]["displayName"] == "Holdfast"
    assert events[1]["targetResources"][0]["modifiedProperties"] == [
        {"displayName": "DisplayName", "oldValue": '["G"]', "newValue": '["H"]'}
    ]
    app = events[0]["initiatedBy"]["app"]["appId"]
    both = f"{mine} and activityDisplayName eq 'Add group' and initiatedBy/app/appId eq '{app}'"
    assert len(graph.get(base + both).value) == 1
    assert graph.get(f"{base}{mine} and category eq 'Policy'").value == []
    assert graph.get(f"{base}activityDateTime ge 2999-01-01T00:00:00Z").value == []
    oldest = graph.get(f"{base}{mine}&$orderby=activityDateTime asc&$top=1")
    assert len(oldest.value) == 1
    assert "$skiptoken=" in oldest.body["@odata.nextLink"]
    assert graph.get(f"/auditLogs/directoryAudits/{events[0]['id']}").body["id"] == events[0]["id"]


@assumed(sources.OURS)
def test_tampering_on_the_folder_is_seen_by_the_running_server_with_its_author(
    graph: Graph, folder: Path
) -> None:
    tamper(folder, DOMAIN, "add-break-glass-member", group="SG-Finance")
    mallory = user_id(graph, "mallory")
    finance = graph.get("/groups?$filter=displayName eq 'SG-Finance'").value[0]["id"]
    assert mallory in {one["id"] for one in graph.get(f"/groups/{finance}/members?$select=id").value}
    mine = f"initiatedBy/user/userPrincipalName eq 'mallory@{DOMAIN}' and category eq 'GroupManagement'"
    events = graph.get(f"/auditLogs/directoryAudits?$filter={mine}").value
    assert [event["activityDisplayName"] for event in events] == ["Add member to group"]
    assert events[0]["initiatedBy"]["app"] is None


@documented(
    sources.SERVICE_PRINCIPALS,
    "GET /servicePrincipals/$count",
    "GET /servicePrincipals/{id}",
    "GET /directoryObjects/{id}/microsoft.graph.servicePrincipal",
)
def test_service_principals_are_counted_and_read_by_id(graph: Graph) -> None:
    listed = graph.get("/servicePrincipals").body["value"]
    assert graph.get("/servicePrincipals/$count", EVENTUAL).body == str(len(listed))
    for path in ("/servicePrincipals/{}", "/directoryObjects/{}/microsoft.graph.servicePrincipal"):
        shown = graph.get(path.format(listed[0]["id"])).body
        assert (shown["id"], shown["appId"]) == (listed[0]["id"], listed[0]["appId"])


@documented(
    sources.ROLES,
    "GET /roleManagement/directory/roleDefinitions",
    "GET /roleManagement/directory/roleDefinitions/{id}",
    "GET /roleManagement/directory/roleAssignmentScheduleInstances",
)
def test_roles_are_defined_and_their_assignments_have_an_end(graph: Graph) -> None:
    below = "/roleManagement/directory"
    roles = {one["id"]: one for one in graph.get(f"{below}/roleDefinitions").body["value"]}
    shown = graph.get(f"{below}/roleDefinitions/{GLOBAL_ADMINISTRATOR}").body
    assert shown["displayName"] == "Global Administrator"
    assert "isPrivileged" not in shown, "told by beta alone"
    told = graph.get(f"/beta{below}/roleDefinitions?$filter=isPrivileged eq true").body["value"]
    assert GLOBAL_ADMINISTRATOR in {one["id"] for one in told}
    assert len(told) < len(roles)
    instances = graph.get(f"{below}/roleAssignmentScheduleInstances").body["value"]
    assert instances
    assert {one["roleDefinitionId"] for one in instances} <= set(roles)
    assert {one["assignmentType"] for one in instances} == {"Assigned"}
    assert all("endDateTime" in one for one in instances)
    (shown, *_) = graph.get(
        "/roleManagement/directory/roleAssignmentScheduleInstances?$expand=principal"
    ).body["value"]
    assert shown["principal"]["id"] == shown["principalId"]
    assert shown["principal"]["@odata.type"].startswith("#microsoft.graph.")


@documented(
    sources.ROLES,
    "GET /roleManagement/directory/roleEligibilityScheduleInstances",
    "GET /roleManagement/directory/roleAssignments",
)
def test_whoever_is_eligible_for_a_role_is_told_by_pim_alone(graph: Graph, tenant: Tenant) -> None:
    below = "/roleManagement/directory"
    of_role = f"$filter=roleDefinitionId eq '{GLOBAL_ADMINISTRATOR}'&$expand=principal"
    before = graph.get(f"{below}/roleAssignments").body["value"]
    eligible = {**before[0], "id": "eligible", "roleDefinitionId": GLOBAL_ADMINISTRATOR}
    tenant.store.put(ELIGIBILITIES, eligible["id"], eligible)
    (shown,) = graph.get(f"{below}/roleEligibilityScheduleInstances?{of_role}").body["value"]
    assert shown["principal"]["id"] == shown["principalId"] == eligible["principalId"]
    assert shown["principal"]["@odata.type"].startswith("#microsoft.graph.")
    assert "endDateTime" in shown
    assert graph.get(f"{below}/roleAssignments").body["value"] == before


@documented(
    sources.DELETED_ITEMS,
    "GET /directory/deletedItems/microsoft.graph.group",
    "GET /directory/deletedItems/microsoft.graph.group/$count",
    "GET /directory/deletedItems/microsoft.graph.user/$count",
)
def test_what_is_deleted_is_counted_by_type(graph: Graph) -> None:
    body = {"displayName": "Short-lived", "mailEnabled": False, "mailNickname": "x", "securityEnabled": True}
    group = graph("POST", "/groups", body).body["id"]
    below = "/directory/deletedItems/microsoft.graph."
    before = [int(graph.get(f"{below}{kind}/$count", EVENTUAL).body) for kind in ("group", "user")]
    graph("DELETE", f"/groups/{group}")
    after = [int(graph.get(f"{below}{kind}/$count", EVENTUAL).body) for kind in ("group", "user")]
    assert after == [before[0] + 1, before[1]]
    assert group in [one["id"] for one in graph.get(f"{below}group").body["value"]]
