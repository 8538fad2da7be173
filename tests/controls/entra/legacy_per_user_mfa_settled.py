"""How `entra.legacy_per_user_mfa_settled` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    found={
        "enforce-per-user-mfa": (
            Found(
                "PerUserMfa",
                f"members[admin@{CONTOSO}].perUserMfaState",
                expected="disabled",
                found="enforced",
                put_right=False,
            ),
        )
    },
)
