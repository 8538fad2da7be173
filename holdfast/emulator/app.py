"""The ASGI application: reads a request, finds its service, checks the token, sends what the gate answers.

Raw ASGI, no middleware, no hop to a thread: a cached answer costs well under a millisecond (perf-bounds 7).
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from dataclasses import replace
from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson

from holdfast.emulator.arm.dispatch import arm_service
from holdfast.emulator.clouds import cloud_of, is_served, knows
from holdfast.emulator.cmdlets.dispatch import exchange_service
from holdfast.emulator.content import ContentError, decoded
from holdfast.emulator.faults import unauthorised
from holdfast.emulator.front_door import find_door
from holdfast.emulator.gate import TenantGate
from holdfast.emulator.odata.dispatch import graph_service
from holdfast.emulator.odata.downloads import fetched
from holdfast.emulator.odata.errors import error_reply
from holdfast.emulator.signin.audiences import Audiences
from holdfast.emulator.signin.discovery import (
    MULTI_TENANT,
    cloud_metadata,
    instance_discovery,
    openid_configuration,
    openid_configuration_v1,
)
from holdfast.emulator.signin.endpoint import (
    TokenRequest,
    no_single_tenant,
    token_operation,
    unknown_tenant,
)
from holdfast.emulator.signin.machines import machine_operation
from holdfast.emulator.signin.pipelines import PipelineOffice
from holdfast.emulator.signin.tokens import TokenOffice, TokenRejectedError
from holdfast.emulator.tenant import Tenant
from holdfast.emulator.wire import Call, Delivery, GraphError, Operation, Reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, MutableMapping
    from datetime import datetime

    from holdfast.emulator.front_door import Door
    from holdfast.emulator.request_log import RequestLog
    from holdfast.emulator.signin.endpoint import Version
    from holdfast.emulator.signin.machines import Form
    from holdfast.emulator.store import TenantFolder
    from holdfast.emulator.wire import Principal, Service

    Scope = MutableMapping[str, Any]
    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]

_JSON = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
_DISCOVERY = {"instance": instance_discovery, "metadata": cloud_metadata}
_OPENID = {"openid": openid_configuration, "openid-v1": openid_configuration_v1}
_METHODS = "GET, POST, PATCH, PUT, DELETE, HEAD, OPTIONS"
_LOG = logging.getLogger(__name__)


class EmulatorApp:
    """Serves a folder of tenants.

    Args:
        folder: the tenants.
        log: where requests are written down.
        clock: gives the time now.
        own_urls: URLs the server is reached by directly; tokens may be asked for them.
        cut: cuts the connection of a request's scope, for the faults that do.
    """

    def __init__(
        self,
        folder: TenantFolder,
        log: RequestLog,
        clock: Callable[[], datetime],
        own_urls: frozenset[str],
        cut: Callable[[Scope], None],
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._cut = cut
        self._gate = TenantGate(log)
        self._office = TokenOffice(folder, clock)
        self._pipelines = PipelineOffice(folder.path, clock)
        self._audiences = Audiences(own_urls)
        self._services: Mapping[str, Service] = {
            "graph": graph_service(clock),
            "exchange": exchange_service("exchange", clock),
            "compliance": exchange_service("compliance", clock),
            "arm": arm_service(),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one HTTP request; nothing else is spoken (no lifespan, no websockets)."""
        started = time.perf_counter()
        body = await _whole_body(receive)
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
        call, door = _call(scope, headers)
        try:
            delivery = self._answer(call, door, body, started)
        except Exception:  # noqa: BLE001 - a mistake of ours must reach the client as an answer
            _LOG.exception("the embedded tenant failed on %s %s", call.method, call.path)
            fault = GraphError(
                500, "InternalServerError", "The embedded tenant itself failed: see its output."
            )
            delivery = Delivery(error_reply(call, fault, self._clock()))
        await self._deliver(scope, send, call, delivery)

    def _answer(self, call: Call, door: Door, body: bytes, started: float) -> Delivery:
        if call.method == "OPTIONS":
            # A browser asks so before it sends a token, and must not need one to be answered.
            return self._log_only(call, "discovery", Reply(200, None, _allowed(call)), started)
        try:
            body = decoded(body, call.headers.get("content-encoding", ""))
        except ContentError as error:
            refusal = GraphError(error.status, error.code, str(error))
            return self._log_only(call, "discovery", error_reply(call, refusal, self._clock()), started)
        service = self._services.get(door.destination)
        if service is None:
            return self._sign_in(call, door, body, started)
        try:
            call = replace(call, body=_sent_body(body, call.headers))
            tenant, principal = self._authenticate(call, service.name)
            operation = service.resolve(self._gate, tenant, principal, call)
        except GraphError as refusal:
            reply = service.render_error(call, refusal)
            return self._log_only(call, service.name, reply, started)
        return _dated(tenant, self._gate.perform(tenant, call, operation))

    def _authenticate(self, call: Call, service: str) -> tuple[Tenant, Principal]:
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise unauthorised("Access token is empty.")
        try:
            store, principal = self._office.check(token.strip(), self._audiences.of_host(service, call.host))
        except TokenRejectedError as rejection:
            raise unauthorised(str(rejection)) from rejection
        if is_served(call.host) and not cloud_of(store).has(call.host):
            raise unauthorised("Access token validation failure. Invalid issuer.")
        return Tenant(store, self._clock), principal

    def _sign_in(self, call: Call, door: Door, body: bytes, started: float) -> Delivery:
        public = self._public_answer(call, door)
        if public is not None:
            return self._log_only(call, "discovery", public, started)
        try:
            tenant = self._known_tenant(call, door)
        except KeyError:
            many = door.tenant.lower() in MULTI_TENANT
            refusal = no_single_tenant() if many else unknown_tenant(door.tenant)
            return self._log_only(call, "signin", refusal.reply(call, self._clock()), started)
        if door.destination in _OPENID:
            reply = _OPENID[door.destination](call, door.tenant, tenant.tenant_id)
            return self._log_only(call, "discovery", reply, started)
        if door.destination in {"machine", "app-service"}:
            form_of: Form = "imds" if door.destination == "machine" else "app-service"
            return self._gate.perform(
                tenant, call, machine_operation(self._office, self._audiences, tenant, call, form_of)
            )
        form = dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
        version: Version = "v1" if door.destination == "token-v1" else "v2"
        request = TokenRequest(tenant, door.tenant, version, replace(call, body=form))
        trusted = {**self._office.trusted_issuers, **self._pipelines.trusted_issuers}
        operation = token_operation(self._office, self._audiences, trusted, request)
        return self._gate.perform(tenant, request.call, operation)

    def _known_tenant(self, call: Call, door: Door) -> Tenant:
        """The tenant that the path names; KeyError where the cloud of the sign-in service that is asked has none."""
        store = self._folder.open(door.tenant)
        if not knows(call.host, store):
            raise KeyError(door.tenant)
        return Tenant(store, self._clock)

    def _public_answer(self, call: Call, door: Door) -> Reply | None:
        """What is answered about no tenant in particular, or None."""
        if door.destination == "nowhere":
            return error_reply(call, _no_such_place(call), self._clock())
        if door.destination == "download":
            return self._downloaded(door)
        if door.destination == "pipeline":
            return self._pipelines.answer(call)
        if door.destination == "keys":
            return Reply(200, self._office.keys())
        if door.destination in _OPENID and door.tenant.lower() in MULTI_TENANT:
            return _OPENID[door.destination](call, door.tenant, "{tenantid}")
        discover = _DISCOVERY.get(door.destination)
        return None if discover is None else discover(call)

    def _downloaded(self, door: Door) -> Reply:
        """What an address that was given out for minutes leads to; whoever has it needs no token."""
        try:
            tenant = Tenant(self._folder.open(door.tenant), self._clock)
        except KeyError:
            return Reply(404, b"")
        return fetched(tenant, door.path)

    def _log_only(self, call: Call, kind: str, reply: Reply, started: float) -> Delivery:
        delivery = Delivery(reply)
        write = kind not in {"signin", "discovery"} and call.method != "GET"
        operation = Operation(
            labels=(), write=write, run=lambda: reply, render_error=lambda _: reply, kind=kind
        )
        self._gate.record("", call, operation, delivery, started)
        return delivery

    async def _deliver(self, scope: Scope, send: Send, call: Call, delivery: Delivery) -> None:
        if delivery.delay_seconds:
            await asyncio.sleep(delivery.delay_seconds)
        if delivery.drop == "reset":
            self._cut(scope)
            return
        reply = delivery.reply
        content = _content(reply.body)
        headers = _headers(call, reply, len(content), self._clock())
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        if delivery.drop == "half":
            await send(
                {"type": "http.response.body", "body": content[: len(content) // 2], "more_body": True}
            )
            # Gives the half time to leave before the connection ends.
            await asyncio.sleep(_HALF_SECONDS)
            self._cut(scope)
            return
        await send({"type": "http.response.body", "body": content})


_HALF_SECONDS = 0.02


async def _whole_body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _call(scope: Scope, headers: Mapping[str, str]) -> tuple[Call, Door]:
    authority = headers.get("host", "127.0.0.1")
    host = authority.rsplit(":", 1)[0].strip("[]").lower()
    door = find_door(host, scope["path"])
    call = Call(
        # A HEAD is a GET whose body stays here: the protocol leaves it out of the answer.
        method="GET" if scope["method"] == "HEAD" else scope["method"],
        version=door.version,
        path=door.path or "/",
        query=dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)),
        headers=headers,
        base_url=f"https://{authority}{door.prefix}",
        request_id=str(uuid.uuid4()),
        host=host,
    )
    return call, door


