"""Get-RecipientPermission (learn, same): who may send as somebody; here nobody was given that right.

Each mailbox has the entry of its own owner, as the page's examples show it; its other properties are recalled. That
contacts have none is assumed.
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
    paged,
)
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.cmdlets.shape import shape_of
from holdfast.emulator.exchange.mailbox.named import mailbox_of
from holdfast.emulator.exchange.mailbox.state import mailboxes_in

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Invocation

_SELF = "NT AUTHORITY\\SELF"
PERMISSION = shape_of(
    plain={
        "Identity": "",
        "Trustee": _SELF,
        "TrusteeSidString": "S-1-5-10",
        "AccessControlType": "Allow",
        "InheritanceType": "None",
        "IsInherited": False,
        "IsValid": True,
    },
    texts={"AccessRights": ["SendAs"]},
)


def get_permissions(invocation: Invocation) -> CmdletOutput:
    """Get-RecipientPermission: the entries of one recipient or of all, or of one trustee among them."""
    given, store = invocation.given, invocation.tenant.store
    asked = [mailbox_of(invocation)] if "Identity" in given else mailboxes_in(store, "active")
    owners = asked if given.get("Trustee", _SELF).casefold() == _SELF.casefold() else []
    rows = [PERMISSION.row({"Identity": one.identity}, invocation.select) for one in owners]
    return paged(invocation, rows[: given.get("ResultSize", _DEFAULT_RESULTS)])


_DEFAULT_RESULTS = 1000
CMDLETS = (
    Noun("RecipientPermission", "exchange", RECIPIENT_READERS, EXCHANGE_WRITERS).cmdlet(
        "Get",
        (
            Parameter("Identity", ParameterType.TEXT),
            Parameter("Trustee", ParameterType.TEXT),
            Parameter("ResultSize", ParameterType.COUNT),
        ),
        get_permissions,
        "Who may send as somebody.",
        frozenset(words("AccessRights MultiTrustee SkipDomainValidationForTrustee")),
    ),
)
"""Permissions to send as somebody."""
