"""How `exchange.mailbox_auditing_enabled` is tried."""

from __future__ import annotations

from tests.conditions import equals
from tests.tried import CONTOSO, Claim, Found, TriedControl

_WITHOUT_READING = [
    *("ApplyRecord", "Create", "HardDelete", "MoveToDeletedItems", "SendAs", "SendOnBehalf", "SoftDelete"),
    *("Update", "UpdateFolderPermissions", "UpdateInboxRules"),
]
"""What is recorded of delegates, but for who reads, by https://learn.microsoft.com/purview/audit-mailboxes."""

TRIED = TriedControl(
    claims={
        **dict.fromkeys(
            ("MS.EXO.13.1v1", "6.1.1"),
            Claim(kind="OrganizationConfig", asked=(equals("AuditDisabled", value=False),)),
        ),
        "6.1.2": Claim(
            kind="MailboxAuditing",
            asked=(("of all people", lambda rule: "UserMailbox" in rule["mailboxTypes"]),),
            lacks="actions that Microsoft does not record by default",
        ),
    },
    found={
        "silence-mailbox": (
            Found("MailboxAuditing", f"members[admin@{CONTOSO}].auditEnabled", expected=True, found=False),
        ),
        "forget-mailbox-audit": (
            Found("MailboxAuditing", f"members[admin@{CONTOSO}].auditLogAgeLimit", expected=90, found=0),
        ),
        "unrecord-mailbox": (
            Found(
                "MailboxAuditing",
                f"members[admin@{CONTOSO}].auditDelegate",
                expected=sorted([*_WITHOUT_READING, "MailItemsAccessed"]),
                found=_WITHOUT_READING,
            ),
        ),
        "stop-mailbox-audit": (Found("OrganizationConfig", "mailboxAuditing", expected=True, found=False),),
    },
)
