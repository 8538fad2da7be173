"""Query options, paging, unknown calls, caching: what every list of the embedded Graph does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.store import TenantStore
from tests.contract import sources
from tests.contract.conditional_access import (
    LOCATIONS,
    POLICIES,
    created,
    five_policies,
    policy,
    refused,
)
from tests.contract.conftest import GROUP
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny


@assumed(sources.OURS)
def test_a_list_shows_every_write_at_once_also_of_another_process(tiny: Tiny) -> None:
    first = created(tiny, POLICIES, policy())
    assert [one["id"] for one in tiny.graph("GET", POLICIES).json()["value"]] == [first["id"]]
    second = created(tiny, POLICIES, policy(displayName="second"))
    assert len(tiny.graph("GET", POLICIES).json()["value"]) == 2
    other = TenantStore(tiny.store.path)
    other.put("conditionalAccessPolicies", second["id"], second | {"displayName": "tampered"})
    assert tiny.graph("GET", POLICIES).json()["value"][1]["displayName"] == "tampered"
    other.delete("conditionalAccessPolicies", first["id"])
    other.close()
    assert [one["id"] for one in tiny.graph("GET", POLICIES).json()["value"]] == [second["id"]]


@pytest.fixture
def five(tiny: Tiny) -> Tiny:
    return five_policies(tiny)


@documented(sources.QUERY, "GET /identity/conditionalAccess/policies")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"$filter": "displayName eq 'p3'"}, ["P3"]),
        ({"$filter": "state eq 'disabled' and not (displayName eq 'P0')"}, None),
        ({"$filter": "state ne 'disabled'"}, ["P1", "P3"]),
        ({"$filter": "displayName in ('P0', 'P4')"}, ["P0", "P4"]),
        ({"$filter": "startswith(displayName,'P') and state eq 'disabled'"}, ["P0", "P2", "P4"]),
        ({"$filter": "(displayName eq 'P0' or displayName eq 'P1') and state eq 'disabled'"}, ["P0"]),
        ({"$filter": "createdDateTime ge 2026-03-01T12:00:03Z"}, ["P3", "P4"]),
        ({"$orderby": "displayName desc"}, ["P4", "P3", "P2", "P1", "P0"]),
        ({"$top": "2"}, ["P0", "P1"]),
        ({"$skip": "3"}, ["P3", "P4"]),
        ({"$top": "1", "$skip": "1", "$orderby": "displayName desc"}, ["P3"]),
    ],
)
def test_lists_answer_query_options(five: Tiny, query: dict[str, str], names: list[str] | None) -> None:
    answer = five.http.get(f"/v1.0{POLICIES}", params=query, headers=_bearer(five))
    if names is None:
        assert answer.status_code == 501
    else:
        assert [one["displayName"] for one in answer.json()["value"]] == names


def _bearer(tiny: Tiny) -> dict[str, str]:
    return {"authorization": f"Bearer {tiny.token()}"}


@documented(sources.PAGING, "GET /identity/conditionalAccess/policies")
def test_pages_count_and_selection(five: Tiny) -> None:
    query = "?$top=2&$count=true&$select=id,displayName"
    answer = five.graph("GET", f"{POLICIES}{query}").json()
    assert answer["@odata.count"] == 5
    assert answer["@odata.context"].endswith("#identity/conditionalAccess/policies(id,displayName)")
    seen = answer["value"]
    assert set(seen[0]) == {"id", "displayName"}
    while "@odata.nextLink" in answer:
        answer = five.graph("GET", answer["@odata.nextLink"]).json()
        seen += answer["value"]
    assert [one["displayName"] for one in seen] == ["P0", "P1", "P2", "P3", "P4"]


@assumed(
    "which of the two refusals an option gets is the embedded tenant's choice",
    "GET /identity/conditionalAccess/policies",
)
@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("?$expand=owner", 501, "$expand"),
        ("?$search=x", 501, "$search"),
        ("?$colour=red", 501, "$colour"),
        ("?$filter=conditions/clientAppTypes/any(c:c eq 'all')", 501, "conditions/clientAppTypes/any eq"),
        ("?$filter=state gt 'a'", 501, "state gt"),
        ("?$orderby=grantControls", 501, "grantControls"),
        ("?$filter=state eq", 400, "Invalid filter clause"),
        ("?$filter=state is 'x'", 400, "Invalid filter clause"),
        ("?$filter=state eq 'x' displayName", 400, "Invalid filter clause"),
        ("?$select=colour", 400, "colour"),
        ("?$top=0", 400, "page size"),
        ("?$top=many", 400, "$top"),
        ("?$count=maybe", 400, "$count"),
    ],
)
def test_an_option_that_is_not_understood_is_refused(tiny: Tiny, query: str, status: int, said: str) -> None:
    found = refused(tiny.graph("GET", f"{POLICIES}{query}"))
    assert found[0] == status
    assert said in found[2]


@documented(
    sources.QUERY,
    "GET /identity/conditionalAccess/namedLocations",
    "POST /identity/conditionalAccess/namedLocations",
)
def test_locations_filter_by_type(tiny: Tiny) -> None:
    kinds: dict[str, dict[str, Any]] = {
        "countryNamedLocation": {"countriesAndRegions": ["NL"]},
        "ipNamedLocation": {
            "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "192.0.2.0/24"}]
        },
    }
    for kind, rest in kinds.items():
        body = {"@odata.type": f"#microsoft.graph.{kind}", "displayName": kind, **rest}
        created(tiny, LOCATIONS, body)
    answer = tiny.graph("GET", f"{LOCATIONS}?$filter=isof('microsoft.graph.ipNamedLocation')").json()
    assert [one["displayName"] for one in answer["value"]] == ["ipNamedLocation"]
    assert answer["@odata.context"].endswith("#identity/conditionalAccess/namedLocations")


@assumed(sources.OURS)
@pytest.mark.parametrize(
    ("method", "path", "said"),
    [
        ("GET", "/identity/conditionalAcess/policies", "conditionalAccess"),
        ("PUT", POLICIES, "its method is"),
        ("GET", f"{POLICIES}/x/y/z", "path segments"),
        ("GET", "/teamwork", "Nearest routes"),
        ("GET", "https://nowhere", "serves nothing at"),
    ],
)
def test_an_unknown_call_is_a_501_that_names_the_nearest_routes(
    tiny: Tiny, method: str, path: str, said: str
) -> None:
    if path.startswith("https"):
        answer = tiny.http.get("/v2.0/users")
    else:
        answer = tiny.graph(method, path, {} if method == "PUT" else None)
    status, code, message = refused(answer)
    assert (status, code) == (501, "NotImplemented")
    assert said in message


@documented(sources.ERRORS, "GET /identity/conditionalAccess/policies/{id}")
def test_a_request_id_is_given_and_the_clients_own_echoed(tiny: Tiny) -> None:
    answer = tiny.graph("GET", f"{POLICIES}/{GROUP}", headers={"client-request-id": "mine"})
    inner = answer.json()["error"]["innerError"]
    assert answer.headers["request-id"] == inner["request-id"]
    assert answer.headers["client-request-id"] == inner["client-request-id"] == "mine"
    assert answer.headers["date"]


@assumed("status and code as everywhere, the text as recalled")
def test_malformed_json_is_a_400(tiny: Tiny) -> None:
    headers = _bearer(tiny) | {"content-type": "application/json"}
    answer = tiny.http.post(f"/v1.0{POLICIES}", content=b"{", headers=headers)
    assert refused(answer)[:2] == (400, "BadRequest")
    headers["content-type"] = "text/plain"
    assert tiny.http.post(f"/v1.0{POLICIES}", content=b"{}", headers=headers).status_code == 400
