"""How `exchange.transport_rules_safe` is tried."""

from __future__ import annotations

from tests.controls.shared import COMPARED
from tests.tried import TriedControl

TRIED = TriedControl(
    narrowing={"excluded_rules": {"excluded_rules": ["Exercise"]}},
    any_text={"excluded_rules": COMPARED},
    alone=("wave-domain-through", "copy-mail-outside"),
)
