"""Who changed what drifted, and when, from the tenant's own audit logs. Asked only where something drifted.

The directory's log knows Graph objects, minutes late; the unified log knows cmdlets. Source:
https://learn.microsoft.com/graph/api/directoryaudit-list and search-unifiedauditlog (2026-11-24).
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from holdfast.drift.read import understood
from holdfast.kinds.kind import Shape
from holdfast.model.errors import HoldfastError
from holdfast.model.finding import DRIFT, Change, Finding
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from holdfast.kinds.kind import Kind
    from holdfast.tenant.tenant import Reader

_KEPT_DAYS = 30
"""How long both logs keep events without further licences."""
_ASKED_ONE_BY_ONE = 5
"""Audit logs allow five requests in ten seconds; beyond that the newest page is searched instead."""
_PAGE = 200
_UNIFIED_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Changes:
    """The newest changes that the audit logs tell of."""

    by_target: dict[str, Change]
    """From the directory's log, by target id in lower case; by name in lower case what was deleted."""
    by_cmdlet: dict[str, Change]
    """From the unified log, by object id in lower case."""


async def find_changes(
    tenant: Reader, kinds: Mapping[str, Kind], findings: Sequence[Finding], now: datetime
) -> Changes:
    """Return the last changes of what drifted, as far as the logs can be read; reads only."""
    drifted = [one for one in findings if one.status in DRIFT and not _assessed(kinds[one.token])]
    by_cmdlets = [one for one in drifted if kinds[one.token].audit_operations]
    categories = {
        _about(one): kinds[one.token].audit_category
        for one in drifted
        if not kinds[one.token].audit_operations
    }
    operations = sorted({name for one in by_cmdlets for name in kinds[one.token].audit_operations})
    return Changes(
        *await asyncio.gather(
            _quietly(_directory_changes(tenant, categories, now)),
            _quietly(_cmdlet_changes(tenant, operations, now)),
        )
    )


def _assessed(kind: Kind) -> bool:
    """Return whether nothing ever writes it, so that no log knows it by its own name."""
    return kind.shape is Shape.POPULATION and not kind.audit_operations


def with_changes(kinds: Mapping[str, Kind], findings: Sequence[Finding], changes: Changes) -> list[Finding]:
    """Return `findings` with the last change of each drifted object, where it is known."""
    return [_with_change(kinds, one, changes) if one.status in DRIFT else one for one in findings]


async def _quietly(changes: Any) -> dict[str, Change]:
    """Return the changes, or none where a log cannot be read: the finding itself does not depend on it."""
    try:
        found: dict[str, Change] = await understood("the audit log", changes)
    except HoldfastError:
        return {}
    return found


def _with_change(kinds: Mapping[str, Kind], finding: Finding, changes: Changes) -> Finding:
    kind = kinds[finding.token]
    if not kind.audit_operations:
        return replace(finding, change=changes.by_target.get((finding.live_id or finding.name).casefold()))
    if kind.shape is not Shape.POPULATION:
        return replace(finding, change=changes.by_cmdlet.get(finding.name.casefold()))
    members = [
        replace(one, change=changes.by_cmdlet.get(one.member_id.casefold())) for one in finding.differences
    ]
    return replace(finding, differences=tuple(members))


def _about(finding: Finding) -> str:
    """Return the filter of the events about an object: by its id, or by its name where it is gone."""
    if finding.live_id:
        return f"targetResources/any(s:s/id eq '{finding.live_id}')"
    name = finding.name.replace("'", "''")
    return f"targetResources/any(s:s/displayName eq '{name}')"


async def _directory_changes(
    tenant: Reader, categories: Mapping[str, str], now: datetime
) -> dict[str, Change]:
    """Return the newest change by target; `categories` of the log by filter of the object."""
    filters, size = sorted(categories), 1
    if len(filters) > _ASKED_ONE_BY_ONE:
        since = (now - timedelta(days=_KEPT_DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")
        wanted = sorted(set(categories.values()))
        filters, size = [f"activityDateTime ge {since} and category eq '{one}'" for one in wanted], _PAGE
    pages = await asyncio.gather(*(tenant.graph.first_page(_audits(one, size)) for one in filters))
    changes: dict[str, Change] = {}
    rows = sorted(
        (row for page in pages for row in page),
        key=lambda row: str(row.get("activityDateTime")),
        reverse=True,
    )
    for row in rows:
        change = _directory_change(row)
        for target in row.get("targetResources") or []:
            changes.setdefault(str(target.get("id")).casefold(), change)
            if row.get("operationType") == "Delete":
                changes.setdefault(str(target.get("displayName")).casefold(), change)
    return changes


def _audits(wanted: str, size: int) -> str:
    query = f"$filter={quote(wanted, safe='')}&$orderby={quote('activityDateTime desc')}&$top={size}"
    return f"/auditLogs/directoryAudits?{query}"


def _directory_change(row: Mapping[str, Any]) -> Change:
    by = row.get("initiatedBy") or {}
    user, app = by.get("user") or {}, by.get("app") or {}
    actor = user.get("userPrincipalName") or app.get("displayName") or user.get("id") or "unknown"
    return Change(str(actor), _seconds(str(row.get("activityDateTime"))), str(row.get("activityDisplayName")))


async def _cmdlet_changes(tenant: Reader, operations: Sequence[str], now: datetime) -> dict[str, Change]:
    """Return the newest change by object id in lower case."""
    if not operations:
        return {}
    search = Invocation(
        "Search-UnifiedAuditLog",
        {
            "StartDate": (now - timedelta(days=_KEPT_DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "EndDate": (now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "Operations": list(operations),
            "ResultSize": _UNIFIED_ROWS,
        },
    )
    changes: dict[str, Change] = {}
    events = [json.loads(row["AuditData"]) for row in await tenant.cmdlets.rows(Endpoint.EXCHANGE, search)]
    for event in sorted(events, key=lambda one: str(one.get("CreationTime")), reverse=True):
        change = Change(
            str(event.get("UserId")), _seconds(str(event.get("CreationTime"))), str(event.get("Operation"))
        )
        changes.setdefault(str(event.get("ObjectId")).casefold(), change)
    return changes


def _seconds(time: str) -> str:
    """Return a UTC time cut to seconds."""
    return f"{time[:19]}Z"
