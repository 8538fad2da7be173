"""Tampering with with whom files are shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.files import changed
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def share_with_anybody(tenant: Tenant) -> str:
    """Let links for anybody open files.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    return changed(
        tenant, {"sharingCapability": "externalUserAndGuestSharing"}, "lets links for anybody open files"
    )


TAMPERINGS = (
    Tampering(
        "share-with-anybody", "The administrator lets links for anybody open files.", share_with_anybody
    ),
)
