"""Get-MailboxPermission (learn, same): who may open one mailbox; here nobody was given another's.

Each mailbox has the entry of its own owner, as the page's examples show it; its other properties are recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.cmdlets.cmdlet import (
    EXCHANGE_WRITERS,
    RECIPIENT_READERS,
    CmdletOutput,
    Noun,
    Parameter,
    ParameterType,
)
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.cmdlets.shape import shape_of
from holdfast.emulator.exchange.mailbox.named import mailbox_of

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Invocation

PERMISSION = shape_of(
    plain={
        "Identity": "",
        "User": "NT AUTHORITY\\SELF",
        "UserSid": "S-1-5-10",
        "Deny": False,
        "InheritanceType": "All",
        "IsInherited": False,
        "IsValid": True,
    },
    texts={"AccessRights": ["FullAccess", "ReadPermission"]},
)


def get_permissions(invocation: Invocation) -> CmdletOutput:
    """Get-MailboxPermission: the entries of one mailbox, or of one user among them."""
    mailbox = mailbox_of(invocation)
    row = {**PERMISSION.defaults, "Identity": mailbox.identity}
    user = invocation.given.get("User", "")
    others = user and user.casefold() != row["User"].casefold()
    return CmdletOutput([] if others else [PERMISSION.row(row, invocation.select)])


CMDLETS = (
    Noun("MailboxPermission", "exchange", RECIPIENT_READERS, EXCHANGE_WRITERS).cmdlet(
        "Get",
        (
            Parameter("Identity", ParameterType.TEXT, required=True),
            Parameter("User", ParameterType.TEXT),
            Parameter("ResultSize", ParameterType.COUNT),
        ),
        get_permissions,
        "Who may open one mailbox.",
        frozenset(
            words(
                """
                    GroupMailbox IncludeSoftDeletedUserPermissions IncludeUnresolvedPermissions Owner
                    SoftDeletedMailbox UseCustomRouting
                """
            )
        ),
    ),
)
"""Permissions of mailboxes, one mailbox at a time."""
