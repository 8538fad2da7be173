"""How `entra.users_cannot_create_security_groups` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "let-users-create-security-groups": (
            Found("AuthorizationPolicy", "allowedToCreateSecurityGroups", expected=False, found=True),
        )
    },
)
