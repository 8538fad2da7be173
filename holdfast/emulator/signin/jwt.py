"""Three-part tokens (RFC 7519): taken apart, put together, and signatures checked. No policy here."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

if TYPE_CHECKING:
    from collections.abc import Mapping

ALGORITHM = "RS256"
"""By which tokens are signed here."""
_PARTS = 3
_ES256_HALF_BYTES = 32


class MalformedTokenError(ValueError):
    """The text is not a three-part token."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token taken apart; nothing about it has been believed yet."""

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    signed: bytes
    """First two parts with their dot: what the signature is over."""
    signature: bytes


def base64url(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """The bytes of a base64url text without padding.

    Raises:
        ValueError: it is none.
    """
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise MalformedTokenError(str(error)) from error


def parse(text: str) -> Token:
    """Take a token apart.

    Raises:
        MalformedTokenError: it does not have three parts of which the first two hold a JSON object.
    """
    parts = text.split(".")
    if len(parts) != _PARTS:
        raise MalformedTokenError("a token has three parts")
    try:
        header, claims = (orjson.loads(from_base64url(part)) for part in parts[:2])
    except orjson.JSONDecodeError as error:
        raise MalformedTokenError(str(error)) from error
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise MalformedTokenError("header and payload are JSON objects")
    return Token(header, claims, f"{parts[0]}.{parts[1]}".encode(), from_base64url(parts[2]))


def sign(claims: Mapping[str, Any], key: rsa.RSAPrivateKey, key_id: str) -> str:
    """A token over `claims`, RS256, with `kid` in its header."""
    header = {"typ": "JWT", "alg": ALGORITHM, "kid": key_id}
    signed = f"{base64url(orjson.dumps(header))}.{base64url(orjson.dumps(dict(claims)))}"
    signature = key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{signed}.{base64url(signature)}"


def signed_by(token: Token, public_key_pem: str) -> bool:
    """Whether the signature is of that key; RS256, PS256 and ES256 are known, anything else is False."""
    key = serialization.load_pem_public_key(public_key_pem.encode())
    algorithm = token.header.get("alg")
    try:
        if algorithm == "RS256" and isinstance(key, rsa.RSAPublicKey):
            key.verify(token.signature, token.signed, padding.PKCS1v15(), hashes.SHA256())
        elif algorithm == "PS256" and isinstance(key, rsa.RSAPublicKey):
            pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.AUTO)
            key.verify(token.signature, token.signed, pss, hashes.SHA256())
        elif algorithm == "ES256" and isinstance(key, ec.EllipticCurvePublicKey):
            halves = token.signature[:_ES256_HALF_BYTES], token.signature[_ES256_HALF_BYTES:]
            numbers = (int.from_bytes(half, "big") for half in halves)
            key.verify(encode_dss_signature(*numbers), token.signed, ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def signed_by_jwk(token: Token, key: Mapping[str, Any]) -> bool:
    """Whether the signature is of that JSON web key (RFC 7517); False for anything but an RSA key."""
    try:
        modulus, exponent = (int.from_bytes(from_base64url(str(key[name]))) for name in ("n", "e"))
        public = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except (KeyError, ValueError):
        return False
    named, wanted = token.header.get("kid"), key.get("kid")
    if named is not None and wanted is not None and named != wanted:
        return False
    pem = public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()
    return signed_by(token, pem)
