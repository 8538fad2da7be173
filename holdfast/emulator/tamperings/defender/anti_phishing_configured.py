"""Tampering with anti-phishing, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def ignore_dmarc(tenant: Tenant) -> str:
    """Have what the owners of domains ask for by DMARC ignored.

    Args:
        tenant: where.

    Raises:
        TamperingError: the cmdlet refuses.
    """
    actor = administrator(tenant)
    run(
        tenant,
        actor,
        "Set-AntiPhishPolicy",
        {"Identity": "Office365 AntiPhish Default", "HonorDmarcPolicy": False},
    )
    return f"{actor.user_principal_name} had it ignored what the owners of domains ask for by DMARC."


TAMPERINGS = (
    Tampering(
        "ignore-dmarc",
        "The administrator has what the owners of domains ask for by DMARC ignored.",
        ignore_dmarc,
    ),
)
