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


def leave_out_of_purge(tenant: Tenant) -> str:
    """Leave the administrator out of the purge.

    Args:
        tenant: where.

    Raises:
        TamperingError: somebody is left out already.
    """
    actor = administrator(tenant)
    if run(tenant, actor, "Get-TeamsProtectionPolicyRule", {}):
        raise TamperingError(f"{tenant.domain} leaves somebody out of the purge in Teams already.")
    rule = {
        "Name": "Teams Protection Policy Rule",
        "TeamsProtectionPolicy": "Default Teams Protection Policy",
        "ExceptIfSentTo": [actor.user_principal_name],
    }
    run(tenant, actor, "New-TeamsProtectionPolicyRule", rule)
    return f"{actor.user_principal_name} was left out where harmful messages in Teams are taken back."


TAMPERINGS = (
    Tampering(
        "keep-harmful-messages",
        "The administrator has messages in Teams stay that turn out to be harmful.",
        keep_harmful_messages,
    ),
    Tampering(
        "leave-out-of-purge",
        "The administrator leaves himself out where harmful messages in Teams are taken back.",
        leave_out_of_purge,
    ),
)
