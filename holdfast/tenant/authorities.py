"""Which authorities are trusted: those of this machine, or the embedded tenant's alone. A file that holds none is told.

A person names the machine's in SSL_CERT_FILE where a proxy puts a certificate of its own in between: what is wrong with
that file is a matter of this shell, and never taken for one of the network.
"""

from __future__ import annotations

import os
import ssl
from pathlib import Path

import httpx

from holdfast.model.errors import HoldfastError
from holdfast.tenant.embedded import read_authority, unusable_authority
from holdfast.whole_file import read_ordinary

_NAMED = "SSL_CERT_FILE"


def of_machine() -> ssl.SSLContext:
    """Return what trusts the authorities of this machine, or those in the file that SSL_CERT_FILE names.

    Raises:
        HoldfastError: `authorities-unusable`.
    """
    given = os.environ.get(_NAMED)
    return of_file(Path(given)) if given else httpx.create_ssl_context()


def of_file(path: Path) -> ssl.SSLContext:
    """Return what trusts the authorities in the file that SSL_CERT_FILE names.

    Raises:
        HoldfastError: `authorities-unusable` when it is no ordinary file, or holds no certificate.
    """
    try:
        read_ordinary(path)  # a pipe would be waited for without end
        return ssl.create_default_context(cafile=path)
    except OSError as error:  # of which those of `ssl` are one
        raise HoldfastError(
            "authorities-unusable",
            f"{_NAMED} names {path}, which cannot be used ({error.strerror or error}): expected a PEM file of the "
            "authorities that this machine trusts; correct the path, or unset it",
        ) from error


def of_embedded(ca_file: Path) -> ssl.SSLContext:
    """Return what trusts the embedded tenant's authority, and no other.

    Raises:
        HoldfastError: `embedded-tenant-not-running` when the file holds no certificate.
    """
    content = read_authority(ca_file)
    try:
        # Of nothing, the context would make that every authority of the machine is trusted.
        return ssl.create_default_context(cadata=content.decode("ascii") or "none")
    except (ssl.SSLError, ValueError) as error:
        raise unusable_authority(ca_file, error) from error
