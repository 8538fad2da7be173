"""Applications and service principals come and go, sign in with passwords that the service made, and are given roles.

Every story runs under both names of an object, `/applications/{id}` and `/applications(appId='…')`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.service_principals.types import new_service_principal
from tests.contract import sources
from tests.contract.conftest import GROUP, SECRET, USER, ask
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

ROLES = ["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All", "Directory.ReadWrite.All"]
EVENTUAL = {"consistencylevel": "eventual"}
MICROSOFT_GRAPH = "00000003-0000-0000-c000-000000000000"
RESOURCE = "b2f5c1de-0000-4000-8000-000000000007"
ROLE = {"id": "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30", "value": "AuditLog.Read.All", "isEnabled": True}
APPLICATIONS = ("/applications/{id}", "/applications(appId='{app_id}')")
PRINCIPALS = ("/servicePrincipals/{id}", "/servicePrincipals(appId='{app_id}')")
BIN = "/directory/deletedItems"


@pytest.fixture
def admin(tiny: Tiny) -> str:
    return tiny.register("Lifecycle", ROLES)


def made(tiny: Tiny, admin: str, **values: Any) -> dict[str, Any]:
    answer: dict[str, Any] = ask(
        tiny, admin, "POST", "/applications", {"displayName": "Shop", **values}, want=201
    )
    return answer


def principal_of(tiny: Tiny, admin: str, application: dict[str, Any]) -> dict[str, Any]:
    body = {"appId": application["appId"]}
    answer: dict[str, Any] = ask(tiny, admin, "POST", "/servicePrincipals", body, want=201)
    return answer


def refusal(tiny: Tiny, application: dict[str, Any], secret: str) -> int:
    """0, or the AADSTS code of the refusal."""
    answer = tiny.sign_in(client_id=application["appId"], client_secret=secret)
    return int(answer.json().get("error_codes", [0])[0])


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(
            one,
            marks=documented(
                sources.PASSWORDS,
                *("POST /applications", "POST /servicePrincipals", f"DELETE {one}"),
                *(f"POST {one}/addPassword", f"POST {one}/removePassword"),
                *(f"GET {BIN}/microsoft.graph.application", f"GET {BIN}/microsoft.graph.application/$count"),
                *(f"POST {BIN}/{{id}}/restore", f"GET {BIN}/microsoft.graph.servicePrincipal"),
                f"GET {BIN}/microsoft.graph.servicePrincipal/$count",
            ),
        )
        for one in APPLICATIONS
    ],
)
def test_an_application_signs_in_from_its_password_to_its_end(tiny: Tiny, admin: str, item: str) -> None:
    application = made(tiny, admin)
    path = item.format(id=application["id"], app_id=application["appId"])
    asked = {"passwordCredential": {"displayName": "ci"}}
    password = ask(tiny, admin, "POST", f"{path}/addPassword", asked)
    secret = password["secretText"]
    assert secret.startswith(password["hint"])
    assert password["endDateTime"] == "2028-02-29T12:00:00Z"
    (shown,) = ask(tiny, admin, "GET", path)["passwordCredentials"]
    assert (shown["keyId"], shown["secretText"]) == (password["keyId"], None)

    assert refusal(tiny, application, secret) == 7000229
    principal = principal_of(tiny, admin, application)
    assert principal["displayName"] == "Shop"
    assert refusal(tiny, application, secret) == 0
    tiny.clock.advance(days=731)
    assert refusal(tiny, application, secret) == 7000222
    tiny.clock.advance(days=-731)

    ask(tiny, admin, "DELETE", path, want=204)
    assert refusal(tiny, application, secret) == 700016
    for kind, one in (("application", application), ("servicePrincipal", principal)):
        listed = ask(tiny, admin, "GET", f"{BIN}/microsoft.graph.{kind}")["value"]
        assert [gone["id"] for gone in listed] == [one["id"]]
        counted = tiny.graph("GET", f"{BIN}/microsoft.graph.{kind}/$count", client_id=admin, headers=EVENTUAL)
        assert counted.text == "1"
        ask(tiny, admin, "POST", f"{BIN}/{one['id']}/restore")
    assert refusal(tiny, application, secret) == 0

    unknown = {"keyId": admin}
    ask(tiny, admin, "POST", f"{path}/removePassword", unknown, want=400)
    ask(tiny, admin, "POST", f"{path}/removePassword", {"keyId": password["keyId"]}, want=204)
    assert refusal(tiny, application, secret) == 7000215


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(
            one,
            marks=documented(
                sources.NEW_PRINCIPAL,
                *(f"PATCH {one}", f"DELETE {one}", f"POST {one}/addPassword", f"POST {one}/removePassword"),
            ),
        )
        for one in PRINCIPALS
    ],
)
def test_a_service_principal_has_passwords_and_an_end_of_its_own(tiny: Tiny, admin: str, item: str) -> None:
    application = made(tiny, admin, web={"redirectUris": ["https://shop.example"]})
    principal = principal_of(tiny, admin, application)
    assert principal["replyUrls"] == ["https://shop.example"]
    path = item.format(id=principal["id"], app_id=application["appId"])
    ask(tiny, admin, "PATCH", path, {"tags": ["mine"], "info": {"logoUrl": "https://a.example"}}, want=204)
    changed = ask(tiny, admin, "GET", path)
    assert (changed["tags"], changed["info"]["logoUrl"]) == (["mine"], "https://a.example")
    assert changed["info"]["supportUrl"] is None
    ask(tiny, admin, "PATCH", path, {"appId": admin}, want=400)

    password = ask(tiny, admin, "POST", f"{path}/addPassword", {})
    assert refusal(tiny, application, password["secretText"]) == 0
    ask(tiny, admin, "POST", f"{path}/removePassword", {"keyId": password["keyId"]}, want=204)
    assert refusal(tiny, application, password["secretText"]) == 7000215
    ask(tiny, admin, "DELETE", path, want=204)
    assert refusal(tiny, application, password["secretText"]) == 7000229
    ask(tiny, admin, "GET", path, want=404)


@documented(sources.NEW_APPLICATION, "POST /applications")
def test_a_new_application_is_whole(tiny: Tiny, admin: str) -> None:
    application = made(tiny, admin)
    assert application["signInAudience"] == "AzureADandPersonalMicrosoftAccount"
    assert application["web"]["implicitGrantSettings"] == {
        "enableIdTokenIssuance": False,
        "enableAccessTokenIssuance": False,
    }
    assert application["publisherDomain"] == tiny.domain
    assert (
        ask(tiny, admin, "GET", f"/applications/{application['id']}").items()
        >= {name: one for name, one in application.items() if not name.startswith("@")}.items()
    )
    found = ask(tiny, admin, "GET", f"/directoryObjects/{application['id']}")
    assert found["@odata.type"] == "#microsoft.graph.application"


REFUSED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/applications", {}),
    ("/applications", {"displayName": "n" * 257}),
    ("/applications", {"displayName": "Shop", "signInAudience": "Everybody"}),
    ("/applications", {"displayName": "Shop", "publisherDomain": "a.example"}),
    ("/applications", {"displayName": "Shop", "appRoles": [ROLE, ROLE]}),
    ("/servicePrincipals", {"appId": RESOURCE}),
    ("/servicePrincipals", {"displayName": "Shop"}),
)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        pytest.param(path, body, marks=assumed("texts are recalled of clients' issues", f"POST {path}"))
        for path, body in REFUSED
    ],
)
def test_what_is_no_application_is_not_made(tiny: Tiny, admin: str, path: str, body: dict[str, Any]) -> None:
    before = ask(tiny, admin, "GET", path)["value"]
    ask(tiny, admin, "POST", path, body, want=400)
    assert ask(tiny, admin, "GET", path)["value"] == before
    assert tiny.graph("POST", path, body).status_code == 403


@assumed("recalled of Azure's CLI, which meets it", "POST /servicePrincipals")
def test_an_application_has_one_service_principal(tiny: Tiny, admin: str) -> None:
    application = made(tiny, admin)
    principal_of(tiny, admin, application)
    again = tiny.graph("POST", "/servicePrincipals", {"appId": application["appId"]}, client_id=admin)
    assert (again.status_code, again.json()["error"]["code"]) == (
        409,
        "Request_MultipleObjectsWithSameKeyValue",
    )
    first_party = {"appId": MICROSOFT_GRAPH}
    assert ask(tiny, admin, "POST", "/servicePrincipals", first_party, want=201)["replyUrls"] == []


@documented(sources.ENABLED_PERMISSION, "PATCH /applications/{id}")
def test_a_permission_is_disabled_before_it_goes(tiny: Tiny, admin: str) -> None:
    path = f"/applications/{made(tiny, admin, appRoles=[ROLE])['id']}"
    for roles in ([], [{**ROLE, "value": "Another"}]):
        answer = tiny.graph("PATCH", path, {"appRoles": roles}, client_id=admin)
        assert answer.json()["error"]["code"] == "CannotDeleteOrUpdateEnabledEntitlement"
    ask(tiny, admin, "PATCH", path, {"appRoles": [{**ROLE, "isEnabled": False}]}, want=204)
    ask(tiny, admin, "PATCH", path, {"appRoles": []}, want=204)
    assert ask(tiny, admin, "GET", path)["appRoles"] == []


@documented(sources.APPLICATIONS, "PATCH /applications/{id}")
def test_a_part_that_is_changed_keeps_the_rest_of_it(tiny: Tiny, admin: str) -> None:
    path = f"/applications/{made(tiny, admin, web={'homePageUrl': 'https://a.example'})['id']}"
    ask(tiny, admin, "PATCH", path, {"web": {"redirectUris": ["https://a.example/in"]}}, want=204)
    assert ask(tiny, admin, "GET", path)["web"]["homePageUrl"] == "https://a.example"


OWNED = [
    f"{method} {item}/owners{end}"
    for item in ("/applications/{id}", "/servicePrincipals/{id}")
    for method, end in (("GET", ""), ("POST", "/$ref"))
] + [
    f"{method} {item}/owners/{{object_id}}/$ref"
    for item in ("/applications/{id}", "/servicePrincipals/{id}")
    for method in ("GET", "DELETE")
]


@documented(sources.APPLICATION_OWNERS, *OWNED)
def test_owners_come_and_go(tiny: Tiny, admin: str) -> None:
    application = made(tiny, admin, **{"owners@odata.bind": [f"/directoryObjects/{USER}"]})
    principal = principal_of(tiny, admin, application)
    owner = {"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{USER}"}
    for path in (f"/applications/{application['id']}", f"/servicePrincipals/{principal['id']}"):
        already = path.startswith("/applications")
        ask(tiny, admin, "POST", f"{path}/owners/$ref", owner, want=400 if already else 204)
        group = {"@odata.id": f"https://graph.microsoft.com/v1.0/groups/{GROUP}"}
        ask(tiny, admin, "POST", f"{path}/owners/$ref", group, want=400)
        assert [one["id"] for one in ask(tiny, admin, "GET", f"{path}/owners")["value"]] == [USER]
        assert USER in ask(tiny, admin, "GET", f"{path}/owners/{USER}/$ref")["@odata.id"]
        ask(tiny, admin, "DELETE", f"{path}/owners/{USER}/$ref", want=204)
        ask(tiny, admin, "GET", f"{path}/owners/{USER}/$ref", want=404)
        assert ask(tiny, admin, "GET", f"{path}/owners")["value"] == []


def four(path: str) -> tuple[str, ...]:
    one = f"{path}/{{assignment_id}}"
    return (f"GET {path}", f"POST {path}", f"GET {one}", f"DELETE {one}")


def offering(tiny: Tiny, *kinds: str) -> None:
    """A service principal that offers the role to such ones."""
    values = {"appId": MICROSOFT_GRAPH, "displayName": "Microsoft Graph"}
    roles = [{**ROLE, "allowedMemberTypes": list(kinds)}]
    principal = new_service_principal(RESOURCE, {**values, "appRoles": roles})
    tiny.store.put("servicePrincipals", RESOURCE, principal)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(one, marks=documented(sources.NEW_APP_ROLE, *four(one)))
        for one in ("/servicePrincipals/{id}/appRoleAssignments", "/servicePrincipals/{id}/appRoleAssignedTo")
    ],
)
def test_what_a_service_principal_is_given_its_tokens_have(tiny: Tiny, admin: str, path: str) -> None:
    offering(tiny, "Application")
    holder = "b2f5c1de-0000-4000-8000-000000000008"
    reader = tiny.register("Reader", [], servicePrincipalId=holder)
    principal = new_service_principal(holder, {"appId": reader, "displayName": "Reader"})
    tiny.store.put("servicePrincipals", holder, principal)
    where = path.format(id=holder if path.endswith("Assignments") else RESOURCE)
    body = {"principalId": holder, "resourceId": RESOURCE, "appRoleId": ROLE["id"]}
    assert tiny.graph("GET", "/auditLogs/directoryAudits", client_id=reader).status_code == 403

    given = ask(tiny, admin, "POST", where, body, want=201)
    ask(tiny, admin, "POST", where, body, want=400)
    ask(tiny, admin, "POST", where, {**body, "appRoleId": USER}, want=400)
    ask(tiny, admin, "POST", where, {**body, "principalId": RESOURCE, "resourceId": holder}, want=400)
    assert [one["id"] for one in ask(tiny, admin, "GET", where)["value"]] == [given["id"]]
    assert ask(tiny, admin, "GET", f"{where}/{given['id']}")["principalType"] == "ServicePrincipal"
    del tiny.tokens[reader]
    assert tiny.graph("GET", "/auditLogs/directoryAudits", client_id=reader).status_code == 200

    ask(tiny, admin, "DELETE", f"{where}/{given['id']}", want=204)
    ask(tiny, admin, "DELETE", f"{where}/{given['id']}", want=400)
    del tiny.tokens[reader]
    assert tiny.graph("GET", "/auditLogs/directoryAudits", client_id=reader).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(f"/{kind}/{{id}}/appRoleAssignments", marks=documented(
            sources.NEW_APP_ROLE, *four(f"/{kind}/{{id}}/appRoleAssignments")
        ))
        for kind in ("users", "groups")
    ],
)  # fmt: skip
def test_people_and_groups_are_given_roles_of_people(tiny: Tiny, admin: str, path: str) -> None:
    holder = USER if path.startswith("/users") else GROUP
    where = path.format(id=holder)
    body = {"principalId": holder, "resourceId": RESOURCE, "appRoleId": ROLE["id"]}
    offering(tiny, "Application")
    ask(tiny, admin, "POST", where, body, want=400)
    offering(tiny, "User")
    given = ask(tiny, admin, "POST", where, body, want=201)
    assert ask(tiny, admin, "GET", where)["value"][0]["principalId"] == holder
    ask(tiny, admin, "GET", f"{where}/{given['id']}")
    ask(tiny, admin, "DELETE", f"{where}/{given['id']}", want=204)


@assumed(
    "github.com/manicminer/hamilton, whose own tests ran against the service, sends back what it read",
    *("PATCH /users/{id}", "PATCH /groups/{id}", "PATCH /applications/{id}", "PATCH /servicePrincipals/{id}"),
)
def test_what_was_read_may_be_sent_back(tiny: Tiny, admin: str) -> None:
    application = made(tiny, admin)
    principal = principal_of(tiny, admin, application)
    writer = tiny.register("Writer", [*ROLES, "User.ReadWrite.All", "Group.ReadWrite.All"])
    body = {"displayName": "Ours", "mailEnabled": False, "mailNickname": "x", "securityEnabled": True}
    group = ask(tiny, writer, "POST", "/groups", body, want=201)
    for path in (
        f"/beta/users/{USER}",
        f"/groups/{group['id']}",
        f"/applications/{application['id']}",
        f"/servicePrincipals/{principal['id']}",
    ):
        read = ask(tiny, writer, "GET", path)
        ask(tiny, writer, "PATCH", path, {**read, "displayName": "Renamed"}, want=204)
        assert ask(tiny, writer, "GET", path) == {**read, "displayName": "Renamed"}
        ask(tiny, writer, "PATCH", path, {"id": SECRET}, want=400)


@documented(
    sources.DELETED_ITEMS,
    *(f"GET {BIN}/microsoft.graph.administrativeUnit{end}" for end in ("", "/$count")),
    f"POST {BIN}/{{id}}/restore",
)
def test_an_administrative_unit_lies_in_the_bin_until_it_is_restored(tiny: Tiny, admin: str) -> None:
    units, bin_of_units = "/directory/administrativeUnits", f"{BIN}/microsoft.graph.administrativeUnit"
    unit = ask(tiny, admin, "POST", units, {"displayName": "Branch"}, want=201)["id"]
    for back in (True, False):
        ask(tiny, admin, "DELETE", f"{units}/{unit}", want=204)
        (gone,) = ask(tiny, admin, "GET", bin_of_units)["value"]
        assert (gone["id"], gone["displayName"]) == (unit, "Branch")
        assert gone["deletedDateTime"]
        counted = tiny.graph(
            "GET", f"{bin_of_units}/$count", client_id=admin, headers={"ConsistencyLevel": "eventual"}
        )
        assert counted.text == "1"
        assert ask(tiny, admin, "GET", units)["value"] == []
        if back:
            ask(tiny, admin, "POST", f"{BIN}/{unit}/restore", {})
            (there,) = ask(tiny, admin, "GET", units)["value"]
            assert (there["id"], there["deletedDateTime"]) == (unit, None)


@assumed(
    "beta's page names the property; Zero Trust Assessment filters by it; null where nothing is published",
    "GET /applications",
    "GET /applications/{id}",
)
def test_beta_tells_that_no_application_of_ones_own_network_is_published(tiny: Tiny, admin: str) -> None:
    own = made(tiny, admin)
    published = "onPremisesPublishing/isOnPremPublishingEnabled eq true"
    asked = f"/applications?$filter={published}&$select=id,displayName"

    assert ask(tiny, admin, "GET", f"/beta{asked}")["value"] == []
    one = ask(tiny, admin, "GET", f"/beta/applications/{own['id']}?$select=id,onPremisesPublishing")
    assert one["onPremisesPublishing"] is None
    assert "onPremisesPublishing" not in ask(tiny, admin, "GET", f"/beta/applications/{own['id']}")
    ask(tiny, admin, "GET", f"/applications/{own['id']}?$select=onPremisesPublishing", want=400)
    ask(tiny, admin, "GET", asked, want=501)
