"""Tampering with old protocols at SharePoint and OneDrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.files import changed
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def open_old_protocols(tenant: Tenant) -> str:
    """Open files to protocols that know a password only.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    return changed(
        tenant, {"isLegacyAuthProtocolsEnabled": True}, "opens files to protocols that know a password only"
    )


TAMPERINGS = (
    Tampering(
        "open-old-protocols",
        "The administrator opens files to protocols that know a password only.",
        open_old_protocols,
    ),
)
