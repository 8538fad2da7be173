"""What the Zero Trust Assessment asks: what is requested and not ended, packages with their policies, networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contract import sources
from tests.contract.conftest import USER, ask
from tests.contract.marks import documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

READER = "f2ef992c-3afb-46b9-b7cf-a126ee74c451"
REQUESTS = "/roleManagement/directory/roleEligibilityScheduleRequests"
ENTITLEMENT = "/identityGovernance/entitlementManagement"


@documented(sources.ZERO_TRUST, f"GET {REQUESTS}")
def test_requests_that_did_not_end_are_those_that_are_not_in_certain_states(tiny: Tiny) -> None:
    role = {"id": READER, "templateId": READER, "displayName": "Global Reader", "isBuiltIn": True}
    tiny.store.put("roleDefinitions", READER, {**role, "description": ""})
    admin = tiny.register("Admin", ["RoleManagement.ReadWrite.Directory"])
    body = {"principalId": USER, "roleDefinitionId": READER, "directoryScopeId": "/"}
    lasting = {"scheduleInfo": {"expiration": {"type": "noExpiration"}}}
    ask(tiny, admin, "POST", REQUESTS, {**body, **lasting, "action": "adminAssign"}, want=201)
    ask(tiny, admin, "POST", REQUESTS, {**body, "action": "adminRemove"}, want=201)
    ended = " or ".join(f"status eq '{one}'" for one in ("Canceled", "Denied", "Failed", "Revoked"))
    for expression, states in (
        (f"NOT({ended})", ["Provisioned"]),
        ("status ne 'Provisioned'", ["Revoked"]),
        ("status in ('Provisioned','Revoked')", ["Provisioned", "Revoked"]),
    ):
        found = ask(tiny, admin, "GET", f"/beta{REQUESTS}?$expand=principal&$filter={expression}")["value"]
        assert sorted(one["status"] for one in found) == states, expression
        assert {one["principal"]["id"] for one in found} == {USER}


@pytest.mark.parametrize(
    ("path", "relation", "policies"),
    [
        pytest.param(
            f"/v1.0{ENTITLEMENT}",
            "assignmentPolicies",
            "assignmentPolicies",
            id="v1.0",
            marks=documented(
                sources.ZERO_TRUST,
                f"GET {ENTITLEMENT}/accessPackages",
                f"GET {ENTITLEMENT}/assignmentPolicies",
            ),
        ),
        pytest.param(
            f"/beta{ENTITLEMENT}",
            "accessPackageAssignmentPolicies",
            "accessPackageAssignmentPolicies",
            id="beta",
            marks=documented(
                sources.ZERO_TRUST,
                f"GET {ENTITLEMENT}/accessPackages",
                f"GET {ENTITLEMENT}/accessPackageAssignmentPolicies",
            ),
        ),
    ],
)
def test_a_package_comes_with_its_policies_and_a_policy_with_its_package(
    tiny: Tiny, path: str, relation: str, policies: str
) -> None:
    admin = tiny.register("Governance", ["EntitlementManagement.ReadWrite.All"])
    below = f"/v1.0{ENTITLEMENT}"
    catalog = ask(tiny, admin, "POST", f"{below}/catalogs", {"displayName": "Sales"}, want=201)["id"]
    new = {"displayName": "P", "catalog": {"id": catalog}}
    made = ask(tiny, admin, "POST", f"{below}/accessPackages", new, want=201)["id"]

    (package,) = ask(tiny, admin, "GET", f"{path}/accessPackages?$expand={relation}")["value"]

    assert (package["id"], package[relation]) == (made, [])
    assert ask(tiny, admin, "GET", f"{path}/accessPackages/{made}?$expand={relation}")[relation] == []
    assert ask(tiny, admin, "GET", f"{path}/{policies}?$expand=accessPackage")["value"] == []


@documented(
    sources.ZERO_TRUST, "GET /networkAccess/filteringProfiles", "GET /networkAccess/forwardingProfiles"
)
def test_profiles_of_networks_are_asked_for_with_their_policies_and_the_rules_of_these(tiny: Tiny) -> None:
    reader = tiny.register("Networks", ["NetworkAccess.Read.All"])
    for asked in (
        "filteringProfiles?$select=id,name,priority&$expand=policies($select=id,state;$expand=policy($select=id))",
        "forwardingProfiles?$filter=trafficForwardingType eq 'private'&$expand=policies($expand=policy)",
    ):
        assert ask(tiny, reader, "GET", f"/beta/networkAccess/{asked}")["value"] == []
