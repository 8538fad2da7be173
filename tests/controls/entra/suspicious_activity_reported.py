"""How `entra.suspicious_activity_reported` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "silence-reports": (
            Found(
                "AuthenticationMethodsPolicy",
                "reportSuspiciousActivity.state",
                expected="enabled",
                found="disabled",
            ),
        )
    },
)
