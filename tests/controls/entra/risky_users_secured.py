"""How `entra.risky_users_secured` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "keep-risky-password": (
            Found(
                "ConditionalAccessPolicy",
                "grantControls.builtInControls",
                expected=["mfa", "passwordChange"],
                found=["mfa"],
            ),
        )
    },
)
