"""What one cmdlet looks like on the wire, and what its answer says. Pure functions.

Source: seen in public clients of the endpoints that Microsoft's own PowerShell module uses (2026-11-23).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from holdfast.model.errors import ReadError, WriteError
from holdfast.model.status import Reason
from holdfast.tenant.body import parse
from holdfast.tenant.hosts import COMPLIANCE, EXCHANGE
from holdfast.tenant.retry import FORBIDDEN, read_error

if TYPE_CHECKING:
    from collections.abc import Mapping

MODULE_VERSION = "3.9.2"
"""The version of Microsoft's module whose requests these are."""
_PAGE_SIZE = 1000
"""Most rows in one answer."""
_SYSTEM_MAILBOX = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}"
_OK = range(200, 300)


class Endpoint(StrEnum):
    """Which of the two services runs the cmdlet."""

    EXCHANGE = EXCHANGE
    COMPLIANCE = COMPLIANCE


@dataclass(frozen=True, slots=True)
class Invocation:
    """One cmdlet with its parameters."""

    cmdlet: str
    parameters: Mapping[str, Any]


READ_ROLES = "Exchange.ManageAsApp and a directory role such as Global Reader or Compliance Administrator"


def headers_of(invocation: Invocation, tenant: str) -> dict[str, str]:
    """Return the headers of one cmdlet for `tenant`, as Microsoft's own module sends them."""
    return {
        "Content-Type": "application/json",
        "X-CmdletName": invocation.cmdlet,
        "X-AnchorMailbox": f"APP:{_SYSTEM_MAILBOX}@{tenant}",
        "X-ResponseFormat": "json",
        "X-SerializationLevel": "Partial",
        "X-ClientApplication": "ExoManagementModule",
        "X-ClientModuleVersion": MODULE_VERSION,
        "Prefer": f"odata.maxpagesize={_PAGE_SIZE}",
        "connection-id": str(uuid.uuid4()),
    }


def body_of(invocation: Invocation) -> dict[str, Any]:
    """Return the body of one cmdlet."""
    return {"CmdletInput": {"CmdletName": invocation.cmdlet, "Parameters": dict(invocation.parameters)}}


def read_body(invocation: Invocation, status: int, content: bytes) -> dict[str, Any]:
    """Return the body of a done read.

    Raises:
        ReadError: when it failed, or has no list of values.
    """
    if status not in _OK:
        raise read_error(invocation.cmdlet, status, sentence(status, content), READ_ROLES)
    body = parse(content)
    if not isinstance(body.get("value"), list):
        message = f"{invocation.cmdlet}: the answer has no list of values"
        raise ReadError("read-unexpected", message, Reason.UNEXPECTED)
    return body


def written(invocation: Invocation, status: int, content: bytes) -> list[dict[str, Any]]:
    """Return the rows of a done change.

    Raises:
        WriteError: `write-refused`.
    """
    if status in _OK:
        value = parse(content).get("value")
        return value if isinstance(value, list) else []
    subject = invocation.parameters.get("Identity") or invocation.parameters.get("Name") or ""
    message = f"{invocation.cmdlet} {subject} was refused ({status}): {sentence(status, content)}"
    raise WriteError("write-refused", message, status=status)


def sentence(status: int, content: bytes) -> str:
    """Return the service's own words: the third part of `details[0].message`, `Context|Type|Text`."""
    if status == FORBIDDEN and (content == b"null" or not content.strip(b"\0")):
        return "the application has no directory role that allows this cmdlet"
    error = parse(content).get("error")
    if not isinstance(error, dict):
        return "the service gave no reason"
    details = error.get("details")
    message = details[0].get("message") if isinstance(details, list) and details else error.get("message")
    return " ".join(str(message or "").rpartition("|")[2].split())
