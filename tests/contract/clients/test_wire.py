"""What real clients send that a strict reader of the documentation would not: each kind, over all there is of it."""

from __future__ import annotations

import base64
import gzip
import json
import socket
import ssl
import zlib
from itertools import permutations
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import jwt
import pytest

from holdfast.emulator import control
from holdfast.emulator.clouds import HOSTS, WORLDWIDE
from holdfast.emulator.content import LARGEST_BYTES
from holdfast.emulator.front_door import single_slashes
from holdfast.emulator.graph.groups.routes import _LISTING as GROUPS
from holdfast.emulator.graph.service_principals.routes import _LISTING as PRINCIPALS
from holdfast.emulator.graph.users.routes import _LISTING as USERS
from holdfast.emulator.odata.dispatch import graph_routes
from tests.contract import sources
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.emulator.odata.query import Listing
    from tests.contract.conftest import Served, Tiny

CONTOSO = "wire.onmicrosoft.com"
LISTS = {r.template: r.versions[0] for r in graph_routes() if r.method == "GET" and "{" not in r.template}
"""By template a version that has it."""
CASTS = {
    r.template: r.versions[0]
    for r in graph_routes()
    if "microsoft.graph." in r.template and r.method == "GET"
}
"""Lists of one type, each with a version that has it."""


class Full:
    """A seeded tenant, and an application in it that may read everything."""

    def __init__(self, served: Served) -> None:
        control.seed(served.folder, CONTOSO, "small", clock=served.clock)
        self.http = served.http
        facts = json.loads((served.folder / "server.json").read_text())
        application = facts["tenants"][CONTOSO]
        self.form = {**application, "grant_type": "client_credentials"}
        self.tenant_id = self.form.pop("tenant_id")
        form = {**self.form, "scope": "https://graph.microsoft.com/.default"}
        answer = served.http.post(f"/{self.tenant_id}/oauth2/v2.0/token", data=form)
        self.headers = {"authorization": f"Bearer {answer.json()['access_token']}"}
        users = self.get("/v1.0/users?$top=1").json()["value"]
        groups = self.get("/v1.0/groups?$top=1").json()["value"]
        self.ids = {"users": users[0]["id"], "groups": groups[0]["id"], "directoryObjects": users[0]["id"]}

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.http.get(path, headers={**self.headers, **headers})

    def path_of(self, template: str) -> str:
        """A path that the template means, with ids of objects that are there."""
        first = template.split("/")[1]
        version = CASTS.get(template, "v1.0")
        return f"/{version}" + template.replace("{id}", self.ids.get(first, "nobody"))


@pytest.fixture(scope="module")
def full(served: Served) -> Full:
    return Full(served)


def same(one: httpx.Response, other: httpx.Response) -> bool:
    """Whether two answers say the same, dates and ids of the requests aside."""
    if one.status_code != other.status_code:
        return False
    if "json" not in one.headers["content-type"]:
        return one.content == other.content
    bodies = [answer.json() for answer in (one, other)]
    if all("error" in body for body in bodies):
        return bool(bodies[0]["error"]["code"] == bodies[1]["error"]["code"])
    return bool(bodies[0] == bodies[1])


@assumed("seen with real clients that send them; no page says so")
@pytest.mark.parametrize(("template", "version"), sorted(LISTS.items()), ids=sorted(LISTS))
def test_repeated_and_trailing_slashes_mean_nothing(full: Full, template: str, version: str) -> None:
    plain = full.get(f"/{version}{template}", consistencylevel="eventual")
    assert plain.status_code != 501, plain.text
    for odd in (
        f"/{version}/{template}",
        f"//{version}{template.replace('/', '//')}//",
        f"/{version}{template}/",
    ):
        # httpx would take "//v1.0" for a host.
        asked = full.http.build_request("GET", "/", headers={**full.headers, "consistencylevel": "eventual"})
        asked.url = asked.url.copy_with(raw_path=odd.encode())
        assert same(full.http.send(asked), plain), odd


