"""Get-MailboxStatistics (learn, Get-MailboxStatistics and Get-EXOMailboxStatistics): how much is in one mailbox.

Of the many properties those that the second page calls the minimum. Mail has no size in the embedded tenant: what is
deleted takes a megabyte unless somebody has filled it, and what is not 25, which is ours. Of a mailbox whose user is
deleted it is told with IncludeSoftDeletedRecipients alone (recalled).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import (
    EXCHANGE_WRITERS,
    RECIPIENT_READERS,
    CmdletOutput,
    Noun,
    Parameter,
    ParameterType,
)
from holdfast.emulator.cmdlets.shape import shape_of
from holdfast.emulator.exchange.mailbox.named import mailbox_of
from holdfast.emulator.graph.mailbox_usage import state

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Invocation

STATISTICS = shape_of(
    plain={"DisplayName": "", "TotalItemSize": "", "TotalDeletedItemSize": ""},
    int32={"ItemCount": 0, "DeletedItemCount": 1},
    guid={"MailboxGuid": ""},
)
"""Every property; that sizes are texts with their bytes is as in rows of other cmdlets (assumed)."""
_MEGABYTE = 2**20


def get_statistics(invocation: Invocation) -> CmdletOutput:
    """Get-MailboxStatistics: of one mailbox."""
    gone = ("inactive", "deleted") if invocation.given.get("IncludeSoftDeletedRecipients") else ()
    mailbox = mailbox_of(invocation, ("active", *gone))
    deleted = state.recoverable_bytes(invocation.tenant).get(mailbox.exchange_guid, _MEGABYTE)
    values: dict[str, Any] = {
        "DisplayName": mailbox.display_name,
        "MailboxGuid": mailbox.exchange_guid,
        "TotalItemSize": _size(state.USUAL_BYTES),
        "TotalDeletedItemSize": _size(deleted),
    }
    return CmdletOutput([STATISTICS.row(values, invocation.select)])


def _size(number: int) -> str:
    return f"{number / _MEGABYTE:.4g} MB ({number:,} bytes)"


CMDLETS = (
    Noun("MailboxStatistics", "exchange", RECIPIENT_READERS, EXCHANGE_WRITERS).cmdlet(
        "Get",
        (
            Parameter("Identity", ParameterType.TEXT, required=True),
            Parameter("IncludeSoftDeletedRecipients", ParameterType.SWITCH),
        ),
        get_statistics,
        "How much is in one mailbox, and in its recoverable items.",
    ),
)
"""Sizes of mailboxes, one at a time."""
