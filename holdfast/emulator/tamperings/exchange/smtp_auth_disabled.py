"""Tampering with authenticated SMTP, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import named, run, switch
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_DISABLED = "SmtpClientAuthenticationDisabled"


def open_smtp(tenant: Tenant) -> str:
    """Have the organization let every mailbox send by authenticated SMTP.

    Args:
        tenant: where.

    Raises:
        TamperingError: it does so already.
    """
    actor = administrator(tenant)
    switch(tenant, actor, "TransportConfig", {_DISABLED: False})
    return f"{actor.user_principal_name} switched authenticated SMTP on."


def let_scanner_send(tenant: Tenant, *, mailbox: str | None = None) -> str:
    """Have one mailbox send by authenticated SMTP, whatever the organization says.

    Args:
        tenant: where.
        mailbox: primary address, by default the first that does not.

    Raises:
        TamperingError: every mailbox does, or the cmdlet refuses.
    """
    actor = administrator(tenant)
    rows = run(tenant, actor, "Get-CASMailbox", {"ResultSize": "Unlimited"})
    closed = [str(row["PrimarySmtpAddress"]) for row in rows if row[_DISABLED] is not False]
    name = named(closed, mailbox, f"{tenant.domain} has no mailbox that does not send by authenticated SMTP")
    run(tenant, actor, "Set-CASMailbox", {"Identity": name, _DISABLED: False})
    return f"{actor.user_principal_name} had {name} send by authenticated SMTP."


TAMPERINGS = (
    Tampering(
        "let-scanner-send",
        "The administrator has a mailbox send by authenticated SMTP.",
        let_scanner_send,
        ("mailbox",),
    ),
    Tampering(
        "open-smtp",
        "The administrator switches authenticated SMTP on for the organization.",
        open_smtp,
    ),
)
