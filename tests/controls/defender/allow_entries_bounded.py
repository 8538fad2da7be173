"""How `defender.allow_entries_bounded` is tried."""

from __future__ import annotations

from tests.controls.shared import COMPARED
from tests.tried import Found, TriedControl

TRIED = TriedControl(
    narrowing={"entries": {"entries": ["partner.example"]}},
    any_text={"entries": COMPARED},
    enough={"days": ({"days": 1}, {"days": 90})},
    too_little={"days": ({"days": 91}, {"days": 365})},
    found={
        "allow-sender-for-ever": (
            Found(
                "AllowEntries",
                "members[sender invoices.example].expirationDate",
                expected="within 45 days",
                found="never",
                put_right=False,
            ),
        )
    },
)
