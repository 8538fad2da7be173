"""Refusals of the token endpoint: AADSTS codes with the OAuth error and status that go with them.

Codes: api-facts 1.1 and learn.microsoft.com "Microsoft Entra authentication and authorization error codes".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from datetime import datetime

    from holdfast.emulator.wire import Call

_ERRORS: dict[int, tuple[int, str]] = {
    7000215: (401, "invalid_client"),
    7000216: (401, "invalid_client"),
    700016: (400, "unauthorized_client"),
    90002: (400, "invalid_request"),
    900023: (400, "invalid_request"),
    900144: (400, "invalid_request"),
    900561: (400, "invalid_request"),
    901002: (400, "invalid_request"),
    50059: (400, "invalid_request"),
    50013: (400, "invalid_grant"),
    70003: (400, "unsupported_grant_type"),
    70011: (400, "invalid_scope"),
    1002012: (400, "invalid_scope"),
    500011: (400, "invalid_resource"),
    50027: (400, "invalid_request"),
    7000222: (401, "invalid_client"),
    7000229: (401, "invalid_client"),
    700024: (401, "invalid_client"),
    700027: (401, "invalid_client"),
    700211: (401, "invalid_client"),
    700212: (401, "invalid_client"),
    700213: (401, "invalid_client"),
}


class SignInError(Exception):
    """A refusal of the token endpoint.

    Args:
        code: number behind AADSTS.
        message: text for people; never holds a secret or an assertion.
    """

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def reply(self, call: Call, now: datetime) -> Reply:
        """The answer of the token endpoint."""
        status, error = _ERRORS[self.code]
        correlation = call.headers.get("client-request-id", call.request_id)
        moment = now.strftime("%Y-%m-%d %H:%M:%SZ")
        body = {
            "error": error,
            "error_description": f"AADSTS{self.code}: {self.message} Trace ID: {call.request_id} "
            f"Correlation ID: {correlation} Timestamp: {moment}",
            "error_codes": [self.code],
            "timestamp": moment,
            "trace_id": call.request_id,
            "correlation_id": correlation,
            "error_uri": f"{call.base_url}/error?code={self.code}",
        }
        return Reply(status, body)
