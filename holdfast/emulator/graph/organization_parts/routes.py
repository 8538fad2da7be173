"""What belongs to the organization's object: branding of the sign-in pages, and the older list of authorities.

Branding it has none. Certificate authorities are listed here, and neither added nor removed.

Sources: organizationalbranding-get, -list-localizations there, and certificatebasedauthconfiguration-list of
https://learn.microsoft.com/graph/api (2026-11-27). The text of the 404 is the directory's usual one (assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

AUTHORITIES = "certificateBasedAuthConfiguration"
"""In the store: one object with all of them, where there are some."""
_READ = ("Organization.Read.All", "Organization.ReadWrite.All")
_READ_BRANDING = (
    "OrganizationalBranding.Read.All",
    "OrganizationalBranding.ReadWrite.All",
    *_READ,
)
_LOCALIZATIONS = Listing(
    context="organization/branding/localizations",
    entity="microsoft.graph.organizationalBrandingLocalization",
    properties=frozenset({"id", "backgroundColor", "signInPageText", "usernameHintText"}),
    count=False,
)
_AUTHORITIES = Listing(
    context="organization/certificateBasedAuthConfiguration",
    entity="microsoft.graph.certificateBasedAuthConfiguration",
    properties=frozenset({"id", "certificateAuthorities"}),
    count=False,
)


def _need_organization(tenant: Tenant, call: Call) -> None:
    if call.params["id"].lower() != tenant.tenant_id.lower():
        raise not_found(call.params["id"])


def _branding(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    _need_organization(tenant, call)
    raise not_found("branding")


def _localizations(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    _need_organization(tenant, call)
    return list_reply(call, _LOCALIZATIONS, ())


def _authorities(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    _need_organization(tenant, call)
    return list_reply(call, _AUTHORITIES, tenant.store.all(AUTHORITIES))


_BELOW = "/organization/{id}"
ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        f"{_BELOW}/branding",
        _branding,
        "Branding of the sign-in pages: none, so always 404.",
        any_of=_READ_BRANDING,
        consented=False,
    ),
    Route(
        "GET",
        f"{_BELOW}/branding/localizations",
        _localizations,
        "Branding by language: none.",
        any_of=_READ_BRANDING,
        consented=False,
    ),
    Route(
        "GET",
        f"{_BELOW}/certificateBasedAuthConfiguration",
        _authorities,
        "Certificate authorities whose certificates sign people in, by the older list.",
        any_of=_READ,
    ),
)
"""Routes of parts of the organization."""
