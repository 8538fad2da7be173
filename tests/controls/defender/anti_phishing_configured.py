"""How `defender.anti_phishing_configured` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "ignore-dmarc": (
            Found(
                "AntiPhishing",
                "members[Office365 AntiPhish Default].honorDmarcPolicy",
                expected=True,
                found=False,
            ),
        )
    },
)