@assumed("seen with real clients that send them; no page says so", "GET /users", "Get-OrganizationConfig")
def test_slashes_mean_nothing_at_sign_in_in_a_batch_and_in_the_admin_api(full: Full) -> None:
    form = {**full.form, "scope": "https://outlook.office365.com/.default"}
    token = full.http.post(f"/{full.tenant_id}//oauth2///v2.0/token/", data=form).json()["access_token"]
    body = {"CmdletInput": {"CmdletName": "Get-OrganizationConfig", "Parameters": {}}}
    headers = {"authorization": f"Bearer {token}"}
    url = f"/adminapi//beta/{full.tenant_id}//InvokeCommand"
    assert full.http.post(url, json=body, headers=headers).status_code == 200
    members = [
        {"id": str(n), "method": "GET", "url": url} for n, url in enumerate(("//users", "users//", "/users"))
    ]
    answer = full.http.post("/v1.0//$batch", json={"requests": members}, headers=full.headers).json()
    assert [one["status"] for one in answer["responses"]] == [200, 200, 200]


@assumed(sources.OURS)
@pytest.mark.parametrize("path", ["", "/", "//", "a//b", "/a/b//", "///a///b"])
def test_single_slashes_is_idempotent(path: str) -> None:
    once = single_slashes(path)
    assert once == single_slashes(once)
    assert once.startswith("/")
    assert "//" not in once


OPENID = ("openid", "offline_access", "profile")


@documented(sources.MSAL)
@pytest.mark.parametrize("scope", [*permutations(("R", *OPENID)), ("R",), ("email", "R"), ("OpenID", "R")])
def test_openid_scopes_may_stand_beside_the_resource(tiny: Tiny, scope: tuple[str, ...]) -> None:
    asked = " ".join(scope).replace("R", "https://graph.microsoft.com/.default")
    assert tiny.sign_in(scope=asked).status_code == 200


@documented(sources.AADSTS)
@pytest.mark.parametrize(
    "scope",
    [
        "openid",
        "openid profile offline_access",
        "https://graph.microsoft.com/.default https://outlook.office365.com/.default",
        "https://graph.microsoft.com/.default User.Read",
    ],
)
def test_nothing_else_may(tiny: Tiny, scope: str) -> None:
    assert tiny.sign_in(scope=scope).json()["error_codes"] == [1002012]


RESOURCES = (
    "https://graph.microsoft.com",
    "00000003-0000-0000-c000-000000000000",
    "https://outlook.office365.com",
    "https://outlook.office.com",
    "00000002-0000-0ff1-ce00-000000000000",
    "https://ps.compliance.protection.outlook.com",
    "https://management.azure.com",
    "https://management.core.windows.net",
    "797f4846-ba00-4fd7-ba43-dac1f8f63013",
)


@documented(sources.TOKEN)
@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize("slashes", ["", "/"])
def test_every_audience_is_asked_for_by_scope_and_by_resource(
    tiny: Tiny, resource: str, slashes: str
) -> None:
    newer = tiny.sign_in(scope=f"{resource}{slashes}/.default")
    older = tiny.http.post(
        f"/{tiny.tenant_id}/oauth2/token", data=tiny.form(scope=None, resource=f"{resource}{slashes}")
    )
    for answer in (newer, older):
        claims = jwt.decode(answer.json()["access_token"], options={"verify_signature": False})
        assert claims["aud"] == resource
    assert older.json()["resource"] == f"{resource}{slashes}"
    assert {older.json()["expires_in"], older.json()["ext_expires_in"]} == {"3599"}
    assert int(older.json()["expires_on"]) - int(older.json()["not_before"]) == 3599


