"""Tampering with Customer Lockbox, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import switch
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def open_lockbox(tenant: Tenant) -> str:
    """Let engineers of Microsoft in without being asked.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = administrator(tenant)
    switch(tenant, actor, "OrganizationConfig", {"CustomerLockboxEnabled": False})
    return f"{actor.user_principal_name} switched Customer Lockbox off."


TAMPERINGS = (Tampering("open-lockbox", "The administrator switches Customer Lockbox off.", open_lockbox),)
