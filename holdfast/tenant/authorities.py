"""Which authorities are trusted: those of this machine, or the embedded tenant's alone. A file that holds none is told.

A person names the machine's in SSL_CERT_FILE or SSL_CERT_DIR where a proxy puts a certificate of its own in between:
what is wrong with them is a matter of this shell, and never taken for one of the network.

SSLKEYLOGFILE is not heeded, as `ssl.create_default_context` would: who holds what is written there reads every token
that was sent, and a file that takes nothing ends every connection.
"""

from __future__ import annotations

import os
import re
import ssl
from pathlib import Path

import certifi

from holdfast.model.errors import HoldfastError
from holdfast.tenant.embedded import read_authority, unusable_authority
from holdfast.whole_file import read_ordinary

_FILE, _FOLDERS = "SSL_CERT_FILE", "SSL_CERT_DIR"
_HASHED = re.compile(r"[0-9a-f]{8}\.[0-9]+")
"""How OpenSSL looks for an authority in a folder: https://docs.openssl.org/3.0/man1/openssl-rehash/ (recalled)."""


def of_machine() -> ssl.SSLContext:
    """Return what trusts the authorities of this machine, or those that SSL_CERT_FILE, else SSL_CERT_DIR, names.

    Raises:
        HoldfastError: `authorities-unusable`.
    """
    if given := os.environ.get(_FILE):
        return of_file(Path(given))
    if given := os.environ.get(_FOLDERS):
        return _of_folders(given)
    return _trusting(cafile=certifi.where())


def named_for_libraries() -> str | None:
    """Return the file, else the folder, that a person named, for a library that goes by neither variable itself.

    Of several folders none: what takes one path takes no list of them.
    """
    given = os.environ.get(_FILE) or os.environ.get(_FOLDERS) or ""
    return given if given and os.pathsep not in given else None


def of_file(path: Path) -> ssl.SSLContext:
    """Return what trusts the authorities in the file that SSL_CERT_FILE names.

    Raises:
        HoldfastError: `authorities-unusable` when it is no ordinary file, or holds no certificate.
    """
    try:
        read_ordinary(path)  # a pipe would be waited for without end
        return _trusting(cafile=str(path))
    except OSError as error:  # of which those of `ssl` are one
        expected = "a PEM file of the authorities that this machine trusts"
        raise _unusable(_FILE, str(path), error.strerror or str(error), expected) from error


def _of_folders(given: str) -> ssl.SSLContext:
    """Return what trusts the authorities in the folders that SSL_CERT_DIR names; raises as `of_file` does."""
    try:
        found = [name for one in given.split(os.pathsep) for name in os.listdir(one)]  # noqa: PTH208 - names alone
    except OSError as error:
        why: str = error.strerror or str(error)
    else:
        if any(map(_HASHED.fullmatch, found)):
            return _trusting(capath=given)
        why = "it holds no certificate under its hash"
    raise _unusable(_FOLDERS, given, why, "a folder of authorities as `openssl rehash` leaves it")


def _trusting(
    *, cafile: str | None = None, capath: str | None = None, cadata: str | None = None
) -> ssl.SSLContext:
    """Return what trusts exactly these, checks host names, and writes no keys."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cafile, capath, cadata)
    return context


def _unusable(variable: str, given: str, why: str, expected: str) -> HoldfastError:
    told = f"{variable} names {given}, which cannot be used ({why}): expected {expected}; correct the path, or unset it"
    return HoldfastError("authorities-unusable", told)


def of_embedded(ca_file: Path) -> ssl.SSLContext:
    """Return what trusts the embedded tenant's authority, and no other.

    Raises:
        HoldfastError: `embedded-tenant-not-running` when the file holds no certificate.
    """
    content = read_authority(ca_file)
    try:
        return _trusting(cadata=content.decode("ascii"))
    except (ssl.SSLError, ValueError) as error:
        raise unusable_authority(ca_file, error) from error
