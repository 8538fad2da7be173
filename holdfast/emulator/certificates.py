"""The embedded tenant's own certificate authority: kept in the folder, reused over restarts.

`<folder>/ca.pem` is what clients trust; its key lies beside it, readable by the owner only.
"""

from __future__ import annotations

import os
import ssl
from typing import TYPE_CHECKING

import trustme

from holdfast.emulator.front_door import HOSTS, REGIONAL_SUFFIX

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("127.0.0.1", "localhost", "::1", *HOSTS, f"*{REGIONAL_SUFFIX}")
"""Names and addresses that the server's certificate covers."""


def certificate_authority(folder: Path) -> tuple[Path, trustme.CA]:
    """The folder's authority, made at the first call: (path of its PEM, the authority)."""
    pem, key = folder / "ca.pem", folder / "ca-key.pem"
    if not (pem.exists() and key.exists()):
        authority = trustme.CA(organization_name="Holdfast embedded tenant")
        _write(key, authority.private_key_pem.bytes(), 0o600)
        _write(pem, authority.cert_pem.bytes(), 0o644)
    return pem, trustme.CA.from_pem(pem.read_bytes(), key.read_bytes())


def server_context(authority: trustme.CA) -> ssl.SSLContext:
    """A TLS server context with a fresh certificate for every name of `NAMES`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    authority.issue_cert(*NAMES).configure_cert(context)
    context.set_alpn_protocols(["http/1.1"])
    return context


def _write(path: Path, content: bytes, mode: int) -> None:
    # Renamed into place: a second server starting now must not read half of it.
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    unfinished.replace(path)