def _sent_body(body: bytes, headers: Mapping[str, str]) -> Any:
    if not body:
        return None
    if headers.get("content-type", "").startswith("image/"):
        return body
    try:
        if "json" in headers.get("content-type", ""):
            return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    raise GraphError(
        400,
        "BadRequest",
        "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of "
        "valid JSON format.",
    )


def _no_such_place(call: Call) -> GraphError:
    return GraphError(
        501,
        "NotImplemented",
        f"The embedded tenant serves nothing at {call.host}{call.path}. It serves /v1.0/…, /beta/…, "
        "/adminapi/…, /compliance/adminapi/…, /subscriptions, /tenants, /{tenant}/oauth2/v2.0/token, "
        "/{tenant}/oauth2/token, /{tenant}/v2.0/.well-known/openid-configuration, /common/discovery/instance, "
        "/metadata/endpoints, and on loopback /pipelines/…, /machines/{tenant}/….",
    )


def _allowed(call: Call) -> dict[str, str]:
    return {
        "allow": _METHODS,
        "access-control-allow-methods": _METHODS,
        "access-control-allow-headers": call.headers.get("access-control-request-headers", "*"),
        "access-control-max-age": "3600",
    }


def _content(body: Any) -> bytes:
    if body is None:
        return b""
    return body if isinstance(body, bytes) else orjson.dumps(body)


def _dated(tenant: Tenant, delivery: Delivery) -> Delivery:
    """Have an answer about a tenant bear the tenant's time, whose clock may have been put forward."""
    reply = delivery.reply
    return replace(
        delivery, reply=replace(reply, headers={"date": _http_date(tenant.now()), **reply.headers})
    )


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _headers(call: Call, reply: Reply, length: int, now: datetime) -> list[tuple[bytes, bytes]]:
    headers = {
        "date": _http_date(now),
        "request-id": call.request_id,
        "client-request-id": call.headers.get("client-request-id", call.request_id),
        "x-ms-ags-diagnostic": '{"ServerInfo":{"DataCenter":"holdfast-embedded"}}',
        "cache-control": "no-cache",
        "odata-version": "4.0",
    }
    if "origin" in call.headers:
        headers["access-control-allow-origin"] = "*"
        headers["access-control-expose-headers"] = "request-id, client-request-id, Location, Retry-After"
    if reply.body is not None:
        headers["content-type"] = _JSON
    if reply.status != _NO_CONTENT:
        headers["content-length"] = str(length)
    headers.update({name.lower(): value for name, value in reply.headers.items()})
    return [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]


_NO_CONTENT = 204
