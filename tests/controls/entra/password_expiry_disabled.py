"""How `entra.password_expiry_disabled` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    found={
        "expire-passwords": (
            Found(
                "PasswordExpiry",
                f"members[{CONTOSO}].passwordValidityPeriodInDays",
                expected=2147483647,
                found=30,
            ),
        )
    },
)
