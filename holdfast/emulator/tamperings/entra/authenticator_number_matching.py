"""Tampering with what Microsoft Authenticator shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.microsoft_authenticator_authentication_method_configuration import (
    SERVICE as AUTHENTICATOR,
)
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_PLACE = "displayLocationInformationRequiredState"


def hide_place(tenant: Tenant) -> str:
    """Have the app show no longer from where somebody signs in.

    Args:
        tenant: where.

    Raises:
        TamperingError: it does not show it.
    """
    actor = attacker(tenant)
    shown = AUTHENTICATOR.value(tenant)["featureSettings"]
    if shown[_PLACE]["state"] != "enabled":
        raise TamperingError(f"The app does not show the users of {tenant.domain} from where they sign in.")
    hidden = {**shown, _PLACE: {**shown[_PLACE], "state": "disabled"}}
    AUTHENTICATOR.change(tenant, actor, {"featureSettings": hidden})
    return f"{actor.user_principal_name} had Microsoft Authenticator hide from where somebody signs in."


TAMPERINGS = (
    Tampering(
        "hide-sign-in-place",
        "Mallory has Microsoft Authenticator hide from where somebody signs in.",
        hide_place,
    ),
)
