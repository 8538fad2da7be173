"""How `exchange.leaver_mailboxes_held` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    needed={"duration_days": 31},
    whole={"mailbox_types": ["user", "shared"]},
    enough={"duration_days": ({"duration_days": 31}, {"duration_days": "unlimited"})},
    too_little={"duration_days": ({"duration_days": 1}, {"duration_days": 14}, {"duration_days": 30})},
    found={
        "release-leaver": (
            Found(
                "LeaverMailboxHold",
                f"members[mallory@{CONTOSO}].heldBy",
                expected="a hold of its own",
                found="delay hold",
            ),
            Found(
                "LitigationHold",
                f"members[mallory@{CONTOSO}].litigationHoldEnabled",
                expected=True,
                found=False,
                control="exchange.litigation_hold_enabled",
            ),
        )
    },
)
