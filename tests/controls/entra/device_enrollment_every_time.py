"""How `entra.device_enrollment_every_time` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    found={
        "enroll-without-mfa": (
            Found(
                "ConditionalAccessPolicy",
                "conditions.users.excludedUsers",
                expected=None,
                found=[f"mallory@{CONTOSO}"],
            ),
        )
    },
)
