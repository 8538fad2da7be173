"""Refusals of cmdlets and their envelopes (api-facts 6.4).

Exception types and texts marked "assumed" are ours: only their place in the envelope was measured.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from holdfast.emulator.wire import CmdletError, GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.wire import Call

_SERVICE_EXCEPTION = "Microsoft.Exchange.Admin.OData.Core.ODataServiceException"
_BINDING = "System.Management.Automation.ParameterBindingException"
_TRANSFORMATION = "Microsoft.Exchange.AdminApi.CommandInvocation.ParameterTransformationException"
_AMBIGUOUS = "Microsoft.Exchange.AdminApi.CommandInvocation.AmbiguousParameterSetException"
_NOT_FOUND = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException"
_FORBIDDEN_BODY = bytes(512)
"""A 403 is a run of NUL bytes (measured; its length is assumed)."""
_STACK = "   at Microsoft.Exchange.AdminApi.CommandInvocation.CommandInvocation.InvokeCommand(QueryContext)"


def not_found(identity: str, domain: str) -> CmdletError:
    """There is no such object (text as public logs of the module show it)."""
    return CmdletError(
        f"The operation couldn't be performed because object '{identity}' couldn't be found on "
        f"'DC001.{domain}'.",
        _NOT_FOUND,
    )


def unknown_parameter(name: str) -> CmdletError:
    """The cmdlet has no parameter of that name (PowerShell's own text)."""
    return CmdletError(f"A parameter cannot be found that matches parameter name '{name}'.", _BINDING)


def missing_parameters(names: list[str]) -> CmdletError:
    """Parameters that must be there are not (PowerShell's own text)."""
    return CmdletError(
        "Cannot process command because of one or more missing mandatory parameters: "
        f"{' '.join(sorted(names))}.",
        _BINDING,
    )


def bad_value(name: str, reason: str) -> CmdletError:
    """A value does not fit its parameter (PowerShell's text, then ours)."""
    return CmdletError(
        f"Cannot process argument transformation on parameter '{name}'. {reason}", _TRANSFORMATION
    )


def ambiguous_parameters(names: list[str]) -> CmdletError:
    """Parameters that do not go together (PowerShell's text, then ours)."""
    return CmdletError(
        "Parameter set cannot be resolved using the specified named parameters. "
        f"These do not go together: {', '.join(sorted(names))}.",
        _AMBIGUOUS,
    )


def refused(message: str, kind: str) -> CmdletError:
    """A rule of the service forbids it; `kind` names the exception (types assumed)."""
    return CmdletError(message, f"Microsoft.Exchange.Management.{kind}")


def expired_page() -> CmdletError:
    """The paging token is old, of another request or made up (measured text)."""
    return CmdletError(
        "Expired or Invalid pagination request. Default Expiry time is 00:30:00", _SERVICE_EXCEPTION
    )


def error_reply(error: GraphError | CmdletError) -> Reply:
    """The envelope of a refusal: empty 401, NUL bytes for 403, JSON elsewhere."""
    if isinstance(error, CmdletError):
        return _cmdlet_reply(error)
    if error.status == 401:  # noqa: PLR2004 - HTTP
        return Reply(401, None, error.headers)
    if error.status == 403:  # noqa: PLR2004 - HTTP
        return Reply(403, _FORBIDDEN_BODY, error.headers)
    return Reply(error.status, {"error": {"code": error.code, "message": error.message}}, error.headers)


def _cmdlet_reply(error: CmdletError) -> Reply:
    # The first part looks like Ex6F9304 and belongs to the exception; how it is made is not known.
    context = "Ex" + hashlib.blake2b(error.exception_type.encode(), digest_size=3).hexdigest().upper()
    body = {
        "error": {
            "code": "BadRequest",
            "message": "Error executing request. Invalid Operation",
            "details": [
                {
                    "code": "Client",
                    "target": "",
                    "message": f"{context}|{error.exception_type}|{error.message}",
                }
            ],
            "innererror": {
                "message": "Error executing request. Invalid Operation",
                "type": _SERVICE_EXCEPTION,
                "stacktrace": _STACK,
                "internalexception": {
                    "message": error.message,
                    "type": error.exception_type,
                    "stacktrace": _STACK,
                },
            },
        }
    }
    return Reply(400, body, {"x-exceptiontype": error.exception_type})


def malformed(message: str) -> GraphError:
    """400: the body is not a cmdlet call."""
    return GraphError(400, "BadRequest", message)


def render_error(call: Call, error: GraphError | CmdletError) -> Reply:  # noqa: ARG001 - as Service has it
    """As `error_reply`; an error does not depend on the call it answers."""
    return error_reply(error)
