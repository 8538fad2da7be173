"""What plugins give to applications and service principals: policies, certificates, owners; azuread 3 asks each."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from holdfast.emulator.graph.directory_objects.membership import add
from tests.certificates import certificate, key
from tests.contract import sources
from tests.contract.conftest import GROUP, USER, ask
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

ROLES = [
    "Application.ReadWrite.All",
    "Policy.ReadWrite.ApplicationConfiguration",
    "Directory.ReadWrite.All",
    "User.ReadWrite.All",
    "AdministrativeUnit.ReadWrite.All",
    "RoleManagement.ReadWrite.Directory",
]
_OF_BOTH = (
    "appManagementPolicies",
    "homeRealmDiscoveryPolicies",
    "tokenIssuancePolicies",
    "tokenLifetimePolicies",
)
GIVEN = [
    *(("applications", sort) for sort in _OF_BOTH),
    *(("servicePrincipals", sort) for sort in (*_OF_BOTH, "claimsMappingPolicies")),
]
"""Every sort of object with every sort of policy that it can be given."""


@pytest.fixture
def admin(tiny: Tiny) -> str:
    return tiny.register("Plugin", ROLES)


@pytest.fixture
def objects(tiny: Tiny, admin: str) -> dict[str, dict[str, Any]]:
    """An application and its service principal, by the collection."""
    application = ask(tiny, admin, "POST", "/applications", {"displayName": "Shop"}, want=201)
    principal = ask(tiny, admin, "POST", "/servicePrincipals", {"appId": application["appId"]}, want=201)
    return {"applications": application, "servicePrincipals": principal}


def new_certificate() -> str:
    return base64.b64encode(certificate(key()).public_bytes(Encoding.DER)).decode()


def new_policy(tiny: Tiny, admin: str, sort: str) -> str:
    definition = {} if sort == "appManagementPolicies" else {"definition": ["{}"]}
    made = ask(tiny, admin, "POST", f"/policies/{sort}", {"displayName": "P", **definition}, want=201)
    return str(made["id"])


@pytest.mark.parametrize(
    ("collection", "sort"),
    [
        pytest.param(
            *one,
            marks=documented(
                sources.GIVEN_POLICIES,
                *(f"GET /{one[0]}/{{id}}/{one[1]}", f"POST /{one[0]}/{{id}}/{one[1]}/$ref"),
                *(
                    f"DELETE /{one[0]}/{{id}}/{one[1]}/{{policy_id}}/$ref",
                    f"GET /policies/{one[1]}/{{id}}/appliesTo",
                ),
            ),
        )
        for one in GIVEN
    ],
)
def test_a_policy_is_given_and_taken_by_reference(
    tiny: Tiny, admin: str, objects: dict[str, dict[str, Any]], collection: str, sort: str
) -> None:
    policy, path = new_policy(tiny, admin, sort), f"/{collection}/{objects[collection]['id']}/{sort}"
    ref = {"@odata.id": f"https://graph.microsoft.com/v1.0/policies/{sort}/{policy}"}
    assert ask(tiny, admin, "GET", path)["value"] == []
    for wrong in ({}, {"@odata.id": "x"}, {"@odata.id": ref["@odata.id"].replace(policy, USER)}):
        ask(tiny, admin, "POST", f"{path}/$ref", wrong, want=400)
    other = {"@odata.id": f"https://graph.microsoft.com/v1.0/policies/activityBasedTimeoutPolicies/{policy}"}
    ask(tiny, admin, "POST", f"{path}/$ref", other, want=400)
    ask(tiny, admin, "POST", f"{path}/$ref", ref, want=204)
    for version in ("v1.0", "beta"):
        (given,) = ask(tiny, admin, "GET", f"/{version}{path}")["value"]
        assert (given["id"], given["displayName"]) == (policy, "P")
        (holder,) = ask(tiny, admin, "GET", f"/{version}/policies/{sort}/{policy}/appliesTo")["value"]
        assert holder["id"] == objects[collection]["id"]
    second = {
        "@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{new_policy(tiny, admin, sort)}"
    }
    for again in (ref, second):
        ask(tiny, admin, "POST", f"{path}/$ref", again, want=400)
    weak = tiny.register("Weak", ["Policy.ReadWrite.ApplicationConfiguration"])
    ask(tiny, weak, "DELETE", f"{path}/{policy}/$ref", want=403)
    ask(tiny, admin, "DELETE", f"{path}/{policy}/$ref", want=204)
    ask(tiny, admin, "DELETE", f"{path}/{policy}/$ref", want=404)
    assert ask(tiny, admin, "GET", path)["value"] == []
    ask(tiny, admin, "POST", f"{path}/$ref", second, want=204)
    ask(tiny, admin, "DELETE", f"/policies/{sort}/{second['@odata.id'].rpartition('/')[2]}", want=204)
    assert ask(tiny, admin, "GET", path)["value"] == []
    ask(tiny, admin, "POST", f"{path}/$ref", ref, want=204)
    ask(tiny, admin, "POST", f"/{collection}/{USER}/{sort}/$ref", ref, want=404)


@documented(sources.GIVEN_POLICIES, "GET /policies/appManagementPolicies")
def test_rules_for_credentials_tell_by_expand_whom_they_were_given_to(
    tiny: Tiny, admin: str, objects: dict[str, dict[str, Any]]
) -> None:
    policy = new_policy(tiny, admin, "appManagementPolicies")
    listed = "/policies/appManagementPolicies?$expand=appliesTo"
    assert ask(tiny, admin, "GET", listed)["value"][0]["appliesTo"] == []
    ref = {"@odata.id": f"https://graph.microsoft.com/v1.0/policies/appManagementPolicies/{policy}"}
    application = objects["applications"]["id"]
    ask(tiny, admin, "POST", f"/applications/{application}/appManagementPolicies/$ref", ref, want=204)
    assert [one["id"] for one in ask(tiny, admin, "GET", listed)["value"][0]["appliesTo"]] == [application]


PRINCIPALS = ("/servicePrincipals/{id}", "/servicePrincipals(appId='{app_id}')")


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(
            one,
            marks=documented(
                sources.SIGNING_CERTIFICATE,
                *(f"POST {one}/addTokenSigningCertificate", f"GET {one}", f"PATCH {one}"),
            ),
        )
        for one in PRINCIPALS
    ],
)
def test_a_certificate_that_signs_tokens_is_made_found_and_taken_away(
    tiny: Tiny, admin: str, objects: dict[str, dict[str, Any]], item: str
) -> None:
    principal = objects["servicePrincipals"]
    path = item.format(id=principal["id"], app_id=principal["appId"])
    body = {"displayName": "CN=shop", "endDateTime": "2027-03-01T00:00:00Z"}
    for wrong in (
        {"displayName": "shop"},
        {"endDateTime": "2026-01-01T00:00:00Z"},
        {"endDateTime": "2031-01-01"},
    ):
        ask(tiny, admin, "POST", f"{path}/addTokenSigningCertificate", wrong, want=400)
    made = ask(tiny, admin, "POST", f"{path}/addTokenSigningCertificate", body)
    whole = ask(tiny, admin, "GET", path)
    by_usage = {one["usage"]: one for one in whole["keyCredentials"]}
    assert set(by_usage) == {"Sign", "Verify"}
    assert made["keyId"] == by_usage["Sign"]["keyId"]
    assert {one["customKeyIdentifier"] for one in by_usage.values()} == {made["customKeyIdentifier"]}
    assert [one["key"] for one in by_usage.values()] == [None, None]
    (password,) = whole["passwordCredentials"]
    assert password["customKeyIdentifier"] == made["customKeyIdentifier"]
    read = ask(tiny, admin, "GET", f"{path}?$select=keyCredentials")["keyCredentials"]
    (data,) = [one["key"] for one in read if one["usage"] == "Verify"]
    signing = x509.load_der_x509_certificate(base64.b64decode(data))
    assert signing.fingerprint(hashes.SHA1()).hex().upper() == made["thumbprint"]  # noqa: S303 - as the service
    assert signing.not_valid_after_utc.strftime("%Y-%m-%dT%H:%M:%SZ") == body["endDateTime"]
    thumbprint = {"preferredTokenSigningKeyThumbprint": made["thumbprint"]}
    ask(tiny, admin, "PATCH", path, thumbprint, want=204)
    ask(tiny, admin, "POST", f"{path}/addTokenSigningCertificate", {})
    several = ask(tiny, admin, "GET", path)
    assert (len(several["keyCredentials"]), len(several["passwordCredentials"])) == (4, 2)
    ours = made["customKeyIdentifier"]
    left = {
        name: [one for one in several[name] if one["customKeyIdentifier"] != ours]
        for name in ("keyCredentials", "passwordCredentials")
    }
    ask(tiny, admin, "PATCH", path, left, want=204)
    after = ask(tiny, admin, "GET", path)
    assert {name: after[name] for name in left} == left
    unknown = {"passwordCredentials": [*left["passwordCredentials"], {"keyId": USER}]}
    ask(tiny, admin, "PATCH", path, unknown, want=400)


@documented(sources.KEY_CREDENTIAL, "PATCH /servicePrincipals/{id}", "PATCH /applications/{id}")
@pytest.mark.parametrize("collection", ["applications", "servicePrincipals"])
def test_a_certificate_is_given_by_a_patch_and_shown_to_who_selects_it(
    tiny: Tiny, admin: str, objects: dict[str, dict[str, Any]], collection: str
) -> None:
    for one in ("applications", "servicePrincipals"):
        ask(tiny, admin, "PATCH", f"/{one}/{objects[one]['id']}", {"tags": ["a"]}, want=204)
    path = f"/{collection}/{objects[collection]['id']}"
    data = new_certificate()
    new = {"type": "AsymmetricX509Cert", "usage": "Verify", "key": data, "displayName": "ci"}
    ask(tiny, admin, "PATCH", path, {"keyCredentials": [new]}, want=204)
    (shown,) = ask(tiny, admin, "GET", path)["keyCredentials"]
    assert (shown["key"], shown["displayName"]) == (None, "ci")
    (selected,) = ask(tiny, admin, "GET", f"{path}?$select=id,keyCredentials")["keyCredentials"]
    assert selected == {**shown, "key": data}
    (listed,) = [
        one
        for one in ask(tiny, admin, "GET", f"/{collection}?$select=id,keyCredentials")["value"]
        if one["id"] == objects[collection]["id"]
    ]
    assert listed["keyCredentials"] == [shown]
    ask(tiny, admin, "PATCH", path, {"keyCredentials": [{**new, "key": None, "keyId": USER}]}, want=400)
    ask(tiny, admin, "PATCH", path, {"keyCredentials": [shown]}, want=204)
    ask(tiny, admin, "PATCH", path, {"keyCredentials": []}, want=204)
    assert ask(tiny, admin, "GET", path)["keyCredentials"] == []


@documented(sources.KEY_CREDENTIAL, "POST /applications", "POST /servicePrincipals")
def test_a_certificate_is_given_to_what_is_made(tiny: Tiny, admin: str) -> None:
    data = new_certificate()
    keys = {"keyCredentials": [{"type": "AsymmetricX509Cert", "usage": "Verify", "key": data}]}
    application = ask(tiny, admin, "POST", "/applications", {"displayName": "A", **keys}, want=201)
    principal = ask(
        tiny, admin, "POST", "/servicePrincipals", {"appId": application["appId"], **keys}, want=201
    )
    for path in (f"/applications/{application['id']}", f"/servicePrincipals/{principal['id']}"):
        assert len(ask(tiny, admin, "GET", path)["keyCredentials"]) == 1


UNITS = {
    "/v1.0": "/directory/administrativeUnits/{id}/members",
    "/beta": "/administrativeUnits/{id}/members",
}
_LISTS = (
    "/groups/{id}/members",
    "/groups/{id}/owners",
    "/applications/{id}/owners",
    "/servicePrincipals/{id}/owners",
    *UNITS.values(),
    "/directoryRoles/{id}/members",
    "/directoryRoles(roleTemplateId='{id}')/members",
)


@pytest.mark.parametrize(
    "template",
    [pytest.param(one, marks=documented(sources.GO_AZURE_SDK, f"GET {one}/$ref")) for one in _LISTS],
)
def test_where_the_ends_of_a_relation_are_is_listed(
    tiny: Tiny, admin: str, objects: dict[str, dict[str, Any]], template: str
) -> None:
    version = "/beta" if template == UNITS["/beta"] else "/v1.0"
    if template in UNITS.values():
        where = ask(tiny, admin, "POST", "/directory/administrativeUnits", {"displayName": "N"}, want=201)[
            "id"
        ]
    elif template.startswith("/directoryRoles"):
        where = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
        role = {"id": where, "templateId": where, "displayName": "R", "description": "", "isBuiltIn": True}
        tiny.store.put("roleDefinitions", where, role)
        ask(tiny, admin, "POST", "/directoryRoles", {"roleTemplateId": where}, want=201)
    else:
        where = {**{name: one["id"] for name, one in objects.items()}, "groups": GROUP}[
            template.split("/")[1]
        ]
    path = f"{version}{template.format(id=where)}"
    assert ask(tiny, admin, "GET", f"{path}/$ref")["value"] == []
    if template.startswith(("/groups", "/applications", "/servicePrincipals")):
        add(tiny.tenant, where, "members" if template.endswith("/members") else "owners", [USER])
    else:
        user = {"@odata.id": f"https://graph.microsoft.com/v1.0/users/{USER}"}
        ask(tiny, admin, "POST", f"{path}/$ref", user, want=204)
    (row,) = ask(tiny, admin, "GET", f"{path}/$ref")["value"]
    assert set(row) == {"@odata.id"}
    assert row["@odata.id"].endswith(f"{version}/directoryObjects/{USER}")


@documented(sources.MANAGERS, "GET /users/{id}/manager/$ref")
def test_where_a_manager_is(tiny: Tiny, admin: str) -> None:
    body = {
        "displayName": "B",
        "accountEnabled": True,
        "mailNickname": "b",
        "userPrincipalName": f"b@{tiny.domain}",
    }
    boss = ask(
        tiny, admin, "POST", "/users", {**body, "passwordProfile": {"password": "Xx-123456-yY"}}, want=201
    )["id"]
    ask(tiny, admin, "GET", f"/users/{USER}/manager/$ref", want=404)
    reference = {"@odata.id": f"https://graph.microsoft.com/v1.0/users/{boss}"}
    ask(tiny, admin, "PUT", f"/users/{USER}/manager/$ref", reference, want=204)
    assert boss in ask(tiny, admin, "GET", f"/users/{USER}/manager/$ref")["@odata.id"]


CUSTOM = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"
TEMPLATES = "/applicationTemplates"


@documented(
    sources.TEMPLATE_INSTANTIATED,
    *(f"GET {TEMPLATES}{end}" for end in ("", "/{id}")),
    f"POST {TEMPLATES}/{{id}}/instantiate",
)
@pytest.mark.parametrize("version", ["v1.0", "beta"])
def test_an_application_is_made_of_the_template_that_is_in_no_gallery(
    tiny: Tiny, admin: str, version: str
) -> None:
    path = f"/{version}{TEMPLATES}"
    (listed,) = ask(tiny, admin, "GET", f"{path}?$filter=displayName eq 'Custom'")["value"]
    assert listed.items() <= ask(tiny, admin, "GET", f"{path}/{CUSTOM}").items()
    assert ask(tiny, admin, "GET", f"{path}?$filter=displayName eq 'Marketo'")["value"] == []
    made = ask(tiny, admin, "POST", f"{path}/{CUSTOM}/instantiate", {"displayName": "SAML"}, want=201)
    application, principal = made["application"], made["servicePrincipal"]
    assert principal["appId"] == application["appId"]
    for collection, one in (("applications", application), ("servicePrincipals", principal)):
        read = ask(tiny, admin, "GET", f"/{version}/{collection}/{one['id']}")
        assert (read["displayName"], read["applicationTemplateId"]) == ("SAML", CUSTOM)
        assert {role["displayName"] for role in read["appRoles"]} == {"User", "msiam_access"}
    for wrong in ({}, {"displayName": 1}, {"displayName": "A", "nonsense": 1}):
        ask(tiny, admin, "POST", f"{path}/{CUSTOM}/instantiate", wrong, want=400)
    ask(tiny, admin, "POST", f"{path}/{USER}/instantiate", {"displayName": "A"}, want=404)
    ask(tiny, admin, "GET", f"{path}/{USER}", want=404)
    reader = tiny.register("Reader", ["Application.Read.All"])
    ask(tiny, reader, "POST", f"{path}/{CUSTOM}/instantiate", {"displayName": "A"}, want=403)


AVAILABLE = "/directoryObjects/getAvailableExtensionProperties"
EXTENSIONS = "/applications/{id}/extensionProperties"


@documented(
    sources.EXTENSION_PROPERTY,
    f"POST {AVAILABLE}",
    *(f"{method} {EXTENSIONS}" for method in ("GET", "POST")),
    *(f"{method} {EXTENSIONS}/{{property_id}}" for method in ("GET", "DELETE")),
)
def test_an_application_extends_the_directory(
    tiny: Tiny, admin: str, objects: dict[str, dict[str, Any]]
) -> None:
    application = objects["applications"]
    path = EXTENSIONS.format(id=application["id"])
    body = {"name": "color", "dataType": "String", "targetObjects": ["User", "Group"]}
    for name in body:
        ask(tiny, admin, "POST", path, {one: value for one, value in body.items() if one != name}, want=400)
    for wrong in ({"dataType": "Text"}, {"targetObjects": ["Cat"]}, {"nonsense": 1}):
        ask(tiny, admin, "POST", path, {**body, **wrong}, want=400)
    made = ask(tiny, admin, "POST", path, body, want=201)
    assert made["name"] == f"extension_{application['appId'].replace('-', '')}_color"
    assert (made["appDisplayName"], made["isMultiValued"]) == ("Shop", False)
    ask(tiny, admin, "POST", path, body, want=400)
    assert [one["id"] for one in ask(tiny, admin, "GET", path)["value"]] == [made["id"]]
    assert ask(tiny, admin, "GET", f"{path}/{made['id']}").items() >= {"name": made["name"]}.items()
    for asked, found in (
        ({}, 1),
        ({"isSyncedFromOnPremises": False}, 1),
        ({"isSyncedFromOnPremises": True}, 0),
    ):
        assert len(ask(tiny, admin, "POST", AVAILABLE, asked)["value"]) == found
    refusals: list[object] = [{"nonsense": 1}, {"isSyncedFromOnPremises": "yes"}, []]
    for refused in refusals:
        ask(tiny, admin, "POST", AVAILABLE, refused, want=400)
    ask(tiny, admin, "DELETE", f"{path}/{made['id']}", want=204)
    ask(tiny, admin, "GET", f"{path}/{made['id']}", want=404)
    ask(tiny, admin, "POST", EXTENSIONS.format(id=USER), body, want=404)


ATTRIBUTES = "/identity/userFlowAttributes"


@documented(
    sources.USER_FLOW_ATTRIBUTE,
    *(f"{method} {ATTRIBUTES}" for method in ("GET", "POST")),
    *(f"{method} {ATTRIBUTES}/{{id}}" for method in ("GET", "PATCH", "DELETE")),
)
@pytest.mark.parametrize("version", ["v1.0", "beta"])
def test_what_people_are_asked_when_they_sign_up(tiny: Tiny, version: str) -> None:
    admin, path = tiny.register("Flows", ["IdentityUserFlow.ReadWrite.All"]), f"/{version}{ATTRIBUTES}"
    body = {"displayName": "Hobby", "description": "d", "dataType": "string"}
    for wrong in ({"dataType": "text"}, {"displayName": "City"}, {"displayName": None}, {"nonsense": 1}):
        ask(tiny, admin, "POST", path, {**body, **wrong}, want=400)
    made = ask(tiny, admin, "POST", path, body, want=201)
    assert (made["userFlowAttributeType"], made["id"].rpartition("_")[2]) == ("custom", "Hobby")
    one = f"{path}/{made['id']}"
    ask(tiny, admin, "POST", path, body, want=400)
    (found,) = ask(tiny, admin, "GET", f"{path}?$filter=displayName eq 'Hobby'")["value"]
    assert found["id"] == made["id"]
    assert len(ask(tiny, admin, "GET", f"{path}?$filter=userFlowAttributeType eq 'custom'")["value"]) == 1
    ask(tiny, admin, "PATCH", one, {"description": "other"}, want=204)
    ask(tiny, admin, "PATCH", one, {"dataType": "boolean"}, want=400)
    assert ask(tiny, admin, "GET", one)["description"] == "other"
    for method, given in (("PATCH", {"description": "d"}), ("DELETE", None)):
        ask(tiny, admin, method, f"{path}/city", given, want=400)
    ask(tiny, admin, "DELETE", one, want=204)
    ask(tiny, admin, "GET", one, want=404)
    ask(tiny, tiny.register("Reader", ["IdentityUserFlow.Read.All"]), "POST", path, body, want=403)


@assumed(
    "the azuread plugin sends logo_image so; the page was not at hand",
    "GET /applications/{id}/logo",
    "PUT /applications/{id}/logo",
)
@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "image/gif"])
def test_an_application_has_a_picture(
    tiny: Tiny, admin: str, objects: dict[str, dict[str, Any]], kind: str
) -> None:
    path = f"/v1.0/applications/{objects['applications']['id']}/logo"
    ask(tiny, admin, "GET", path, want=404)
    picture = bytes(range(256))

    def sent(content: bytes, of: str, who: str = admin) -> int:
        headers = {"authorization": f"Bearer {tiny.token(client_id=who)}", "content-type": of}
        return tiny.http.put(path, content=content, headers=headers).status_code

    assert sent(picture, kind) == 204
    answer = tiny.graph("GET", path, client_id=admin)
    assert (answer.content, answer.headers["content-type"]) == (picture, kind)
    assert (
        sent(picture, "image/svg+xml") == sent(picture * 401, kind) == sent(b"{}", "application/json") == 400
    )
    assert sent(picture, kind, tiny.register("Reader", ["Application.Read.All"])) == 403
    headers = {"authorization": f"Bearer {tiny.token(client_id=admin)}", "content-type": kind}
    for method, other in (("POST", "/groups"), ("PATCH", f"/users/{USER}"), ("POST", "/applications")):
        assert tiny.http.request(method, f"/v1.0{other}", content=picture, headers=headers).status_code == 400
