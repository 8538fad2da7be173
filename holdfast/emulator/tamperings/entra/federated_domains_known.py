"""Tampering with who vouches for sign-ins elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.exchange.dkim_signing_config.cmdlets import COLLECTION as SIGNING
from holdfast.emulator.graph.domain_parts.routes import federate
from holdfast.emulator.graph.outside_federations.routes import OUTSIDE
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_DOMAIN = "sso-login.example"
_ISSUER = "https://sts.mallory.example/trust"


def federate_domain(tenant: Tenant) -> str:
    """Verify a domain and have it vouched for by a provider of the attacker's own, second factor included.

    Args:
        tenant: where.

    Raises:
        TamperingError: the tenant has no organization, or the domain already.
    """
    actor = attacker(tenant)
    organization = next(iter(tenant.store.all("organization")), None)
    if organization is None or any(one["name"] == _DOMAIN for one in organization["verifiedDomains"]):
        raise TamperingError(f"{tenant.domain} has {_DOMAIN} already, or no organization.")
    verified = [*organization["verifiedDomains"], {"name": _DOMAIN, "capabilities": "", "type": "Managed"}]
    tenant.store.put("organization", organization["id"], {**organization, "verifiedDomains": verified})
    _sign_mail(tenant)
    federate(
        tenant,
        actor,
        _DOMAIN,
        {
            "issuerUri": _ISSUER,
            "passiveSignInUri": "https://sts.mallory.example/sign-in",
            "preferredAuthenticationProtocol": "wsFed",
            "federatedIdpMfaBehavior": "acceptIfMfaDoneByFederatedIdp",
        },
    )
    return f"{actor.user_principal_name} federated {_DOMAIN} with a provider of her own."


def _sign_mail(tenant: Tenant) -> None:
    """Have the mail of the domain signed, so that nothing but how its people sign in tells of it."""
    names = dict.fromkeys(("Domain", "Name", "Identity", "Id"), _DOMAIN)
    signing = {**names, "Guid": tenant.store.new_id(), "Enabled": True, "Status": "Valid"}
    tenant.store.put(SIGNING, _DOMAIN, signing)


def let_guests_sign_in_elsewhere(tenant: Tenant) -> str:
    """Have guests of a domain sign in at a provider of the attacker's own.

    Args:
        tenant: where.
    """
    actor = attacker(tenant)
    new = {"id": tenant.store.new_id(), "displayName": "Partner portal", "issuerUri": _ISSUER}
    tenant.store.put(OUTSIDE, new["id"], new)
    # Activity and category are assumed: the pages do not name them.
    record_directory_change(
        tenant,
        actor,
        "Create identity provider",
        "DirectoryManagement",
        "Core Directory",
        target={"id": new["id"], "displayName": new["displayName"], "type": "Other"},
        new=new,
    )
    return f"{actor.user_principal_name} had guests sign in at a provider of her own."


TAMPERINGS = (
    Tampering(
        "federate-domain",
        "The attacker federates a domain with a provider of her own, whose second factor counts.",
        federate_domain,
    ),
    Tampering(
        "let-guests-sign-in-elsewhere",
        "The attacker has guests sign in at a provider of her own.",
        let_guests_sign_in_elsewhere,
    ),
)
