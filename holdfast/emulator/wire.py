"""The words every service of the embedded tenant speaks: who calls, what was asked, what is answered.

Nothing here knows HTTP, SQLite or a particular service; services know nothing of sockets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

Endpoint = Literal["exchange", "compliance"]
"""Which of the two services has a cmdlet; the other one answers as if it did not exist."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Principal:
    """The application that holds the access token of a request."""

    tenant_id: str
    app_id: str
    object_id: str
    """Object id of the application's service principal in this tenant (claim `oid`)."""
    display_name: str
    audience: str
    """Claim `aud` of the token."""
    roles: frozenset[str]
    """Application roles, for example "Policy.Read.All" or "Exchange.ManageAsApp" (claim `roles`)."""
    directory_roles: frozenset[str]
    """Display names of directory roles of the service principal, for example "Exchange Administrator"."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request as a service sees it; a `$batch` member is a call too."""

    method: str
    """Upper case."""
    version: str
    """"v1.0" or "beta" for Graph, "" elsewhere."""
    path: str
    """Decoded path below the version, for example "/users/abc"; no trailing slash, none doubled."""
    query: Mapping[str, str] = field(default_factory=dict)
    """Decoded; keys as they were sent, for example "$filter"."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Lower-case keys."""
    body: Any = None
    """Parsed JSON, a dict of form fields, the bytes of a picture, or None when nothing was sent."""
    base_url: str = ""
    """scheme://host[:port] as the client sees it, no trailing slash: for nextLink and @odata.context."""
    params: Mapping[str, str] = field(default_factory=dict)
    """Path parameters of the matched route, by the name in its template."""
    request_id: str = ""
    """GUID of this request; answered as header `request-id`."""
    host: str = ""
    """Host header, without the port, lower case."""
    batch_parent: str = ""
    """`request_id` of the `$batch` that holds this call, "" when it came by itself."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a handler answers."""

    status: int
    body: Any = None
    """dict or list: sent as JSON; bytes: sent as they are; None: no body."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Sent besides the usual ones. A bytes body is taken for JSON unless `content-type` says otherwise."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A reply and how it reaches the client; faults make the two differ."""

    reply: Reply
    delay_seconds: float = 0.0
    drop: str = ""
    """Where the connection is cut: "reset" = before a byte, "half" = inside the body, "" = nowhere."""


class GraphError(Exception):
    """A refusal that a service renders in its own envelope (Graph's is api-facts 10.3).

    Args:
        status: HTTP status.
        code: `error.code`, for example "Request_BadRequest".
        message: `error.message`, text for people.
        inner: more keys for `error.innerError`.
        headers: headers that go with this error, for example Retry-After.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        inner: Mapping[str, Any] = _NOTHING,
        headers: Mapping[str, str] = _NOTHING,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.inner = inner
        self.headers = headers


class CmdletError(Exception):
    """A cmdlet that failed; Exchange renders it as the 400 envelope of api-facts 6.4.

    Args:
        message: the text a person reads.
        exception_type: full .NET name, for example
            "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException".
    """

    def __init__(self, message: str, exception_type: str) -> None:
        super().__init__(message)
        self.message = message
        self.exception_type = exception_type


Handler = Callable[["Tenant", Principal, Call], Reply]
"""Synchronous on purpose: SQLite is local, and a hop to a thread costs more than the work."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A call that a service has understood but not yet carried out: what `Gate.perform` needs to know."""

    labels: tuple[str, ...]
    """What a fault may name: "GET /users/abc", "GET /users/{id}", or a cmdlet name such as "Get-Mailbox"."""
    write: bool
    """True when it may change the tenant; it then runs in one transaction."""
    run: Callable[[], Reply]
    """Carries it out; raises GraphError or CmdletError, which roll the transaction back."""
    render_error: Callable[[GraphError | CmdletError], Reply]
    """The service's own error envelope; also used for injected faults and throttling (as GraphError)."""
    kind: str = "graph"
    """"graph", "exchange", "compliance", "arm", "signin" or "discovery": how the request log files it."""
    cmdlet: str = ""
    """Cmdlet name for the request log, "" elsewhere."""
    limit: str = ""
    """Name of the real limit that counts it (see limits.py), "" for none."""
    atomic: bool = True
    """False for `$batch`: its members commit one by one."""


class Gate(Protocol):
    """The way every operation goes, alone or as a `$batch` member: limits, faults, transaction, log."""

    def perform(self, tenant: Tenant, call: Call, operation: Operation) -> Delivery:
        """Carry out `operation` and log it under `call`; never raises GraphError or CmdletError."""
        ...


@dataclass(frozen=True, slots=True)
class Service:
    """A service as the application sees it.

    `graph/dispatch.py` exports `graph_service(clock)`, `arm/dispatch.py` exports `arm_service()`,
    `exchange/dispatch.py` exports `exchange_service(name, clock)` for the names "exchange" and "compliance". Calls
    of these have version "", those of the last two a path that begins with "/adminapi/"; the application has
    checked the token and its audience.
    """

    name: str
    """"graph", "exchange", "compliance" or "arm"."""
    resolve: Callable[[Gate, Tenant, Principal, Call], Operation]
    """Understands a call; raises GraphError when it does not (501 with the nearest routes)."""
    render_error: Callable[[Call, GraphError], Reply]
    """Envelope for what is refused before it is understood: 401 and 501."""
