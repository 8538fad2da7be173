"""Faults on demand, and the request log that proves what was sent."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from holdfast.emulator import control

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

POLICIES = "/identity/conditionalAccess/policies"
LOCATIONS = "/identity/conditionalAccess/namedLocations"
DEFAULTS = "/policies/identitySecurityDefaultsEnforcementPolicy"
COUNTRY = {
    "@odata.type": "#microsoft.graph.countryNamedLocation",
    "displayName": "L",
    "countriesAndRegions": ["NL"],
}


def fault(tiny: Tiny, name: str, route: str, **more: Any) -> None:
    tiny.tokens.setdefault(tiny.client_id, tiny.token())
    control.set_faults(tiny.server.folder, [{"fault": name, "route": route, **more}], domain=tiny.domain)


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("403", 403, "Authorization_RequestDenied"),
        ("429", 429, "TooManyRequests"),
        ("500", 500, "InternalServerError"),
        ("503", 503, "ServiceUnavailable"),
        ("expired-token", 401, "InvalidAuthenticationToken"),
    ],
)
def test_a_fault_answers_in_graphs_envelope_as_often_as_asked(
    tiny: Tiny, name: str, status: int, code: str
) -> None:
    fault(tiny, name, f"GET {DEFAULTS}", count=2)
    for _ in range(2):
        answer = tiny.graph("GET", DEFAULTS)
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert tiny.graph("GET", DEFAULTS).status_code == 200


@pytest.mark.parametrize("name", ["429", "503"])
@pytest.mark.parametrize("seconds", [None, 7])
def test_retry_after_is_as_asked_but_never_on_conditional_access_429(
    tiny: Tiny, name: str, seconds: int | None
) -> None:
    fault(tiny, name, "*", retry_after=seconds)
    wanted = None if seconds is None else str(seconds)
    assert tiny.graph("GET", DEFAULTS).headers.get("retry-after") == wanted
    silent = name == "429"
    assert tiny.graph("GET", POLICIES).headers.get("retry-after") == (None if silent else wanted)


@pytest.mark.parametrize(
    ("route", "hit"),
    [
        ("*", True),
        (f"GET {POLICIES}/*", True),
        (f"get {POLICIES.lower()}/ABC", True),
        (f"GET {POLICIES}/{{id}}", True),
        (f"* {POLICIES}/*", True),
        (f"GET {POLICIES}", False),
        (f"DELETE {POLICIES}/*", False),
        ("Get-Mailbox", False),
        ("sign-in", False),
    ],
)
def test_a_fault_names_its_route_by_pattern(tiny: Tiny, route: str, hit: bool) -> None:
    fault(tiny, "503", route)
    assert tiny.graph("GET", f"{POLICIES}/abc").status_code == (503 if hit else 404)


def test_a_fault_of_one_tenant_leaves_others_alone(tiny: Tiny) -> None:
    with pytest.raises(control.UnknownNameError, match=r"absent\.example"):
        control.set_faults(tiny.server.folder, [], domain="absent.example")
    control.set_faults(tiny.server.folder, [{"fault": "503", "route": "*"}])
    assert tiny.graph("GET", DEFAULTS).status_code == 503
    control.set_faults(tiny.server.folder, [], domain=tiny.domain)
    assert tiny.graph("GET", DEFAULTS).status_code == 200
    control.set_faults(tiny.server.folder, [])


def test_a_refused_request_did_nothing(tiny: Tiny) -> None:
    fault(tiny, "503", f"POST {LOCATIONS}", count=1)
    assert tiny.graph("POST", LOCATIONS, COUNTRY).status_code == 503
    assert tiny.store.count("namedLocations") == 0
    assert tiny.graph("POST", LOCATIONS, COUNTRY).status_code == 201


def test_reset_cuts_the_connection_before_a_byte(tiny: Tiny) -> None:
    fault(tiny, "reset", f"GET {DEFAULTS}", count=1)
    start = tiny.server.log.last_id()
    with pytest.raises(httpx.TransportError):
        tiny.graph("GET", DEFAULTS)
    assert tiny.graph("GET", DEFAULTS).status_code == 200
    assert [one.status for one in tiny.server.log.entries(start) if one.kind == "graph"] == [0, 200]


def test_half_page_cuts_an_unpaged_answer_in_its_middle(tiny: Tiny) -> None:
    fault(tiny, "half-page", f"GET {DEFAULTS}", count=1)
    with pytest.raises(httpx.RemoteProtocolError, match=r"without sending complete message body"):
        tiny.graph("GET", DEFAULTS)
    assert tiny.graph("GET", DEFAULTS).status_code == 200


def test_half_page_breaks_every_page_but_the_first(tiny: Tiny) -> None:
    for _ in range(6):
        tiny.graph("POST", LOCATIONS, COUNTRY)
    fault(tiny, "half-page", f"GET {LOCATIONS}", count=1)
    link = tiny.graph("GET", f"{LOCATIONS}?$top=2").json()["@odata.nextLink"]
    assert tiny.graph("GET", link).status_code == 500
    assert len(tiny.graph("GET", link).json()["value"]) == 2


USERS_PAGE = "/users?$top=1&$select=id"


def two_users(tiny: Tiny) -> None:
    for number in range(3):
        name = f"u{number}@{tiny.domain}"
        tiny.store.put(
            "users", f"id-{number}", {"id": f"id-{number}", "displayName": "u", "userPrincipalName": name}
        )


def test_refused_page_is_400_in_graphs_words_and_the_first_page_comes(tiny: Tiny) -> None:
    two_users(tiny)
    fault(tiny, "page-refused", "GET /users", count=1)
    link = tiny.graph("GET", USERS_PAGE).json()["@odata.nextLink"]
    refused = tiny.graph("GET", link)
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "Directory_ExpiredPageToken")
    assert tiny.graph("GET", link).status_code == 200


@pytest.mark.parametrize(
    ("name", "rows", "beside"),
    [("cut-short", 2, set()), ("rows-missing", 3, set()), ("error-beside", 4, {"error"})],
)
def test_list_that_does_not_come_whole(tiny: Tiny, name: str, rows: int, beside: set[str]) -> None:
    two_users(tiny)
    whole = tiny.graph("GET", "/users?$select=id").json()
    fault(tiny, name, "GET /users", count=1)
    faulty = tiny.graph("GET", "/users?$select=id").json()
    assert (len(whole["value"]), len(faulty["value"])) == (4, rows)
    assert set(faulty) - set(whole) == beside
    assert tiny.graph("GET", "/users?$select=id").json() == whole


def test_error_stands_beside_an_object_as_well(tiny: Tiny) -> None:
    whole = tiny.graph("GET", DEFAULTS).json()
    fault(tiny, "error-beside", f"GET {DEFAULTS}", count=1)
    faulty = tiny.graph("GET", DEFAULTS).json()
    assert faulty["error"]["code"] == "InternalServerError"
    assert {**faulty, "error": None} == {**whole, "error": None}
    assert tiny.graph("GET", DEFAULTS).json() == whole


def test_lag_answers_later(tiny: Tiny) -> None:
    fault(tiny, "lag", f"GET {DEFAULTS}", seconds=0.2, count=1)
    took = []
    for _ in range(2):
        started = time.monotonic()
        assert tiny.graph("GET", DEFAULTS).status_code == 200
        took.append(time.monotonic() - started)
    assert took[0] >= 0.2 > took[1]


@pytest.mark.parametrize("route", ["*", f"POST {LOCATIONS}", f"GET {LOCATIONS}/*"])
def test_404_after_create_hides_new_objects_only(tiny: Tiny, route: str) -> None:
    old = tiny.graph("POST", LOCATIONS, COUNTRY).json()["id"]
    fault(tiny, "404-after-create", route, count=2)
    new = tiny.graph("POST", LOCATIONS, COUNTRY).json()["id"]
    answers = [tiny.graph("GET", f"{LOCATIONS}/{new}").status_code for _ in range(3)]
    assert answers == [404, 404, 200]
    assert tiny.graph("GET", f"{LOCATIONS}/{old}").status_code == 200


def test_sign_in_fails_when_it_is_named(tiny: Tiny) -> None:
    fault(tiny, "503", "sign-in", retry_after=3)
    answer = tiny.sign_in()
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "3")
    fault_list = [{"fault": "expired-token", "route": "sign-in"}]
    control.set_faults(tiny.server.folder, fault_list, domain=tiny.domain)
    answer = tiny.sign_in()
    assert (answer.status_code, answer.json()["error_codes"]) == (401, [7000222])


@pytest.mark.parametrize(
    "bad",
    [
        {"fault": "explode", "route": "*"},
        {"fault": "503"},
        {"fault": "503", "route": "*", "colour": 1},
        {"fault": "503", "route": "*", "count": "many"},
    ],
)
def test_what_is_no_fault_is_refused(tiny: Tiny, bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="fault"):
        control.set_faults(tiny.server.folder, [bad], domain=tiny.domain)


def test_the_log_tells_reads_from_writes_and_keeps_no_secret(tiny: Tiny) -> None:
    start = tiny.server.log.last_id()
    location = tiny.graph("POST", LOCATIONS, COUNTRY).json()["id"]
    tiny.graph("GET", f"{LOCATIONS}?$top=5&$select=id")
    tiny.graph("PATCH", f"{LOCATIONS}/{location}", {"displayName": "M"})
    tiny.graph("DELETE", f"{LOCATIONS}/none")
    tiny.http.get("/metadata/endpoints")
    tiny.http.get(f"/v1.0{POLICIES}")
    entries = control.requests(tiny.server.folder, since=start)
    assert [(one.kind, one.method, one.status, one.write) for one in entries] == [
        ("signin", "POST", 200, False),
        ("graph", "POST", 201, True),
        ("graph", "GET", 200, False),
        ("graph", "PATCH", 204, True),
        ("graph", "DELETE", 404, True),
        ("discovery", "GET", 200, False),
        ("graph", "GET", 401, False),
    ]
    assert entries[2].path == f"/v1.0{LOCATIONS}?$top=5&$select=id"
    assert all(one.milliseconds > 0 and one.time.endswith("Z") for one in entries)
    text = repr(entries)
    assert tiny.form()["client_secret"] not in text
    assert tiny.tokens[tiny.client_id] not in text


def test_clearing_the_log_keeps_counting(tiny: Tiny) -> None:
    tiny.token()
    before = tiny.server.log.last_id()
    tiny.server.log.clear()
    assert tiny.server.log.entries() == []
    tiny.token()
    assert [one.id for one in tiny.server.log.entries()] == [before + 1]


def test_faults_are_shared_through_the_folder_alone(tiny: Tiny) -> None:
    fault(tiny, "503", "*", count=3)
    assert tiny.graph("GET", DEFAULTS).status_code == 503
    assert json.dumps(tiny.store.setting("faults")) == json.dumps(
        [{"count": 2, "retry_after": None, "seconds": None, "fault": "503", "route": "*"}]
    )
