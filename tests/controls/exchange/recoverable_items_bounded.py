"""How `exchange.recoverable_items_bounded` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    enough={"percent": ({"percent": 50}, {"percent": 90})},
    too_little={"percent": ({"percent": 91}, {"percent": 99})},
    found={
        "fill-recoverable-items": (
            Found(
                "RecoverableItems",
                f"members[mallory@{CONTOSO}].recoverableItemsPercent",
                expected="less than 80",
                found=95,
                put_right=False,
            ),
        )
    },
)
