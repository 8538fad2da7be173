"""How `entra.risky_sign_ins_challenged` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "tolerate-medium-risk": (
            Found(
                "ConditionalAccessPolicy",
                "conditions.signInRiskLevels",
                expected=["high", "medium"],
                found=["high"],
            ),
        )
    },
)
