"""Tampering with the spam filter, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_partner_past(tenant: Tenant) -> str:
    """Have everything from one domain let past the spam filter.

    Args:
        tenant: where.

    Raises:
        TamperingError: the cmdlet refuses.
    """
    actor = administrator(tenant)
    run(
        tenant,
        actor,
        "Set-HostedContentFilterPolicy",
        {"Identity": "Default", "AllowedSenderDomains": ["partner.example"]},
    )
    return f"{actor.user_principal_name} had everything from partner.example let past the spam filter."


TAMPERINGS = (
    Tampering(
        "let-partner-past",
        "The administrator has everything from one domain let past the spam filter.",
        let_partner_past,
    ),
)