@documented(sources.TOKEN, "GET /servicePrincipals")
def test_a_service_principal_of_the_tenant_is_a_resource_and_another_is_none(full: Full) -> None:
    for principal in full.get("/v1.0/servicePrincipals").json()["value"]:
        form = {**full.form, "scope": f"{principal['appId']}/.default"}
        assert full.http.post(f"/{full.tenant_id}/oauth2/v2.0/token", data=form).status_code == 200
    form = {**full.form, "scope": "https://elsewhere.example/.default"}
    assert full.http.post(f"/{full.tenant_id}/oauth2/v2.0/token", data=form).json()["error_codes"] == [500011]


@documented(sources.AADSTS)
def test_each_token_endpoint_refuses_the_words_of_the_other(tiny: Tiny) -> None:
    older = tiny.http.post(f"/{tiny.tenant_id}/oauth2/token", data=tiny.form())
    assert older.json()["error_codes"] == [900144]
    assert tiny.sign_in(resource="https://graph.microsoft.com").json()["error_codes"] == [901002]
    get = tiny.http.get(f"/{tiny.tenant_id}/oauth2/v2.0/token")
    assert (get.status_code, get.json()["error_codes"]) == (400, [900561])


@documented(sources.TOKEN)
def test_a_secret_may_stand_in_the_authorization_header(tiny: Tiny) -> None:
    form = tiny.form(client_id=None, client_secret=None)
    for secret, status in (("tiny-tenant-secret", 200), ("wrong", 401)):
        proof = base64.b64encode(f"{tiny.client_id}:{secret}".encode()).decode()
        headers = {"authorization": f"Basic {proof}"}
        url = f"/{tiny.tenant_id}/oauth2/v2.0/token"
        assert tiny.http.post(url, data=form, headers=headers).status_code == status
    assert tiny.http.post(url, data=form, headers={"authorization": "Basic no/base64!"}).status_code == 400


@pytest.fixture
def proxied(tiny: Tiny) -> Iterator[httpx.Client]:
    trust = ssl.create_default_context(cafile=str(tiny.server.ca_file))
    with httpx.Client(proxy=tiny.server.proxy_url, verify=trust, trust_env=False, timeout=60) as client:
        yield client


@documented(sources.MSAL, "GET /users")
@pytest.mark.parametrize(
    "host", ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"]
)
def test_every_name_of_the_sign_in_service_signs_in(tiny: Tiny, proxied: httpx.Client, host: str) -> None:
    asked = f"https://{host}/{tiny.domain}/oauth2/v2.0/authorize"
    url = f"https://{host}/common/discovery/instance"
    found = proxied.get(url, params={"api-version": "1.1", "authorization_endpoint": asked}).json()
    assert set(found["metadata"][0]["aliases"]) == set(WORLDWIDE.sign_in)
    discovered = proxied.get(found["tenant_discovery_endpoint"]).json()
    assert urlsplit(discovered["issuer"]).hostname in WORLDWIDE.sign_in
    older = proxied.get(f"https://{host}/{tiny.domain}/.well-known/openid-configuration").json()
    assert older["token_endpoint"] == f"https://{host}/{tiny.tenant_id}/oauth2/token"
    assert proxied.get(older["jwks_uri"]).json() == proxied.get(discovered["jwks_uri"]).json()
    for name in (tiny.tenant_id, tiny.domain, tiny.domain.upper()):
        url = f"https://{host}/{name}/oauth2/v2.0/token"
        token = proxied.post(url, data=tiny.form()).json()["access_token"]
        read = proxied.get(
            "https://graph.microsoft.com/v1.0/users", headers={"authorization": f"Bearer {token}"}
        )
        assert read.status_code == 200


