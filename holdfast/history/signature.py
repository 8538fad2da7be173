"""Signs runs with a key that only the recorder has: Ed25519. A private key is never written anywhere, nor quoted.

Source: https://www.rfc-editor.org/rfc/rfc8032 (recalled).
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from holdfast.history.canonical import digest
from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError
from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VARIABLE = "HOLDFAST_RECORD_KEY"
"""The environment variable that holds a private key, PEM; an option that names a file goes before it."""
_ALGORITHM = "Ed25519"
_DIGITS = 16
_MOST_BYTES = 65_536


def signing_key(path: Path | None, variables: Mapping[str, str]) -> Ed25519PrivateKey | None:
    """Return the private key in a file, else the one in the environment; None where there is neither.

    Raises:
        HoldfastError: `record-key-unusable`.
    """
    where, text = (str(path), _text(path)) if path else (VARIABLE, variables.get(VARIABLE, "").encode())
    if not text and path is None:
        return None
    try:
        key = load_pem_private_key(text, password=None)
    except (*NOT_UNDERSTOOD, UnsupportedAlgorithm):
        raise _unusable(where, "private") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _unusable(where, "private")
    return key


def public_key(path: Path) -> bytes:
    """Return the 32 bytes of the public key in a file.

    Raises:
        HoldfastError: `record-key-unusable`.
    """
    try:
        key = load_pem_public_key(_text(path))
    except (*NOT_UNDERSTOOD, UnsupportedAlgorithm):
        raise _unusable(str(path), "public") from None
    if not isinstance(key, Ed25519PublicKey):
        raise _unusable(str(path), "public")
    return key.public_bytes_raw()


def signed(key: Ed25519PrivateKey | None, content: bytes) -> dict[str, str] | None:
    """Return the signature of some bytes with the public key that it is held against; None without a key."""
    if key is None:
        return None
    return {
        "algorithm": _ALGORITHM,
        "publicKey": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
        "value": base64.b64encode(key.sign(content)).decode(),
    }


def signer(signature: Mapping[str, str], content: bytes) -> bytes:
    """Return the 32 bytes of the public key that a signature of some bytes is of.

    Raises:
        ValueError: when it is no signature of them.
    """
    try:
        if signature["algorithm"] != _ALGORITHM:
            raise ValueError(signature["algorithm"])
        raw = base64.b64decode(signature["publicKey"], validate=True)
        value = base64.b64decode(signature["value"], validate=True)
        Ed25519PublicKey.from_public_bytes(raw).verify(value, content)
    except (*NOT_UNDERSTOOD, InvalidSignature) as error:
        raise ValueError("its signature is not one of its content") from error
    return raw


def key_name(raw: bytes) -> str:
    """Return what a public key is called, 16 hexadecimal digits of its SHA-256."""
    return digest(raw)[:_DIGITS]


def _text(path: Path) -> bytes:
    try:
        return read_ordinary(path, _MOST_BYTES)
    except OSError as error:
        raise HoldfastError(
            "record-key-unusable", f"{path} cannot be read ({error.strerror or error}): expected a PEM file"
        ) from None


def _unusable(where: str, sort: str) -> HoldfastError:
    return HoldfastError(
        "record-key-unusable",
        f"{where} is no {sort} key: expected an Ed25519 key in PEM without a password, such as "
        "`openssl genpkey -algorithm ed25519` makes and `openssl pkey -pubout` makes public",
    )
