"""What belongs to a domain: how it is federated. Passwords of every domain are checked here, so none is.

Source: https://learn.microsoft.com/graph/api/domain-list-federationconfiguration (2026-11-27); that the list of such a
domain is empty is recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.domains.routes import require_domain
from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply


def _federations(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    domain = require_domain(tenant, call.params["id"])
    listing = Listing(
        context=f"domains('{domain['id']}')/federationConfiguration",
        entity="microsoft.graph.internalDomainFederation",
        properties=frozenset(
            {"id", "displayName", "issuerUri", "federatedIdpMfaBehavior", "signingCertificate"}
        ),
        count=False,
    )
    return list_reply(call, listing, ())


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/domains/{id}/federationConfiguration",
        _federations,
        "How a domain is federated: none is.",
        any_of=("Domain.Read.All", "Domain.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"),
        consented=False,
    ),
)
"""Routes of parts of a domain."""
