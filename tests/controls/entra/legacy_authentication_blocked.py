"""How `entra.legacy_authentication_blocked` is tried."""

from __future__ import annotations

from tests.tried import TriedControl

TRIED = TriedControl(
    alone=("disable-policy",),
)
