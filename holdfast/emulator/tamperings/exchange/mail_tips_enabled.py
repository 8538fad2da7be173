"""Tampering with MailTips, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import switch
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def hide_mail_tips(tenant: Tenant) -> str:
    """Have nobody warned that a recipient is outside.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = administrator(tenant)
    switch(tenant, actor, "OrganizationConfig", {"MailTipsExternalRecipientsTipsEnabled": False})
    return f"{actor.user_principal_name} had nobody warned of recipients outside."


TAMPERINGS = (
    Tampering(
        "hide-mail-tips", "The administrator has nobody warned that a recipient is outside.", hide_mail_tips
    ),
)
