"""How `entra.weak_methods_disabled` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "accept-sms": (
            Found("SmsAuthenticationMethodConfiguration", "state", expected="disabled", found="enabled"),
        )
    },
)
