"""How `entra.break_glass_excluded` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Claim, Found, TriedControl

TRIED = TriedControl(
    needed={"group": "B", "accounts": ["a@b.example", "c@b.example"]},
    enough={
        "accounts": (
            {"accounts": ["a@b.example", "c@b.example"]},
            {"accounts": [f"{one}@b.example" for one in "acde"]},
        )
    },
    too_little={"accounts": ({"accounts": [f"{one}@b.example" for one in "acdef"]},)},
    claims={
        "1.1.2": Claim(
            kind="BreakGlassAccounts",
            asked=(("two accounts at least", lambda rule: len(rule["accounts"]) >= 2),),
            lacks="unlicensed",
        )
    },
    found={
        "take-sync-role": (
            Found(
                "BreakGlassAccounts",
                f"members[mallory@{CONTOSO}].synchronises",
                expected=True,
                found=False,
                put_right=False,
            ),
        )
    },
    alone=("add-break-glass-member",),
)
