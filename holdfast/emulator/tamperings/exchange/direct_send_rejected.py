"""Tampering with Direct Send, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import switch
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def accept_direct_send(tenant: Tenant) -> str:
    """Have the organization take mail of unproved senders in its own name.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = administrator(tenant)
    switch(tenant, actor, "OrganizationConfig", {"RejectDirectSend": False})
    return f"{actor.user_principal_name} had Direct Send accepted again."


TAMPERINGS = (
    Tampering("accept-direct-send", "The administrator has Direct Send accepted again.", accept_direct_send),
)
