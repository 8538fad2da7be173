"""How `entra.password_protection_configured` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    enough={
        "lockout_threshold": ({"lockout_threshold": 1}, {"lockout_threshold": 10}),
        "lockout_seconds": ({"lockout_seconds": 60}, {"lockout_seconds": 18000}),
        "on_premises": ({"on_premises": "enforced"},),
    },
    too_little={
        "lockout_threshold": ({"lockout_threshold": 11}, {"lockout_threshold": 50}),
        "lockout_seconds": ({"lockout_seconds": 59}, {"lockout_seconds": 5}),
        "on_premises": ({"on_premises": "audited"},),
    },
    found={"allow-guessing": (Found("PasswordRuleSettings", "lockoutThreshold", expected=10, found=50),)},
)
