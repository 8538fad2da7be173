"""How `ConditionalAccessPolicy` is tried."""

from __future__ import annotations

from tests.tried import TAKEN_OVER, Adoption, TriedKind

_CONDITIONS = {
    "clientAppTypes": ["all"],
    "applications": {"includedApplications": ["All"]},
    "users": {"includedUsers": ["All"]},
}
TRIED = TriedKind(
    adoption=Adoption(
        collection="conditionalAccessPolicies",
        inputs={
            "displayName": TAKEN_OVER,
            "state": "disabled",
            "conditions": _CONDITIONS,
            "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
        },
        changes=(
            {"state": "enabledForReportingButNotEnforced"},
            {"grantControls": {"operator": "OR", "builtInControls": ["block"]}},
            {"conditions": {**_CONDITIONS, "clientAppTypes": ["browser"]}},
        ),
        telling={
            "conditions.agentIdRiskLevels": "high",
            "conditions.deviceStates": {"includeStates": ["All"]},
            "conditions.clientApplications.agentIdServicePrincipalFilter": {"mode": "include", "rule": "x"},
            "sessionControls.continuousAccessEvaluation": {"mode": "disabled"},
            "sessionControls.globalSecureAccessFilteringProfile": {"profileId": "x"},
            "sessionControls.secureSignInSession": {"isEnabled": True},
        },
    ),
)
