"""Certificates of a service principal: given by a PATCH, or made by the service to sign SAML tokens.

With what a PATCH gives, its application signs in as with its own. Sources: https://learn.microsoft.com/graph/api/
serviceprincipal-addtokensigningcertificate (2026-11-27); that the answer bears the id of the key that signs, and which
two keys and one password there are then: github.com/hashicorp/terraform-provider-azuread,
service_principal_token_signing_certificate_resource.go (2026-11-30).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from holdfast.emulator.graph.applications.key_credentials import NAME, registered, shown_key
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, record
from holdfast.emulator.graph.service_principals.routes import called_principal
from holdfast.emulator.odata.directory_types import checked_body, text
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.fitting import given_moment
from holdfast.emulator.odata.query import context_url
from holdfast.emulator.signin.applications import PRINCIPAL_CERTIFICATES, certificates_of_principal
from holdfast.emulator.signin.credentials import certificate_document
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_GIVEN = text("displayName", "endDateTime")
_SUBJECT = re.compile(r"CN=(?P<name>[^,+=]{1,64})", re.IGNORECASE)
_BY_DEFAULT = "CN=Microsoft Azure Federated SSO Certificate"
_GOOD_FOR = timedelta(days=3 * 365)
_BITS = 2048


def keep_keys(tenant: Tenant, principal_id: str, credentials: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Replace the certificates of a service principal; return them as it shows them.

    Raises:
        GraphError: 400 for one that is neither there nor a certificate.
    """
    documents = registered(tenant, certificates_of_principal(tenant.store, principal_id), credentials)
    return _kept(tenant, principal_id, documents)


def _kept(tenant: Tenant, principal_id: str, documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    tenant.store.put(PRINCIPAL_CERTIFICATES, principal_id, {"certificates": documents})
    return [shown_key(one, whole=False) for one in documents]


def add_token_signing_certificate(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    """Make a certificate that signs SAML tokens: a key that signs, one that verifies, and a password between them."""
    found = called_principal(tenant, call)
    values = checked_body(_GIVEN, call.body, creating=False)
    name = values.get("displayName") or _BY_DEFAULT
    if (subject := _SUBJECT.fullmatch(name)) is None:
        raise bad_request("The display name of a token signing certificate must be 'CN=' and a name.")
    data = _self_signed(subject["name"], tenant.now(), _end(values.get("endDateTime"), tenant.now()))
    verify = certificate_document(data, tenant.store.new_id(), name)
    sign = {**verify, "keyId": tenant.store.new_id(), "type": "X509CertAndPassword", "usage": "Sign"}
    present = certificates_of_principal(tenant.store, found["id"])
    shown = shown_key(verify, whole=True)
    password = {
        **{one: shown[one] for one in ("customKeyIdentifier", "displayName", "endDateTime", "startDateTime")},
        "hint": None,
        "keyId": sign["keyId"],
        "secretText": None,
    }
    changed = found | {
        NAME: _kept(tenant, found["id"], [*present, sign, verify]),
        "passwordCredentials": [*found["passwordCredentials"], password],
    }
    tenant.store.put("servicePrincipals", found["id"], changed)
    item = DirectoryObject("servicePrincipal", changed)
    record(tenant, principal, "Update", item, old=found, new=changed)
    context = context_url(call, "microsoft.graph.selfSignedCertificate")
    answer = {**shown, "keyId": sign["keyId"], "thumbprint": verify["thumbprint"]}
    return Reply(200, {"@odata.context": context, **answer})


def _end(text_of_end: str | None, now: datetime) -> datetime:
    end = given_moment(text_of_end) or now + _GOOD_FOR
    if not now < end <= now + _GOOD_FOR:
        raise bad_request("A token signing certificate ends after now and within three years.")
    return end


def _self_signed(common_name: str, start: datetime, end: datetime) -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), start.replace(microsecond=0), end
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)
