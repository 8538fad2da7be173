"""How `exchange.smtp_auth_disabled` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    found={
        "open-smtp": (
            Found("TransportConfig", "smtpClientAuthenticationDisabled", expected=True, found=False),
        ),
        "let-scanner-send": (
            Found(
                "SmtpClientAuthentication",
                f"members[admin@{CONTOSO}].smtpClientAuthenticationDisabled",
                expected=True,
                found=False,
            ),
        ),
    },
)
