"""Search-UnifiedAuditLog (learn, Search-UnifiedAuditLog, 2026-11-24): what was done, by whom, when.

Records appear at once, where the service takes up to an hour or more.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import orjson

from holdfast.emulator.audit import UNIFIED_AUDIT
from holdfast.emulator.cmdlets.cmdlet import AUDIT_READERS, Cmdlet, CmdletOutput, Parameter, ParameterType
from holdfast.emulator.cmdlets.errors import ambiguous_parameters, bad_value
from holdfast.emulator.cmdlets.parameter_names import SEARCH_AUDIT_LOG
from holdfast.emulator.cmdlets.shape import shape_of
from holdfast.emulator.cmdlets.values import parse_moment, wire_moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation

_SESSIONS = "audit_search_sessions"
"""Tenant setting: how far each SessionId has come, {"application|session": index}."""
_DEFAULT_RESULTS = 100
_MOST_RESULTS = 5000
_MOST_IN_SESSION: Mapping[str, int] = {"ReturnLargeSet": 50_000, "ReturnNextPreviewPage": 5_000}

AUDIT_ROW = shape_of(
    plain={
        "RecordType": "",
        "UserIds": "",
        "Operations": "",
        "AuditData": "",
        "Identity": "",
        "IsValid": True,
        "ObjectState": "Unchanged",
    },
    moment={"CreationDate": None},
    int32={"ResultIndex": 0, "ResultCount": 0},
)
"""A hit: AuditData is JSON in a text; ResultIndex counts over a session, ResultCount is all hits."""


def search_unified_audit_log(invocation: Invocation) -> CmdletOutput:
    """Search-UnifiedAuditLog: newest first, or unsorted (oldest first here) by ReturnLargeSet."""
    given = invocation.given
    size = given.get("ResultSize", _DEFAULT_RESULTS)
    if not 0 < size <= _MOST_RESULTS:
        raise bad_value("ResultSize", f"The value must be between 1 and {_MOST_RESULTS}.")
    if "SessionId" in given and "SessionCommand" not in given:
        raise ambiguous_parameters(["SessionId"])
    hits = _hits(given)(invocation.tenant.store.all(UNIFIED_AUDIT))
    command = given.get("SessionCommand", "")
    if command != "ReturnLargeSet":
        hits.reverse()
    start = invocation.page.cursor if invocation.page.served else _next_of_session(invocation, size)
    end = min(
        start + min(size - invocation.page.served, invocation.page.size),
        len(hits),
        _MOST_IN_SESSION.get(command, _MOST_RESULTS),
    )
    rows = [
        _row(record, index, len(hits), invocation.select)
        for index, record in enumerate(hits[start:end], start + 1)
    ]
    unfinished = rows and invocation.page.served + len(rows) < min(
        size, len(hits) - start + invocation.page.served
    )
    return CmdletOutput(rows, end if unfinished else None)


def _next_of_session(invocation: Invocation, size: int) -> int:
    """Where this run of the search starts; the next run with the same SessionId starts behind it."""
    session = invocation.given.get("SessionId")
    if not session:
        return 0
    store = invocation.tenant.store
    key = f"{invocation.actor_name}|{session}"
    sessions = store.setting(_SESSIONS, {})
    start = int(sessions.get(key, 0))
    store.set_setting(_SESSIONS, {**sessions, key: start + size})
    return start


def _hits(given: Mapping[str, Any]) -> Any:
    first, last = given["StartDate"], given["EndDate"]
    if last < first:
        raise bad_value("EndDate", "The end date must not be earlier than the start date.")

    def search(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        dated = ((parse_moment(record["CreationDate"]), record) for record in records)
        return [
            record for moment, record in dated if first <= moment <= last != first and _fits(record, given)
        ]

    return search


def _fits(record: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    if not _one_of(record["Operations"], given.get("Operations")):
        return False
    if not _one_of(record["UserIds"], given.get("UserIds")):
        return False
    if not _one_of(record["RecordType"], (given["RecordType"],) if given.get("RecordType") else None):
        return False
    if "ObjectIds" in given and not _one_of(
        orjson.loads(record["AuditData"]).get("ObjectId"), given["ObjectIds"]
    ):
        return False
    return str(given.get("FreeText", "")).lower() in str(record["AuditData"]).lower()


def _one_of(value: Any, wanted: tuple[str, ...] | None) -> bool:
    if not wanted:
        return True
    text = str(value or "").lower()
    return any(fnmatchcase(text, one.lower().replace("[", "[[]")) for one in wanted)


def _row(record: Mapping[str, Any], index: int, count: int, select: tuple[str, ...]) -> dict[str, Any]:
    values = {
        **record,
        "ResultIndex": index,
        "ResultCount": count,
        "CreationDate": wire_moment(record["CreationDate"]),
    }
    return AUDIT_ROW.row(values, select)


CMDLETS = (
    Cmdlet(
        "Search-UnifiedAuditLog",
        "exchange",
        (
            Parameter("StartDate", ParameterType.MOMENT, required=True),
            Parameter("EndDate", ParameterType.MOMENT, required=True),
            Parameter("Operations", ParameterType.TEXTS),
            Parameter("ObjectIds", ParameterType.TEXTS),
            Parameter("UserIds", ParameterType.TEXTS),
            Parameter("RecordType", ParameterType.TEXT),
            Parameter("FreeText", ParameterType.TEXT),
            Parameter("ResultSize", ParameterType.INTEGER),
            Parameter("SessionId", ParameterType.TEXT),
            Parameter("SessionCommand", ParameterType.TEXT, choices=tuple(sorted(_MOST_IN_SESSION))),
        ),
        AUDIT_READERS,
        search_unified_audit_log,
        "Records of Exchange and Purview changes, paged by SessionId as well.",
        SEARCH_AUDIT_LOG,
    ),
)
