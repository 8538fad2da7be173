"""Tampering with the protocols of mailboxes, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def open_imap(tenant: Tenant, *, mailbox: str | None = None) -> str:
    """Have mail of one mailbox fetched by IMAP again.

    Args:
        tenant: where.
        mailbox: primary address, by default that of the seeded shared mailbox.

    Raises:
        TamperingError: there is no such mailbox.
    """
    actor = administrator(tenant)
    name = mailbox or f"info@{tenant.domain}"
    run(tenant, actor, "Set-CASMailbox", {"Identity": name, "ImapEnabled": True})
    return f"{actor.user_principal_name} had mail of {name} fetched by IMAP."


TAMPERINGS = (
    Tampering(
        "open-imap",
        "The administrator has mail of one mailbox fetched by IMAP.",
        open_imap,
        ("mailbox",),
    ),
)
