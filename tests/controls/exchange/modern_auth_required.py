"""How `exchange.modern_auth_required` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "close-modern-authentication": (
            Found("OrganizationConfig", "modernAuthentication", expected=True, found=False),
        )
    },
)
