"""Tampering with the computers to which files are synced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.files import changed
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def sync_anywhere(tenant: Tenant) -> str:
    """Let files be synced to every computer.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    return changed(
        tenant, {"isUnmanagedSyncAppForTenantRestricted": False}, "lets files be synced to every computer"
    )


TAMPERINGS = (
    Tampering("sync-anywhere", "The administrator lets files be synced to every computer.", sync_anywhere),
)
