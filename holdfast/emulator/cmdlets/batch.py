"""`POST .../$batch`: InvokeCommand calls by absolute URL, each throttled, authorised and logged by itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

import orjson

from holdfast.emulator.cmdlets.errors import error_reply, malformed
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Gate, Operation, Principal

MEMBERS = 10
"""Most members in a batch: what clients send (api-facts 6.3); whether the service takes more is not known."""

Resolve = Callable[["Gate", "Tenant", "Principal", "Call"], "Operation"]


def batch_reply(gate: Gate, tenant: Tenant, principal: Principal, call: Call, resolve: Resolve) -> Reply:
    """Answer every member in the order they were sent.

    Raises:
        GraphError: 400 when the body is no batch of at most 10 members with ids of their own.
    """
    members = _members(call.body)
    responses = []
    for member in members:
        inner = _inner_call(call, member)
        refusal = _refusal(member, inner)
        if refusal is None:
            responses.append(_response(member, _answer(gate, tenant, principal, inner, resolve)))
        else:
            responses.append(_response(member, error_reply(malformed(refusal))))
    return Reply(200, {"responses": responses})


def _members(body: Any) -> list[dict[str, Any]]:
    members = body.get("requests") if isinstance(body, dict) else None
    if not isinstance(members, list) or not all(_is_member(member) for member in members):
        raise malformed('The body must be {"requests": [{"id", "method", "url", "headers", "body"}, ...]}.')
    if len(members) > MEMBERS:
        raise malformed(f"A batch takes at most {MEMBERS} requests, this one has {len(members)}.")
    if len({member["id"] for member in members}) != len(members):
        raise malformed("Every request of a batch must have an id of its own.")
    return members


def _is_member(member: Any) -> bool:
    return isinstance(member, dict) and all(
        isinstance(member.get(key), str) for key in ("id", "method", "url")
    )


def _inner_call(call: Call, member: dict[str, Any]) -> Call:
    url = urlsplit(member["url"])
    start = url.path.lower().find("/adminapi/")
    headers = member.get("headers") or {}
    return replace(
        call,
        method=member["method"].upper(),
        path=unquote(url.path[start:]) if url.scheme and start >= 0 else "",
        query=dict(parse_qsl(url.query, keep_blank_values=True)),
        headers={**call.headers, **{name.lower(): str(value) for name, value in headers.items()}},
        body=member.get("body"),
        request_id=str(uuid.uuid4()),
        batch_parent=call.request_id,
    )


def _refusal(member: dict[str, Any], inner: Call) -> str | None:
    if not inner.path:
        return f"The url of request {member['id']} must be an absolute InvokeCommand URL."
    return "A batch cannot hold a batch." if inner.path.lower().endswith("/$batch") else None


def _answer(gate: Gate, tenant: Tenant, principal: Principal, inner: Call, resolve: Resolve) -> Reply:
    try:
        operation = resolve(gate, tenant, principal, inner)
    except GraphError as refusal:
        return error_reply(refusal)
    return gate.perform(tenant, inner, operation).reply


def _response(member: dict[str, Any], reply: Reply) -> dict[str, Any]:
    headers = {"content-type": "application/json", **reply.headers}
    return {"id": member["id"], "status": reply.status, "headers": headers, "body": _body(reply)}


def _body(reply: Reply) -> Any:
    if not isinstance(reply.body, bytes):
        return reply.body
    # NUL bytes are no JSON: what a member with a 403 looks like on the wire is not known.
    return orjson.Fragment(reply.body) if reply.body.strip(b"\0") else None
