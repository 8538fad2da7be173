"""Identity providers of guests, SAML or WS-Fed: listed only here, and a new tenant has none.

Source: https://learn.microsoft.com/graph/api/samlorwsfedexternaldomainfederation-list (2026-11-28). For which domains
each is, which takes another permission, is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

OUTSIDE = "samlOrWsFedExternalDomainFederation"
"""In the store."""
_PROPERTIES = (
    *("id", "displayName", "issuerUri", "metadataExchangeUri", "signingCertificate", "passiveSignInUri"),
    "preferredAuthenticationProtocol",
)
_LISTING = Listing(
    context="directory/federationConfigurations/graph.samlOrWsFedExternalDomainFederation",
    entity="microsoft.graph.samlOrWsFedExternalDomainFederation",
    properties=frozenset(_PROPERTIES),
    count=False,
)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    rows = [{name: one.get(name) for name in _PROPERTIES} for one in tenant.store.all(OUTSIDE)]
    return list_reply(call, _LISTING, rows)


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        f"/directory/federationConfigurations/microsoft.graph.{OUTSIDE}",
        _list,
        "Identity providers of guests; for which domains is left out.",
        any_of=("Domain.Read.All", "Domain.ReadWrite.All"),
    ),
)
"""Routes of identity providers of guests."""
