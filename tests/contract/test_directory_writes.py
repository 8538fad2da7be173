"""What else of the directory is written: units and who is in them, managers, guests who are invited, own roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contract import sources
from tests.contract.conftest import GROUP, USER, ask
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

ROLES = [
    "AdministrativeUnit.ReadWrite.All",
    "Directory.Read.All",
    "RoleManagement.ReadWrite.Directory",
    "User.Invite.All",
    "User.ReadWrite.All",
]
UNITS = "/directory/administrativeUnits"
DEFINITIONS = "/roleManagement/directory/roleDefinitions"
INVITATION = {"invitedUserEmailAddress": "pat@fabrikam.com", "inviteRedirectUrl": "https://a.example"}


@pytest.fixture
def admin(tiny: Tiny) -> str:
    return tiny.register("Directory", ROLES)


def reference(kind: str, object_id: str) -> dict[str, str]:
    return {"@odata.id": f"https://graph.microsoft.com/v1.0/{kind}/{object_id}"}


@documented(
    sources.UNIT_MEMBERS,
    f"GET {UNITS}/{{id}}/members",
    f"POST {UNITS}/{{id}}/members/$ref",
    f"GET {UNITS}/{{id}}/members/{{object_id}}/$ref",
    f"DELETE {UNITS}/{{id}}/members/{{object_id}}/$ref",
)
def test_people_and_groups_come_into_a_unit(tiny: Tiny, admin: str) -> None:
    unit = ask(tiny, admin, "POST", UNITS, {"displayName": "North"}, want=201)
    path = f"{UNITS}/{unit['id']}/members"
    for kind, object_id in (("users", USER), ("groups", GROUP)):
        ask(tiny, admin, "POST", f"{path}/$ref", reference(kind, object_id), want=204)
    ask(tiny, admin, "POST", f"{path}/$ref", reference("users", USER), want=400)
    assert {one["id"] for one in ask(tiny, admin, "GET", path)["value"]} == {USER, GROUP}
    assert USER in ask(tiny, admin, "GET", f"{path}/{USER}/$ref")["@odata.id"]
    ask(tiny, admin, "DELETE", f"{path}/{USER}/$ref", want=204)
    ask(tiny, admin, "DELETE", f"{path}/{USER}/$ref", want=404)
    ask(tiny, admin, "GET", f"{path}/{USER}/$ref", want=404)
    assert [one["id"] for one in ask(tiny, admin, "GET", path)["value"]] == [GROUP]
    ask(tiny, admin, "GET", f"{UNITS}/{USER}/members", want=404)


@documented(
    sources.MANAGERS,
    *("GET /users/{id}/manager", "GET /users/{id}/directReports"),
    "GET /users",
    *("PUT /users/{id}/manager/$ref", "DELETE /users/{id}/manager/$ref"),
)
def test_somebody_has_a_manager_and_has_none(tiny: Tiny, admin: str) -> None:
    body = {
        "accountEnabled": True,
        "displayName": "Boss",
        "mailNickname": "boss",
        "userPrincipalName": f"boss@{tiny.domain}",
        "passwordProfile": {"password": "IrPa55w0rd!"},
    }
    boss = ask(tiny, admin, "POST", "/users", body, want=201)["id"]
    path = f"/users/{USER}/manager"
    ask(tiny, admin, "GET", path, want=404)
    for nobody in (reference("groups", GROUP), reference("users", USER), {}):
        ask(tiny, admin, "PUT", f"{path}/$ref", nobody, want=400)
    ask(tiny, admin, "PUT", f"{path}/$ref", reference("users", boss), want=204)
    assert ask(tiny, admin, "GET", path)["displayName"] == "Boss"
    listed = ask(tiny, admin, "GET", "/users?$select=id&$expand=manager($select=id)")["value"]
    shown = {one["id"]: one.get("manager", {}).get("id") for one in listed}
    assert shown == {USER: boss, boss: None}
    assert [one["id"] for one in ask(tiny, admin, "GET", f"/users/{boss}/directReports")["value"]] == [USER]
    ask(tiny, admin, "DELETE", f"{path}/$ref", want=204)
    ask(tiny, admin, "DELETE", f"{path}/$ref", want=404)
    assert ask(tiny, admin, "GET", f"/users/{boss}/directReports")["value"] == []


@documented(sources.INVITATIONS, "POST /invitations")
def test_an_invitation_makes_a_guest_once(tiny: Tiny, admin: str) -> None:
    first, second = (ask(tiny, admin, "POST", "/invitations", INVITATION, want=201) for _ in range(2))
    assert (first["status"], first["invitedUser"]) == ("PendingAcceptance", second["invitedUser"])
    guest = ask(tiny, admin, "GET", f"/beta/users/{first['invitedUser']['id']}")
    assert guest["userPrincipalName"] == f"pat_fabrikam.com#EXT#@{tiny.domain}"
    assert (guest["userType"], guest["mail"]) == ("Guest", "pat@fabrikam.com")
    for wrong in (
        {"invitedUserEmailAddress": "pat"},
        {"invitedUserType": "Friend"},
        {"inviteRedirectUrl": ""},
    ):
        ask(tiny, admin, "POST", "/invitations", {**INVITATION, **wrong}, want=400)
    assert tiny.graph("POST", "/invitations", INVITATION).status_code == 403


@documented(
    sources.CUSTOM_ROLES, f"POST {DEFINITIONS}", f"PATCH {DEFINITIONS}/{{id}}", f"DELETE {DEFINITIONS}/{{id}}"
)
def test_a_tenant_defines_a_role_of_its_own(tiny: Tiny, admin: str) -> None:
    permissions = [{"allowedResourceActions": ["microsoft.directory/applications/basic/update"]}]
    body = {"displayName": "Registrars", "isEnabled": True, "rolePermissions": permissions}
    role = ask(tiny, admin, "POST", DEFINITIONS, body, want=201)
    path = f"{DEFINITIONS}/{role['id']}"
    assert (role["isBuiltIn"], role["templateId"]) == (False, role["id"])
    ask(tiny, admin, "PATCH", path, {"isEnabled": False}, want=204)
    assert ask(tiny, admin, "GET", path)["isEnabled"] is False
    refused: tuple[dict[str, Any], ...] = (
        {"rolePermissions": [{}]},
        {"displayName": ""},
        {"templateId": role["id"]},
    )
    for wrong in refused:
        ask(tiny, admin, "POST", DEFINITIONS, {**body, **wrong}, want=400)
    ask(tiny, admin, "DELETE", path, want=204)
    ask(tiny, admin, "DELETE", path, want=404)


@assumed(
    "nobody says what is answered; that neither is done is documented",
    *(f"PATCH {DEFINITIONS}/{{id}}", f"DELETE {DEFINITIONS}/{{id}}"),
)
def test_microsofts_roles_and_those_in_use_stay(tiny: Tiny, admin: str) -> None:
    built_in = {"id": USER, "templateId": USER, "displayName": "Reader", "isBuiltIn": True, "description": ""}
    tiny.store.put("roleDefinitions", USER, built_in)
    ask(tiny, admin, "PATCH", f"{DEFINITIONS}/{USER}", {"displayName": "Mine"}, want=400)
    ask(tiny, admin, "DELETE", f"{DEFINITIONS}/{USER}", want=400)
    body = {"displayName": "Ours", "isEnabled": True, "rolePermissions": []}
    role = ask(tiny, admin, "POST", DEFINITIONS, body, want=201)
    given = {"principalId": USER, "roleDefinitionId": role["id"], "directoryScopeId": "/"}
    ask(tiny, admin, "POST", "/roleManagement/directory/roleAssignments", given, want=201)
    ask(tiny, admin, "DELETE", f"{DEFINITIONS}/{role['id']}", want=400)
