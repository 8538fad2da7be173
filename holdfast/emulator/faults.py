"""Faults that a tenant shows on demand: stored as its setting `faults`, so that any process may set them.

A fault is a dict: `route` (glob over "GET /groups/abc", over the route's template, or a cmdlet name; "*" is
everything but sign-in, which is named "sign-in"), `fault` (see FAULTS), `count` (how often, None = for ever),
`retry_after` (seconds for the header of 429 and 503, None = no header), `seconds` (lag).
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson

from holdfast.emulator import faulty_pages as pages
from holdfast.emulator.limits import CONDITIONAL_ACCESS, too_many_requests
from holdfast.emulator.wire import CmdletError, Delivery, GraphError, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.emulator.store import TenantStore
    from holdfast.emulator.wire import Call, Operation

FAULTS: Mapping[str, str] = {
    "403": "refused as for a missing permission",
    "429": "throttled; Retry-After as `retry_after` says, never on Conditional Access routes",
    "500": "internal error",
    "503": "service unavailable; Retry-After as `retry_after` says",
    "reset": "the connection is cut before a byte of the answer (502 for a $batch member)",
    "expired-token": "401 as for a token that has expired; at sign-in, AADSTS7000222: the secret has expired",
    "404-after-create": "a Graph object created meanwhile is not found by its id `count` times (null: ever)",
    "page-refused": "every page after the first is refused with 400, as by a server that did not give the first",
    "page-affinity": "the same, unless cookie and X-AnchorMailbox are those of the first answer (cmdlets only)",
    "cut-short": "the answer ends after half of its rows, without a next page; a cmdlet's warns of it",
    "rows-missing": "the answer lacks its last row, and nothing says so",
    "warning": "the answer warns beside its rows (cmdlets only)",
    "error-beside": "an error stands beside the rows, or the object, of an answer that says 200",
    "half-page": "the second page answers 500; an answer in one page is cut in the middle of its body",
    "lag": "answers `seconds` later",
}
"""Every fault and what it does."""

_HIDES_NEW = "404-after-create"
_SETTING = "faults"
_NEW_OBJECTS = "faults.new_objects"
_KEYS = frozenset({"route", "fault", "count", "retry_after", "seconds"})


def check_faults(faults: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Faults with every key present.

    Raises:
        ValueError: an unknown fault or key, or a count, retry_after or seconds that is no number.
    """
    checked = []
    for fault in faults:
        unknown = sorted(set(fault) - _KEYS)
        if unknown or fault.get("fault") not in FAULTS or not fault.get("route"):
            raise ValueError(
                f"not a fault: {dict(fault)!r}; it needs `route` and `fault` (one of {', '.join(FAULTS)})"
                f" and may have {', '.join(sorted(_KEYS - {'route', 'fault'}))}"
            )
        for name in ("count", "retry_after", "seconds"):
            if not isinstance(fault.get(name), int | float | None):
                message = f"`{name}` of the fault on {fault['route']!r} must be a number or null"
                raise ValueError(message)  # noqa: TRY004 - one kind of error for a bad fault
        checked.append({"count": None, "retry_after": None, "seconds": None, **fault})
    return checked


def store_faults(store: TenantStore, faults: Iterable[Mapping[str, Any]]) -> None:
    """Replace the tenant's faults; [] ends them all. Raises ValueError as `check_faults` does."""
    store.set_setting(_SETTING, check_faults(faults))
    store.set_setting(_NEW_OBJECTS, {})


