"""Tampering with how long a Temporary Access Pass lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.temporary_access_pass_authentication_method_configuration import (
    SERVICE as PASSES,
)
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_MONTH_MINUTES = 43200


def lengthen_passes(tenant: Tenant) -> str:
    """Have passes live for a month.

    Args:
        tenant: where.

    Raises:
        TamperingError: they do already.
    """
    actor = attacker(tenant)
    if PASSES.value(tenant)["maximumLifetimeInMinutes"] == _MONTH_MINUTES:
        raise TamperingError(f"Passes of {tenant.domain} may live for a month already.")
    PASSES.change(tenant, actor, {"maximumLifetimeInMinutes": _MONTH_MINUTES})
    return f"{actor.user_principal_name} had Temporary Access Passes live for up to a month."


TAMPERINGS = (
    Tampering(
        "lengthen-passes",
        "Mallory has Temporary Access Passes live for up to a month.",
        lengthen_passes,
    ),
)
