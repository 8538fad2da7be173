"""How `entra.strong_methods_offered` is tried."""

from __future__ import annotations

from tests.tried import TriedControl

TRIED = TriedControl(alone=("offer-authenticator-to-empty-group",))
