"""A client that asks one cloud's hosts, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.tenant.authorities import named_for_libraries, of_embedded, of_machine
from holdfast.tenant.bounded import BoundedClient

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

    import httpx

    from holdfast.tenant.hosts import Hosts
    from holdfast.tenant.idle import Idle

_SILENCE_SECONDS = 60
"""Between two bytes, and for a connection."""


class Session(BoundedClient):
    """A client of one cloud's hosts and of no others."""

    def __init__(
        self,
        hosts: Hosts,
        ca_file: Path | None = None,
        trust: ssl.SSLContext | None = None,
        proxy: str | None = None,
        **options: Any,
    ) -> None:
        """Reach `hosts` and no others, trusting `ca_file` only, for which `trust` was made; `options` are httpx's."""
        self._trust = trust or (trusting(ca_file) if ca_file else None)
        super().__init__(verify=self._trust, proxy=proxy, **options)
        self.hosts = hosts
        self.ca_file = ca_file
        self._proxy = proxy

    def for_azure_core(self) -> dict[str, Any]:
        """Return the options by which a library on azure-core reaches what this session does, and trusts what it does.

        Without an authority of its own a session goes by the machine's settings, and so does the library, but for the
        authorities that a person named: requests, on which it stands, has a variable of its own for these.
        """
        if self.ca_file is None:
            return {"connection_verify": named} if (named := named_for_libraries()) else {}
        proxies = {"https": self._proxy} if self._proxy else {}
        return {"connection_verify": str(self.ca_file), "proxies": proxies, "use_env_settings": False}

    def outside(self) -> BoundedClient:
        """Return a client of whatever host the environment names, such as a pipeline's, of the same authorities.

        So a session with the embedded tenant reaches no host outside of this machine by it either.
        """
        return BoundedClient(verify=self._trust, trust_env=self.ca_file is None, timeout=_SILENCE_SECONDS)

    async def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        """Send `request` and return its answer, read and unpacked.

        Raises:
            ReadError: when the address is none of the cloud's, or the answer is too large or packed in another way.
            httpx.HTTPError: when there is no answer.
        """
        self.hosts.origin_of(str(request.url))
        return await super().send(request, **options)


def open_session(
    proxy_url: str | None,
    ca_file: Path | None,
    hosts: Hosts,
    trust: ssl.SSLContext | None = None,
    common: Idle | None = None,
) -> Session:
    """Return a session with `hosts`, directly or through `proxy_url` trusting only `ca_file`.

    Args:
        proxy_url: `http://127.0.0.1:PORT`.
        ca_file: PEM; None for the authorities of the machine.
        hosts: of one cloud.
        trust: what trusts these, where it was made before.
        common: connections of the whole run (see `BoundedClient`).

    Raises:
        HoldfastError: `embedded-tenant-not-running` when the file holds no certificate.
    """
    return Session(
        hosts,
        ca_file,
        trust,
        proxy=proxy_url,
        common=common,
        trust_env=proxy_url is None,
        timeout=_SILENCE_SECONDS,
    )


def trusting(ca_file: Path | None) -> ssl.SSLContext:
    """Return what trusts the authority in `ca_file` only; where there is none, what trusts those of the machine.

    Raises:
        HoldfastError: `embedded-tenant-not-running`, `authorities-unusable` when the file holds no certificate.
    """
    return of_machine() if ca_file is None else of_embedded(ca_file)
