"""How `entra.passkeys_enabled` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "refuse-passkeys": (
            Found("Fido2AuthenticationMethodConfiguration", "state", expected="enabled", found="disabled"),
        )
    },
    alone=("offer-passkeys-to-nobody",),
)