@documented(sources.OPENID)
@pytest.mark.parametrize("many", ["common", "organizations", "consumers", "Organizations"])
def test_authorities_of_many_tenants_are_discovered_and_no_application_signs_in_there(
    tiny: Tiny, many: str
) -> None:
    for version in ("/v2.0", ""):
        found = tiny.http.get(f"/{many}{version}/.well-known/openid-configuration").json()
        assert "{tenantid}" in found["issuer"]
        assert tiny.http.get(found["jwks_uri"]).json()["keys"]
        refused = tiny.http.post(found["token_endpoint"], data=tiny.form(resource=None))
        assert (refused.status_code, refused.json()["error_codes"]) == (400, [50059])


@assumed(sources.OURS)
def test_the_certificate_and_the_proxy_know_every_host(proxied: httpx.Client) -> None:
    for host in HOSTS:
        assert proxied.get(f"https://{host}/").status_code in {401, 501}, host


@assumed(
    "the reference's shapes are recalled; az login reads them",
    "GET /subscriptions",
    "GET /subscriptions/{id}",
    "GET /tenants",
)
def test_resource_manager_has_the_tenant_and_no_subscription(full: Full, proxied: httpx.Client) -> None:
    for audience in ("https://management.azure.com/", "https://management.core.windows.net/"):
        form = {**full.form, "scope": f"{audience}/.default"}
        token = full.http.post(f"/{full.tenant_id}/oauth2/v2.0/token", data=form).json()["access_token"]
        headers = {"authorization": f"Bearer {token}"}
        for base in ("https://management.azure.com", "https://management.core.windows.net/"):
            url = f"{base}/subscriptions?api-version=2022-12-01"
            assert proxied.get(url, headers=headers).json()["value"] == []
            tenants = proxied.get(f"{base}/tenants?api-version=2022-12-01", headers=headers).json()["value"]
            assert [(one["tenantId"], one["defaultDomain"]) for one in tenants] == [(full.tenant_id, CONTOSO)]
        for path, status, code in (
            ("/subscriptions", 400, "MissingApiVersionParameter"),
            ("/subscriptions/x?api-version=1", 404, "SubscriptionNotFound"),
            ("/providers?api-version=1", 501, "NotImplemented"),
        ):
            refused = proxied.get(f"https://management.azure.com{path}", headers=headers)
            assert (refused.status_code, refused.json()["error"]["code"]) == (status, code)
    # A token for Graph is none for Resource Manager.
    wrong = proxied.get("https://management.azure.com/subscriptions?api-version=1", headers=full.headers)
    assert wrong.status_code == 401


@documented(sources.SPELLING)
@pytest.mark.parametrize("template", sorted(CASTS))
def test_a_type_is_named_with_the_namespace_or_its_alias(full: Full, template: str) -> None:
    path = full.path_of(template)
    plain = full.get(path, consistencylevel="eventual")
    assert plain.status_code in {200, 403, 404}, plain.text
    for spelled in ("graph.", "Microsoft.Graph.", "GRAPH."):
        assert same(full.get(path.replace("microsoft.graph.", spelled), consistencylevel="eventual"), plain)


@documented(
    sources.SPELLING,
    "GET /directoryObjects/{id}/microsoft.graph.group",
    "GET /directoryObjects/{id}/microsoft.graph.user",
    "GET /groups/{id}/members/$count",
    "GET /groups/{id}/members/microsoft.graph.group",
    "GET /groups/{id}/members/microsoft.graph.group/$count",
)
def test_a_cast_answers_those_of_the_type_only(tiny: Tiny) -> None:
    group = tiny.graph("POST", "/groups", _group("All")).json()["id"]
    inner = tiny.graph("POST", "/groups", _group("Inner")).json()["id"]
    tiny.store.put("group_members", group, {"ids": [inner]})
    members = f"/groups/{group}/members"
    assert [one["id"] for one in tiny.graph("GET", f"{members}/graph.group").json()["value"]] == [inner]
    assert tiny.graph("GET", f"{members}/graph.user").json()["value"] == []
    headers = {"consistencylevel": "eventual"}
    assert tiny.graph("GET", f"{members}/graph.group/$count", headers=headers).text == "1"
    assert tiny.graph("GET", f"{members}/$count", headers=headers).text == "1"
    picked = tiny.graph("GET", f"{members}/graph.group?$filter=displayName eq 'Other'&$select=id")
    assert picked.json()["value"] == []
    assert tiny.graph("GET", f"/directoryObjects/{inner}/graph.group").json()["id"] == inner
    assert tiny.graph("GET", f"/directoryObjects/{inner}/graph.user").status_code == 404
    assert tiny.graph("GET", f"{members}/graph.device").status_code == 501


