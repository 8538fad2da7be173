"""What may not stand together in one policy: each refusal there is, beside what differs little and is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.conditional_access.combinations import COMBINATIONS, LONGEST_DEVICE_RULE
from tests.contract import sources
from tests.contract.conftest import GROUP
from tests.contract.marks import assumed, resting_on, verified

if TYPE_CHECKING:
    import httpx

    from tests.contract.conftest import Tiny

POLICIES = "/beta/identity/conditionalAccess/policies"
STRENGTH: dict[str, Any] = {"authenticationStrength": {"id": "00000000-0000-0000-0000-000000000004"}}
REGISTER = {"includeUserActions": ["urn:user:registerdevice"]}
FILTER = {"deviceFilter": {"mode": "exclude", "rule": "device.isCompliant -eq True"}}
ROBOTS = {"includeServicePrincipals": ["ServicePrincipalsInMyTenant"]}
NOBODY = {"includeUsers": ["None"]}


def policy(grant: dict[str, Any], **conditions: Any) -> dict[str, Any]:
    return {
        "displayName": "Together",
        "state": "disabled",
        "conditions": {
            "applications": {"includeApplications": ["All"]},
            "clientAppTypes": ["all"],
            "users": {"includeUsers": ["All"], "excludeGroups": [GROUP]},
            **conditions,
        },
        "grantControls": {"operator": "OR", **grant},
    }


def asks(*controls: str, operator: str = "OR", **more: Any) -> dict[str, Any]:
    return {"operator": operator, "builtInControls": list(controls), **more}


def guests(types: str | None, **tenants: Any) -> dict[str, Any]:
    kind = "#microsoft.graph.conditionalAccessAllExternalTenants"
    external = tenants or {"externalTenants": {"@odata.type": kind, "membershipKind": "all"}}
    one = {"guestOrExternalUserTypes": types, **external}
    return {"includeUsers": ["All"], "excludeGuestsOrExternalUsers": one}


def on(*platforms: str) -> dict[str, Any]:
    return {"includePlatforms": list(platforms)}


REFUSED: dict[str, tuple[dict[str, Any], ...]] = {
    "MfaWithAuthenticationStrength": (
        policy(asks("mfa", **STRENGTH)),
        policy(asks("mfa", "compliantDevice", operator="AND", **STRENGTH)),
    ),
    "InvalidRiskRemediationControl": (
        policy(asks("riskRemediation")),
        policy(asks("riskRemediation", operator="AND")),
        policy(asks("riskRemediation", "mfa")),
        policy(asks("riskRemediation", **STRENGTH)),
        policy(
            asks("riskRemediation", "passwordChange", operator="AND", **STRENGTH), userRiskLevels=["high"]
        ),
    ),
    "InvalidRegisterDevicePolicy": (
        policy(asks("compliantDevice"), applications=REGISTER),
        policy(asks("mfa", "domainJoinedDevice"), applications=REGISTER),
        policy(asks("block"), applications=REGISTER),
        policy(asks("mfa", termsOfUse=["t"]), applications=REGISTER),
        policy(asks("mfa"), applications=REGISTER, clientAppTypes=["browser"]),
        policy(asks("mfa"), applications=REGISTER, devices=FILTER),
        policy(asks("mfa"), applications=REGISTER, deviceStates={"includeStates": ["All"]}),
    ),
    "DeviceFilterWithDeviceStates": (
        policy(asks("mfa"), devices=FILTER, deviceStates={"includeStates": ["All"]}),
        policy(asks("mfa"), devices={**FILTER, "includeDevices": ["All"]}),
        policy(asks("mfa"), devices={**FILTER, "excludeDevices": ["Compliant"]}),
    ),
    "DeviceFilterRuleTooLong": (
        policy(
            asks("mfa"),
            devices={"deviceFilter": {"mode": "exclude", "rule": "x" * (LONGEST_DEVICE_RULE + 1)}},
        ),
    ),
    "WorkloadIdentitiesWithUsers": (
        policy(asks("block"), clientApplications=ROBOTS),
        policy(asks("block"), clientApplications=ROBOTS, users={**NOBODY, "includeGroups": [GROUP]}),
    ),
    "WorkloadIdentitiesWithoutBlock": (
        policy(asks("mfa"), clientApplications=ROBOTS, users=NOBODY),
        policy(STRENGTH, clientApplications=ROBOTS, users=NOBODY),
        policy(asks("mfa"), clientApplications={"includeAgentIdServicePrincipals": ["All"]}, users=NOBODY),
    ),
    "MobileApplicationControlOnComputers": (
        policy(asks("approvedApplication"), platforms=on("macOS")),
        policy(asks("approvedApplication", "compliantApplication"), platforms=on("iOS", "linux")),
        policy(asks("compliantApplication", "mfa", operator="AND"), platforms=on("linux")),
    ),
    "ExternalTenantsWithoutTypes": (policy(asks("mfa"), users=guests(None)),),
}
"""Policies by the one refusal that each of them meets."""
ACCEPTED = (
    policy(asks("mfa")),
    policy(STRENGTH),
    policy(asks("compliantDevice", **STRENGTH)),
    policy(asks("riskRemediation", operator="AND", **STRENGTH), userRiskLevels=["high"]),
    policy(asks("mfa", "riskRemediation", operator="AND"), userRiskLevels=["high"]),
    policy(asks("mfa"), applications=REGISTER),
    policy(STRENGTH, applications=REGISTER),
    policy(asks("compliantDevice"), applications={"includeUserActions": ["urn:user:registersecurityinfo"]}),
    policy(asks("mfa"), devices=FILTER),
    policy(asks("mfa"), deviceStates={"includeStates": ["All"]}),
    policy(asks("mfa"), devices={"deviceFilter": {"mode": "exclude", "rule": "x" * LONGEST_DEVICE_RULE}}),
    policy(asks("block"), clientApplications=ROBOTS, users=NOBODY),
    policy(asks("mfa"), clientApplications={"includeServicePrincipals": []}),
    policy(asks("compliantApplication"), platforms=on("iOS", "android")),
    policy(asks("compliantApplication", "mfa"), platforms=on("macOS")),
    policy(asks("mfa", operator="AND"), platforms=on("macOS")),
    policy(asks("mfa"), users=guests("b2bCollaborationGuest")),
    policy(asks("mfa"), users=guests(None, externalTenants=None)),
)


def cases() -> list[Any]:
    return [
        pytest.param(
            one.reason, number, marks=resting_on(one.source, "POST /identity/conditionalAccess/policies")
        )
        for one in COMBINATIONS
        for number in range(len(REFUSED[one.reason]))
    ]


def changed(tiny: Tiny, policy_id: str, **changes: Any) -> httpx.Response:
    return tiny.graph("PATCH", f"{POLICIES}/{policy_id}", changes)


@pytest.mark.parametrize(("reason", "number"), cases())
def test_what_may_not_stand_together_is_refused_made_or_changed(tiny: Tiny, reason: str, number: int) -> None:
    body = REFUSED[reason][number]
    answer = tiny.graph("POST", POLICIES, body)
    told = f"1032: ConditionalActionPolicy validation failed due to {reason}."
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, told)
    made = tiny.graph("POST", POLICIES, policy(asks("mfa"))).json()["id"]
    parts = {name: body[name] for name in ("conditions", "grantControls")}
    answer = changed(tiny, made, **parts)
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, told)
    kept = tiny.store.get("conditionalAccessPolicies", made)
    assert kept is not None
    tiny.store.put("conditionalAccessPolicies", made, {**kept, **parts})
    assert changed(tiny, made, displayName="An old policy keeps what it had").status_code == 204


@assumed(
    "a page forbids the neighbours of these, and says nothing of them",
    "POST /identity/conditionalAccess/policies",
)
@pytest.mark.parametrize("body", ACCEPTED, ids=range(len(ACCEPTED)))
def test_what_differs_little_is_accepted(tiny: Tiny, body: dict[str, Any]) -> None:
    answer = tiny.graph("POST", POLICIES, body)
    assert answer.status_code == 201, answer.text


RESET: dict[str, Any] = {"grant": asks("passwordChange", "mfa", operator="AND"), "userRiskLevels": ["high"]}
EVERYWHERE = {"includeApplications": ["All"]}
BESIDE: dict[str, dict[str, Any]] = {
    "client applications": {"clientAppTypes": ["browser"]},
    "an application that is left out": {"applications": {**EVERYWHERE, "excludeApplications": ["Office365"]}},
    "some applications": {
        "applications": {
            **EVERYWHERE,
            "applicationFilter": {"mode": "include", "rule": "CustomSecurityAttribute.A_b -eq 1"},
        }
    },
    "a risk of the sign-in": {"signInRiskLevels": ["high"]},
    "places": {"locations": {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]}},
    "platforms": {"platforms": on("windows")},
    "devices": {"devices": FILTER},
}


@verified(sources.PASSWORD_RESET, "POST /identity/conditionalAccess/policies")
@pytest.mark.parametrize("more", BESIDE.values(), ids=BESIDE)
def test_a_password_change_stands_beside_a_risk_of_the_user_alone(tiny: Tiny, more: dict[str, Any]) -> None:
    empty: dict[str, Any] = {"devices": {"includeDevices": []}, "platforms": None}
    for nothing in ({}, empty):
        assert tiny.graph("POST", POLICIES, policy(**RESET, **nothing)).status_code == 201
    answer = tiny.graph("POST", POLICIES, policy(**{**RESET, **more}))
    assert answer.status_code == 400
    assert "InvalidPasswordResetControl" in answer.json()["error"]["message"]
