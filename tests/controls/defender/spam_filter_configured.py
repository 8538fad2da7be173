"""How `defender.spam_filter_configured` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "let-partner-past": (
            Found(
                "SpamFilter", "members[Default].allowedSenderDomains", expected=[], found=["partner.example"]
            ),
        )
    },
)
