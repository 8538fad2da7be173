"""Tampering with modern authentication, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import switch
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def close_modern_authentication(tenant: Tenant) -> str:
    """Have mail programs fall back to a password alone.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = administrator(tenant)
    switch(tenant, actor, "OrganizationConfig", {"OAuth2ClientProfileEnabled": False})
    return f"{actor.user_principal_name} switched modern authentication of mail programs off."


TAMPERINGS = (
    Tampering(
        "close-modern-authentication",
        "The administrator switches modern authentication of mail programs off.",
        close_modern_authentication,
    ),
)
