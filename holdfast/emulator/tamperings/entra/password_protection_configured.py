"""Tampering with how passwords are guarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.group_settings import TEMPLATE
from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.directory_settings import set_value
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def allow_guessing(tenant: Tenant) -> str:
    """Have an account locked only after 50 wrong passwords.

    Args:
        tenant: where.

    Raises:
        TamperingError: there are no such settings.
    """
    actor = administrator(tenant)
    set_value(tenant, actor, TEMPLATE, "LockoutThreshold", "50")
    return f"{actor.user_principal_name} had accounts locked only after 50 wrong passwords."


TAMPERINGS = (
    Tampering(
        "allow-guessing",
        "The administrator has accounts locked only after 50 wrong passwords.",
        allow_guessing,
    ),
)
