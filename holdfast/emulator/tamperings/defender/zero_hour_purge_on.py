"""Tampering with zero-hour auto purge in Teams, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def keep_harmful_messages(tenant: Tenant) -> str:
    """Have harmful messages in Teams stay where they are.

    Args:
        tenant: where.

    Raises:
        TamperingError: they do so already.
    """
    actor = administrator(tenant)
    (policy,) = run(tenant, actor, "Get-TeamsProtectionPolicy", {})
    if not policy["ZapEnabled"]:
        raise TamperingError(f"{tenant.domain} keeps harmful messages in Teams already.")
    run(
        tenant,
        actor,
        "Set-TeamsProtectionPolicy",
        {"Identity": policy["Identity"], "ZapEnabled": False},
    )
    return f"{actor.user_principal_name} had harmful messages in Teams stay."


TAMPERINGS = (
    Tampering(
        "keep-harmful-messages",
        "The administrator has messages in Teams stay that turn out to be harmful.",
        keep_harmful_messages,
    ),
)
