"""How `entra.authenticator_number_matching` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    chosen={"authenticator_codes_disabled": True},
    found={
        "hide-sign-in-place": (
            Found(
                "MicrosoftAuthenticatorAuthenticationMethodConfiguration",
                "featureSettings.displayLocationInformationRequiredState.state",
                expected="enabled",
                found="disabled",
            ),
        )
    },
)
