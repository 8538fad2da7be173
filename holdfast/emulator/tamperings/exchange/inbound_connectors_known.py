"""Tampering with from whom mail is taken for the organization's own, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_ADDRESS = "203.0.113.66"


def trust_own_server(tenant: Tenant) -> str:
    """Make a connector by which mail of one server passes for the organization's own.

    Args:
        tenant: where.

    Raises:
        TamperingError: there is one of that name already.
    """
    actor = administrator(tenant)
    given = {
        "Name": "Scanner",
        "ConnectorType": "OnPremises",
        "SenderDomains": ["smtp:*;1"],
        "SenderIPAddresses": [_ADDRESS],
        "TreatMessagesAsInternal": True,
    }
    run(tenant, actor, "New-InboundConnector", given)
    return f"{actor.user_principal_name} had mail from {_ADDRESS} taken for the organization's own."


TAMPERINGS = (
    Tampering(
        "trust-own-server",
        "The administrator has mail of one server taken for the organization's own.",
        trust_own_server,
    ),
)
