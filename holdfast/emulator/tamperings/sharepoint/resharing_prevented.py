"""Tampering with what guests may share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.files import changed
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_guests_share(tenant: Tenant) -> str:
    """Let guests share what is not theirs.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    return changed(
        tenant, {"isResharingByExternalUsersEnabled": True}, "lets guests share what is not theirs"
    )


TAMPERINGS = (
    Tampering(
        "let-guests-share", "The administrator lets guests share what is not theirs.", let_guests_share
    ),
)
