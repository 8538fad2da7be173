"""`POST /$batch`: up to 20 calls in one, each throttled, faulted, authorised and logged by itself.

Rules: learn.microsoft.com, Combine multiple HTTP requests using JSON batching (api-facts 10.1). Members run
in the order they were sent, which is also the order of their answers. An id is a text, says the page; CLI for Microsoft
365 sends numbers and the service takes them (its entraUser.js, 2026-11-27); that they come back as texts is assumed.
A member cannot be a batch (msgraph-sdk-design, BatchRequestContent, 2026-11-30); the words of that refusal are assumed.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

import orjson

from holdfast.emulator.front_door import single_slashes
from holdfast.emulator.wire import GraphError, Operation, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, CmdletError, Gate, Principal

    Resolve = Callable[[Gate, Tenant, Principal, Call], Operation]
    RenderError = Callable[[Call, GraphError | CmdletError], Reply]

MEMBERS = 20
"""Most members in a batch."""
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
_ABSOLUTE = re.compile(r"/*(?P<segment>https?:|v1\.0|beta)/", re.IGNORECASE)
"""A member is relative to the version; what stands before is taken for a resource (msgraph-sdk-python issue 1015)."""


@dataclass(frozen=True, slots=True)
class _Member:
    id: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: Any
    depends_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Batch:
    gate: Gate
    tenant: Tenant
    principal: Principal
    call: Call
    resolve: Resolve
    render_error: RenderError

    def answer(self) -> Reply:
        """Run the members one after the other and gather their answers."""
        if self.call.method != "POST":
            raise GraphError(
                405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target."
            )
        done: dict[str, Reply] = {}
        responses = []
        for member in _members(self.call.body):
            reply = self._answer_member(member, done)
            done[member.id.lower()] = reply
            responses.append(_response(member, reply))
        return Reply(200, {"responses": responses})

    def _answer_member(self, member: _Member, done: Mapping[str, Reply]) -> Reply:
        call = self._inner_call(member)
        refusal = _refusal(member, done)
        operation = self.resolve(self.gate, self.tenant, self.principal, call)
        if refusal is not None:
            operation = replace(operation, run=_raiser(refusal), limit="")
        return self.gate.perform(self.tenant, call, operation).reply

    def _inner_call(self, member: _Member) -> Call:
        path, _, query = member.url.partition("?")
        return replace(
            self.call,
            method=member.method,
            path=single_slashes(unquote(path)),
            query=dict(parse_qsl(query, keep_blank_values=True)),
            # What identifies the client goes for every member; the rest each member says itself.
            headers={"user-agent": self.call.headers.get("user-agent", ""), **member.headers},
            body=member.body,
            request_id=str(uuid.uuid4()),
            batch_parent=self.call.request_id,
        )


def batch_operation(
    gate: Gate,
    tenant: Tenant,
    principal: Principal,
    call: Call,
    *,
    resolve: Resolve,
    render_error: RenderError,
) -> Operation:
    """The operation of a whole batch: it reads by itself, its members may write.

    Args:
        gate: what every member goes through.
        tenant: whose.
        principal: who asks.
        call: the batch.
        resolve: understands a member.
        render_error: Graph's error envelope.
    """
    batch = _Batch(gate, tenant, principal, call, resolve, render_error)
    return Operation(
        labels=("POST /$batch",),
        write=False,
        run=batch.answer,
        render_error=lambda error: render_error(call, error),
    )


def _members(body: Any) -> list[_Member]:
    requests = body.get("requests") if isinstance(body, dict) else None
    if not isinstance(requests, list) or not all(isinstance(one, dict) for one in requests):
        raise GraphError(400, "BadRequest", "Invalid batch payload format.")
    if not 1 <= len(requests) <= MEMBERS:
        raise GraphError(
            400,
            "BadRequest",
            f"Number of batch request steps must be between 1 and the maximum value of {MEMBERS}.",
        )
    members: list[_Member] = []
    for one in requests:
        member = _member(one)
        earlier = {other.id.lower() for other in members}
        if member.id.lower() in earlier:
            raise GraphError(400, "BadRequest", f"Request Id {member.id} has to be unique in a batch.")
        unknown = [name for name in member.depends_on if name.lower() not in earlier]
        if unknown:
            raise GraphError(
                400,
                "BadRequest",
                f"Request {member.id} depends on {unknown[0]}, which does not come before it.",
            )
        members.append(member)
    return members


def _member(request: Mapping[str, Any]) -> _Member:
    identifier, method, url = (request.get(name) for name in ("id", "method", "url"))
    if type(identifier) is int:
        identifier = str(identifier)
    if not isinstance(identifier, str) or not identifier:
        raise GraphError(400, "BadRequest", "Request Id is required for each request in a batch.")
    if not isinstance(method, str) or method.upper() not in _METHODS:
        raise GraphError(400, "BadRequest", f"Request {identifier} has no valid method.")
    if not isinstance(url, str) or not url:
        raise GraphError(400, "BadRequest", f"Request {identifier} needs a url relative to the version root.")
    headers, depends_on = request.get("headers") or {}, request.get("dependsOn") or []
    if not isinstance(headers, dict) or not isinstance(depends_on, list):
        raise GraphError(400, "BadRequest", f"Request {identifier} has malformed headers or dependsOn.")
    return _Member(
        id=identifier,
        method=method.upper(),
        url=url,
        headers={str(name).lower(): str(value) for name, value in headers.items()},
        body=request.get("body"),
        depends_on=tuple(map(str, depends_on)),
    )


def _refusal(member: _Member, done: Mapping[str, Reply]) -> GraphError | None:
    if any(done[name.lower()].status >= 400 for name in member.depends_on):  # noqa: PLR2004 - HTTP's first error
        return GraphError(424, "FailedDependency", "The request depends on another request that failed.")
    outside = _ABSOLUTE.match(member.url)
    if outside is not None:
        return GraphError(400, "BadRequest", f"Resource not found for the segment '{outside['segment']}'.")
    if unquote(member.url.partition("?")[0]).rstrip("/").lower().endswith("$batch"):
        return GraphError(400, "BadRequest", "A batch cannot hold a batch.")
    if member.body is not None and "json" not in member.headers.get("content-type", "").lower():
        return GraphError(
            400,
            "BadRequest",
            "Write requests (excluding DELETE) must contain the Content-Type header declaration.",
        )
    return None


def _raiser(error: GraphError) -> Callable[[], Reply]:
    def run() -> Reply:
        raise error

    return run


def _response(member: _Member, reply: Reply) -> dict[str, Any]:
    response: dict[str, Any] = {"id": member.id, "status": reply.status, "headers": dict(reply.headers)}
    if reply.body is None:
        return response
    response["headers"].setdefault("content-type", "application/json")
    if not isinstance(reply.body, bytes):
        response["body"] = reply.body
    elif "json" in response["headers"]["content-type"]:
        # Serialised once by the resource's cache: goes in as it is.
        response["body"] = orjson.Fragment(reply.body)
    else:
        response["body"] = reply.body.decode()
    response["headers"] = {_header_name(name): value for name, value in response["headers"].items()}
    return response


def _header_name(name: str) -> str:
    return "-".join(part.capitalize() for part in name.split("-"))
