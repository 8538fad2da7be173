"""Certificates as services tell them, by their thumbprints: what a client can name, and a report can show.

A thumbprint is the SHA-1 digest of the whole certificate, as the admin centers show it; a certificate that is made to
have the thumbprint of another is not known to exist (recalled: collisions are, and need both to be made by one). The
name of an authority, and the identifier of its key, stand in the certificate, so that whoever makes one writes what he
likes there. A certificate's body stands in no message.

Source: https://learn.microsoft.com/graph/api/resources/internaldomainfederation (2026-11-28: Base64 of what
`X509Certificate2` reads); that this is DER, or the text form of it, is assumed.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode

from holdfast.kinds.decode import MisreadError, as_text

_SEQUENCE = 0x30
"""The first byte of a certificate in DER."""
_TEXT_FORM = b"-----"


def as_thumbprint(value: object, path: str) -> str:
    """Return the thumbprint of a certificate that is told in Base64: 40 hexadecimal digits in small letters.

    Raises:
        MisreadError: it is no certificate.
    """
    der = _decoded(as_text(value, path).encode())
    if der.startswith(_TEXT_FORM):
        lines = [line for line in der.splitlines() if not line.startswith(_TEXT_FORM)]
        der = _decoded(b"".join(lines))
    if not der or der[0] != _SEQUENCE:
        raise MisreadError(path, "a certificate in Base64", "something else")
    return hashlib.sha1(der, usedforsecurity=False).hexdigest()


def _decoded(text: bytes) -> bytes:
    """Return what a text in Base64 stands for; nothing where it is in no such form."""
    try:
        return b64decode(b"".join(text.split()), validate=True)
    except ValueError:
        return b""
