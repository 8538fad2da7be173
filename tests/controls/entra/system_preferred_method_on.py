"""How `entra.system_preferred_method_on` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "prefer-no-method": (
            Found(
                "AuthenticationMethodsPolicy",
                "systemCredentialPreferences.state",
                expected="enabled",
                found="disabled",
            ),
        )
    },
)
