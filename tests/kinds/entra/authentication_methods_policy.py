"""How `AuthenticationMethodsPolicy` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

_MICROSOFTS = "`default` is what Microsoft makes of it"
TRIED = TriedKind(
    neither_way={
        "registrationCampaign.state": _MICROSOFTS,
        "systemCredentialPreferences.state": _MICROSOFTS,
        "reportSuspiciousActivity.state": _MICROSOFTS,
        "reportSuspiciousActivity.includeTarget.id": "of two groups nobody can say which has more people",
        "reportSuspiciousActivity.includeTarget.targetType": "which of both it is, its id says",
        "policyMigrationState": "the service takes it forward, and seldom back",
    }
)
