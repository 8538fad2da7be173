"""How `exchange.mailbox_auditing_enabled` is tried."""

from __future__ import annotations

from tests.conditions import equals
from tests.tried import CONTOSO, Claim, Found, TriedControl

TRIED = TriedControl(
    claims={
        **dict.fromkeys(
            ("MS.EXO.13.1v1", "6.1.1"),
            Claim(kind="OrganizationConfig", asked=(equals("AuditDisabled", value=False),)),
        ),
        "6.1.2": Claim(
            kind="MailboxAuditing",
            asked=(("of all people", lambda rule: "UserMailbox" in rule["mailboxTypes"]),),
            lacks="lists of actions",
        ),
    },
    found={
        "silence-mailbox": (
            Found("MailboxAuditing", f"members[admin@{CONTOSO}].auditEnabled", expected=True, found=False),
        ),
        "stop-mailbox-audit": (Found("OrganizationConfig", "mailboxAuditing", expected=True, found=False),),
    },
)
