"""Tampering with the mark of senders from outside, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import switch
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_LOOKALIKE = "contos0.example"


def spare_lookalike(tenant: Tenant) -> str:
    """Have a domain that looks like the organization's own shown without the mark.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = administrator(tenant)
    switch(tenant, actor, "ExternalInOutlook", {"AllowList": [_LOOKALIKE]})
    return f"{actor.user_principal_name} had senders of {_LOOKALIKE} shown without the mark."


TAMPERINGS = (
    Tampering(
        "spare-lookalike",
        "The administrator has a domain that looks like the own one shown without the mark.",
        spare_lookalike,
    ),
)
