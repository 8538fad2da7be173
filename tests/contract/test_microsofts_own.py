"""What Microsoft itself makes in a tenant: the compliant network, and policies that it manages.

Sources: ca-semantics S-LOC-8 and 2.18, api-facts 2.5; the template id of a managed policy: a real answer of 2025.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.conditional_access.routes import LIMIT
from holdfast.emulator.graph.conditional_access.types import POLICY
from holdfast.emulator.odata.schema import complete
from tests.contract import sources
from tests.contract.conftest import GROUP
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

POLICIES = "/identity/conditionalAccess/policies"
LOCATIONS = "/identity/conditionalAccess/namedLocations"
COMPLIANT_NETWORK = "3d46dbda-8382-466a-856d-eb00cbc6b910"
TEMPLATE = "4200930c-0da2-4e33-ca01-000000000007"
NAME = "Microsoft-managed: Multifactor authentication and reauthentication for risky sign-ins"


def managed(number: int = 1) -> dict[str, Any]:
    whole: dict[str, Any] = complete(
        POLICY["beta"],
        {
            "id": f"f1b54946-07ee-4c43-a78a-{number:012d}",
            "displayName": NAME,
            "templateId": TEMPLATE,
            "createdDateTime": "2025-02-12T22:01:32Z",
            "state": "enabledForReportingButNotEnforced",
            "conditions": {
                "applications": {"includeApplications": ["All"]},
                "clientAppTypes": ["all"],
                "users": {"includeUsers": ["All"]},
            },
            "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
        },
    )
    return whole


def own(**changes: Any) -> dict[str, Any]:
    policy = managed()
    return {name: policy[name] for name in ("displayName", "state", "conditions", "grantControls")} | changes


@assumed("it is Microsoft's own; what the service says when somebody tries is recalled")
@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("version", ["v1.0", "beta"])
def test_the_compliant_network_is_neither_changed_nor_deleted(
    tiny: Tiny, version: str, trusted: bool
) -> None:
    location = {
        "@odata.type": "#microsoft.graph.compliantNetworkNamedLocation",
        "id": COMPLIANT_NETWORK,
        "displayName": "All Compliant Network locations",
        "compliantNetworkType": "allTenantCompliantNetworks",
        "isTrusted": trusted,
    }
    tiny.store.put("namedLocations", COMPLIANT_NETWORK, location)
    item = f"/{version}{LOCATIONS}/{COMPLIANT_NETWORK}"
    shown = tiny.graph("GET", item).json()
    assert shown["displayName"] == "All Compliant Network locations"
    assert ("compliantNetworkType" in shown) == (version == "beta")
    for body in ({"displayName": "Ours"}, {"@odata.type": location["@odata.type"], "isTrusted": False}):
        assert tiny.graph("PATCH", item, body).status_code == 400
    assert tiny.graph("DELETE", item).status_code == 400
    assert tiny.graph("POST", f"/{version}{LOCATIONS}", location).status_code == 400
    assert tiny.store.get("namedLocations", COMPLIANT_NETWORK) == location


@documented(
    sources.MANAGED_POLICIES,
    "DELETE /identity/conditionalAccess/policies/{id}",
    "PATCH /identity/conditionalAccess/policies/{id}",
)
def test_of_a_managed_policy_state_and_exclusions_change_and_nothing_else(tiny: Tiny) -> None:
    policy = managed()
    tiny.store.put("conditionalAccessPolicies", policy["id"], policy)
    item = f"{POLICIES}/{policy['id']}"
    excluding = policy["conditions"] | {"users": {"includeUsers": ["All"], "excludeGroups": [GROUP]}}
    narrowed = policy["conditions"] | {"users": {"includeGroups": [GROUP]}}
    for name, changes in {
        "displayName": {"displayName": "Ours"},
        "templateId": {"templateId": None},
        "grantControls": {"grantControls": {"operator": "OR", "builtInControls": ["compliantDevice"]}},
        "sessionControls": {"sessionControls": {"persistentBrowser": {"isEnabled": True, "mode": "never"}}},
        "conditions": {"conditions": narrowed},
    }.items():
        answer = tiny.graph("PATCH", f"/beta{item}", changes)
        assert (answer.status_code, name in answer.text) == (400, True), answer.text
    assert tiny.graph("DELETE", item).status_code == 400
    assert tiny.store.get("conditionalAccessPolicies", policy["id"]) == policy
    assert tiny.graph("PATCH", f"/beta{item}", {"state": "disabled"}).status_code == 204
    assert tiny.graph("PATCH", f"/beta{item}", {"conditions": excluding}).status_code == 204


@assumed("the template is Microsoft's; nobody has published what happens")
def test_nobody_else_makes_a_managed_policy(tiny: Tiny) -> None:
    assert tiny.graph("POST", f"/beta{POLICIES}", own(templateId=TEMPLATE)).status_code == 400
    made = tiny.graph("POST", f"/beta{POLICIES}", own())
    assert made.status_code == 201
    item = f"{POLICIES}/{made.json()['id']}"
    assert tiny.graph("PATCH", item, {"templateId": TEMPLATE}).status_code == 400
    assert tiny.graph("DELETE", item).status_code == 204


@assumed(
    "an article of 2026 reports it (maxime.hiez.ca); no page of the service says so",
    "POST /identity/conditionalAccess/policies",
)
def test_managed_policies_do_not_count_towards_the_limit(tiny: Tiny) -> None:
    with tiny.store.transaction():
        for number in range(1, LIMIT + 1):
            policy = managed(number)
            tiny.store.put("conditionalAccessPolicies", policy["id"], policy)
    assert tiny.graph("POST", f"/beta{POLICIES}", own()).status_code == 201
