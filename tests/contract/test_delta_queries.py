"""What changed since the last round, of every collection of the directory that the service tracks."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.delta_queries.routes import ROUTES
from tests.contract import sources
from tests.contract.conftest import GROUP, USER, ask
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

TRACKED = {one.template.removesuffix("/delta"): one for one in ROUTES}
ROLE = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
ROLE_BODY = {"displayName": "Global Reader", "description": "", "isBuiltIn": True}
STORED = {
    "/users": "users",
    "/groups": "groups",
    "/applications": "applications",
    "/servicePrincipals": "servicePrincipals",
    "/directoryRoles": "roleAssignments",
    "/directory/administrativeUnits": "administrativeUnit",
    "/administrativeUnits": "administrativeUnit",
    "/devices": "device",
    "/oauth2PermissionGrants": "oAuth2PermissionGrant",
    "/contacts": "orgContact",
}
"""Where the store keeps what makes an object of each collection appear."""


def version_of(path: str) -> str:
    return TRACKED[path].versions[0]


def rounds(tiny: Tiny, reader: str, link: str, **headers: str) -> tuple[list[dict[str, Any]], str]:
    """Every object of a round, and the link to the next."""
    told: list[dict[str, Any]] = []
    while True:
        answer = tiny.graph("GET", link, client_id=reader, headers=headers)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        told.extend(body["value"])
        assert ("@odata.nextLink" in body) != ("@odata.deltaLink" in body)
        if "@odata.deltaLink" in body:
            return told, body["@odata.deltaLink"]
        link = body["@odata.nextLink"]


def added(tiny: Tiny, admin: str, path: str) -> str:
    """Make one more object appear, whatever it is, and return its id."""
    key = str(uuid.uuid4())
    if path == "/directoryRoles":
        tiny.store.put("roleDefinitions", ROLE, {**ROLE_BODY, "id": ROLE, "templateId": ROLE})
        tiny.store.put(
            "roleAssignments",
            key,
            {"id": key, "principalId": USER, "roleDefinitionId": ROLE, "directoryScopeId": "/"},
        )
        return ROLE
    if path == "/applications":
        return str(ask(tiny, admin, "POST", path, {"displayName": "New"}, want=201)["id"])
    if path == "/servicePrincipals":
        made = ask(tiny, admin, "POST", "/applications", {"displayName": "New"}, want=201)
        return str(ask(tiny, admin, "POST", path, {"appId": made["appId"]}, want=201)["id"])
    like = next(iter(tiny.store.all(STORED[path])), {})
    tiny.store.put(STORED[path], key, {**like, "id": key, "displayName": "New"})
    return key


@documented(sources.DELTA_QUERIES, *(f"GET {path}/delta" for path in TRACKED))
def test_every_tracked_collection_tells_all_at_first_and_then_what_came(tiny: Tiny) -> None:
    for path, route in TRACKED.items():
        reader = tiny.register(f"Reader of {path}", [route.any_of[0], "Application.ReadWrite.All"])
        start = f"/{version_of(path)}{path}/delta"
        listed = ask(tiny, reader, "GET", start.removesuffix("/delta"))["value"]
        told, link = rounds(tiny, reader, start)
        assert [one["id"] for one in told] == [one["id"] for one in listed], path
        assert "$deltatoken=" in link
        assert not any(value is None for one in told for value in one.values()), path
        assert rounds(tiny, reader, link)[0] == []
        key = added(tiny, reader, path)
        (new,) = rounds(tiny, reader, link)[0]
        assert new["id"] == key
        assert [one["id"] for one in rounds(tiny, reader, start)[0]][-1] == key


@documented(sources.DELTA_QUERIES, "GET /users/delta", "GET /groups/delta")
@pytest.mark.parametrize("end", ["delta", "delta()", "microsoft.graph.delta", "microsoft.graph.delta()"])
def test_a_function_goes_by_every_name_that_sdks_write(tiny: Tiny, end: str) -> None:
    reader = tiny.register("Reader", ["Directory.Read.All"])
    for kind, key in (("users", USER), ("groups", GROUP)):
        found = ask(tiny, reader, "GET", f"/{kind}/{end}")
        assert [one["id"] for one in found["value"]] == [key]


@documented(sources.DELTA_QUERIES, "GET /users/delta")
def test_what_is_selected_is_tracked_and_what_did_not_change_may_be_left_out(tiny: Tiny) -> None:
    admin = tiny.register("Admin", ["User.ReadWrite.All"])
    told, link = rounds(tiny, admin, "/users/delta?$select=displayName,jobTitle")
    assert told == [{"id": USER, "displayName": told[0]["displayName"]}]
    ask(tiny, admin, "PATCH", f"/users/{USER}", {"city": "Basel"}, want=204)
    assert rounds(tiny, admin, link)[0] == []
    ask(tiny, admin, "PATCH", f"/users/{USER}", {"jobTitle": "Clerk"}, want=204)
    assert rounds(tiny, admin, link, prefer="return=minimal")[0] == [{"id": USER, "jobTitle": "Clerk"}]
    whole, later = rounds(tiny, admin, link)
    assert whole == [{**told[0], "jobTitle": "Clerk"}]
    ask(tiny, admin, "PATCH", f"/users/{USER}", {"jobTitle": None}, want=204)
    assert rounds(tiny, admin, later)[0] == [{**told[0], "jobTitle": None}]


@documented(sources.DELTA_QUERIES, "GET /users/delta")
def test_who_is_gone_is_told_with_whether_he_can_come_back(tiny: Tiny) -> None:
    admin = tiny.register(
        "Admin", ["User.ReadWrite.All", "User.DeleteRestore.All", "Directory.ReadWrite.All"]
    )
    link = rounds(tiny, admin, "/users/delta")[1]
    ask(tiny, admin, "DELETE", f"/users/{USER}", want=204)
    assert rounds(tiny, admin, link)[0] == [{"id": USER, "@removed": {"reason": "changed"}}]
    ask(tiny, admin, "DELETE", f"/directory/deletedItems/{USER}", want=204)
    assert rounds(tiny, admin, link)[0] == [{"id": USER, "@removed": {"reason": "deleted"}}]


@documented(sources.DELTA_QUERIES, "GET /groups/delta")
def test_who_came_into_a_group_and_who_left_it_is_told(tiny: Tiny) -> None:
    admin = tiny.register("Admin", ["Group.ReadWrite.All", "Directory.Read.All"])
    reference = {"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{USER}"}
    link = rounds(tiny, admin, "/groups/delta")[1]
    ask(tiny, admin, "POST", f"/groups/{GROUP}/members/$ref", reference, want=204)
    end = {"@odata.type": "#microsoft.graph.user", "id": USER}
    ((came,), later) = rounds(tiny, admin, link)
    assert came["members@delta"] == [end]
    assert rounds(tiny, admin, "/groups/delta?$select=members")[0] == [{"id": GROUP, "members@delta": [end]}]
    assert "members@delta" not in rounds(tiny, admin, "/groups/delta?$select=displayName")[0][0]
    ask(tiny, admin, "DELETE", f"/groups/{GROUP}/members/{USER}/$ref", want=204)
    ((left,), _) = rounds(tiny, admin, later, prefer="return=minimal")
    assert left == {"id": GROUP, "members@delta": [{**end, "@removed": {"reason": "deleted"}}]}


@documented(sources.DELTA_QUERIES, "GET /users/delta")
def test_a_round_has_pages_and_may_begin_now_or_be_about_some_objects(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["User.Read.All"])
    body = tiny.store.get("users", USER)
    assert body is not None
    for number in range(250):
        key = str(uuid.UUID(int=number + 1))
        tiny.store.put("users", key, {**body, "id": key, "userPrincipalName": f"u{number}@{tiny.domain}"})
    told, link = rounds(tiny, reader, "/users/delta")
    assert len({one["id"] for one in told}) == 251
    assert rounds(tiny, reader, "/users/delta?$deltatoken=latest") == ([], link)
    some = f"/users/delta?$filter=id eq '{USER}' or id eq '{uuid.UUID(int=7)}'"
    assert {one["id"] for one in rounds(tiny, reader, some)[0]} == {USER, str(uuid.UUID(int=7))}
    page = ask(tiny, reader, "GET", "/users/delta")["@odata.nextLink"]
    tiny.store.delete("users", str(uuid.UUID(int=200)))
    assert len(rounds(tiny, reader, page)[0]) == 151


@assumed("codes of refusals are recalled", "GET /users/delta")
def test_a_token_that_is_too_old_or_of_something_else_is_refused(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["Directory.Read.All"])
    link = rounds(tiny, reader, "/users/delta")[1]
    token = link.rpartition("=")[2]
    for wrong in (
        "$deltatoken=x",
        "$skiptoken=x",
        "$skiptoken=a.b.c.d",
        f"$skiptoken={token}",
        "$filter=city eq 'x'",
    ):
        ask(tiny, reader, "GET", f"/users/delta?{wrong}", want=400)
    ask(tiny, reader, "GET", f"/groups/delta?$deltatoken={token}", want=400)
    ask(tiny, reader, "GET", "/users/delta?$top=5", want=501)
    tiny.clock.advance(days=8)
    tiny.tokens.clear()
    gone = tiny.graph("GET", link, client_id=reader)
    assert (gone.status_code, gone.headers["location"][-12:]) == (410, "$deltatoken=")
    rounds(tiny, reader, gone.headers["location"])
    assert len(tiny.store.all("deltaStates")) == 1
