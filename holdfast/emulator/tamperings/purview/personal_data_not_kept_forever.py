"""Tampering with what is to end, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_NAME = "Keep everything"
_SWITCH = "ElcProcessingDisabled"


def keep_for_ever(tenant: Tenant) -> str:
    """Make a retention policy that keeps every chat without an end, whatever deletes there.

    Args:
        tenant: where.

    Raises:
        TamperingError: there is one of that name already.
    """
    actor = administrator(tenant)
    run(tenant, actor, "New-RetentionCompliancePolicy", {"Name": _NAME, "TeamsChatLocation": ["All"]})
    kept = {"RetentionDuration": "unlimited", "RetentionComplianceAction": "Keep"}
    run(tenant, actor, "New-RetentionComplianceRule", {"Name": _NAME, "Policy": _NAME, **kept})
    return f"{actor.user_principal_name} had all chats kept without an end."


def end_nothing(tenant: Tenant) -> str:
    """Have whatever deletes by policy pass over every mailbox.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = administrator(tenant)
    (row,) = run(tenant, actor, "Get-OrganizationConfig", {})
    if row[_SWITCH]:
        raise TamperingError(
            f"{tenant.domain} has the Managed Folder Assistant pass over every mailbox already."
        )
    run(tenant, actor, "Set-OrganizationConfig", {_SWITCH: True})
    return f"{actor.user_principal_name} had the Managed Folder Assistant pass over every mailbox."


TAMPERINGS = (
    Tampering(
        "keep-for-ever",
        "The administrator has all chats kept without an end.",
        keep_for_ever,
    ),
    Tampering(
        "end-nothing",
        "The administrator has the Managed Folder Assistant pass over every mailbox.",
        end_nothing,
    ),
)