@documented(sources.SPELLING, "GET /groups/{id}")
def test_actions_keys_and_annotations_in_their_other_forms(tiny: Tiny) -> None:
    group = tiny.graph("POST", "/groups", _group("One")).json()["id"]
    for path in ("/directoryObjects/microsoft.graph.getByIds", "/directoryObjects/graph.getByIds"):
        answer = tiny.graph("POST", path, {"IDs": [group], "Types": ["group"]})
        assert [one["id"] for one in answer.json()["value"]] == [group]
    assert tiny.graph("GET", f"/groups('{group}')").json()["id"] == group
    assert tiny.graph("GET", f"/groups('{group}')/members").status_code == 200
    # A name in an id's place is no action.
    assert tiny.graph("GET", f"/groups/microsoft.graph.{group}").status_code == 404
    location = {
        "@odata.type": "#graph.ipNamedLocation",
        "displayName": "HQ",
        "ipRanges": [{"@odata.type": "microsoft.graph.iPv4CidrRange", "cidrAddress": "192.0.2.0/24"}],
    }
    made = tiny.graph("POST", "/identity/conditionalAccess/namedLocations", location)
    assert made.json()["@odata.type"] == "#microsoft.graph.ipNamedLocation", made.text
    found = tiny.graph(
        "GET", "/identity/conditionalAccess/namedLocations?$filter=isof('graph.ipNamedLocation')"
    )
    assert len(found.json()["value"]) == 1


@documented(sources.SPELLING)
@pytest.mark.parametrize(
    ("path", "listing"), [("/users", USERS), ("/groups", GROUPS), ("/servicePrincipals", PRINCIPALS)]
)
def test_options_and_the_properties_in_them_have_no_letter_case(
    full: Full, path: str, listing: Listing
) -> None:
    names = sorted(listing.properties - {"signInActivity"})
    plain = full.get(f"/v1.0{path}?$select={','.join(names)}&$orderby=displayName")
    shouted = full.get(f"/V1.0{path.upper()}?$SELECT={','.join(names).upper()}&$ORDERBY=DISPLAYNAME ASC")
    assert plain.status_code == 200, plain.text
    assert plain.json()["value"] == shouted.json()["value"]
    encoded = full.get(f"/v1.0{path}?%24select={','.join(names)}&%24orderby=displayName")
    assert encoded.json() == plain.json()
    for filtered, operators in listing.filters.items():
        if "/" in filtered or "eq" not in operators:
            continue
        value = full.get(f"/v1.0{path}?$select={filtered}").json()["value"][0][filtered]
        literal = json.dumps(value) if not isinstance(value, str) else f"'{value}'"
        if filtered.endswith("DateTime") and value:
            literal = value
        asked = full.get(f"/v1.0{path}?$filter={filtered} eq {literal}")
        loud = full.get(f"/v1.0{path}?$FILTER={filtered.upper()} EQ {literal}")
        assert same(asked, loud), filtered
        assert asked.status_code == (400 if filtered in listing.advanced else 200), asked.text


