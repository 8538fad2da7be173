"""How `exchange.inbox_rules_forward_nowhere` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    found={
        "redirect-by-inbox-rule": (
            Found(
                "InboxRules",
                f"members[admin@{CONTOSO}].inboxRules",
                expected=None,
                found="'..' redirects to collector@outside.example",
                put_right=False,
            ),
        ),
    },
)
