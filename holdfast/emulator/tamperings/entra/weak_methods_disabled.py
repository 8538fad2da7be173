"""Tampering with the methods whose codes can be diverted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.sms_authentication_method_configuration import SERVICE as SMS
from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def accept_sms(tenant: Tenant) -> str:
    """Have codes by SMS accepted again.

    Args:
        tenant: where.

    Raises:
        TamperingError: they are accepted already.
    """
    actor = administrator(tenant)
    if SMS.value(tenant)["state"] == "enabled":
        raise TamperingError(f"{tenant.domain} accepts codes by SMS already.")
    SMS.change(tenant, actor, {"state": "enabled"})
    return f"{actor.user_principal_name} switched codes by SMS on."


TAMPERINGS = (Tampering("accept-sms", "The administrator switches codes by SMS on.", accept_sms),)
