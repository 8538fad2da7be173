"""How `entra.users_cannot_create_tenants_or_apps` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "let-users-register-apps": (
            Found("AuthorizationPolicy", "allowedToCreateApps", expected=False, found=True),
        )
    },
)
