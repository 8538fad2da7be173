"""How `exchange.inbox_rules_forward_nowhere` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Claim, Found, TriedControl

TRIED = TriedControl(
    claims={
        "6.2.1": Claim(
            kind="InboxRules",
            asked=(("of all people", lambda rule: "UserMailbox" in rule["mailboxTypes"]),),
            lacks="outbound policies and transport rules",
        ),
    },
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
