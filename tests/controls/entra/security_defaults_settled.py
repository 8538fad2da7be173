"""How `entra.security_defaults_settled` is tried."""

from __future__ import annotations

from tests.tried import TriedControl

TRIED = TriedControl(
    alone=("enable-security-defaults",),
)
