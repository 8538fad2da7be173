"""Answers that do not come whole: pages refused, rows left out, warnings and errors beside. For `faults.py`.

Seen in public clients of the cmdlet endpoint (2026-11-25): a page that came to another server than the first one was
refused; an answer that was cut short warned of it. The cookie's name is that of Exchange's front end (assumed).
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson

from holdfast.emulator.wire import CmdletError, GraphError

if TYPE_CHECKING:
    from holdfast.emulator.wire import Call, Operation, Reply

_COOKIE = "X-BEServer"
_MARK = "server"
"""Name in the query of a nextLink; its value tells which server gave it, and to which mailbox's anchor."""
_NEXT = "@odata.nextLink"
_CUT = "The result was cut short. Ask for fewer objects at once."
_WRONG = "The server could not read everything."
_ERROR = {"error": {"code": "InternalServerError", "message": _WRONG}}


def refuses(fault: str, call: Call) -> bool:
    """Return whether a page after the first is refused by `fault`."""
    if not any(name.lower().endswith("skiptoken") for name in call.query):
        return False
    return fault == "page-refused" or call.query.get(_MARK) != _mark(call, _server(call))


def refusal(operation: Operation) -> GraphError | CmdletError:
    """Return the refusal of a page in the words of its service."""
    if operation.cmdlet:
        return CmdletError(
            "Expired or Invalid pagination request. Default Expiry time is 00:30:00",
            "Microsoft.Exchange.Admin.OData.Core.ODataServiceException",
        )
    return GraphError(400, "Directory_ExpiredPageToken", "The specified page token value has expired.")


def changed(fault: str, call: Call, reply: Reply) -> Reply:
    """Return what `fault` makes of an answer, of nearly all that of a list; the same reply where it changes nothing."""
    body = _body(reply)
    if body is None:
        return reply
    if not isinstance(body.get("value"), list):
        beside = fault == "error-beside" and call.method == "GET"
        return _answer(reply, {**body, **_ERROR}) if beside else reply
    if fault == "page-affinity":
        return _bound(call, reply, body) if _NEXT in body else reply
    more = _beside(fault, body["value"], of_cmdlet="@adminapi.warnings" in body)
    if not more:
        return reply
    kept = {name: value for name, value in body.items() if name != _NEXT or fault != "cut-short"}
    return _answer(reply, {**kept, **more})


def _beside(fault: str, rows: list[Any], *, of_cmdlet: bool) -> dict[str, Any]:
    """Return what `fault` puts into the body of a list; nothing where it leaves it as it is."""
    cut = {"@adminapi.warnings": [_CUT]} if of_cmdlet else {}
    match fault:
        case "cut-short" if rows:
            return {**cut, "value": rows[: len(rows) // 2]}
        case "rows-missing" if rows:
            return {"value": rows[:-1]}
        case "warning":
            return cut
        case "error-beside":
            return {"@adminapi.errors": [_WRONG]} if of_cmdlet else _ERROR
        case _:
            return {}


def _bound(call: Call, reply: Reply, body: dict[str, Any]) -> Reply:
    """Return an answer whose next page only the server will give that its cookie names."""
    server = _server(call) or str(uuid.uuid4())
    cookie = {} if _server(call) else {"set-cookie": f"{_COOKIE}={server}; path=/; secure; HttpOnly"}
    bound = _answer(reply, {**body, _NEXT: f"{body[_NEXT]}&{_MARK}={_mark(call, server)}"})
    return replace(bound, headers={**bound.headers, **cookie})


def _server(call: Call) -> str:
    for part in call.headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == _COOKIE:
            return value
    return ""


def _mark(call: Call, server: str) -> str:
    anchor = call.headers.get("x-anchormailbox", "")
    return hashlib.blake2b(f"{server} {anchor}".encode(), digest_size=8).hexdigest()


def _body(reply: Reply) -> dict[str, Any] | None:
    if reply.status != HTTPStatus.OK:
        return None
    if isinstance(reply.body, dict):
        return reply.body
    try:
        parsed = orjson.loads(reply.body) if isinstance(reply.body, bytes) else None
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None


def _answer(reply: Reply, body: dict[str, Any]) -> Reply:
    return replace(reply, body=orjson.dumps(body) if isinstance(reply.body, bytes) else body)
