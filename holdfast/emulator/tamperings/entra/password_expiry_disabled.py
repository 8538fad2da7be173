"""Tampering with how long passwords are good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.domains.routes import change
from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def expire_passwords(tenant: Tenant) -> str:
    """Have everybody's password end after 30 days.

    Args:
        tenant: where.
    """
    actor = administrator(tenant)
    change(tenant, actor, tenant.domain, {"passwordValidityPeriodInDays": 30})
    return f"{actor.user_principal_name} had every password end after 30 days."


TAMPERINGS = (
    Tampering(
        "expire-passwords", "The administrator has every password end after 30 days.", expire_passwords
    ),
)
