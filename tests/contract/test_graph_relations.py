"""Who belongs to what, for every relation there is: the list, its count, and both by type agree with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.group_members.routes import ROUTES as WRITES
from holdfast.emulator.graph.relations.routes import RELATIONS
from holdfast.emulator.graph.role_management.routes import role_assignment
from holdfast.emulator.graph.service_principals.types import new_service_principal
from tests.contract import sources
from tests.contract.conftest import GROUP, USER
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from holdfast.emulator.graph.relations.routes import Relation
    from tests.contract.conftest import Tiny

EVENTUAL = {"consistencylevel": "eventual"}


def routes_of(relation: Relation) -> list[str]:
    casts = [f"{relation.template}/microsoft.graph.{kind}" for kind in relation.types]
    return [f"GET {path}{end}" for path in (relation.template, *casts) for end in ("", "/$count")]


def case(relation: Relation) -> Any:
    page = sources.ABOVE if "emberOf" in relation.template else sources.MEMBERSHIP
    page = sources.OWNED if "ownedObjects" in relation.template else page
    page = sources.MANAGERS if "directReports" in relation.template else page
    mark = documented(page, *routes_of(relation))
    if "v1.0" not in relation.versions:
        mark = assumed("an older path of beta, which public clients ask", *routes_of(relation))
    return pytest.param(relation, marks=mark, id=relation.template)


APPLICATION_OBJECT = "b2f5c1de-0000-4000-8000-000000000005"
ROLE = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
"""A role that a group holds, and so, through it, who is in it."""
UNIT = "b2f5c1de-0000-4000-8000-000000000006"
PRINCIPAL = "b2f5c1de-0000-4000-8000-000000000004"
BOSS = "b2f5c1de-0000-4000-8000-000000000007"
STARTS = {
    "/users/{id}/directReports": BOSS,
    "directoryRoles": ROLE,
    "directoryRoles(roleTemplateId='{id}')": ROLE,
    "users": USER,
    "groups": GROUP,
    "servicePrincipals": PRINCIPAL,
    "applications": APPLICATION_OBJECT,
    "directory": UNIT,
    "administrativeUnits": UNIT,
}


@pytest.fixture
def owned(nested: Tiny) -> Tiny:
    """An application and its service principal with an owner, and the service principal in a group."""
    app_id = nested.register("Owned", [], id=APPLICATION_OBJECT, servicePrincipalId=PRINCIPAL)
    principal = new_service_principal(PRINCIPAL, {"appId": app_id, "displayName": "Owned"})
    nested.store.put("servicePrincipals", PRINCIPAL, principal)
    admin = nested.register("Owning", ["Application.ReadWrite.All"])
    owner = {"@odata.id": f"https://graph.microsoft.com/v1.0/users/{USER}"}
    for path in (f"/applications/{APPLICATION_OBJECT}", f"/servicePrincipals/{PRINCIPAL}"):
        assert nested.graph("POST", f"{path}/owners/$ref", owner, client_id=admin).status_code == 204
    member = {"@odata.id": f"https://graph.microsoft.com/v1.0/servicePrincipals/{PRINCIPAL}"}
    nested.store.put("administrativeUnit", UNIT, {"id": UNIT, "displayName": "North"})
    units = nested.register("Units", ["AdministrativeUnit.ReadWrite.All"])
    inside = f"/directory/administrativeUnits/{UNIT}/members/$ref"
    assert nested.graph("POST", inside, owner, client_id=units).status_code == 204
    above = nested.tokens["Above"]
    assert nested.graph("POST", f"/groups/{above}/members/$ref", member).status_code == 204
    assert nested.graph("POST", f"/groups/{above}/owners/$ref", member).status_code == 204
    role = {
        "id": ROLE,
        "templateId": ROLE,
        "displayName": "Global Reader",
        "description": "",
        "isBuiltIn": True,
    }
    nested.store.put("roleDefinitions", ROLE, role)
    user = nested.store.get("users", USER)
    assert user is not None
    nested.store.put("users", BOSS, {**user, "id": BOSS, "userPrincipalName": f"boss@{nested.domain}"})
    nested.store.put("userManagers", USER, {"id": USER, "managerId": BOSS})
    held = role_assignment(nested.tenant, above, ROLE)
    nested.store.put("roleAssignments", held["id"], held)
    return nested


@pytest.fixture
def nested(tiny: Tiny) -> Tiny:
    """A user in a group, the group in two others, and an owner."""
    assert {route.method for route in WRITES} == {"POST", "DELETE"}
    for name in ("Above", "Far above"):
        body = {"displayName": name, "mailEnabled": False, "mailNickname": "x", "securityEnabled": True}
        tiny.tokens[name] = tiny.graph("POST", "/groups", body).json()["id"]
    for group, member in (
        (GROUP, USER),
        (tiny.tokens["Above"], GROUP),
        (tiny.tokens["Far above"], tiny.tokens["Above"]),
    ):
        reference = {"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{member}"}
        assert tiny.graph("POST", f"/groups/{group}/members/$ref", reference).status_code == 204
    owner = {"@odata.id": f"https://graph.microsoft.com/v1.0/users/{USER}"}
    assert tiny.graph("POST", f"/groups/{GROUP}/owners/$ref", owner).status_code == 204
    return tiny


@pytest.mark.parametrize("relation", [case(one) for one in RELATIONS])
def test_the_list_its_count_and_its_types_agree(owned: Tiny, relation: Relation) -> None:
    nested = owned
    start = STARTS.get(relation.template) or STARTS[relation.template.split("/")[1]]
    path = f"/{relation.versions[0]}{relation.template.format(id=start)}"
    whole = nested.graph("GET", path).json()["value"]
    assert whole, "the tenant of the test has somebody in every relation"
    assert nested.graph("GET", f"{path}/$count", headers=EVENTUAL).text == str(len(whole))
    ids: list[str] = []
    for kind in relation.types:
        cast = f"{path}/microsoft.graph.{kind}"
        listed = [one["id"] for one in nested.graph("GET", cast).json()["value"]]
        assert listed == [one["id"] for one in whole if one["@odata.type"] == f"#microsoft.graph.{kind}"]
        assert nested.graph("GET", f"{cast}/$count", headers=EVENTUAL).text == str(len(listed))
        ids += listed
    assert sorted(ids) == sorted(one["id"] for one in whole)


@documented(
    sources.MEMBER_GROUPS,
    "POST /servicePrincipals/{id}/getMemberGroups",
    "GET /groups/{id}/owners/{object_id}/$ref",
)
def test_a_service_principal_tells_its_groups_and_a_group_its_owner(owned: Tiny) -> None:
    path = f"/servicePrincipals/{PRINCIPAL}/getMemberGroups"
    answer = owned.graph("POST", path, {"securityEnabledOnly": False})
    assert set(answer.json()["value"]) == {owned.tokens["Above"], owned.tokens["Far above"]}
    assert owned.graph("GET", f"/groups/{GROUP}/owners/{USER}/$ref").json()["@odata.id"].endswith(USER)
    assert owned.graph("GET", f"/groups/{GROUP}/owners/{GROUP}/$ref").status_code == 404


APPLICATION = "b2f5c1de-0000-4000-8000-000000000003"
LEAVES_OUT = {
    "/groups/{id}/members": sources.MEMBERSHIP,
    "/groups/{id}/owners": sources.OWNERS,
    "/groups/{id}/transitiveMembers": sources.UNLISTED_DEEP,
}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            one, marks=documented(page, f"GET {one}", f"GET {one}/microsoft.graph.servicePrincipal"), id=one
        )
        for one, page in LEAVES_OUT.items()
    ],
)
def test_v1_leaves_service_principals_out_of_who_is_in_a_group(nested: Tiny, path: str) -> None:
    robot = new_service_principal(APPLICATION, {"appId": "a", "displayName": "Robot"})
    nested.store.put("servicePrincipals", APPLICATION, robot)
    reference = {"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{APPLICATION}"}
    for relation in ("members", "owners"):
        assert nested.graph("POST", f"/groups/{GROUP}/{relation}/$ref", reference).status_code == 204
    path = path.format(id=GROUP)

    def ids(version: str, end: str = "") -> set[str]:
        return {one["id"] for one in nested.graph("GET", f"/{version}{path}{end}").json()["value"]}

    assert ids("beta") - ids("v1.0") == {APPLICATION}
    assert ids("v1.0") == {USER}
    assert ids("v1.0", "/microsoft.graph.servicePrincipal") == {APPLICATION}
    for version, number in (("v1.0", "1"), ("beta", "2")):
        counted = nested.graph("GET", f"/{version}{path}/$count", headers=EVENTUAL)
        assert counted.text == number


@assumed(
    "that Member.Read.Hidden is needed is documented; that without it nobody is told of, and nothing refused, is not",
    "GET /groups/{id}/members",
    "GET /groups/{id}/members/$count",
    "GET /groups/{id}/transitiveMembers",
)
def test_a_group_that_hides_its_members_tells_them_to_who_may_read_hidden_ones_alone(nested: Tiny) -> None:
    above, far = nested.tokens["Above"], nested.tokens["Far above"]
    sees = nested.register("Sees hidden", ["Group.Read.All", "User.Read.All", "Member.Read.Hidden"])
    paths = (
        *(f"/groups/{above}/members{end}" for end in ("", "/microsoft.graph.group")),
        *(f"/groups/{above}/transitiveMembers", f"/groups/{far}/transitiveMembers"),
    )

    def told(**who: Any) -> list[list[str]]:
        """Ids of everybody who is told of, by path."""
        return [[one["id"] for one in nested.graph("GET", path, **who).json()["value"]] for path in paths]

    def counted(**who: Any) -> list[str]:
        """How many are told of, and who with the group itself."""
        number = nested.graph("GET", f"{paths[0]}/$count", headers=EVENTUAL, **who).text
        group = nested.graph("GET", f"/groups/{above}?$expand=members", **who).json()
        return [number, *(one["id"] for one in group["members"])]

    open_to_all = [[GROUP], [GROUP], [GROUP, USER], [above, GROUP, USER]]
    assert told() == told(client_id=sees) == open_to_all
    group = nested.store.get("groups", above)
    assert group is not None
    nested.store.put("groups", above, {**group, "visibility": "HiddenMembership"})
    assert told(client_id=sees) == open_to_all
    assert counted(client_id=sees) == ["1", GROUP]
    assert told() == [[], [], [], [above]]
    assert counted() == ["0"]
    reference = f"/groups/{above}/members/{GROUP}/$ref"
    assert nested.graph("GET", reference).status_code == 404
    assert nested.graph("GET", reference, client_id=sees).status_code == 200


def above_in(tiny: Tiny, path: str, client_id: str) -> set[tuple[str, str]]:
    found = tiny.graph("GET", path, client_id=client_id).json()["value"]
    return {(one["@odata.type"].rpartition(".")[2], one["id"]) for one in found}


@documented(
    sources.ABOVE,
    "GET /users/{id}/memberOf",
    "GET /users/{id}/transitiveMemberOf",
    "GET /users/{id}/memberOf/microsoft.graph.directoryRole",
    "GET /groups/{id}/memberOf/microsoft.graph.directoryRole",
    "GET /users/{id}/transitiveMemberOf/microsoft.graph.directoryRole",
    "GET /users/{id}/memberOf/microsoft.graph.administrativeUnit",
)
def test_a_role_of_a_group_is_its_members_and_a_unit_does_not_nest(owned: Tiny) -> None:
    reader = owned.register("Reader", ["Directory.Read.All"])
    groups = {("group", GROUP), ("group", owned.tokens["Above"]), ("group", owned.tokens["Far above"])}
    unit, role = ("administrativeUnit", UNIT), ("directoryRole", ROLE)
    assert above_in(owned, f"/users/{USER}/memberOf", reader) == {("group", GROUP), unit}
    assert above_in(owned, f"/users/{USER}/transitiveMemberOf", reader) == {*groups, unit, role}
    cast = "microsoft.graph.directoryRole"
    held = owned.graph("GET", f"/groups/{owned.tokens['Above']}/memberOf/{cast}", client_id=reader)
    assert [one["roleTemplateId"] for one in held.json()["value"]] == [ROLE]
    assert owned.graph("GET", f"/users/{USER}/memberOf/{cast}", client_id=reader).json()["value"] == []
    named = f"/users/{USER}/transitiveMemberOf/{cast}?$select=id,displayName"
    assert owned.graph("GET", named, client_id=reader).json()["value"] == [
        {"id": ROLE, "displayName": "Global Reader"}
    ]
    units = owned.graph("GET", f"/users/{USER}/memberOf/microsoft.graph.administrativeUnit", client_id=reader)
    assert [one["displayName"] for one in units.json()["value"]] == ["North"]


@documented(sources.ABOVE, "GET /users/{id}/transitiveMemberOf", "GET /users/{id}/memberOf")
def test_who_may_not_read_roles_and_units_is_told_their_ids_alone(owned: Tiny) -> None:
    reader = owned.register("Users only", ["User.Read.All"])
    found = owned.graph("GET", f"/users/{USER}/transitiveMemberOf", client_id=reader).json()["value"]
    told = {one["id"]: one["displayName"] for one in found}
    assert (told[ROLE], told[UNIT]) == (None, None)
    assert owned.graph("GET", f"/users/{USER}/memberOf", client_id=reader).json()["value"][-1]["id"] == UNIT


@documented(
    sources.OWNED, "GET /users/{id}/ownedObjects", "GET /users/{id}/ownedObjects/microsoft.graph.application"
)
def test_a_user_owns_groups_applications_and_their_service_principals(owned: Tiny) -> None:
    reader = owned.register("Reader", ["User.Read.All"])
    path = f"/users/{USER}/ownedObjects"
    assert above_in(owned, path, reader) == {
        ("group", GROUP),
        ("application", APPLICATION_OBJECT),
        ("servicePrincipal", PRINCIPAL),
    }
    (found,) = owned.graph("GET", f"{path}/microsoft.graph.application", client_id=reader).json()["value"]
    assert found["publisherDomain"] == owned.domain
    assert owned.graph("GET", f"/users/{ROLE}/ownedObjects", client_id=reader).status_code == 404
