"""How `exchange.mailbox_auditing_enabled` is tried."""

from __future__ import annotations

from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    found={
        "silence-mailbox": (
            Found("MailboxAuditing", f"members[admin@{CONTOSO}].auditEnabled", expected=True, found=False),
        ),
        "stop-mailbox-audit": (Found("OrganizationConfig", "mailboxAuditing", expected=True, found=False),),
    },
)
