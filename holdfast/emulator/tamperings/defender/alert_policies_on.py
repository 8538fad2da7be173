"""Tampering with alert policies, as a person would in the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_ALERT = "Suspicious Email Forwarding Activity"


def silence_alert(tenant: Tenant, *, alert: str = _ALERT) -> str:
    """Switch one of Microsoft's alert policies off, and have it tell nobody.

    Args:
        tenant: where.
        alert: its name.

    Raises:
        TamperingError: there is no such policy.
    """
    actor = administrator(tenant)
    run(tenant, actor, "Set-ProtectionAlert", {"Identity": alert, "Disabled": True, "NotifyUser": []})
    return f"{actor.user_principal_name} switched the alert policy '{alert}' off, and had it tell nobody."


TAMPERINGS = (
    Tampering(
        "silence-alert",
        "The administrator switches an alert policy of Microsoft's off, and has it tell nobody.",
        silence_alert,
        ("alert",),
    ),
)
