"""One live tenant: what kinds, provider and drift checker talk to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from holdfast.model.plan import Cloud
from holdfast.tenant.cmdlets import Cmdlets
from holdfast.tenant.credentials import FormCredential, from_environment
from holdfast.tenant.embedded import find_server
from holdfast.tenant.graph import Graph
from holdfast.tenant.http import Http
from holdfast.tenant.retry import Patience

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


class Tenant:
    """An open session with one tenant. Use as an async context manager."""

    def __init__(self, name: str, http: Http, patience: Patience, application: str = "") -> None:
        """Talk to the tenant `name` (domain or id) over `http`, as the application of that client id."""
        self.name = name
        self.application = application
        self._http = http
        self.graph = Graph(http, patience)
        self.cmdlets = Cmdlets(http, patience, name)

    @property
    def requests(self) -> int:
        """Requests sent so far, sign-in not counted."""
        return self._http.requests

    async def __aenter__(self) -> Self:
        """Open the session."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        await self._http.__aexit__()


def open_tenant(name: str, cloud: Cloud, folder: Path, patience: Patience | None = None) -> Tenant:
    """Return a session with the tenant `name`; `folder` is where Holdfast keeps its state.

    Raises:
        HoldfastError: `embedded-tenant-not-running`, `embedded-tenant-unknown`.
    """
    patience = patience or Patience()
    if cloud is Cloud.GLOBAL:
        own = from_environment(name, patience=patience)
        return Tenant(name, Http(own), patience, getattr(own, "client_id", ""))
    server = find_server(folder)
    application = server.application(name)
    credential = FormCredential(
        application.tenant_id, application.client_id, {"client_secret": application.client_secret}, patience
    )
    http = Http(credential, proxy_url=server.proxy_url, ca_file=server.ca_file)
    return Tenant(application.tenant_id, http, patience, application.client_id)
