"""Tampering with Safe Attachments, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import run, switch
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_RULE = "ATP Built-In Protection Rule"
_CHAIR = "chair@contoso.com"


def spare_chair(tenant: Tenant) -> str:
    """Have the built-in protection leave somebody out.

    Args:
        tenant: where.

    Raises:
        TamperingError: the cmdlet refuses.
    """
    actor = administrator(tenant)
    run(tenant, actor, "Set-ATPBuiltInProtectionRule", {"Identity": _RULE, "ExceptIfSentTo": [_CHAIR]})
    return f"{actor.user_principal_name} had the built-in protection leave {_CHAIR} out."


def open_files_untried(tenant: Tenant) -> str:
    """Have files in SharePoint, OneDrive and Teams opened untried.

    Args:
        tenant: where.

    Raises:
        TamperingError: they are so already.
    """
    actor = administrator(tenant)
    switch(tenant, actor, "AtpPolicyForO365", {"EnableATPForSPOTeamsODB": False})
    return f"{actor.user_principal_name} had files in SharePoint, OneDrive and Teams opened untried."


TAMPERINGS = (
    Tampering(
        "spare-chair",
        "The administrator has the built-in protection against harmful attachments leave somebody out.",
        spare_chair,
    ),
    Tampering(
        "open-files-untried",
        "The administrator has files in SharePoint, OneDrive and Teams opened untried.",
        open_files_untried,
    ),
)
