"""Tampering with how long the drives of deleted users are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.files import changed
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_AS_DELIVERED = 30


def shorten_leaver_drives(tenant: Tenant) -> str:
    """Keep the drives of deleted users no longer than Microsoft does by itself.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    return changed(
        tenant,
        {"deletedUserPersonalSiteRetentionPeriodInDays": _AS_DELIVERED},
        f"keeps the drives of deleted users for {_AS_DELIVERED} days only",
    )


TAMPERINGS = (
    Tampering(
        "shorten-leaver-drives",
        "The administrator keeps the drives of deleted users for 30 days only.",
        shorten_leaver_drives,
    ),
)
