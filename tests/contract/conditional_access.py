"""Bodies that contract tests of Conditional Access send, and how they read what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.contract.conftest import GROUP

if TYPE_CHECKING:
    import httpx

    from tests.contract.conftest import Tiny

POLICIES = "/identity/conditionalAccess/policies"
LOCATIONS = "/identity/conditionalAccess/namedLocations"
STRENGTHS = "/policies/authenticationStrengthPolicies"
REPORT_ONLY = "enabledForReportingButNotEnforced"


def policy(**changes: Any) -> dict[str, Any]:
    """The minimal policy of api-facts 2.11."""
    body = {
        "@odata.type": "#microsoft.graph.conditionalAccessPolicy",
        "displayName": "D",
        "state": REPORT_ONLY,
        "conditions": conditions(),
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
        "sessionControls": None,
        **changes,
    }
    return {name: value for name, value in body.items() if value is not Ellipsis}


def conditions(**changes: Any) -> dict[str, Any]:
    return {
        "applications": {"includeApplications": ["All"]},
        "clientAppTypes": ["all"],
        "users": {"includeUsers": ["All"], "excludeGroups": [GROUP]},
        **changes,
    }


def ip_location(**changes: Any) -> dict[str, Any]:
    return {
        "@odata.type": "#microsoft.graph.ipNamedLocation",
        "displayName": "HQ",
        "ipRanges": [cidr("198.51.100.0/24"), cidr("2001:db8::/32"), cidr("192.0.2.0/24")],
        "isTrusted": True,
        **changes,
    }


def cidr(address: str, kind: str = "iPv4CidrRange") -> dict[str, str]:
    return {"@odata.type": f"#microsoft.graph.{kind}", "cidrAddress": address}


def country_location(**changes: Any) -> dict[str, Any]:
    return {
        "@odata.type": "#microsoft.graph.countryNamedLocation",
        "displayName": "Allowed",
        "countriesAndRegions": ["US", "DE"],
        "countryLookupMethod": "clientIpAddress",
        "includeUnknownCountriesAndRegions": False,
        **changes,
    }


def created(tiny: Tiny, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = tiny.graph("POST", path, body)
    assert answer.status_code == 201, answer.text
    entity: dict[str, Any] = answer.json()
    return entity


def refused(answer: httpx.Response) -> tuple[int, str, str]:
    error = answer.json()["error"]
    assert {"date", "request-id", "client-request-id"} <= set(error["innerError"])
    return answer.status_code, error["code"], error["message"]


def five_policies(tiny: Tiny) -> Tiny:
    """Make P0 to P4, a second apart, every other one disabled."""
    for number in range(5):
        created(tiny, POLICIES, policy(displayName=f"P{number}", state=("disabled", REPORT_ONLY)[number % 2]))
        tiny.clock.advance(seconds=1)
    return tiny
