"""How `entra.admins_phishing_resistant_mfa` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "take-labelled-role": (
            Found(
                "PrivilegedRoles",
                "members[Teams Administrator].listed",
                expected=True,
                found=False,
                put_right=False,
            ),
        )
    },
    alone=("accept-weaker-mfa",),
)
