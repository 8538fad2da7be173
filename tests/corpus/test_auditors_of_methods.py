"""What a control of authentication methods claims of SCuBA and CIS is what it declares (frameworks.md 1.2, 2.2)."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.controls.catalogue import controls
from holdfast.kinds.registry import kinds
from tests.conditions import at
from tests.tried import claims_itself
from tools.docs.declared import declares

AUTHENTICATOR = "MicrosoftAuthenticatorAuthenticationMethodConfiguration"
SHOWN = {
    f"featureSettings.display{what}InformationRequiredState.{path}": value
    for what in ("App", "Location")
    for path, value in (("state", "enabled"), ("includeTarget.id", "all_users"))
}
OF_METHODS: dict[str, dict[str, dict[str, Any]]] = {
    "MS.AAD.3.5v2": {
        f"{one}AuthenticationMethodConfiguration": {"state": "disabled"} for one in ("Sms", "Voice", "Email")
    },
    "5.2.3.5": {f"{one}AuthenticationMethodConfiguration": {"state": "disabled"} for one in ("Sms", "Voice")},
    "MS.AAD.3.4v1": {"AuthenticationMethodsPolicy": {"policyMigrationState": "migrationComplete"}},
    "5.2.3.6": {
        "AuthenticationMethodsPolicy": {
            "systemCredentialPreferences.state": "enabled",
            "systemCredentialPreferences.includeTargets": [{"targetType": "group", "id": "all_users"}],
        }
    },
    "5.2.3.1": {AUTHENTICATOR: SHOWN},
    "MS.AAD.3.3v2": {AUTHENTICATOR: {**SHOWN, "isSoftwareOathEnabled": False}},
    "5.2.3.7": {"EmailAuthenticationMethodConfiguration": {"state": "disabled"}},
}
"""By id of what is asked of methods: by kind, what stands at each path of its wire form."""
BY_A_SETTING_OF_METHODS: dict[str, dict[str, Any]] = {"MS.AAD.3.3v2": {"codes_disabled": True}}
"""Settings that a claim says are needed (`lacks`)."""
CLAIMS_OF_METHODS = [
    (name, one.id)
    for name, control in controls().items()
    for one in control.metadata.frameworks
    if one.id in OF_METHODS and not claims_itself(name, one.id)
]


def found(name: str, claim: str, given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What a control declares with such settings at the paths that a claim is about."""
    declared = {
        one["type"].rpartition(":")[2]: kinds()[one["type"]].wire(one["inputs"])
        for one in declares(name, given)
    }
    return {
        kind: {path: at(declared[kind], path) for path in asked} for kind, asked in OF_METHODS[claim].items()
    }


@pytest.mark.parametrize(("name", "claim"), CLAIMS_OF_METHODS)
def test_what_a_control_claims_of_methods_is_what_it_declares(name: str, claim: str) -> None:
    assert found(name, claim, BY_A_SETTING_OF_METHODS.get(claim, {})) == OF_METHODS[claim]


def test_no_claim_is_forgotten_and_none_is_made_up() -> None:
    assert {claim for _, claim in CLAIMS_OF_METHODS} == set(OF_METHODS)
