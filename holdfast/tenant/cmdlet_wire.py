"""What one cmdlet looks like on the wire, and what its answer says. Pure functions.

Source: seen in public clients of the endpoints that Microsoft's own PowerShell module uses (2026-11-23).
"""

from __future__ import annotations

import re
import uuid
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from holdfast.model.errors import ReadError, WriteError
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.tenant.body import NEXT, parse, rows_of, without_error
from holdfast.tenant.retry import FORBIDDEN, WHOLE, read_error

if TYPE_CHECKING:
    from collections.abc import Mapping

MODULE_VERSION = "3.9.2"
"""The version of Microsoft's module whose requests these are."""
_PAGE_SIZE = 1000
"""Most rows in one answer."""
_SYSTEM_MAILBOX = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}"
_MOST_LETTERS = 300
_ERRORS, _WARNINGS = "@adminapi.errors", "@adminapi.warnings"
_OK = range(200, 300)
_SETTING_VERBS = frozenset({"Disable", "Enable", "Get", "Set"})
_COOKIE = re.compile(r"(?:^|,)\s*([^\s=;,]+=[^;,]*)")
"""The names and values in one or more `Set-Cookie`, joined by commas; a date in one has no `=` after its comma."""


class Endpoint(StrEnum):
    """Which of the two services runs the cmdlet."""

    EXCHANGE = "exchange"
    COMPLIANCE = "compliance"


@value_class
class Invocation:
    """One cmdlet with its parameters."""

    cmdlet: str
    parameters: Mapping[str, Any]

    @property
    def may_run_twice(self) -> bool:
        """Whether running it again changes nothing more: it sets what it names, and makes and removes nothing."""
        return self.cmdlet.partition("-")[0] in _SETTING_VERBS


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


def page_headers(sent: Mapping[str, str], answered: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of the pages after a first one: those that it was asked with, and its own server's marks.

    Args:
        sent: the headers of the first request.
        answered: those of its answer, in any letter case: its cookies and its anchor lead back to the same server.
    """
    found = {name.lower(): value for name, value in answered.items()}
    cookies = "; ".join(_COOKIE.findall(found.get("set-cookie", "")))
    anchor = found.get("x-anchormailbox") or sent["X-AnchorMailbox"]
    return {**sent, "X-AnchorMailbox": anchor, **({"Cookie": cookies} if cookies else {})}


def said(content: bytes) -> Any:
    """Return what an answer says; None where it says nothing, which some say by NUL bytes."""
    return None if content.strip(b"\0 ") in {b"", b"null"} else parse(content)


def read_body(invocation: Invocation, status: int, body: Any) -> dict[str, Any]:
    """Return the body of a done read.

    Raises:
        ReadError: when it failed, has no list of values, tells an error beside them, or ends before they do: a
            complete answer has an empty list of warnings, one that was cut short has some (seen, 2026-11-25).
    """
    if status != WHOLE:
        raise read_error(invocation.cmdlet, status, sentence(status, body), READ_ROLES)
    done: dict[str, Any] = body if isinstance(body, dict) else {}
    rows_of(invocation.cmdlet, without_error(invocation.cmdlet, done, {NEXT, _ERRORS, _WARNINGS}))
    if errors := done.get(_ERRORS):
        message = (
            f"{invocation.cmdlet} was read only in part: an error stands beside its rows: {_short(errors)}"
        )
        raise ReadError("read-partial", message, Reason.PARTIAL)
    if (warnings := done.get(_WARNINGS)) and not done.get(NEXT):
        message = f"{invocation.cmdlet} was read only in part: its answer was cut short: {_short(warnings)}"
        raise ReadError("read-partial", message, Reason.PARTIAL)
    return done


def _short(told: Any) -> str:
    """Return what the service says beside its rows, on one line of bearable length."""
    text = "; ".join(map(str, told)) if isinstance(told, list) else str(told)
    return " ".join(text.split())[:_MOST_LETTERS]


def written(invocation: Invocation, status: int, body: Any) -> list[dict[str, Any]]:
    """Return the rows of a done change.

    Raises:
        WriteError: `write-refused`.
    """
    if status in _OK:
        value = body.get("value") if isinstance(body, dict) else None
        return value if isinstance(value, list) else []
    subject = invocation.parameters.get("Identity") or invocation.parameters.get("Name") or ""
    message = f"{invocation.cmdlet} {subject} was refused ({status}): {sentence(status, body)}"
    raise WriteError("write-refused", message, status=status)


def sentence(status: int, body: Any) -> str:
    """Return the service's own words: the third part of `details[0].message`, `Context|Type|Text`."""
    if status == FORBIDDEN and body is None:
        return "the application has no directory role that allows this cmdlet"
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return "the service gave no reason"
    details = error.get("details")
    first = details[0] if isinstance(details, list) and details else error
    message = first.get("message") if isinstance(first, dict) else ""
    return " ".join(str(message or "").rpartition("|")[2].split())
