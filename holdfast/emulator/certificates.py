"""The embedded tenant's own certificate authority: a new one each run, good for nothing but the names served here.

`<folder>/ca.pem` is what clients trust. The key never leaves the memory of the server: when it stops, nobody can sign
with it any more. A bundle beside it (`*.pem`) that holds the authority of the run before is given the new one, so that
a shell that trusts the bundle goes on working after a restart.
"""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from holdfast.emulator.clouds import HOSTS, REGIONAL_SUFFIXES
from holdfast.emulator.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("127.0.0.1", "localhost", "::1", *HOSTS, *(f"*{one}" for one in REGIONAL_SUFFIXES))
"""Names and addresses that the server's certificate covers."""
ORGANIZATION = "Holdfast embedded tenant"
"""In the subject of every authority made here, so that it is recognised wherever it was put."""
LIFETIME = timedelta(days=7)
"""How long one run's authority is good: a server that runs longer is started anew."""
_CLOCKS_DIFFER = timedelta(hours=1)


def certificate_authority(folder: Path) -> tuple[Path, trustme.CA]:
    """A new authority for one run of the server: (path of its PEM, the authority)."""
    pem = folder / "ca.pem"
    before = pem.read_bytes() if pem.exists() else b""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    certificate = _certificate(key, now - _CLOCKS_DIFFER, now + LIFETIME)
    (folder / "ca-key.pem").unlink(
        missing_ok=True
    )  # until 2026-11 it lay there, for an authority without limits
    write_whole(pem, certificate, 0o644)
    _renew_bundles(folder, before, certificate)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return pem, trustme.CA.from_pem(certificate, private)


def server_context(authority: trustme.CA) -> ssl.SSLContext:
    """A TLS server context with a fresh certificate for every name of `NAMES`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    authority.issue_cert(*NAMES, not_after=datetime.now(UTC) + LIFETIME).configure_cert(context)
    context.set_alpn_protocols(["http/1.1"])
    return context


def _certificate(key: ec.EllipticCurvePrivateKey, not_before: datetime, not_after: datetime) -> bytes:
    """The PEM of a self-signed authority that may sign for the names served here, and for no other."""
    organization = x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANIZATION)
    made = x509.NameAttribute(NameOID.COMMON_NAME, f"{ORGANIZATION} {not_before:%Y-%m-%d %H:%M:%S}")
    name = x509.Name([organization, made])
    usage = x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=True,
        crl_sign=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder(
            name, name, key.public_key(), x509.random_serial_number(), not_before, not_after
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.NameConstraints(_permitted(), None), critical=True)
        .sign(key, hashes.SHA256())
        .public_bytes(Encoding.PEM)
    )


def _permitted() -> list[x509.GeneralName]:
    """Loopback, and Microsoft's hosts that the server answers for through its proxy."""
    names = ["localhost", *HOSTS, *(one.lstrip(".") for one in REGIONAL_SUFFIXES)]
    networks = ["127.0.0.0/8", "::1/128"]
    return [
        *(x509.DNSName(one) for one in dict.fromkeys(names)),
        *(x509.IPAddress(ipaddress.ip_network(one)) for one in networks),
    ]


def _renew_bundles(folder: Path, before: bytes, after: bytes) -> None:
    for bundle in sorted(folder.glob("*.pem")) if before else ():
        content = bundle.read_bytes()
        if bundle.name != "ca.pem" and before in content:
            write_whole(bundle, content.replace(before, after), 0o644)
