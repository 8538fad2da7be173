"""How `entra.break_glass_excluded` is tried."""

from __future__ import annotations

from tests.tried import TriedControl

TRIED = TriedControl(
    needed={"group": "B", "accounts": ["a@b.example", "c@b.example"]},
    alone=("add-break-glass-member",),
)
