"""Certificate authorities of a store, read only here: who is in it stands in the store of the tenant.

Source: https://learn.microsoft.com/graph/api/certificatebasedauthpki-list-certificateauthorities (2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.certificate_stores import READERS
from holdfast.emulator.graph.certificate_stores import SERVICE as STORES
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

AUTHORITIES = "certificateAuthorityDetail"
"""In the store, each with the id of its store as `pki`."""
_PROPERTIES = (
    *("id", "deletedDateTime", "certificateAuthorityType", "certificate", "displayName", "issuer"),
    *("issuerSubjectKeyIdentifier", "createdDateTime", "expirationDateTime", "thumbprint"),
    *("certificateRevocationListUrl", "deltacertificateRevocationListUrl", "isIssuerHintEnabled"),
)
_LISTING = Listing(
    context="certificateBasedAuthPki/certificateAuthorities",
    entity="microsoft.graph.certificateAuthorityDetail",
    properties=frozenset(_PROPERTIES),
    filters={"thumbprint": frozenset({"eq"}), "certificateAuthorityType": frozenset({"eq"})},
)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    store = tenant.store.get(STORES.collection, call.params["id"].lower())
    if store is None:
        raise not_found(call.params["id"])
    own = [one for one in tenant.store.all(AUTHORITIES) if one["pki"] == store["id"]]
    return list_reply(call, _LISTING, [{name: one.get(name) for name in _PROPERTIES} for one in own])


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        f"{STORES.path}/{{id}}/certificateAuthorities",
        _list,
        "Certificate authorities of a store.",
        any_of=READERS,
    ),
)
"""Routes of certificate authorities."""
