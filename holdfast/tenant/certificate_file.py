"""The file of a certificate that an application signs in with, judged before anything is asked of a service.

A service tells of a certificate that has ended, or of a key that is another's, in words that also stand for one that
was never registered. Here it is known which of them it is. The library reads what was judged, and not the file again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
    from cryptography.x509 import Certificate

_PEM = b"-----BEGIN"
_PASSWORD = "AZURE_CLIENT_CERTIFICATE_PASSWORD"  # noqa: S105 - the name of the variable


def usable(path: Path, password: bytes, now: datetime) -> bytes:
    """Return the content of a file that can be signed in with at `now`.

    Args:
        path: of PEM, or PKCS#12.
        password: that opens it; empty where it has none.
        now: UTC.

    Raises:
        OSError: it cannot be read.
        ValueError: why it cannot be used, in a sentence without the password.
    """
    content = read_ordinary(path)
    key, certificate = _opened(content, password or None)
    if key.public_key() != certificate.public_key():
        raise ValueError(
            "its key belongs to another certificate: put a key and its own certificate into one file, this one first "
            "of several"
        )
    if now > certificate.not_valid_after_utc:
        raise ValueError(
            f"it ended at {certificate.not_valid_after_utc:%Y-%m-%dT%H:%M:%SZ}: make another, register it on the "
            "application, and name its file"
        )
    if now < certificate.not_valid_before_utc:
        raise ValueError(
            f"it begins at {certificate.not_valid_before_utc:%Y-%m-%dT%H:%M:%SZ}, and this machine's clock says "
            f"{now:%Y-%m-%dT%H:%M:%SZ}: see the clock, or take one that has begun"
        )
    return content


def _opened(content: bytes, password: bytes | None) -> tuple[PrivateKeyTypes, Certificate]:
    """Return the key, and the certificate that is taken to be the key's.

    Raises:
        ValueError: it cannot be opened.
    """
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        return _of_pem(content, password) if _PEM in content else _of_pkcs12(content, password)
    except UnsupportedAlgorithm as error:
        raise ValueError(f"it is of a sort that is not read here ({error})") from None


def _of_pem(content: bytes, password: bytes | None) -> tuple[PrivateKeyTypes, Certificate]:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(content, password)
    except TypeError:  # of a password that is lacking, or too many
        told = (
            f"its key is not locked: take {_PASSWORD} away"
            if password
            else f"its key is locked: set {_PASSWORD}"
        )
        raise ValueError(told) from None
    return key, x509.load_pem_x509_certificate(content)


def _of_pkcs12(content: bytes, password: bytes | None) -> tuple[PrivateKeyTypes, Certificate]:
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, password)
    except (ValueError, TypeError):
        told = f"it is neither PEM nor PKCS#12 that is whole, or {_PASSWORD} is not what opens it"
        raise ValueError(told) from None
    if key is None or certificate is None:
        raise ValueError("it lacks the certificate, or the key that belongs to it")
    return key, certificate
