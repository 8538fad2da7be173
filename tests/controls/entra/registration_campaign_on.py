"""How `entra.registration_campaign_on` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    enough={"snooze_days": ({"snooze_days": 0}, {"snooze_days": 7})},
    too_little={"snooze_days": ({"snooze_days": 8}, {"snooze_days": 14})},
    found={
        "put-registration-off-for-ever": (
            Found(
                "AuthenticationMethodsPolicy",
                "registrationCampaign.enforceRegistrationAfterAllowedSnoozes",
                expected=True,
                found=False,
            ),
        ),
        "refuse-authenticator": (
            Found(
                "MicrosoftAuthenticatorAuthenticationMethodConfiguration",
                "state",
                expected="enabled",
                found="disabled",
            ),
        ),
        "stop-registration-campaign": (
            Found(
                "AuthenticationMethodsPolicy",
                "registrationCampaign.state",
                expected="enabled",
                found="disabled",
            ),
        ),
    },
)
