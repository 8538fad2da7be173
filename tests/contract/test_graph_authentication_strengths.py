"""Authentication strengths of the embedded Graph: the built-in three and a tenant's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contract import sources
from tests.contract.conditional_access import POLICIES, STRENGTHS, created, policy, refused
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

RESISTANT = "00000000-0000-0000-0000-000000000004"


@documented(
    sources.STRENGTHS,
    "GET /identity/conditionalAccess/authenticationStrength/policies",
    "GET /policies/authenticationStrengthPolicies",
    "POST /policies/authenticationStrengthPolicies",
)
def test_strengths_list_the_built_in_three_first(tiny: Tiny) -> None:
    body = {"displayName": "Keys only", "allowedCombinations": ["fido2"]}
    new = created(tiny, STRENGTHS, body)
    assert (new["policyType"], new["requirementsSatisfied"]) == ("custom", "mfa")
    for root in (STRENGTHS, "/identity/conditionalAccess/authenticationStrength/policies"):
        names = [one["displayName"] for one in tiny.graph("GET", root).json()["value"]]
        assert names == [
            "Multifactor authentication",
            "Passwordless MFA",
            "Phishing-resistant MFA",
            "Keys only",
        ]
    own = tiny.graph("GET", f"{STRENGTHS}?$filter=policyType eq 'custom'").json()["value"]
    assert [one["id"] for one in own] == [new["id"]]


@documented(
    sources.STRENGTHS,
    "GET /policies/authenticationStrengthPolicies/{id}",
    "PATCH /policies/authenticationStrengthPolicies/{id}",
    "POST /policies/authenticationStrengthPolicies/{id}/updateAllowedCombinations",
)
def test_combinations_change_by_their_action_only(tiny: Tiny) -> None:
    item = f"{STRENGTHS}/{created(tiny, STRENGTHS, _keys())['id']}"
    assert tiny.graph("PATCH", item, {"allowedCombinations": ["sms"]}).status_code == 400
    assert tiny.graph("PATCH", item, {"displayName": "Renamed"}).status_code == 204
    wider = {"allowedCombinations": ["fido2", "password, sms"]}
    result = tiny.graph("POST", f"{item}/updateAllowedCombinations", wider).json()
    assert result["previousCombinations"] == ["fido2"]
    assert result["currentCombinations"] == ["fido2", "password,sms"]
    shown = tiny.graph("GET", item).json()
    assert (shown["displayName"], shown["allowedCombinations"]) == ("Renamed", ["fido2", "password,sms"])
    tiny.graph("POST", f"{item}/updateAllowedCombinations", {"allowedCombinations": ["sms"]})
    assert tiny.graph("GET", item).json()["requirementsSatisfied"] == "none"


def _keys() -> dict[str, Any]:
    return {"displayName": "Keys only", "description": "d", "allowedCombinations": ["fido2"]}


@documented(
    sources.STRENGTHS,
    "DELETE /policies/authenticationStrengthPolicies/{id}",
    "GET /policies/authenticationStrengthPolicies/{id}/usage",
)
def test_a_strength_in_use_or_built_in_stays(tiny: Tiny) -> None:
    strength = created(tiny, STRENGTHS, _keys())
    item = f"{STRENGTHS}/{strength['id']}"
    grant = {"operator": "OR", "authenticationStrength": {"id": strength["id"]}}
    user = created(tiny, POLICIES, policy(grantControls=grant))
    assert [one["id"] for one in tiny.graph("GET", f"{item}/usage").json()["mfa"]] == [user["id"]]
    assert tiny.graph("DELETE", item).status_code == 400
    tiny.graph("PATCH", f"{STRENGTHS}/{strength['id']}", {"displayName": "New name"})
    shown = tiny.graph("GET", POLICIES).json()["value"][0]["grantControls"]["authenticationStrength"]
    assert shown["displayName"] == "New name"
    tiny.graph("DELETE", f"{POLICIES}/{user['id']}")
    assert tiny.graph("DELETE", item).status_code == 204
    for method, path, body in (
        ("PATCH", f"{STRENGTHS}/{RESISTANT}", {"displayName": "x"}),
        ("DELETE", f"{STRENGTHS}/{RESISTANT}", None),
        ("POST", f"{STRENGTHS}/{RESISTANT}/updateAllowedCombinations", {"allowedCombinations": ["sms"]}),
    ):
        assert tiny.graph(method, path, body).status_code == 400


@assumed(
    "which mistakes are refused follows from the schema; the texts are recalled",
    "POST /policies/authenticationStrengthPolicies",
)
@pytest.mark.parametrize(
    "body",
    [
        {"displayName": "x"},
        {"displayName": "x", "allowedCombinations": []},
        {"displayName": "x", "allowedCombinations": ["telepathy"]},
        {"displayName": "Passwordless MFA", "allowedCombinations": ["fido2"]},
        {"displayName": "x", "allowedCombinations": ["fido2"], "colour": 1},
    ],
)
def test_a_bad_strength_is_refused(tiny: Tiny, body: dict[str, Any]) -> None:
    assert refused(tiny.graph("POST", STRENGTHS, body))[0] == 400


BELOW = "/identity/conditionalAccess/authenticationStrength/policies"


@documented(
    sources.STRENGTHS,
    f"POST {BELOW}",
    f"GET {BELOW}/{{id}}",
    f"PATCH {BELOW}/{{id}}",
    f"DELETE {BELOW}/{{id}}",
    f"GET {BELOW}/{{id}}/usage",
    f"GET {BELOW}/{{id}}/combinationConfigurations",
    f"POST {BELOW}/{{id}}/updateAllowedCombinations",
    f"GET {STRENGTHS}/{{id}}/combinationConfigurations",
)
def test_both_addresses_lead_to_the_same_strengths(tiny: Tiny) -> None:
    strength = created(tiny, BELOW, _keys())["id"]
    combinations = {"allowedCombinations": ["sms"]}
    assert tiny.graph("PATCH", f"{BELOW}/{strength}", {"displayName": "Renamed"}).status_code == 204
    assert (
        tiny.graph("POST", f"{BELOW}/{strength}/updateAllowedCombinations", combinations).status_code == 200
    )
    for root in (STRENGTHS, BELOW):
        shown = tiny.graph("GET", f"{root}/{strength}").json()
        assert (shown["displayName"], shown["allowedCombinations"]) == ("Renamed", ["sms"])
        assert tiny.graph("GET", f"{root}/{strength}/usage").json()["mfa"] == []
        assert tiny.graph("GET", f"{root}/{strength}/combinationConfigurations").json()["value"] == []
    assert tiny.graph("DELETE", f"{BELOW}/{strength}").status_code == 204
    assert tiny.graph("GET", f"{STRENGTHS}/{strength}").status_code == 404
