"""How `entra.authentication_transfer_blocked` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    found={
        "open-authentication-transfer": (
            Found(
                "ConditionalAccessPolicy",
                "conditions.users.excludedUsers",
                expected=None,
                found=[f"mallory@{CONTOSO}"],
            ),
        )
    },
)
