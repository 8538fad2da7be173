"""How objects of the directory are asked for: `$search`, `$expand`, control information, and the older roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.service_principals.types import new_service_principal
from tests.contract import sources
from tests.contract.conftest import GROUP, USER
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

EVENTUAL = {"consistencylevel": "eventual"}
OUTER = "b2f5c1de-0000-4000-8000-000000000006"
ROBOT = "b2f5c1de-0000-4000-8000-000000000007"
TEMPLATE = "62e90394-69f5-4237-9190-012177145e10"
ROLE = {"id": TEMPLATE, "templateId": TEMPLATE, "displayName": "Global Administrator"}
ROLES = ("/directoryRoles/{id}", "/directoryRoles(roleTemplateId='{id}')")


def people(tiny: Tiny) -> None:
    """Four groups whose names differ in how their words are parted."""
    for name in ("ÄrzteSüd2 North", "OneDrive-users", "Plain", "Two words"):
        body = {"displayName": name, "mailNickname": "x", "mailEnabled": False, "securityEnabled": True}
        assert tiny.graph("POST", "/groups", {**body, "description": "of one kind"}).status_code == 201


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        pytest.param(sought, found, marks=documented(sources.SEARCH, "GET /groups"))
        for sought, found in (
            ('"displayName:drive"', {"OneDrive-users"}),
            ('"displayName:one us"', {"OneDrive-users"}),
            ('"displayName:rive"', set()),
            ('"displayName:words" OR "displayName:plain"', {"Two words", "Plain"}),
            ('"displayName:two" AND "mailNickname:y"', set()),
            ('"displayname:2"', {"ÄrzteSüd2 North"}),
            ('"mailNickname:x" AND "description:kind" AND "displayName:plain"', {"Plain"}),
        )
    ],
)
def test_a_search_finds_by_words(tiny: Tiny, sought: str, found: set[str]) -> None:
    people(tiny)
    path = f"/groups?$search={sought}&$top=1"
    names: set[str] = set()
    while path:
        page = tiny.graph("GET", path, headers=EVENTUAL)
        assert page.status_code == 200, page.text
        names |= {one["displayName"] for one in page.json()["value"]}
        path = page.json().get("@odata.nextLink", "")
    assert names == found


@assumed("the page shows the header as needed and the syntax as quoted; texts are recalled", "GET /groups")
def test_a_search_needs_its_header_and_its_quotes(tiny: Tiny) -> None:
    people(tiny)
    bare = tiny.graph("GET", '/groups?$search="displayName:plain"')
    assert (bare.status_code, bare.json()["error"]["code"]) == (400, "Request_UnsupportedQuery")
    for wrong in (
        "plain",
        "displayName:plain",
        '"plain"',
        '"nothing:plain"',
        '"displayName:a" "displayName:b"',
    ):
        assert tiny.graph("GET", f"/groups?$search={wrong}", headers=EVENTUAL).status_code == 400


@documented(sources.QUERY, "GET /groups", "GET /groups/{id}", "GET /users", "GET /users/{id}")
def test_one_relation_comes_with_its_object(tiny: Tiny) -> None:
    reference = {"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{USER}"}
    assert tiny.graph("POST", f"/groups/{GROUP}/members/$ref", reference).status_code == 204
    for path, relation, other in (
        (f"/groups/{GROUP}", "members", USER),
        (f"/users/{USER}", "memberOf", GROUP),
    ):
        alone = tiny.graph("GET", f"{path}?$expand={relation}").json()
        kind, _, object_id = path[1:].partition("/")
        listed = tiny.graph("GET", f"/{kind}?$select=id&$expand={relation}($select=id)").json()["value"]
        (row,) = [one for one in listed if one["id"] == object_id]
        assert [one["id"] for one in alone[relation]] == [other]
        assert [one["id"] for one in row[relation]] == [other]
        assert "displayName" in alone
        assert row.keys() == {"id", relation}
    assert tiny.graph("GET", f"/groups/{GROUP}?$expand=owners").json()["owners"] == []
    assert tiny.graph("GET", "/groups?$expand=extensions").status_code == 501


@assumed("a captured answer of another type has such an @odata.id", "GET /users", "POST /groups")
def test_control_information_is_full_or_none_when_asked(tiny: Tiny) -> None:
    full = {"accept": "application/json; odata.metadata=full"}
    answer = tiny.graph("GET", "/users?$top=1", headers=full)
    assert "odata.metadata=full" in answer.headers["content-type"]
    (row,) = answer.json()["value"]
    assert row["@odata.type"] == "#microsoft.graph.user"
    bound: dict[str, Any] = {
        "displayName": "Bound",
        "mailNickname": "b",
        "members@odata.bind": [row["@odata.id"]],
    }
    body = {**bound, "mailEnabled": False, "securityEnabled": True}
    group = tiny.graph("POST", "/groups", body, headers=full)
    assert group.json()["@odata.id"].endswith(f"/{group.json()['id']}/Microsoft.DirectoryServices.Group")
    (member,) = tiny.graph("GET", f"/groups/{group.json()['id']}/members").json()["value"]
    assert member["id"] == row["id"]
    bare = tiny.graph("GET", "/users", headers={"accept": "application/json;odata.metadata=none"}).json()
    assert bare.keys() == {"value"}


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(
            one,
            marks=documented(
                sources.ACTIVATED_ROLES,
                *(
                    "POST /directoryRoles",
                    "GET /directoryRoles",
                    f"GET {one}",
                    f"GET {one}/members",
                    f"POST {one}/members/$ref",
                ),
                f"DELETE {one}/members/{{object_id}}/$ref",
            ),
        )
        for one in ROLES
    ],
)
def test_a_role_is_activated_given_and_taken_back(tiny: Tiny, item: str) -> None:
    writer = tiny.register("Writer", ["RoleManagement.ReadWrite.Directory", "Directory.Read.All"])
    tiny.store.put("roleDefinitions", TEMPLATE, {**ROLE, "description": "", "isBuiltIn": True})
    path = item.format(id=TEMPLATE)

    def ask(method: str, where: str, body: Any = None) -> Any:
        """The status and the body of an answer."""
        answer = tiny.graph(method, where, body, client_id=writer)
        return answer.status_code, answer.json() if answer.content else None

    assert ask("GET", path)[0] == 404
    assert ask("POST", "/directoryRoles", {"roleTemplateId": USER})[0] == 400
    assert ask("POST", "/directoryRoles", {"roleTemplateId": TEMPLATE})[0] == 201
    assert ask("POST", "/directoryRoles", {"roleTemplateId": TEMPLATE})[0] == 400
    assert ask("GET", path)[1]["roleTemplateId"] == TEMPLATE
    assert ask("GET", f"/directoryRoles/roleTemplateId={TEMPLATE}")[1]["roleTemplateId"] == TEMPLATE
    reference = {"@odata.id": f"https://graph.microsoft.com/v1.0/users/{USER}"}
    assert ask("POST", f"{path}/members/$ref", reference)[0] == 204
    assert ask("POST", f"{path}/members/$ref", reference)[0] == 400
    assert [one["id"] for one in ask("GET", f"{path}/members")[1]["value"]] == [USER]
    (whole,) = ask("GET", "/directoryRoles?$expand=members($select=id)")[1]["value"]
    assert [one["id"] for one in whole["members"]] == [USER]
    assert ask("DELETE", f"{path}/members/{USER}/$ref")[0] == 204
    assert ask("DELETE", f"{path}/members/{USER}/$ref")[0] == 404
    assert ask("GET", f"{path}/members")[1]["value"] == []


@documented(sources.ROLE_TEMPLATES, "GET /directoryRoleTemplates", "GET /directoryRoleTemplates/{id}")
def test_every_built_in_role_has_a_template(tiny: Tiny) -> None:
    custom = {**ROLE, "id": USER, "templateId": USER, "description": "", "isBuiltIn": False}
    tiny.store.put("roleDefinitions", USER, custom)
    tiny.store.put("roleDefinitions", TEMPLATE, {**ROLE, "description": "", "isBuiltIn": True})
    (template,) = tiny.graph("GET", "/directoryRoleTemplates").json()["value"]
    assert template["displayName"] == "Global Administrator"
    assert tiny.graph("GET", f"/directoryRoleTemplates/{TEMPLATE}").json().items() >= template.items()
    assert tiny.graph("GET", f"/directoryRoleTemplates/{USER}").status_code == 404


@documented(sources.PAGING, "GET /directoryRoleTemplates", "GET /directoryRoles")
def test_roles_and_their_templates_come_in_one_page(tiny: Tiny) -> None:
    built_in = {**ROLE, "description": "", "isBuiltIn": True}
    for number in range(120):
        role = f"b2f5c1de-0000-4000-8000-{number:012}"
        tiny.store.put("roleDefinitions", role, {**built_in, "id": role, "templateId": role})
        tiny.store.put("activatedRoles", role, {"id": role})
    for path in ("/directoryRoleTemplates", "/directoryRoles"):
        answer = tiny.graph("GET", path).json()
        assert (len(answer["value"]), "@odata.nextLink" in answer) == (120, False)


@assumed(
    "hamilton, on which the azuread provider stood, sends none; that the address tells the type is assumed",
    *(
        "POST /identity/conditionalAccess/namedLocations",
        "PATCH /identity/conditionalAccess/namedLocations/{id}",
    ),
)
def test_ranges_may_leave_their_type_to_their_address(tiny: Tiny) -> None:
    path = "/identity/conditionalAccess/namedLocations"
    ranges = [{"cidrAddress": "203.0.113.0/24"}, {"cidrAddress": "2001:db8::/32"}]
    body = {"@odata.type": "#microsoft.graph.ipNamedLocation", "displayName": "Office", "ipRanges": ranges}
    made = tiny.graph("POST", path, body).json()
    types = [one["@odata.type"].removeprefix("#microsoft.graph.") for one in made["ipRanges"]]
    assert types == ["iPv4CidrRange", "iPv6CidrRange"]
    assert tiny.graph("PATCH", f"{path}/{made['id']}", {"ipRanges": ranges[1:]}).status_code == 204
    assert (
        tiny.graph("PATCH", f"{path}/{made['id']}", {"ipRanges": [{"cidrAddress": "x"}]}).status_code == 400
    )
    assert tiny.graph("PATCH", f"{path}/{made['id']}", {"ipRanges": ["x"]}).status_code == 400


@documented(
    sources.MEMBER_GROUPS,
    *(
        f"POST /{collection}/{{id}}/{action}"
        for collection in ("directoryObjects", "users", "groups", "servicePrincipals")
        for action in ("getMemberGroups", "getMemberObjects", "checkMemberGroups")
    ),
    "GET /groups/{id}/members/{object_id}/$ref",
)
def test_an_object_of_any_type_tells_its_groups(tiny: Tiny) -> None:
    reference = {"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{USER}"}
    assert tiny.graph("POST", f"/groups/{GROUP}/members/$ref", reference).status_code == 204
    outer = {**(tiny.store.get("groups", GROUP) or {}), "id": OUTER}
    tiny.store.put("groups", OUTER, outer)
    tiny.store.put("group_members", OUTER, {"ids": [GROUP, ROBOT]})
    tiny.store.put("servicePrincipals", ROBOT, new_service_principal(ROBOT, {"appId": ROBOT}))
    above = {
        f"/directoryObjects/{USER}": {GROUP, OUTER},
        f"/users/{USER}": {GROUP, OUTER},
        f"/groups/{GROUP}": {OUTER},
        f"/servicePrincipals/{ROBOT}": {OUTER},
    }
    for of, held in above.items():
        for action in ("getMemberGroups", "getMemberObjects"):
            answer = tiny.graph("POST", f"{of}/{action}", {"securityEnabledOnly": False})
            assert set(answer.json()["value"]) == held, of
        path = f"{of}/checkMemberGroups"
        asked = {"groupIds": [USER, OUTER.upper()]}
        assert tiny.graph("POST", path, asked).json()["value"] == [OUTER.upper()], of
        for wrong in ({}, {"groupIds": GROUP}, {"groupIds": [GROUP] * 21}):
            assert tiny.graph("POST", path, wrong).status_code == 400
    assert tiny.graph("POST", f"/groups/{USER}/checkMemberGroups", {"groupIds": [OUTER]}).status_code == 404
    assert tiny.graph("GET", f"/groups/{GROUP}/members/{USER}/$ref").json()["@odata.id"].endswith(USER)
    assert tiny.graph("GET", f"/groups/{GROUP}/members/{GROUP}/$ref").status_code == 404


BETA = "/beta/policies/authorizationPolicy"


@documented(
    sources.AUTHORIZATION_OF_BETA,
    "GET /policies/authorizationPolicy",
    *(f"{method} /policies/authorizationPolicy/{{id}}" for method in ("GET", "PATCH")),
)
def test_beta_has_a_list_of_one_authorization_policy(tiny: Tiny) -> None:
    writer = tiny.register("Writer", ["Policy.ReadWrite.Authorization"])
    (listed,) = tiny.graph("GET", BETA).json()["value"]
    item = f"{BETA}/authorizationPolicy"
    assert tiny.graph("GET", item).json().items() >= listed.items()
    assert tiny.graph("GET", f"{BETA}/another").status_code == 404
    consent = "permissionGrantPolicyIdsAssignedToDefaultUserRole"
    before = tiny.graph("GET", BETA[5:]).json()["defaultUserRolePermissions"]
    assert listed[consent] == before["permissionGrantPoliciesAssigned"]
    change = {consent: [], "defaultUserRolePermissions": {"allowedToCreateApps": False}}
    assert tiny.graph("PATCH", item, change, client_id=writer).status_code == 204
    after = tiny.graph("GET", BETA[5:]).json()["defaultUserRolePermissions"]
    assert after == {**before, "permissionGrantPoliciesAssigned": [], "allowedToCreateApps": False}
    assert tiny.graph("PATCH", item, {"nothing": True}, client_id=writer).status_code == 400
    whole = tiny.graph("GET", item).json()
    assert tiny.graph("PATCH", item, whole, client_id=writer).status_code == 204
    assert tiny.graph("GET", item).json() == whole
    previews = {"enabledPreviewFeatures": ["something"]}
    assert tiny.graph("PATCH", item, previews, client_id=writer).status_code == 501


@assumed("what is not implemented says so: a function is not taken for an id", "GET /domains")
@pytest.mark.parametrize("kind", ["domains", "directoryObjects"])
@pytest.mark.parametrize("end", ["delta", "delta()", "microsoft.graph.delta()"])
def test_a_function_that_there_is_not_is_not_taken_for_an_object(tiny: Tiny, kind: str, end: str) -> None:
    refused = tiny.graph("GET", f"/{kind}/{end}")
    assert refused.status_code == 501
    assert "its method is GET, the request's is GET" not in refused.text
    assert tiny.graph("GET", "/domains").status_code == 200
