"""How `entra.device_registration_requires_mfa` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    found={
        "join-without-mfa": (
            Found(
                "ConditionalAccessPolicy",
                "conditions.users.excludedUsers",
                expected=None,
                found=[f"mallory@{CONTOSO}"],
            ),
        )
    },
)
