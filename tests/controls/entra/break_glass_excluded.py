"""How `entra.break_glass_excluded` is tried."""

from __future__ import annotations

from tests.tried import Claim, TriedControl

TRIED = TriedControl(
    needed={"group": "B", "accounts": ["a@b.example", "c@b.example"]},
    claims={
        "1.1.2": Claim(
            kind="BreakGlassAccounts",
            asked=(("two accounts at least", lambda rule: len(rule["accounts"]) >= 2),),
            lacks="unlicensed",
        )
    },
    alone=("add-break-glass-member",),
)
