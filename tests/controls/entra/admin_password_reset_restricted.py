"""How `entra.admin_password_reset_restricted` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "let-administrators-reset": (
            Found("AuthorizationPolicy", "allowedToUseSSPR", expected=False, found=True),
        )
    },
)
