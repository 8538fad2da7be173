"""Get-AcceptedDomain: the domains that the organization gets mail for, which are those that it has verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import (
    EXCHANGE_READERS,
    EXCHANGE_WRITERS,
    CmdletOutput,
    Noun,
    Parameter,
    ParameterType,
)
from holdfast.emulator.cmdlets.errors import not_found
from holdfast.emulator.cmdlets.shape import shape_of

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Invocation

ACCEPTED_DOMAIN_ROW = shape_of(
    plain={
        **dict.fromkeys(("DomainName", "Name", "Identity", "Id"), ""),
        "DomainType": "Authoritative",
        "Default": False,
        "InitialDomain": False,
        "MatchSubDomains": False,
        "AuthenticationType": "Managed",
        "OutboundOnly": False,
        "SendingFromDomainDisabled": False,
        "IsValid": True,
    },
)


def get_accepted_domain(invocation: Invocation) -> CmdletOutput:
    """Get-AcceptedDomain: one by Identity, or all."""
    tenant, wanted = invocation.tenant, invocation.given.get("Identity", "").lower()
    rows: list[dict[str, Any]] = [
        {
            **dict.fromkeys(("DomainName", "Name", "Identity", "Id"), one["name"]),
            "Default": bool(one.get("isDefault")),
            "InitialDomain": bool(one.get("isInitial")),
            "AuthenticationType": one.get("type", "Managed"),
        }
        for organization in tenant.store.all("organization")
        for one in organization.get("verifiedDomains", ())
        if wanted in {"", str(one["name"]).lower()}
    ]
    if wanted and not rows:
        raise not_found(invocation.given["Identity"], tenant.domain)
    return CmdletOutput([ACCEPTED_DOMAIN_ROW.row(one, invocation.select) for one in rows])


_NOUN = Noun("AcceptedDomain", "exchange", EXCHANGE_READERS, EXCHANGE_WRITERS)
CMDLETS = (
    _NOUN.cmdlet(
        "Get",
        (Parameter("Identity", ParameterType.TEXT),),
        get_accepted_domain,
        "The domains that the organization has verified, all of them with mail.",
        frozenset({"ResultSize"}),
    ),
)
"""Accepted domains, read only: the cmdlet that makes one is not online."""
