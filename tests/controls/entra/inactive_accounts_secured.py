"""How `entra.inactive_accounts_secured` is tried."""

from __future__ import annotations

from tests.controls.shared import COMPARED
from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    chosen={"inactive_accounts_action": "disable"},
    needed={
        "action": "disable",
        "hold_days": 31,
        "emergency_group": "B",
        "emergency_accounts": ["a@b.example", "c@b.example"],
    },
    whole={"guests": "included"},
    narrowing={"service_accounts": {"service_accounts": ["scanner@b.example"]}},
    enough={
        "inactive_days": ({"inactive_days": 365}, {"inactive_days": 30}),
        "hold_days": ({"hold_days": 31}, {"hold_days": "unlimited"}),
        "left_alone_days": ({"left_alone_days": 0}, {"left_alone_days": 14}),
    },
    too_little={
        "inactive_days": ({"inactive_days": 366}, {"inactive_days": 3650}),
        "hold_days": ({"hold_days": 1}, {"hold_days": 30}),
        "left_alone_days": ({"left_alone_days": 15}, {"left_alone_days": 30}),
    },
    any_text={"service_accounts": COMPARED},
    found={
        "revive-account": (
            Found(
                "InactiveAccounts",
                f"members[henk.visser@{CONTOSO}].accountEnabled",
                expected=False,
                found=True,
            ),
        )
    },
)
