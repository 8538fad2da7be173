"""Graph's error envelope and the refusals that several resources share (api-facts 2.6 and 10.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.wire import CmdletError, GraphError, Reply

if TYPE_CHECKING:
    from datetime import datetime

    from holdfast.emulator.wire import Call


def error_reply(call: Call, error: GraphError | CmdletError, now: datetime) -> Reply:
    """{"error": {"code", "message", "innerError": {"date", "request-id", "client-request-id", ...}}}."""
    if isinstance(error, CmdletError):
        error = GraphError(500, "InternalServerError", error.message)
    inner = {
        **error.inner,
        "date": now.strftime("%Y-%m-%dT%H:%M:%S"),
        "request-id": call.request_id,
        "client-request-id": call.headers.get("client-request-id", call.request_id),
    }
    body = {"error": {"code": error.code, "message": error.message, "innerError": inner}}
    return Reply(error.status, body, error.headers)


def not_found(object_id: str) -> GraphError:
    """404 of the directory: there is no such object."""
    return GraphError(
        404,
        "Request_ResourceNotFound",
        f"Resource '{object_id}' does not exist or one of its queried reference-property objects are "
        "not present.",
    )


def bad_request(message: str) -> GraphError:
    """400 of the directory."""
    return GraphError(400, "Request_BadRequest", message)
