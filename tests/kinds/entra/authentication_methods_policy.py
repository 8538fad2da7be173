"""How `AuthenticationMethodsPolicy` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

_MICROSOFTS = "`default` is what Microsoft makes of it"
TRIED = TriedKind(
    neither_way={
        "registrationCampaign.state": _MICROSOFTS,
        "systemCredentialPreferences.state": _MICROSOFTS,
        "policyMigrationState": "the service takes it forward, and seldom back",
    }
)
