"""Files of certificates that an application signs in with, as PEM and PKCS#12."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as said
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes as Key

NOW = datetime.now(UTC).replace(microsecond=0)
BEGUN, ENDS = NOW - timedelta(days=1), NOW + timedelta(days=1)


@cache
def key(_which: int = 0) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def certificate(of: Key, begins: datetime = BEGUN, ends: datetime = ENDS) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "app")])
    made = x509.CertificateBuilder(name, name, of.public_key(), 1, begins, ends)
    return made.sign(of, None if isinstance(of, ed25519.Ed25519PrivateKey) else hashes.SHA256())


def pem(of: Key, *certificates: x509.Certificate, password: bytes = b"") -> bytes:
    lock = said.BestAvailableEncryption(password) if password else said.NoEncryption()
    own = of.private_bytes(said.Encoding.PEM, said.PrivateFormat.PKCS8, lock)
    return own + b"".join(one.public_bytes(said.Encoding.PEM) for one in certificates)


def pfx(of: rsa.RSAPrivateKey | None, one: x509.Certificate | None, password: bytes = b"x") -> bytes:
    lock = said.BestAvailableEncryption(password)
    return pkcs12.serialize_key_and_certificates(b"app", of, one, None, lock)
