"""How `exchange.legacy_mail_protocols_off` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    found={
        "open-imap": (
            Found("LegacyMailProtocols", f"members[info@{CONTOSO}].imapEnabled", expected=False, found=True),
        ),
    },
)
