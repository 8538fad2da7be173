"""What PIM warns of: each sort of alert in a tenant that gives cause for it, and in one that gives none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.role_management.routes import ELIGIBILITIES, role_assignment
from holdfast.emulator.graph.role_management_alerts.routes import ROUTES
from holdfast.emulator.seeds.roles import ROLE_IDS
from tests.contract import sources
from tests.contract.conftest import USER, ask
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

BELOW = "/beta/identityGovernance/roleManagementAlerts"
SCOPE = "$filter=scopeId eq '/' and scopeType eq 'DirectoryRole'"
TOP = ROLE_IDS["Global Administrator"]
SIGNED_IN = "2026-02-28T00:00:00Z"


@pytest.fixture
def reader(tiny: Tiny) -> str:
    role = {"id": TOP, "templateId": TOP, "displayName": "Global Administrator", "isBuiltIn": True}
    tiny.store.put("roleDefinitions", TOP, {**role, "description": ""})
    seen(tiny, SIGNED_IN)
    return tiny.register("Reader", ["RoleManagementAlert.Read.Directory"])


def seen(tiny: Tiny, moment: str | None) -> None:
    user = tiny.store.get("users", USER) or {}
    tiny.store.put("users", USER, {**user, "signInActivity": {"lastSignInDateTime": moment}})


def give(tiny: Tiny, principal: str, where: str = "roleAssignments", **more: Any) -> None:
    held = role_assignment(tiny.tenant, principal, TOP)
    tiny.store.put(where, held["id"], {**held, **more})


def active(tiny: Tiny, reader: str) -> dict[str, int]:
    found = ask(tiny, reader, "GET", f"{BELOW}/alerts?{SCOPE} and isActive eq true")["value"]
    return {one["id"].rpartition("_")[2]: one["incidentCount"] for one in found}


@documented(sources.PIM_ALERTS, *(f"GET {one.template}" for one in ROUTES))
def test_every_alert_has_a_definition_a_configuration_and_what_it_found(tiny: Tiny, reader: str) -> None:
    give(tiny, USER)
    for name in ("alerts", "alertDefinitions", "alertConfigurations"):
        found = ask(tiny, reader, "GET", f"{BELOW}/{name}?{SCOPE}")["value"]
        assert len(found) == 7
        for one in found:
            assert ask(tiny, reader, "GET", f"{BELOW}/{name}/{one['id']}").items() >= one.items()
        ask(tiny, reader, "GET", f"{BELOW}/{name}", want=400)
        ask(tiny, reader, "GET", f"{BELOW}/{name}/none", want=404)
    whole = f"{BELOW}/alerts?{SCOPE}&$expand=alertDefinition,alertConfiguration,alertIncidents"
    for one in ask(tiny, reader, "GET", whole)["value"]:
        assert one["alertDefinition"]["id"] == one["alertConfiguration"]["id"] == one["id"]
        assert len(one["alertIncidents"]) == one["incidentCount"]
        below = ask(tiny, reader, "GET", f"{BELOW}/alerts/{one['id']}/alertIncidents")["value"]
        assert below == one["alertIncidents"]
    ask(tiny, reader, "GET", f"{BELOW}/alertDefinitions?{SCOPE}&$expand=alertIncidents", want=400)
    tiny.licence("AAD_PREMIUM")
    refused = ask(tiny, reader, "GET", f"{BELOW}/alerts?{SCOPE}", want=400)
    assert refused["error"]["code"] == "AadPremiumLicenseRequired"


@assumed(
    "what each alert finds is worked out from what its page says", f"GET {BELOW.removeprefix('/beta')}/alerts"
)
def test_an_alert_is_active_where_the_tenant_gives_cause(tiny: Tiny, reader: str) -> None:
    assert active(tiny, reader) == {}
    give(tiny, USER, ELIGIBILITIES, startDateTime="2026-02-20T00:00:00Z")
    assert active(tiny, reader) == {}
    tiny.clock.advance(days=20)
    tiny.tokens.clear()
    seen(tiny, "2026-03-20T00:00:00Z")
    assert active(tiny, reader) == {}
    tiny.clock.advance(days=20)
    tiny.tokens.clear()
    assert active(tiny, reader) == {"RedundantAssignmentAlert": 1}
    seen(tiny, None)
    assert active(tiny, reader)["StaleSignInAlert"] == 1
    give(tiny, USER)
    found = active(tiny, reader)
    assert found["RolesAssignedOutsidePimAlert"] == 1
    assert found["TooManyGlobalAdminsAssignedToTenantAlert"] == 2
    policy_admin = tiny.register("Admin", ["RoleManagementPolicy.ReadWrite.AzureADGroup", *POLICY_ROLES])
    (policy,) = ask(tiny, policy_admin, "GET", f"/policies/roleManagementPolicies?{SCOPE}")["value"]
    rule = f"/policies/roleManagementPolicies/{policy['id']}/rules/Enablement_EndUser_Assignment"
    body = ask(tiny, policy_admin, "GET", rule)
    change = {"@odata.type": body["@odata.type"], "id": body["id"], "enabledRules": ["Justification"]}
    assert tiny.graph("PATCH", rule, change, client_id=policy_admin).status_code < 300
    assert active(tiny, reader)["NoMfaOnRoleActivationAlert"] == 1


POLICY_ROLES = ["RoleManagementPolicy.ReadWrite.Directory", "RoleManagementPolicy.Read.Directory"]
