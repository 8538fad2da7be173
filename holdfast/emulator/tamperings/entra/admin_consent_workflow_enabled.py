"""Tampering with the admin consent workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.admin_consent_request_policy import SERVICE as POLICY
from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def stop_consent_requests(tenant: Tenant) -> str:
    """Stop users from asking for applications.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = administrator(tenant)
    loosen(tenant, actor, POLICY, {"isEnabled": False})
    return f"{actor.user_principal_name} switched the admin consent workflow off."


TAMPERINGS = (
    Tampering(
        "stop-consent-requests",
        "The administrator switches the admin consent workflow off.",
        stop_consent_requests,
    ),
)
