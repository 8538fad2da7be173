"""One live tenant: what kinds, provider and drift checker talk to."""

from __future__ import annotations

import base64
import json
import os
from typing import TYPE_CHECKING, Any, Self

from holdfast.model.plan import Cloud
from holdfast.tenant.cmdlets import CmdletReader, Cmdlets
from holdfast.tenant.credentials import FormCredential, Way, from_environment, ways
from holdfast.tenant.embedded import EmbeddedServer, find_server
from holdfast.tenant.graph import Graph, GraphReader
from holdfast.tenant.hosts import GRAPH
from holdfast.tenant.http import Http
from holdfast.tenant.leftovers import refuse_foreign_trust
from holdfast.tenant.retry import Patience
from holdfast.tenant.session import open_session

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from holdfast.tenant.http import Reply


class Reader:
    """An open session with one tenant that only reads. Use as an async context manager."""

    def __init__(self, name: str, http: Http, patience: Patience) -> None:
        """Talk to the tenant `name` (domain or id) over `http`."""
        self.name = name
        self._http = http
        self.graph = GraphReader(http, patience)
        self.cmdlets = CmdletReader(http, patience, name)

    @property
    def requests(self) -> int:
        """Requests sent so far, sign-in not counted."""
        return self._http.requests

    def service_time(self) -> datetime:
        """Return the time at the service by its newest answer, UTC (see `Http.service_time`).

        Raises:
            ReadError: when no answer has told it.
        """
        return self._http.service_time()

    async def own_id(self) -> str:
        """Return the object id of the identity that we sign in as; the empty text when the token does not tell.

        Source: the claim `oid`, https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
        (2026-11-25). The token is not checked: the service that gave it is.
        """
        return str((await self.claims(GRAPH)).get("oid") or "")

    async def claims(self, resource: str) -> dict[str, Any]:
        """Return what our token for `resource`, such as `https://graph.microsoft.com`, says of us; empty where nothing.

        Raises:
            SignInError: when there is no token.
        """
        token = await self._http.tokens.get_authorization_token(f"{resource}/")
        try:
            claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        except (ValueError, IndexError):
            return {}
        return claims if isinstance(claims, dict) else {}

    async def knock(self, url: str, within_seconds: float) -> Reply:
        """Return what is answered at `url` to somebody who shows no token.

        Raises:
            httpx.HTTPError: when there is no answer, or none in time.
            ReadError: when the address is none of Microsoft's.
        """
        return await self._http.knock(url, within_seconds)

    async def __aenter__(self) -> Self:
        """Open the session."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        await self._http.__aexit__()


class Tenant(Reader):
    """An open session with one tenant that reads and writes."""

    def __init__(self, name: str, http: Http, patience: Patience) -> None:
        """See `Reader`."""
        super().__init__(name, http, patience)
        self.graph: Graph = Graph(http, patience)
        self.cmdlets: Cmdlets = Cmdlets(http, patience, name)


def open_reader(
    name: str, cloud: Cloud, folder: Path, patience: Patience | None = None, way: Way | None = None
) -> Reader:
    """Return a session that can only read, signed in by `way` where one is given; else as `open_tenant`."""
    return Reader(*_session(name, cloud, folder, patience, way))


def open_tenant(name: str, cloud: Cloud, folder: Path, patience: Patience | None = None) -> Tenant:
    """Return a session with the tenant `name`; `folder` is where Holdfast keeps its state.

    Raises:
        HoldfastError: `embedded-tenant-not-running`, `embedded-tenant-unknown`; `embedded-trust` for a real tenant.
    """
    return Tenant(*_session(name, cloud, folder, patience))


def sign_in_ways(name: str, cloud: Cloud, folder: Path, patience: Patience | None = None) -> tuple[Way, ...]:
    """Return every way to sign in to the tenant `name` that this machine is set up for; the first one is taken.

    Raises:
        HoldfastError: `embedded-tenant-not-running`, `embedded-tenant-unknown`.
    """
    patience = (patience or Patience()).begin_run()
    if cloud is Cloud.GLOBAL:
        return ways(name, patience=patience)
    own = _own(find_server(folder, name), name, patience)
    return (
        Way("the embedded tenant's own application", str(folder / "tenant" / "server.json"), lambda: own),
    )


def _session(
    name: str, cloud: Cloud, folder: Path, patience: Patience | None, way: Way | None = None
) -> tuple[str, Http, Patience]:
    """Return the tenant's name, and the session's connections and patience."""
    patience = (patience or Patience()).begin_run()
    if cloud is Cloud.GLOBAL:
        refuse_foreign_trust(name, os.environ, folder)
        credential = way.open() if way else from_environment(name, patience=patience)
        return name, Http(credential, open_session(None, None)), patience
    server = find_server(folder, name)
    own = _own(server, name, patience)
    return own.tenant, Http(own, open_session(server.proxy_url, server.ca_file)), patience


def _own(server: EmbeddedServer, name: str, patience: Patience) -> FormCredential:
    """Return how the application that the embedded tenant made for Holdfast signs in."""
    application = server.application(name)
    secret = {"client_secret": application.client_secret}
    return FormCredential(application.tenant_id, application.client_id, secret, patience)
