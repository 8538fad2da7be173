"""How `entra.risky_consent_blocked` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "let-owners-consent": (
            Found("ConsentPolicySettings", "groupOwnersConsent", expected=False, found=True),
        )
    },
)
