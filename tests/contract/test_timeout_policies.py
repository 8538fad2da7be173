"""Timeout policies: the rules that their declaration adds to types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.contract import sources
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

TIMEOUTS = "/policies/activityBasedTimeoutPolicies"


def definition(**timeout: str) -> list[str]:
    policies = [{"ApplicationId": "default", **timeout}] if timeout else []
    return [json.dumps({"ActivityBasedTimeoutPolicy": {"Version": 1, "ApplicationPolicies": policies}})]


THREE_HOURS = definition(WebSessionIdleTimeout="03:00:00")


@pytest.fixture
def admin(tiny: Tiny) -> str:
    return tiny.register("Admin", ["Policy.Read.All", "Policy.ReadWrite.ApplicationConfiguration"])


@documented(sources.TIMEOUTS, f"POST {TIMEOUTS}", f"PATCH {TIMEOUTS}/{{id}}")
def test_one_policy_at_most_is_the_organizations(tiny: Tiny, admin: str) -> None:
    body = {"displayName": "First", "definition": THREE_HOURS, "isOrganizationDefault": True}
    first = tiny.graph("POST", TIMEOUTS, body, client_id=admin).json()["id"]
    assert tiny.graph("POST", TIMEOUTS, body, client_id=admin).status_code == 400
    second = tiny.graph("POST", TIMEOUTS, body | {"isOrganizationDefault": False}, client_id=admin).json()[
        "id"
    ]
    switch = {"isOrganizationDefault": True}
    assert tiny.graph("PATCH", f"{TIMEOUTS}/{second}", switch, client_id=admin).status_code == 400
    assert tiny.graph("PATCH", f"{TIMEOUTS}/{first}", switch, client_id=admin).status_code == 204
    assert tiny.graph("DELETE", f"{TIMEOUTS}/{first}", client_id=admin).status_code == 204
    assert tiny.graph("PATCH", f"{TIMEOUTS}/{second}", switch, client_id=admin).status_code == 204


@assumed(
    "the page gives the form of the text; what is checked of it, and the refusal, nobody says",
    f"POST {TIMEOUTS}",
)
@pytest.mark.parametrize(
    "given",
    [["no json"], ["{}"], definition(), definition(Timeout="03:00:00"), THREE_HOURS * 2, ["[]"]],
    ids=["text", "empty", "no application", "no timeout", "two", "list"],
)
def test_a_definition_is_one_text_with_a_timeout(tiny: Tiny, admin: str, given: Any) -> None:
    refused = tiny.graph("POST", TIMEOUTS, {"displayName": "x", "definition": given}, client_id=admin)
    assert (refused.status_code, "definition" in refused.json()["error"]["message"]) == (400, True)
    assert tiny.store.all("activityBasedTimeoutPolicy") == []
