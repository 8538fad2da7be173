"""What the service lets be done to groups: dynamic, role-assignable, synchronised ones, and their owners.

Sources: see holdfast/emulator/graph/groups/rules.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.groups.rules import OWNER_LIMIT, ROLE_ASSIGNABLE_LIMIT
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.graph.users.types import new_user
from tests.contract import sources
from tests.contract.conftest import GROUP, ROLES, USER
from tests.contract.marks import documented

if TYPE_CHECKING:
    import httpx

    from tests.contract.conftest import Tiny

GRAPH = "https://graph.microsoft.com/v1.0/directoryObjects"
RULE = '(user.department -eq "IT")'
DENIED = (403, "Authorization_RequestDenied")
WRONG = (400, "Request_BadRequest")


def body(**changes: Any) -> dict[str, Any]:
    return {"displayName": "G", "mailEnabled": False, "mailNickname": "g", "securityEnabled": True, **changes}


def dynamic(**changes: Any) -> dict[str, Any]:
    return body(
        groupTypes=["DynamicMembership"], membershipRule=RULE, membershipRuleProcessingState="On", **changes
    )


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


@pytest.fixture
def trusted(tiny: Tiny) -> str:
    """An application that may manage roles too."""
    return tiny.register("Trusted", [*ROLES, "RoleManagement.ReadWrite.Directory"])


def made(tiny: Tiny, sent: dict[str, Any], client: str | None = None) -> str:
    answer = tiny.graph("POST", "/groups", sent, client_id=client)
    assert answer.status_code == 201, answer.text
    key: str = answer.json()["id"]
    return key


def reference(object_id: str) -> dict[str, str]:
    return {"@odata.id": f"{GRAPH}/{object_id}"}


# --- kinds of groups


@documented(sources.GROUPS, "GET /groups", "POST /groups")
@pytest.mark.parametrize(
    "sent",
    [
        body(groupTypes=["Static"]),
        body(groupTypes=["DynamicMembership"]),
        body(groupTypes=["DynamicMembership"], membershipRule=""),
        body(membershipRule=RULE),
        dynamic(**{"members@odata.bind": [f"{GRAPH}/{USER}"]}),
        dynamic(isAssignableToRole=True),
        body(groupTypes=["DynamicMembership"], membershipRule=RULE, membershipRuleProcessingState="Off"),
        body(isAssignableToRole=True, visibility="Public"),
        body(isAssignableToRole=True, groupTypes=["Unified"], mailEnabled=True, securityEnabled=False),
        body(**{"owners@odata.bind": [f"{GRAPH}/{GROUP}"]}),
        body(isAssignableToRole=True, **{"members@odata.bind": [f"{GRAPH}/{GROUP}"]}),
        body(**{"members@odata.bind": [f"{GRAPH}/{USER}"] * 21}),
        body(**{"members@odata.bind": [f"{GRAPH}/{USER}"] * 2}),
    ],
)
def test_a_group_of_no_kind_is_refused_and_not_made(tiny: Tiny, trusted: str, sent: dict[str, Any]) -> None:
    answer = tiny.graph("POST", "/groups", sent, client_id=trusted)
    assert answer.status_code in {400, 403}, answer.text
    assert tiny.graph("GET", "/groups?$filter=displayName eq 'G'").json()["value"] == []


@documented(sources.ROLE_GROUPS, "POST /groups")
def test_a_group_assignable_to_roles_needs_the_right_to_manage_roles(tiny: Tiny, trusted: str) -> None:
    plain = tiny.register("Plain", list(ROLES))
    sent = body(isAssignableToRole=True)
    refused = tiny.graph("POST", "/groups", sent, client_id=plain)
    assert (refused.status_code, refused.json()["error"]["code"]) == DENIED
    assert tiny.graph("POST", "/groups", sent, client_id=trusted).status_code == 201


@documented(sources.GROUPS, "PATCH /groups/{id}", "POST /groups")
def test_dynamic_groups_need_p1_also_when_a_group_becomes_one(tiny: Tiny) -> None:
    group = made(tiny, body())
    tiny.licence("EXCHANGE_S_STANDARD")
    assert tiny.graph("POST", "/groups", dynamic()).status_code == 403
    change = {
        "groupTypes": ["DynamicMembership"],
        "membershipRule": RULE,
        "membershipRuleProcessingState": "On",
    }
    assert tiny.graph("PATCH", f"/groups/{group}", change).status_code == 403
    tiny.licence("AAD_PREMIUM")
    assert tiny.graph("PATCH", f"/groups/{group}", change).status_code == 204


@documented(sources.GROUPS, "DELETE /groups/{id}/members/{object_id}/$ref")
def test_members_of_a_dynamic_group_are_chosen_by_its_rule_only(tiny: Tiny) -> None:
    group = made(tiny, dynamic())
    tiny.store.put("group_members", group, {"ids": [USER]})
    assert told(tiny.graph("POST", f"/groups/{group}/members/$ref", reference(USER))) == DENIED
    assert told(tiny.graph("DELETE", f"/groups/{group}/members/{USER}/$ref")) == DENIED
    bound = {"members@odata.bind": [f"{GRAPH}/{USER}"]}
    assert told(tiny.graph("PATCH", f"/groups/{group}", bound)) == DENIED
    assert told(tiny.graph("PATCH", f"/groups/{group}", {"membershipRule": None})) == WRONG
    assert (
        tiny.graph("PATCH", f"/groups/{group}", {"groupTypes": [], "membershipRule": None}).status_code == 204
    )
    assert tiny.graph("DELETE", f"/groups/{group}/members/{USER}/$ref").status_code == 204


# --- groups that may hold roles


@documented(sources.ROLE_GROUPS)
def test_a_role_assignable_group_is_written_by_those_alone_who_manage_roles(tiny: Tiny, trusted: str) -> None:
    assert told(tiny.graph("POST", "/groups", body(isAssignableToRole=True))) == DENIED
    group = made(tiny, body(isAssignableToRole=True), trusted)
    shown = tiny.graph("GET", f"/groups/{group}").json()
    assert (shown["isAssignableToRole"], shown["visibility"]) == (True, "Private")
    writes: list[tuple[str, str, Any]] = [
        ("PATCH", "", {"description": "x"}),
        ("POST", "/members/$ref", reference(USER)),
        ("DELETE", f"/members/{USER}/$ref", None),
        ("POST", "/owners/$ref", reference(USER)),
        ("DELETE", "", None),
    ]
    for method, path, sent in writes:
        assert told(tiny.graph(method, f"/groups/{group}{path}", sent)) == DENIED, (method, path)
    for method, path, sent in writes:
        answer = tiny.graph(method, f"/groups/{group}{path}", sent, client_id=trusted)
        assert answer.status_code == 204, (method, path, answer.text)


@documented(sources.ROLE_GROUPS, "PATCH /groups/{id}", "POST /groups")
@pytest.mark.parametrize(
    "change",
    [
        {"isAssignableToRole": False},
        {"groupTypes": ["DynamicMembership"], "membershipRule": RULE},
        {"securityEnabled": False},
        {"visibility": "Public"},
        {"members@odata.bind": [f"{GRAPH}/{GROUP}"]},
    ],
)
def test_a_role_assignable_group_stays_what_it_is(tiny: Tiny, trusted: str, change: dict[str, Any]) -> None:
    group = made(tiny, body(isAssignableToRole=True), trusted)
    before = tiny.store.get("groups", group)
    assert told(tiny.graph("PATCH", f"/groups/{group}", change, client_id=trusted)) == WRONG
    assert tiny.store.get("groups", group) == before


@documented(sources.ROLE_GROUPS, "PATCH /groups/{id}")
def test_an_ordinary_group_never_becomes_role_assignable(tiny: Tiny, trusted: str) -> None:
    assert (
        told(tiny.graph("PATCH", f"/groups/{GROUP}", {"isAssignableToRole": True}, client_id=trusted))
        == WRONG
    )


@documented(sources.ROLE_GROUPS, "POST /groups", "POST /groups/{id}/members/$ref")
def test_groups_are_not_nested_in_one_that_holds_roles_nor_in_themselves(tiny: Tiny, trusted: str) -> None:
    plain = made(tiny, body())
    strong = made(tiny, body(isAssignableToRole=True), trusted)
    for group, member in ((strong, plain), (plain, plain)):
        answer = tiny.graph("POST", f"/groups/{group}/members/$ref", reference(member), client_id=trusted)
        assert told(answer) == WRONG
    assert tiny.graph("POST", f"/groups/{plain}/members/$ref", reference(strong)).status_code == 204


@documented(sources.ROLE_GROUPS, "POST /groups", "POST /roleManagement/directory/roleAssignments")
def test_roles_go_to_role_assignable_groups_only(tiny: Tiny, trusted: str) -> None:
    role = "62e90394-69f5-4237-9190-012177145e10"
    tiny.store.put(
        "roleDefinitions", role, {"id": role, "displayName": "Global Administrator", "templateId": role}
    )
    strong = made(tiny, body(isAssignableToRole=True), trusted)
    for group, status in ((GROUP, 400), (strong, 201)):
        sent = {"principalId": group, "roleDefinitionId": role, "directoryScopeId": "/"}
        answer = tiny.graph("POST", "/roleManagement/directory/roleAssignments", sent, client_id=trusted)
        assert answer.status_code == status, answer.text


@documented(sources.ROLE_GROUPS, "POST /groups")
def test_500_role_assignable_groups_are_the_most(tiny: Tiny, trusted: str) -> None:
    with tiny.store.transaction():
        for number in range(ROLE_ASSIGNABLE_LIMIT):
            key = f"11111111-0000-4000-8000-{number:012d}"
            values = {"displayName": "R", "isAssignableToRole": True, "securityEnabled": True}
            tiny.store.put("groups", key, new_group(key, "2026-01-01T00:00:00Z", values))
    answer = tiny.graph("POST", "/groups", body(isAssignableToRole=True), client_id=trusted)
    assert told(answer) == WRONG
    assert "500" in answer.text


# --- owners


@documented(sources.GROUPS, "GET /groups/{id}/owners")
def test_owners_are_users_or_service_principals(tiny: Tiny) -> None:
    group = made(tiny, body())
    assert told(tiny.graph("POST", f"/groups/{group}/owners/$ref", reference(GROUP))) == WRONG
    assert tiny.graph("POST", f"/groups/{group}/owners/$ref", reference(USER)).status_code == 204
    assert told(tiny.graph("POST", f"/groups/{group}/owners/$ref", reference(USER))) == WRONG
    assert [one["id"] for one in tiny.graph("GET", f"/groups/{group}/owners").json()["value"]] == [USER]


@documented(sources.GROUP_OWNERS, "DELETE /groups/{id}/owners/{object_id}/$ref")
def test_the_last_owner_who_is_a_user_stays(tiny: Tiny) -> None:
    other = "b2f5c1de-0000-4000-8000-000000000003"
    values = {"displayName": "Other", "userPrincipalName": "other@x.example"}
    tiny.store.put("users", other, new_user(other, "2026-01-01T00:00:00Z", values))
    group = made(tiny, body(**{"owners@odata.bind": [f"{GRAPH}/{USER}", f"{GRAPH}/{other}"]}))
    assert tiny.graph("DELETE", f"/groups/{group}/owners/{other}/$ref").status_code == 204
    answer = tiny.graph("DELETE", f"/groups/{group}/owners/{USER}/$ref")
    assert told(answer) == WRONG
    assert "must have at least one owner" in answer.text
    assert [one["id"] for one in tiny.graph("GET", f"/groups/{group}/owners").json()["value"]] == [USER]


@documented(sources.GROUP_LIMITS, "POST /groups", "POST /groups/{id}/owners/$ref")
def test_100_owners_are_the_most(tiny: Tiny) -> None:
    group = made(tiny, body())
    ids = [f"22222222-0000-4000-8000-{number:012d}" for number in range(OWNER_LIMIT)]
    with tiny.store.transaction():
        for key in ids:
            values = {"displayName": "O", "userPrincipalName": f"{key}@x.example"}
            tiny.store.put("users", key, new_user(key, "2026-01-01T00:00:00Z", values))
        tiny.store.put("group_owners", group, {"ids": ids})
    assert told(tiny.graph("POST", f"/groups/{group}/owners/$ref", reference(USER))) == WRONG


@documented(sources.GROUPS)
def test_a_synchronised_group_is_changed_on_premises_only(tiny: Tiny) -> None:
    group = tiny.store.get("groups", GROUP)
    assert group is not None
    tiny.store.put("groups", GROUP, group | {"onPremisesSyncEnabled": True})
    for method, path, sent in (
        ("PATCH", "", {"description": "x"}),
        ("POST", "/members/$ref", reference(USER)),
        ("DELETE", "", None),
    ):
        answer = tiny.graph(method, f"/groups/{GROUP}{path}", sent)
        assert told(answer) == WRONG
        assert "on-premises mastered" in answer.text


@documented(sources.GROUPS_OF_EXCHANGE)
def test_a_group_that_exchange_manages_is_only_read_and_a_microsoft_365_group_is_written(tiny: Tiny) -> None:
    group = tiny.store.get("groups", GROUP)
    assert group is not None
    tiny.store.put("groups", GROUP, group | {"mailEnabled": True, "securityEnabled": True})
    writes: tuple[tuple[str, str, Any], ...] = (
        ("PATCH", "", {"description": "x"}),
        ("POST", "/members/$ref", reference(USER)),
        ("POST", "/owners/$ref", reference(USER)),
        ("DELETE", "", None),
    )
    for method, path, sent in writes:
        answer = tiny.graph(method, f"/groups/{GROUP}{path}", sent)
        assert told(answer) == WRONG
        assert "Cannot Update a mail-enabled security groups and or distribution list." in answer.text
    tiny.store.put("groups", GROUP, group | {"mailEnabled": True, "groupTypes": ["Unified"]})
    for method, path, sent in writes:
        assert tiny.graph(method, f"/groups/{GROUP}{path}", sent).status_code == 204
