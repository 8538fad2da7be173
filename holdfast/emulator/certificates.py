"""The embedded tenant's own certificate authority: kept in the folder, reused over restarts.

`<folder>/ca.pem` is what clients trust; its key lies beside it, readable by the owner only.
"""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import trustme

from holdfast.emulator.front_door import HOSTS, REGIONAL_SUFFIX
from holdfast.emulator.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("127.0.0.1", "localhost", "::1", *HOSTS, f"*{REGIONAL_SUFFIX}")
"""Names and addresses that the server's certificate covers."""


def certificate_authority(folder: Path) -> tuple[Path, trustme.CA]:
    """The folder's authority, made at the first call: (path of its PEM, the authority)."""
    pem, key = folder / "ca.pem", folder / "ca-key.pem"
    if not (pem.exists() and key.exists()):
        authority = trustme.CA(organization_name="Holdfast embedded tenant")
        write_whole(key, authority.private_key_pem.bytes(), 0o600)
        write_whole(pem, authority.cert_pem.bytes(), 0o644)
    return pem, trustme.CA.from_pem(pem.read_bytes(), key.read_bytes())


def server_context(authority: trustme.CA) -> ssl.SSLContext:
    """A TLS server context with a fresh certificate for every name of `NAMES`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    authority.issue_cert(*NAMES).configure_cert(context)
    context.set_alpn_protocols(["http/1.1"])
    return context
