"""How `entra.guest_access_restricted` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "treat-guests-as-members": (
            Found(
                "AuthorizationPolicy",
                "guestUserRoleId",
                expected="2af84b1e-32c8-42b7-82bc-daa82404023b",
                found="a0b1b346-4d3e-4e8b-98f8-753987be4970",
            ),
        )
    },
)
