"""`POST /$batch`: what the whole refuses, what each member answers by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from tests.contract import sources
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    import httpx

    from tests.contract.conftest import Tiny

POLICIES = "/identity/conditionalAccess/policies"
LOCATIONS = "/identity/conditionalAccess/namedLocations"
JSON = {"Content-Type": "application/json"}


def get(number: int | str, url: str = POLICIES, **more: Any) -> dict[str, Any]:
    return {"id": str(number), "method": "GET", "url": url, **more}


def post(number: int | str, name: str = "L", **more: Any) -> dict[str, Any]:
    body = {
        "@odata.type": "#microsoft.graph.countryNamedLocation",
        "displayName": name,
        "countriesAndRegions": ["NL"],
    }
    return {"id": str(number), "method": "POST", "url": LOCATIONS, "headers": JSON, "body": body, **more}


def send(tiny: Tiny, *members: dict[str, Any]) -> httpx.Response:
    return tiny.graph("POST", "/$batch", {"requests": list(members)})


def statuses(answer: httpx.Response) -> dict[str, int]:
    assert answer.status_code == 200, answer.text
    return {one["id"]: one["status"] for one in answer.json()["responses"]}


@documented(sources.BATCHING)
def test_members_answer_as_they_would_alone(tiny: Tiny) -> None:
    send(tiny, post(1))
    answer = send(tiny, get("a"), get("b", f"{LOCATIONS.removeprefix('/')}?$select=id"), get("c", "/x"))
    assert statuses(answer) == {"a": 200, "b": 200, "c": 501}
    by_id = {one["id"]: one for one in answer.json()["responses"]}
    assert by_id["a"]["body"] == tiny.graph("GET", POLICIES).json()
    assert by_id["b"]["body"] == tiny.graph("GET", f"{LOCATIONS}?$select=id").json()
    assert by_id["a"]["headers"]["Content-Type"].startswith("application/json")
    assert by_id["c"]["body"]["error"]["code"] == "NotImplemented"


@documented(sources.M365_CLI)
def test_an_id_that_is_a_number_is_taken_and_comes_back_as_a_text(tiny: Tiny) -> None:
    answer = send(tiny, {**get(1), "id": 1}, {**get(2), "id": 2, "dependsOn": [1]})
    assert statuses(answer) == {"1": 200, "2": 200}
    refused = [send(tiny, {**get(1), "id": wrong}).status_code for wrong in (True, None, "", 1.5)]
    assert refused == [400, 400, 400, 400]


@documented(
    sources.BATCHING,
    "DELETE /identity/conditionalAccess/namedLocations/{id}",
    "POST /identity/conditionalAccess/namedLocations",
)
def test_a_member_without_an_answer_has_no_body(tiny: Tiny) -> None:
    location = tiny.graph("POST", LOCATIONS, post(1)["body"]).json()["id"]
    answer = send(tiny, {"id": "1", "method": "DELETE", "url": f"{LOCATIONS}/{location}"})
    (response,) = answer.json()["responses"]
    assert (response["status"], "body" in response) == (204, False)


@documented(
    sources.PAGING,
    "GET /identity/conditionalAccess/namedLocations",
    "POST /identity/conditionalAccess/namedLocations",
)
def test_a_members_next_link_is_absolute_and_works(tiny: Tiny) -> None:
    send(tiny, post(1, "A"), post(2, "B"))
    (response,) = send(tiny, get(1, f"{LOCATIONS}?$top=1")).json()["responses"]
    link = response["body"]["@odata.nextLink"]
    assert link.startswith(f"{tiny.server.base_url}/v1.0{LOCATIONS}?")
    assert [one["displayName"] for one in tiny.graph("GET", link).json()["value"]] == ["B"]


@assumed("that a batch cannot hold a batch is Microsoft's (msgraph-sdk-design), the words and 400 are ours")
@pytest.mark.parametrize("address", ["/$batch", "$batch", "/$BATCH/", "//%24batch"])
def test_a_member_that_is_a_batch_fails_alone(tiny: Tiny, address: str) -> None:
    inner = {"requests": [post(1, "Inside")]}
    outer = {"id": "b", "method": "POST", "url": address, "headers": JSON, "body": inner}
    assert statuses(send(tiny, outer, get("a"))) == {"b": 400, "a": 200}
    assert "Inside" not in tiny.graph("GET", LOCATIONS).text


@assumed("the page says nothing of addresses outside the batch's version", "GET /users")
@pytest.mark.parametrize("address", ["https://graph.microsoft.com/v1.0/users", "/v1.0/users", "beta/users"])
def test_a_member_outside_the_version_fails_alone(tiny: Tiny, address: str) -> None:
    """The service takes what stands before the path for a resource: msgraph-sdk-python issue 1015."""
    body = {"requests": [get(1, address), get(2, "//users")]}
    answers = {one["id"]: one for one in tiny.graph("POST", "/$batch", body).json()["responses"]}
    segment = {"h": "https:", "/": "v1.0", "b": "beta"}[address[0]]
    assert answers["1"]["status"] == 400
    assert answers["1"]["body"]["error"]["message"] == f"Resource not found for the segment '{segment}'."
    assert answers["2"]["status"] == 200


@documented(sources.BATCHING)
@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"requests": {}},
        {"requests": []},
        {"requests": ["x"]},
        {"requests": [get(number) for number in range(21)]},
        {"requests": [get("a"), get("A")]},
        {"requests": [get("A"), get("a")]},
        {"requests": [{"method": "GET", "url": POLICIES}]},
        {"requests": [get(1) | {"method": "LOOK"}]},
        {"requests": [get(1, dependsOn=["2"]), get(2)]},
        {"requests": [get(1, dependsOn="2")]},
    ],
)
def test_a_bad_batch_is_refused_whole(tiny: Tiny, body: Any) -> None:
    answer = tiny.graph("POST", "/$batch", body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "BadRequest")


@documented(sources.BATCHING, "GET /identity/conditionalAccess/policies")
def test_twenty_members_are_allowed(tiny: Tiny) -> None:
    assert len(statuses(send(tiny, *(get(number) for number in range(20))))) == 20


@documented(sources.BATCHING, "POST /identity/conditionalAccess/namedLocations")
def test_a_body_without_content_type_fails_alone(tiny: Tiny) -> None:
    answer = send(tiny, post(1, headers={}), post(2), post(3, headers={"content-type": "APPLICATION/JSON"}))
    assert statuses(answer) == {"1": 400, "2": 201, "3": 201}
    assert tiny.store.count("namedLocations") == 2


@documented(sources.BATCHING)
def test_what_depends_on_a_failure_is_not_done(tiny: Tiny) -> None:
    answer = send(
        tiny,
        get(1, f"{POLICIES}/none"),
        post(2, dependsOn=["1"]),
        post(3, dependsOn=["2"]),
        get(4, dependsOn=[]),
        post(5, dependsOn=["4"]),
    )
    assert statuses(answer) == {"1": 404, "2": 424, "3": 424, "4": 200, "5": 201}
    assert tiny.store.count("namedLocations") == 1


@documented(sources.BATCHING, "POST /identity/conditionalAccess/namedLocations")
def test_a_failing_member_does_not_undo_another(tiny: Tiny) -> None:
    broken = post(2)
    broken["body"] = {"@odata.type": "#microsoft.graph.countryNamedLocation"}
    assert statuses(send(tiny, post(1), broken)) == {"1": 201, "2": 400}
    assert tiny.store.count("namedLocations") == 1


@documented(
    sources.BATCHING,
    "GET /identity/conditionalAccess/policies",
    "POST /identity/conditionalAccess/namedLocations",
)
def test_permissions_hold_for_each_member(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["Policy.Read.All"])
    answer = tiny.graph("POST", "/$batch", {"requests": [get(1), post(2)]}, client_id=reader)
    assert statuses(answer) == {"1": 200, "2": 403}


@assumed(sources.OURS)
def test_members_are_logged_one_by_one_under_their_batch(tiny: Tiny) -> None:
    tiny.token()
    start = tiny.server.log.last_id()
    headers = {"user-agent": "contract/1"}
    answer = tiny.graph("POST", "/$batch", {"requests": [get(1), post(2), get(3, "/x")]}, headers=headers)
    entries = [one for one in tiny.server.log.entries(start) if one.kind != "signin"]
    assert [(one.method, one.path, one.status, one.write) for one in entries] == [
        ("GET", f"/v1.0{POLICIES}", 200, False),
        ("POST", f"/v1.0{LOCATIONS}", 201, True),
        ("GET", "/v1.0/x", 501, False),
        ("POST", "/v1.0/$batch", 200, False),
    ]
    parent = answer.headers["request-id"]
    assert [one.batch_parent for one in entries] == [parent, parent, parent, ""]
    assert [one.touches_conditional_access for one in entries] == [True, True, False, False]
    assert {(one.tenant, one.user_agent) for one in entries} == {(tiny.domain, "contract/1")}


@assumed(sources.OURS)
@pytest.mark.parametrize(
    ("fault", "status"),
    [("429", 429), ("503", 503), ("403", 403), ("500", 500), ("expired-token", 401), ("reset", 502)],
)
def test_a_faulted_member_fails_alone(tiny: Tiny, fault: str, status: int) -> None:
    faults = [{"route": f"GET {LOCATIONS}", "fault": fault, "count": 1}]
    control.set_faults(tiny.server.folder, faults, domain=tiny.domain)
    assert statuses(send(tiny, get(1), get(2, LOCATIONS), get(3, LOCATIONS))) == {
        "1": 200,
        "2": status,
        "3": 200,
    }


@documented(sources.THROTTLING, "GET /policies/identitySecurityDefaultsEnforcementPolicy")
def test_each_member_counts_against_the_real_limits(tiny: Tiny) -> None:
    control.set_real_limits(tiny.server.folder, on=True, domain=tiny.domain)
    answer = send(
        tiny, get(1), get(2, LOCATIONS), get(3, "/policies/identitySecurityDefaultsEnforcementPolicy")
    )
    assert statuses(answer) == {"1": 200, "2": 429, "3": 200}
    assert "Retry-After" not in answer.json()["responses"][1]["headers"]