@documented(sources.SPELLING, "GET /groups", "GET /users")
def test_lambdas_and_keywords_have_no_letter_case(full: Full) -> None:
    plain = full.get(
        "/v1.0/groups?$filter=groupTypes/any(c:c eq 'Unified') and securityEnabled eq false"
    ).json()
    loud = full.get(
        "/v1.0/groups?$filter=GROUPTYPES/ANY(c:c EQ 'Unified') AND SecurityEnabled EQ FALSE"
    ).json()
    assert plain["value"] == loud["value"]
    # A text keeps its case and is never taken for a name.
    assert full.get("/v1.0/users?$filter=displayName eq 'DISPLAYNAME EQ TRUE'").json()["value"] == []


def _group(name: str) -> dict[str, Any]:
    return {"displayName": name, "mailEnabled": False, "mailNickname": name, "securityEnabled": True}


def _pascal(value: Any) -> Any:
    if isinstance(value, list):
        return [_pascal(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name if name[0] == "@" else name[0].upper() + name[1:]: _pascal(one) for name, one in value.items()
    }


BODIES = {
    "/groups": _group("Case"),
    "/identity/conditionalAccess/namedLocations": {
        "@odata.type": "#microsoft.graph.countryNamedLocation",
        "displayName": "Allowed",
        "countriesAndRegions": ["DE"],
        "includeUnknownCountriesAndRegions": False,
    },
    "/identity/conditionalAccess/policies": {
        "displayName": "MFA",
        "state": "enabledForReportingButNotEnforced",
        "conditions": {
            "applications": {"includeApplications": ["All"]},
            "clientAppTypes": ["all"],
            "users": {"includeUsers": ["All"], "excludeGuestsOrExternalUsers": None},
        },
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
        "sessionControls": {"signInFrequency": {"isEnabled": True, "type": "hours", "value": 4}},
    },
    "/policies/authenticationStrengthPolicies": {"displayName": "Keys", "allowedCombinations": ["fido2"]},
}
VOLATILE = {
    "id",
    "createdDateTime",
    "modifiedDateTime",
    "@odata.context",
    "displayName",
    "securityIdentifier",
}


@documented(sources.SPELLING)
@pytest.mark.parametrize("path", sorted(BODIES))
def test_properties_of_bodies_have_no_letter_case(tiny: Tiny, path: str) -> None:
    def shown(body: Any) -> str:
        answer = tiny.graph("POST", path, body)
        assert answer.status_code == 201, answer.text
        told = {name: value for name, value in answer.json().items() if name not in VOLATILE}
        return json.dumps(told, sort_keys=True).replace(answer.json()["id"], "ID")

    body = BODIES[path]
    camel, pascal = shown(body), shown(_pascal({**body, "displayName": "Other"}))
    assert camel == pascal
    twice = tiny.graph("POST", path, {**body, "DisplayName": "again"})
    assert (twice.status_code, "twice" in twice.text) == (400, True)
    unknown = tiny.graph("POST", path, {**body, "Nonsense": 1})
    assert unknown.status_code == 400


@documented(sources.SPELLING, "GET /groups/{id}/members", "POST /groups")
def test_a_binding_has_no_letter_case(tiny: Tiny) -> None:
    inner = tiny.graph("POST", "/groups", _group("Inner")).json()["id"]
    address = f"https://graph.microsoft.com/v1.0//directoryObjects//{inner}"
    outer = tiny.graph("POST", "/groups", {**_group("Outer"), "Members@odata.bind": [address]})
    members = tiny.graph("GET", f"/groups/{outer.json()['id']}/members").json()["value"]
    assert [one["id"] for one in members] == [inner]


@documented(
    sources.DOMAINS,
    "GET /directoryRoles",
    "GET /directoryRoles/{id}",
    "GET /directoryRoles/{id}/members",
    "GET /domains",
    "GET /domains/{id}",
)
def test_domains_and_activated_roles_agree_with_what_they_show(full: Full) -> None:
    domains = full.get("/v1.0/domains").json()["value"]
    assert [(one["id"], one["isDefault"]) for one in domains] == [(CONTOSO, True)]
    assert full.get(f"/v1.0/domains/{CONTOSO}").json()["isVerified"] is True
    assert full.get("/v1.0/domains/nobody.example").status_code == 404
    held: dict[str, set[str]] = {}
    for one in full.get("/v1.0/roleManagement/directory/roleAssignments").json()["value"]:
        held.setdefault(one["roleDefinitionId"], set()).add(one["principalId"])
    roles = full.get("/v1.0/directoryRoles").json()["value"]
    assert {role["id"] for role in roles} == set(held)
    for role in roles:
        assert full.get(f"/v1.0/directoryRoles/{role['id']}").json()["displayName"] == role["displayName"]
        members = full.get(f"/v1.0/directoryRoles/{role['id']}/members").json()["value"]
        assert {one["id"] for one in members} == held[role["id"]]
    assert full.get("/v1.0/directoryRoles/nobody/members").status_code == 404


@assumed("no page says so; clients that probe expect it", "GET /users")
def test_head_and_options_are_answered_at_every_door(full: Full) -> None:
    for path in ("/v1.0/users", "/common/discovery/instance", "/metadata/endpoints", "/tenants"):
        options = full.http.options(path, headers={"origin": "https://app.example"})
        assert (options.status_code, options.content) == (200, b""), path
        assert {"allow", "access-control-allow-methods"} < set(options.headers)
        assert options.headers["access-control-allow-origin"] == "*"
        head, get = full.http.head(path, headers=full.headers), full.get(path)
        assert (head.status_code, head.content) == (get.status_code, b"")
        assert head.headers["content-type"] == get.headers["content-type"]


@assumed("RFC 9110 lets clients do so; that Graph takes it is recalled", "POST /groups")
def test_packed_and_chunked_bodies_are_read(tiny: Tiny) -> None:
    body = json.dumps(_group("Packed")).encode()
    headers = {"authorization": f"Bearer {tiny.token()}", "content-type": "application/json"}
    packed = {"gzip": gzip.compress(body), "deflate": zlib.compress(body), "identity": body}
    for coding, content in packed.items():
        answer = tiny.http.post(
            "/v1.0/groups", content=content, headers={**headers, "content-encoding": coding}
        )
        assert answer.status_code == 201, answer.text
    twice = {**headers, "content-encoding": "gzip, gzip"}
    assert (
        tiny.http.post("/v1.0/groups", content=gzip.compress(packed["gzip"]), headers=twice).status_code
        == 201
    )
    chunks = (body[i : i + 7] for i in range(0, len(body), 7))
    assert tiny.http.post("/v1.0/groups", content=chunks, headers=headers).status_code == 201
    for coding, content, status in (
        ("br", body, 415),
        ("gzip", body, 400),
        ("gzip", packed["gzip"][:-9], 400),
        ("gzip", gzip.compress(b" " * (LARGEST_BYTES + 1)), 413),
    ):
        refused = tiny.http.post(
            "/v1.0/groups", content=content, headers={**headers, "content-encoding": coding}
        )
        assert (refused.status_code, "code" in refused.json()["error"]) == (status, True)


@assumed(sources.OURS)
def test_one_connection_serves_many_requests(tiny: Tiny) -> None:
    trust = ssl.create_default_context(cafile=str(tiny.server.ca_file))
    port = urlsplit(tiny.server.base_url).port
    request = (
        f"GET /v1.0/users HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {tiny.token()}\r\n\r\n"
    ).encode()
    with (
        socket.create_connection(("127.0.0.1", int(port or 0)), timeout=900) as plain,
        trust.wrap_socket(plain, server_hostname="127.0.0.1") as connection,
    ):
        stream = connection.makefile("rb")
        for _ in range(5):
            connection.sendall(request)
            assert stream.readline() == b"HTTP/1.1 200 OK\r\n"
            length = 0
            while (line := stream.readline().strip().lower()) != b"":
                if line.startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            assert b'"value"' in stream.read(length)
