"""`$select` of what the schema has and nothing here keeps, and options that are a client's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.odata.dispatch import graph_routes
from holdfast.emulator.odata.unmodelled import FILE, unmodelled
from tests.contract import sources
from tests.contract.conftest import ask
from tests.contract.marks import assumed, documented
from tests.contract.test_graph_clients import CSDL
from tools.schema_properties import written

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

LISTS = {
    "/teams": "team",
    "/domains": "domain",
    "/deviceManagement/managedDevices": "managedDevice",
    "/deviceManagement/deviceCompliancePolicies": "deviceCompliancePolicy",
    "/deviceManagement/deviceConfigurations": "deviceConfiguration",
    "/deviceManagement/termsAndConditions": "termsAndConditions",
    "/deviceManagement/windowsAutopilotDeviceIdentities": "windowsAutopilotDeviceIdentity",
    "/deviceManagement/mobileThreatDefenseConnectors": "mobileThreatDefenseConnector",
    "/deviceAppManagement/mobileApps": "mobileApp",
    "/deviceAppManagement/vppTokens": "vppToken",
    "/identity/conditionalAccess/namedLocations": "namedLocation",
    "/identity/conditionalAccess/policies": "conditionalAccessPolicy",
    "/identityProtection/riskyUsers": "riskyUser",
    "/auditLogs/directoryAudits": "directoryAudit",
    "/auditLogs/signIns": "signIn",
    "/security/incidents": "security.incident",
    "/security/secureScores": "secureScore",
    "/policies/crossTenantAccessPolicy/partners": "crossTenantAccessPolicyConfigurationPartner",
    "/identityGovernance/accessReviews/definitions": "accessReviewScheduleDefinition",
    "/devices": "device",
    "/subscribedSkus": "subscribedSku",
}
"""Lists of all parts of Graph, by the type in them."""
ONES = {
    "/policies/authorizationPolicy": "authorizationPolicy",
    "/policies/crossTenantAccessPolicy": "crossTenantAccessPolicy",
    "/policies/identitySecurityDefaultsEnforcementPolicy": "identitySecurityDefaultsEnforcementPolicy",
}


def everything(tiny: Tiny) -> str:
    tiny.licence("AAD_PREMIUM_P2", "Entra_Identity_Governance", "INTUNE_A")
    roles = sorted({role for route in graph_routes() if route.method == "GET" for role in route.least_roles})
    return tiny.register("All of it", roles)


@documented(sources.SCHEMA, *(f"GET {path}" for path in (*LISTS, *ONES)))
def test_what_the_schema_has_of_any_type_is_selected(tiny: Tiny) -> None:
    reader, wrong = everything(tiny), []
    for path, entity in {**LISTS, **ONES}.items():
        names = ",".join(unmodelled(f"microsoft.graph.{entity}").values())
        assert names.count(",") > 2, entity
        answer = tiny.graph("GET", f"{path}?$select={names}", client_id=reader)
        if answer.status_code != 200:
            wrong.append(f"{path}: {answer.status_code} {answer.text[:300]}")
        refused = tiny.graph("GET", f"{path}?$select=id,notInTheSchema", client_id=reader)
        if refused.status_code != 400:
            wrong.append(f"{path}: {refused.status_code} for a name that no type has")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong)


@assumed("as the service answers what nobody set; what is never null is left out", "GET /domains")
def test_what_nobody_keeps_is_answered_as_nobody_set_it(tiny: Tiny) -> None:
    reader = everything(tiny)
    tiny.store.put("domains", "a.example", {"id": "a.example", "isVerified": True})
    asked = "/domains?$select=ID,Model,supportedServices,state"
    shown: list[dict[str, Any]] = ask(tiny, reader, "GET", asked)["value"]
    assert {(one["model"], one["state"]) for one in shown} == {(None, None)}
    assert "model" not in ask(tiny, reader, "GET", "/domains")["value"][0]
    assert unmodelled("microsoft.graph.team")["guestsettings"] == "guestSettings"
    assert unmodelled("microsoft.graph.user") == {}


@assumed(
    "OData has services pass over options of the client's own; IntuneCD 2.6.0 asks with `??$expand`",
    "GET /deviceManagement/notificationMessageTemplates",
)
@pytest.mark.parametrize(
    "option", ["?$expand=localizedNotificationMessages", "api-version=1.0", "_=7", "@x=1"]
)
def test_an_option_of_the_clients_own_means_nothing(tiny: Tiny, option: str) -> None:
    templates = "/deviceManagement/notificationMessageTemplates"
    assert ask(tiny, everything(tiny), "GET", f"{templates}?{option}")["value"] == []
    assert ask(tiny, everything(tiny), "GET", f"{templates}?$top=1&{option}")["value"] == []
    ask(tiny, everything(tiny), "GET", f"{templates}?$nothing=1&{option}", want=501)
    ask(tiny, everything(tiny), "GET", f"{templates}?search=x&{option}", want=501)


@documented(sources.SCHEMA)
@pytest.mark.skipif(not CSDL.is_file(), reason=f"Microsoft's schema is not here: {CSDL}")
def test_the_names_are_those_of_the_schema() -> None:
    assert written(CSDL) == FILE.read_text(encoding="utf-8"), "run python -m tools.schema_properties CSDL"
