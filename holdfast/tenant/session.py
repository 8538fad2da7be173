"""httpx with an end to every answer, and only from Microsoft's hosts."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

from holdfast.tenant.bounded import BoundedClient
from holdfast.tenant.embedded import read_authority, unusable_authority
from holdfast.tenant.hosts import origin_of

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

_SILENCE_SECONDS = 60
"""Between two bytes, and for a connection."""


class Session(BoundedClient):
    """A client that asks Microsoft's hosts and no other."""

    async def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        """Send `request` and return its answer, read and unpacked.

        Raises:
            ReadError: when the address is none of Microsoft's, or the answer is too large or packed in another way.
            httpx.HTTPError: when there is no answer.
        """
        origin_of(str(request.url))
        return await super().send(request, **options)


def open_session(proxy_url: str | None, ca_file: Path | None) -> Session:
    """Return a session with Microsoft's hosts, directly or through `proxy_url` trusting only `ca_file`.

    Raises:
        HoldfastError: `embedded-tenant-not-running` when the file holds no certificate.
    """
    return Session(
        verify=_trusting(ca_file) if ca_file else True,
        proxy=proxy_url,
        trust_env=proxy_url is None,
        timeout=_SILENCE_SECONDS,
    )


def _trusting(ca_file: Path) -> ssl.SSLContext:
    content = read_authority(ca_file)
    try:
        # Of nothing, the context would make that every authority of the machine is trusted.
        return ssl.create_default_context(cadata=content.decode("ascii") or "none")
    except (ssl.SSLError, ValueError) as error:
        raise unusable_authority(ca_file, error) from error
