"""One live tenant: what kinds, provider and drift checker talk to."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from holdfast.model.connection import Connection, SignInWay
from holdfast.model.errors import ReadError
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.tenant.cmdlets import CmdletReader, Cmdlets
from holdfast.tenant.credentials import FormCredential
from holdfast.tenant.dns_texts import DnsTexts, of_embedded_tenant, of_this_machine
from holdfast.tenant.embedded import EmbeddedServer
from holdfast.tenant.graph import Graph, GraphReader
from holdfast.tenant.hosts import HOSTS, Hosts
from holdfast.tenant.http import Http
from holdfast.tenant.leftovers import refuse_foreign_trust
from holdfast.tenant.own_tenant import claims_of, of_tenant
from holdfast.tenant.retry import Patience
from holdfast.tenant.session import open_session
from holdfast.tenant.shared import Shared
from holdfast.tenant.ways import Way, ways

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from holdfast.model.plan import Plan
    from holdfast.tenant.http import Reply

_ANYTHING = Connection()


class Reader:
    """An open session with one tenant that only reads. Use as an async context manager."""

    def __init__(self, name: str, http: Http, patience: Patience, dns: DnsTexts | None = None) -> None:
        """Talk to the tenant `name` (domain or id) over `http`; without `dns` no name is asked of any resolver."""
        self.name = name
        self._http = http
        self._dns = dns
        self.hosts: Hosts = http.hosts
        """Of the cloud that the tenant is in."""
        self.graph = GraphReader(http, patience)
        self.cmdlets = CmdletReader(http, patience, name)

    @property
    def requests(self) -> int:
        """Requests sent so far, sign-in not counted."""
        return self._http.requests

    @property
    def tenant_id(self) -> str:
        """The tenant's id, as the tokens so far tell it; empty where none does. For words, never for a decision."""
        return self._http.tokens.tenant_id()

    def service_time(self) -> datetime:
        """Return the time at the service by its newest answer, UTC (see `Http.service_time`).

        Raises:
            ReadError: when no answer has told it.
        """
        return self._http.service_time()

    async def texts(self, name: str) -> tuple[str, ...]:
        """Return the TXT records that DNS has of a name (see `DnsTexts.of`).

        Raises:
            ReadError: when that could not be learned.
        """
        if self._dns is None:
            raise ReadError("dns-unread", f"nobody is asked about {name} here", Reason.UNAVAILABLE)
        return await self._dns.of(name)

    async def own_id(self) -> str:
        """Return the object id of the identity that we sign in as; the empty text when the token does not tell.

        Source: the claim `oid`, https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
        (2026-11-25). The token is not checked: the service that gave it is.
        """
        return str((await self.claims(self.hosts.graph)).get("oid") or "")

    async def claims(self, resource: str) -> dict[str, Any]:
        """Return what our token for `resource`, such as `https://graph.microsoft.com`, says of us; empty where nothing.

        Raises:
            SignInError: when there is no token.
        """
        token = await self._http.tokens.token(f"{resource}/")
        return claims_of(token)

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

    def __init__(self, name: str, http: Http, patience: Patience, dns: DnsTexts | None = None) -> None:
        """See `Reader`."""
        super().__init__(name, http, patience, dns)
        self.graph: Graph = Graph(http, patience)
        self.cmdlets: Cmdlets = Cmdlets(http, patience, name)


def open_plan(
    plan: Plan,
    folder: Path,
    patience: Patience | None = None,
    way: Way | None = None,
    shared: Shared | None = None,
) -> Reader:
    """Return a session that can only read with the tenant of a client's plan, signed in as its file says.

    Args:
        plan: the client's.
        folder: where Holdfast keeps its state.
        patience: how long it may take; the usual where nothing is said.
        way: the one way to sign in; the first of those that are set up where none is said.
        shared: what it has in common with others of its run.

    Raises:
        HoldfastError: as `open_tenant`.
    """
    patience, shared = (patience or Patience()).begin_run(), shared or Shared(folder)
    place = _place(plan.tenant, plan.cloud, shared)
    return Reader(*_session(place, patience, way or place.ways(patience, plan.connection)[0], shared))


