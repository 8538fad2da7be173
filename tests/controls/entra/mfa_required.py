"""How `entra.mfa_required` is tried."""

from __future__ import annotations

from tests.tried import TriedControl

TRIED = TriedControl(
    alone=("exclude-user-from-mfa",),
)