class FaultBook:
    """The faults of one tenant as one request meets them.

    Args:
        store: the tenant's.
        call: the request.
        operation: what it means.
    """

    def __init__(self, store: TenantStore, call: Call, operation: Operation) -> None:
        self._store = store
        self._call = call
        self._operation = operation
        every: list[dict[str, Any]] = store.setting(_SETTING, [])
        labels = operation.labels
        self._faults = [one for one in every if one["count"] != 0 and _names(one["route"], labels)]
        self._hiding = [one for one in every if one["fault"] == _HIDES_NEW]

    def before(self) -> tuple[GraphError | CmdletError | None, float, bool]:
        """What happens instead of, or before, the operation: (error, seconds to wait, connection cut)."""
        error: GraphError | CmdletError | None = self._not_yet() if self._hiding else None
        delay = 0.0
        for fault in self._faults:
            match fault["fault"]:
                case "lag":
                    self._use(fault)
                    delay += float(fault["seconds"] or 0)
                case "reset":
                    self._use(fault)
                    return None, delay, True
                case "403" | "429" | "500" | "503" | "expired-token" if error is None:
                    self._use(fault)
                    error = _error(fault, self._operation)
                case "page-refused" | "page-affinity" if error is None and pages.refuses(
                    fault["fault"], self._call
                ):
                    self._use(fault)
                    error = pages.refusal(self._operation)
                case _:
                    pass
        return error, delay, False

    def after(self, reply: Reply, delay: float) -> Delivery:
        """What becomes of the reply of an operation that was carried out."""
        self._hide_new(reply)
        for one in self._faults:
            changed = pages.changed(one["fault"], self._call, reply)
            if changed is not reply:
                reply = changed
                if one["fault"] != "page-affinity":
                    self._use(one)
        fault = next((one for one in self._faults if one["fault"] == "half-page"), None)
        if fault is None or reply.status != HTTPStatus.OK:
            return Delivery(reply, delay)
        if any(name.lower().endswith("skiptoken") for name in self._call.query):
            self._use(fault)
            broken = GraphError(500, "InternalServerError", "The server could not read the next page.")
            return Delivery(self._operation.render_error(broken), delay)
        if _has_next_page(reply):
            return Delivery(reply, delay)
        self._use(fault)
        return Delivery(reply, delay, drop="half")

    def _use(self, fault: dict[str, Any]) -> None:
        if fault["count"] is None:
            return
        with self._store.transaction():
            faults = self._store.setting(_SETTING, [])
            for one in faults:
                if one == fault:
                    one["count"] -= 1
                    break
            self._store.set_setting(_SETTING, faults)

    def _hide_new(self, reply: Reply) -> None:
        if reply.status != HTTPStatus.CREATED or not isinstance(reply.body, dict) or "id" not in reply.body:
            return
        labels = (*self._operation.labels, f"GET {self._call.path}/{reply.body['id']}")
        for fault in self._hiding:
            if _names(fault["route"], labels):
                new = self._store.setting(_NEW_OBJECTS, {})
                self._store.set_setting(_NEW_OBJECTS, {**new, reply.body["id"]: fault["count"]})

    def _not_yet(self) -> GraphError | None:
        new: dict[str, int | None] = self._store.setting(_NEW_OBJECTS, {})
        named = next((key for key in new if key in self._call.path), None)
        if named is None or new[named] == 0:
            return None
        times = new[named]
        if times is not None:
            self._store.set_setting(_NEW_OBJECTS, {**new, named: times - 1})
        return GraphError(404, "ResourceNotFound", f"Resource '{named}' does not exist.")


def _names(pattern: str, labels: Iterable[str]) -> bool:
    if pattern == "*":
        return "sign-in" not in labels
    return any(fnmatchcase(label.lower(), pattern.lower()) for label in labels)


def _error(fault: Mapping[str, Any], operation: Operation) -> GraphError:
    retry_after = fault["retry_after"]
    match fault["fault"]:
        case "403":
            message = "Insufficient privileges to complete the operation."
            return GraphError(403, "Authorization_RequestDenied", message)
        case "429":
            silent = operation.limit == CONDITIONAL_ACCESS
            return too_many_requests(None if silent else retry_after)
        case "500":
            return GraphError(500, "InternalServerError", "An internal server error occurred.")
        case "503":
            headers = {} if retry_after is None else {"retry-after": str(retry_after)}
            message = "The service is temporarily unavailable."
            return GraphError(503, "ServiceUnavailable", message, headers=headers)
        case _:
            return unauthorised("Lifetime validation failed, the token is expired.")


def unauthorised(message: str) -> GraphError:
    """The 401 for a token that is not taken, with the challenge that belongs to it."""
    challenge = 'Bearer realm="", error="invalid_token", error_description="The access token is not valid"'
    return GraphError(401, "InvalidAuthenticationToken", message, headers={"www-authenticate": challenge})


def _has_next_page(reply: Reply) -> bool:
    if isinstance(reply.body, dict):
        return "@odata.nextLink" in reply.body
    text = reply.body if isinstance(reply.body, bytes) else orjson.dumps(reply.body)
    return b'"@odata.nextLink"' in text