def open_reader(name: str, cloud: Cloud, folder: Path, patience: Patience | None = None) -> Reader:
    """Return a session that can only read; else as `open_tenant`."""
    patience, shared = (patience or Patience()).begin_run(), Shared(folder)
    place = _place(name, cloud, shared)
    return Reader(*_session(place, patience, place.ways(patience, _ANYTHING)[0], shared))


def open_tenant(
    name: str,
    cloud: Cloud,
    folder: Path,
    patience: Patience | None = None,
    *,
    connection: Connection = _ANYTHING,
) -> Tenant:
    """Return a session with the tenant `name`; `folder` is where Holdfast keeps its state.

    `connection` is what the client file says of signing in.

    Raises:
        HoldfastError: `embedded-tenant-not-running`, `embedded-tenant-unknown`; `embedded-trust` for a real tenant;
            `no-credential` where the client file names a way that is not set up.
    """
    from holdfast.tenant.adapter import AdapterHttp

    patience, shared = (patience or Patience()).begin_run(), Shared(folder)
    place = _place(name, cloud, shared)
    return Tenant(*_session(place, patience, place.ways(patience, connection)[0], shared, AdapterHttp))


def ways_of_plan(plan: Plan, folder: Path, patience: Patience | None = None) -> tuple[Way, ...]:
    """Return every way to sign in to the client's tenant that this machine is set up for; the first one is taken.

    Raises:
        HoldfastError: as `open_tenant`.
    """
    patience = (patience or Patience()).begin_run()
    return _place(plan.tenant, plan.cloud, Shared(folder)).ways(patience, plan.connection)


@value_class
class _Place:
    """Where a tenant is reached."""

    name: str
    """As sign-in and cmdlets name it: its id where we know it, else as the client file has it."""
    cloud: Cloud
    server: EmbeddedServer | None
    """Which serves it, where it is an embedded one."""
    told_by: str

    def ways(self, patience: Patience, connection: Connection) -> tuple[Way, ...]:
        """Return every way to sign in; the first is taken."""
        if self.server is None:
            return ways(self.name, patience=patience, connection=connection)
        application = self.server.application(self.name)
        if connection.way in _REHEARSED:
            if connection.way is not SignInWay.MANAGED_IDENTITY and not connection.application:
                connection = replace(connection, application=application.client_id)
            return ways(self.name, patience=patience, connection=connection)
        secret = {"client_secret": application.client_secret}
        own = FormCredential(application.tenant_id, application.client_id, secret, patience)
        return (Way(SignInWay.SECRET, "the embedded tenant's own application", self.told_by, lambda: own),)


_REHEARSED = frozenset(SignInWay) - {SignInWay.COMMAND_LINE}
"""Ways by which a client on the embedded tenant signs in where its file names them; what they ask is embedded too.

The command line would turn to Microsoft: with that, or where no way is named, nothing but its own application is used.
"""


def _place(name: str, cloud: Cloud, shared: Shared) -> _Place:
    if cloud is not Cloud.EMBEDDED:
        refuse_foreign_trust(name, os.environ, shared.folder)
        return _Place(name, cloud, None, "")
    server = shared.server(name)
    told_by = str(shared.folder / "tenant" / "server.json")
    return _Place(server.application(name).tenant_id, cloud, server, told_by)


def _session(
    place: _Place, patience: Patience, way: Way, shared: Shared, sending: type[Http] = Http
) -> tuple[str, Http, Patience, DnsTexts]:
    """Return the tenant's name, and the session's connections, patience and resolver; `sending` is the first's sort."""
    credential, hosts = of_tenant(way.open(), place.name, way.kind, patience), HOSTS[place.cloud]
    proxy_url, ca_file = (place.server.proxy_url, place.server.ca_file) if place.server else (None, None)
    session = open_session(proxy_url, ca_file, hosts, shared.trust(ca_file), shared.common)
    resolver = partial(of_embedded_tenant, place.server.name_server) if place.server else of_this_machine
    clock = None if place.server else partial(datetime.now, UTC)
    return place.name, sending(credential, session, clock), patience, DnsTexts(resolver, patience)
