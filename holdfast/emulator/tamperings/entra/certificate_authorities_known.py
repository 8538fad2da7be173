"""Tampering with whose certificates sign people in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.certificate_authorities.routes import AUTHORITIES
from holdfast.emulator.graph.certificate_stores import SERVICE as STORES
from holdfast.emulator.graph.x509_certificate_authentication_method_configuration import SERVICE as METHOD
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_THUMBPRINT = "0BADCAFE00000000000000000000000000000700"


def trust_own_authority(tenant: Tenant) -> str:
    """Trust a certificate authority of the attacker's own.

    Args:
        tenant: where.
    """
    actor = attacker(tenant)
    store = {"id": tenant.store.new_id(), "displayName": "Smart cards", "status": "succeeded"}
    authority = {
        "id": tenant.store.new_id(),
        "pki": store["id"],
        "certificateAuthorityType": "root",
        "displayName": "Smart cards",
        "issuer": "CN=Smart cards",
        "thumbprint": _THUMBPRINT,
        "createdDateTime": tenant.stamp(),
    }
    tenant.store.put(STORES.collection, store["id"], store)
    tenant.store.put(AUTHORITIES, authority["id"], authority)
    # Activity and category are assumed: the pages do not name them.
    record_directory_change(
        tenant,
        actor,
        "Create CertificateAuthority",
        "ApplicationManagement",
        "Authentication Methods",
        target={"id": authority["id"], "displayName": authority["displayName"], "type": "Other"},
        new=authority,
    )
    return f"{actor.user_principal_name} had certificates of her own sign people in."


def count_certificates_twice(tenant: Tenant) -> str:
    """Let certificates sign people in, and count as a second factor as well.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = attacker(tenant)
    modes = {"x509CertificateAuthenticationDefaultMode": "x509CertificateMultiFactor", "rules": []}
    loosen(tenant, actor, METHOD, {"state": "enabled", "authenticationModeConfiguration": modes})
    return f"{actor.user_principal_name} had every certificate count as a second factor as well."


TAMPERINGS = (
    Tampering(
        "trust-own-authority",
        "The attacker has certificates of her own sign people in.",
        trust_own_authority,
    ),
    Tampering(
        "count-certificates-twice",
        "The attacker has every certificate count as a second factor as well.",
        count_certificates_twice,
    ),
)
