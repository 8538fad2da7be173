"""Credentials of an application as they are registered: a certificate, or an identity of another issuer.

Each is a document that the token endpoint reads and Graph shows; the keys are in applications.py. Limits and shapes:
api-facts 1.7; keyCredential and federatedIdentityCredential in graph-metadata/v1.0.csdl.xml (2026-08).
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from holdfast.emulator.tenant import timestamp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_FEDERATED = 20
"""Federated credentials of one application."""
EXPRESSION = "claimsMatchingExpression"
"""By what else than a subject somebody is let in: {"value": the expression, "languageVersion": 1}."""
_LONGEST = {"name": 120, "issuer": 600, "subject": 600}
_LONGEST_AUDIENCE = 600
DEFAULT_AUDIENCE = "api://AzureADTokenExchange"
"""What issuers are told to mean their tokens for."""


class CredentialError(ValueError):
    """What was given is no such credential; the message says why."""


def certificate_document(data: bytes, key_id: str, display_name: str | None = None) -> dict[str, Any]:
    """The document of a certificate.

    Args:
        data: the certificate, PEM or DER; a private key beside it is left unread.
        key_id: GUID of the credential.
        display_name: name to show, the certificate's subject when None.

    Raises:
        CredentialError: it is no certificate of an RSA or EC key.
    """
    try:
        pem = b"-----BEGIN" in data
        found = x509.load_pem_x509_certificate(data) if pem else x509.load_der_x509_certificate(data)
        key = found.public_key()
    except ValueError as error:
        raise CredentialError("it holds no X.509 certificate (PEM or DER)") from error
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise CredentialError("the certificate's key is neither RSA nor EC")
    public = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return {
        "thumbprint": found.fingerprint(hashes.SHA1()).hex().upper(),  # noqa: S303 - its name in the protocol
        "thumbprintSha256": found.fingerprint(hashes.SHA256()).hex().upper(),
        "publicKeyPem": public.decode(),
        "certificate": base64.b64encode(found.public_bytes(serialization.Encoding.DER)).decode(),
        "keyId": key_id,
        "displayName": display_name or found.subject.rfc4514_string(),
        "startDateTime": timestamp(found.not_valid_before_utc),
        "endDateTime": timestamp(found.not_valid_after_utc),
    }


def federated_document(
    values: Mapping[str, Any], others: Sequence[Mapping[str, Any]], credential_id: str
) -> dict[str, Any]:
    """The document of a federated credential.

    Args:
        values: name, issuer, audiences, either subject or an expression, and optionally description and keys (JSON
            web keys).
        others: the application's other ones.
        credential_id: its GUID.

    Raises:
        CredentialError: a value is missing, too long or taken, or there are too many.
    """
    _check_who(values)
    audiences = values.get("audiences")
    if not isinstance(audiences, list) or len(audiences) != 1 or not _is_audience(audiences[0]):
        raise CredentialError(f"audiences must be one text of 1 to {_LONGEST_AUDIENCE} characters")
    if len(others) >= MOST_FEDERATED:
        raise CredentialError(f"an application has {MOST_FEDERATED} federated credentials at most")
    for other in others:
        if other["name"] == values["name"]:
            raise CredentialError(f"there is a federated credential named '{values['name']}' already")
        if other["issuer"] == values["issuer"] and _whom(other) == _whom(values):
            raise CredentialError("there is a federated credential of that issuer and subject already")
    return {
        "id": credential_id,
        "name": values["name"],
        "issuer": values["issuer"],
        "subject": values.get("subject"),
        EXPRESSION: values.get(EXPRESSION),
        "audiences": audiences,
        "description": values.get("description"),
        "keys": values.get("keys"),
    }


def key_set(data: bytes) -> list[dict[str, Any]]:
    """The keys of a JSON web key set (RFC 7517), such as what an issuer shows at its `jwks_uri`.

    Raises:
        CredentialError: it is none, or has no RSA key.
    """
    try:
        document = json.loads(data)
    except ValueError as error:
        raise CredentialError("it is no JSON") from error
    listed = document.get("keys") if isinstance(document, dict) else None
    candidates = listed if isinstance(listed, list) else ()
    keys = [one for one in candidates if isinstance(one, dict) and {"n", "e"} <= set(one)]
    if not keys:
        raise CredentialError('it is no JSON web key set: {"keys": [{"kty": "RSA", "n": …, "e": …}]}')
    return keys


def _check_who(values: Mapping[str, Any]) -> None:
    """Refuse a name, an issuer or a subject out of bounds, and an expression that is none or beside a subject."""
    expression = values.get(EXPRESSION)
    for name, longest in _LONGEST.items():
        value = values.get(name)
        if name == "subject" and expression is not None:
            if value is not None:
                raise CredentialError(f"subject and {EXPRESSION} exclude each other")
        elif not isinstance(value, str) or not 1 <= len(value) <= longest:
            raise CredentialError(f"{name} must be a text of 1 to {longest} characters")
    if expression is not None and not _is_expression(expression):
        raise CredentialError(f"{EXPRESSION} must be a value of text, in languageVersion 1")


def _whom(values: Mapping[str, Any]) -> tuple[Any, Any]:
    return values.get("subject"), (values.get(EXPRESSION) or {}).get("value")


def _is_expression(said: Mapping[str, Any]) -> bool:
    value = said.get("value")
    return isinstance(value, str) and bool(value) and said.get("languageVersion") == 1


def _is_audience(value: Any) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= _LONGEST_AUDIENCE
