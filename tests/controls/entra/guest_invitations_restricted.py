"""How `entra.guest_invitations_restricted` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "let-everybody-invite": (
            Found(
                "AuthorizationPolicy", "allowInvitesFrom", expected="adminsAndGuestInviters", found="everyone"
            ),
        ),
        "let-everybody-sign-up": (
            Found("AuthenticationFlowsPolicy", "selfServiceSignUpEnabled", expected=False, found=True),
        ),
    },
)
