"""Policies of roles in PIM: how they are read with their rules, and how a rule is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contract import sources
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

GLOBAL = "62e90394-69f5-4237-9190-012177145e10"
ASSIGNMENTS = "/policies/roleManagementPolicyAssignments"
SCOPE = "$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'"
RULE = "Expiration_EndUser_Assignment"
TYPE = "#microsoft.graph.unifiedRoleManagementPolicyExpirationRule"
LIST = f"GET {ASSIGNMENTS}"
PATCH = "PATCH /policies/roleManagementPolicies/{id}/rules/{ruleId}"


@pytest.fixture
def admin(tiny: Tiny) -> str:
    tiny.licence("AAD_PREMIUM_P2")
    tiny.store.put("roleDefinitions", GLOBAL, {"id": GLOBAL, "displayName": "Global Administrator"})
    return tiny.register("Admin", ["RoleManagementPolicy.ReadWrite.Directory"])


def policy(tiny: Tiny, client_id: str) -> dict[str, Any]:
    path = f"{ASSIGNMENTS}?{SCOPE}&$expand=policy($expand=rules)"
    (row,) = tiny.graph("GET", path, client_id=client_id).json()["value"]
    found: dict[str, Any] = row
    return found


def rules(row: dict[str, Any]) -> dict[str, Any]:
    return {one["id"]: one for one in row["policy"]["rules"]}


@documented(sources.ROLE_SETTINGS, LIST, PATCH)
def test_one_rule_is_changed_and_the_others_stay(tiny: Tiny, admin: str) -> None:
    before = policy(tiny, admin)
    path = f"/policies/roleManagementPolicies/{before['policyId']}/rules/{RULE}"
    body = {"@odata.type": TYPE, "id": RULE, "isExpirationRequired": True, "maximumDuration": "PT1H"}

    answer = tiny.graph("PATCH", path, body, client_id=admin)

    assert (answer.status_code, answer.json()["maximumDuration"]) == (200, "PT1H")
    assert len(rules(before)) == 17
    assert rules(policy(tiny, admin)) == {**rules(before), RULE: {**rules(before)[RULE], **body}}
    (event,) = tiny.store.all("directoryAudits")
    assert (event["activityDisplayName"], event["targetResources"][0]["id"]) == (
        "Update role setting in PIM",
        GLOBAL,
    )


@assumed("status, code and text; that a rule needs its type is the page's", LIST, PATCH)
@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (RULE, {"maximumDuration": "PT1H"}, 400),
        (RULE, {"@odata.type": TYPE, "maximumDuration": 1}, 400),
        (RULE, {"@odata.type": TYPE, "colour": "red"}, 400),
        ("Expiration_Nobody", {"@odata.type": TYPE}, 404),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    tiny: Tiny, admin: str, path: str, body: dict[str, Any], status: int
) -> None:
    before = policy(tiny, admin)
    below = f"/policies/roleManagementPolicies/{before['policyId']}/rules"
    good = {"@odata.type": TYPE, "maximumDuration": "PT1H"}
    reader = tiny.register("Reader", ["RoleManagementPolicy.Read.Directory"])

    assert tiny.graph("PATCH", f"{below}/{path}", body, client_id=admin).status_code == status
    assert tiny.graph("PATCH", f"{below}/{RULE}", good, client_id=reader).status_code == 403
    assert (
        tiny.graph(
            "PATCH", f"{below.replace('DirectoryRole', 'X')}/{RULE}", good, client_id=admin
        ).status_code
        == 404
    )
    assert tiny.graph("GET", ASSIGNMENTS, client_id=reader).status_code == 400
    assert (policy(tiny, admin), tiny.store.all("directoryAudits")) == (before, [])


@assumed("recalled (api-facts 4.2)", LIST)
def test_without_the_licence_there_are_none(tiny: Tiny) -> None:
    tiny.licence("AAD_PREMIUM")
    reader = tiny.register("Reader", ["RoleManagementPolicy.Read.Directory"])
    answer = tiny.graph("GET", f"{ASSIGNMENTS}?{SCOPE}", client_id=reader)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "AadPremiumLicenseRequired")
