"""Tampering with what is against impersonation, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_look_alikes_in(tenant: Tenant) -> str:
    """Have mail that looks like that of a protected person delivered.

    Args:
        tenant: where.

    Raises:
        TamperingError: the cmdlet refuses.
    """
    return _set(
        tenant,
        {"TargetedUserProtectionAction": "NoAction"},
        "had mail delivered that looks like that of a protected person",
    )


def trust_a_look_alike(tenant: Tenant) -> str:
    """Have a domain trusted that looks like another.

    Args:
        tenant: where.

    Raises:
        TamperingError: the cmdlet refuses.
    """
    return _set(
        tenant, {"ExcludedDomains": ["fabrikarn.example"]}, "had a domain trusted that looks like another"
    )


def _set(tenant: Tenant, setting: dict[str, object], told: str) -> str:
    actor = administrator(tenant)
    run(tenant, actor, "Set-AntiPhishPolicy", {"Identity": "Office365 AntiPhish Default", **setting})
    return f"{actor.user_principal_name} {told}."


TAMPERINGS = (
    Tampering(
        "let-look-alikes-in",
        "The administrator has mail delivered that looks like that of a protected person.",
        let_look_alikes_in,
    ),
    Tampering(
        "trust-a-look-alike",
        "The administrator has a domain trusted that looks like another.",
        trust_a_look_alike,
    ),
)
