"""Tampering with the sign-out of browsers that nobody uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.sharepoint_settings import SERVICE
from holdfast.emulator.tamperings.files import changed
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def keep_idle_sessions(tenant: Tenant) -> str:
    """Keep browsers signed in in which nobody does anything.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    idle = SERVICE.value(tenant)["idleSessionSignOut"]
    return changed(
        tenant,
        {"idleSessionSignOut": {**idle, "isEnabled": False}},
        "keeps browsers signed in in which nobody does anything",
    )


TAMPERINGS = (
    Tampering(
        "keep-idle-sessions",
        "The administrator keeps browsers signed in in which nobody does anything.",
        keep_idle_sessions,
    ),
)
