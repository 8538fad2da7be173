"""Who changed what drifted, and when, from the tenant's own audit logs. Asked only where something drifted.

A record that set other properties alone is not of what differs (`concerned`); where two people changed two properties
of one object, each property says who, and where a record does not tell what it changed, that is said.
What is gone is attributed to whoever deleted it, never to who wrote it last; what nobody declared also to whoever made
it, where a log still tells. What the service keeps as several objects, as a policy and its rule, was changed by whoever
changed any of them last; one of them that is gone is in the log by a name that nothing tells any more, and where one
was removed since, nobody is named. Nor is anybody where things of several sorts bore the name of what is gone, or where
a record does not say who it was. Where nobody can be named it is said why.
The directory's log knows Graph objects, minutes late; the unified log knows cmdlets. Source:
https://learn.microsoft.com/graph/api/directoryaudit-list and search-unifiedauditlog (2026-11-24); how late the unified
one is: https://learn.microsoft.com/purview/audit-search (assumed).
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from holdfast.drift.audit_events import cmdlet_event, directory_event, newest_first, removals
from holdfast.drift.concerned import differing, known_of_members, others_than, others_than_of
from holdfast.drift.read import understood
from holdfast.drift.told import Told, change_of
from holdfast.kinds.kind import Shape
from holdfast.kinds.population_kind import PopulationKind
from holdfast.model.errors import HoldfastError
from holdfast.model.finding import DRIFT, Change, Difference, Finding
from holdfast.model.letters import one_case
from holdfast.model.permission import CMDLETS, SEARCHES_THE_LOG, Reading
from holdfast.model.status import Status
from holdfast.model.value_class import value_class
from holdfast.tenant.asked import Condition, alike, quoted
from holdfast.tenant.audit_result import was_done
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping, Sequence
    from datetime import datetime

    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.tenant.tenant import Reader

DIRECTORY_LOG = Reading(
    what="who changed it",
    request="`/auditLogs/directoryAudits`",
    when="when something drifted",
    permissions=("AuditLog.Read.All",),
    without="the finding stands without a name",
    source="https://learn.microsoft.com/graph/api/directoryaudit-list (2026-11-24)",
)
UNIFIED_LOG = Reading(
    what="who changed it by a cmdlet",
    request="`Search-UnifiedAuditLog`",
    when="when something drifted",
    permissions=(CMDLETS,),
    rights=(SEARCHES_THE_LOG,),
    without="the finding stands without a name",
    source="https://learn.microsoft.com/purview/audit-search (2026-11-24); that Global Reader suffices is assumed",
)
_KEPT_DAYS = 30
"""How long both logs keep events without further licences."""
_ASKED_ONE_BY_ONE = 5
"""Audit logs allow five requests in ten seconds; beyond that the newest page is searched instead."""
_PAGE = 200
_UNIFIED_ROWS = 1000
_OF_ONE = 50
"""Events asked for of one object: who made it, or changed what differs, stands behind all who changed it since."""
_REMOVAL = "Remove-"
_MAKING = "New-"
Changed = TypeVar("Changed", Finding, Difference)
_ASSESSED = "it is a judgement of other objects, which no audit log knows by a name of its own"


@value_class
class Changes:
    """The newest changes that the audit logs tell of."""

    directory: Told
    """By target id."""
    unified: Told
    """By object id, which is the name for what cmdlets make."""


async def find_changes(
    tenant: Reader, kinds: Mapping[str, Kind], findings: Sequence[Finding], now: datetime
) -> Changes:
    """Return the last changes of what drifted, as far as the logs can be read; reads only."""
    drifted = [one for one in findings if one.status in DRIFT and not _assessed(kinds[one.token])]
    asked = [one for one in drifted if not kinds[one.token].audit_operations]
    objects = [
        _Object(about, kinds[one.token].audit_category)
        for one in asked
        for about in _abouts(kinds[one.token], one)
    ]
    operations = sorted({name for one in drifted for name in _operations(kinds[one.token], one)})
    return Changes(
        *await asyncio.gather(
            _quietly("the directory's audit log", _directory_changes(tenant, objects, now)),
            _quietly("the unified audit log", _cmdlet_changes(tenant, operations, now)),
        )
    )


def _operations(kind: Kind, finding: Finding) -> tuple[str, ...]:
    """Return the cmdlets that may have made the finding: for what is gone, those that remove it."""
    if finding.status is not Status.MISSING:
        return kind.audit_operations
    return tuple(f"{_REMOVAL}{name.partition('-')[2]}" for name in kind.audit_operations)


def _assessed(kind: Kind) -> bool:
    """Return whether no log knows it, or its members, by a name of their own."""
    return not kind.audit_operations and not kind.audit_category


def with_changes(
    kinds: Mapping[str, Kind], findings: Sequence[Finding], changes: Changes, live: Live
) -> list[Finding]:
    """Return `findings` with the last change of each drifted object of `live`, where it is known."""
    parts = {
        (token, one.id): one.recorded_as
        for token, found in live.objects.items()
        for one in found
        if one.recorded_as
    }
    return [
        _with_change(kinds, one, changes, parts.get((one.token, one.live_id), ()))
        if one.status in DRIFT
        else one
        for one in findings
    ]


async def _quietly(log: str, told: Coroutine[Any, Any, Told]) -> Told:
    """Return what a log tells, or why it tells nothing: the verdict itself does not depend on it."""
    try:
        found: Told = await understood("the audit log", told)
    except HoldfastError as error:
        return Told((), f"{log} could not be read: {error.message}")
    return found


def _with_change(
    kinds: Mapping[str, Kind], finding: Finding, changes: Changes, parts: Sequence[str]
) -> Finding:
    kind = kinds[finding.token]
    if _assessed(kind):
        return replace(finding, unattributed=_ASSESSED)
    told = changes.unified if kind.audit_operations else changes.directory
    if kind.is_rule and finding.status is not Status.UNMANAGED:
        known = known_of_members(kinds, kind)
        members = [_with_own_change(kind, one, told, known) for one in finding.differences]
        return replace(finding, differences=tuple(members))
    each = [
        _with_change_of_one(kind, replace(finding, differences=(one,)), told, parts)
        for one in finding.differences
    ] or [_with_change_of_one(kind, finding, told, parts)]
    first, notes = each[0], tuple(dict.fromkeys(note for one in each for note in one.notes))
    if len({(one.change, one.unattributed) for one in each}) == 1:
        return replace(first, differences=finding.differences, notes=notes)
    own = (
        replace(difference, change=one.change, unattributed=one.unattributed)
        for difference, one in zip(finding.differences, each, strict=True)
    )
    return replace(finding, differences=tuple(own), notes=notes)


def _with_change_of_one(kind: Kind, finding: Finding, told: Told, parts: Sequence[str]) -> Finding:
    """Return a finding of one property, or of a whole object, with who changed it."""
    if kind.audit_operations:
        return _with_change_by_cmdlet(kind, finding, told, parts)
    if finding.status is Status.MISSING:
        return _removed(kind, finding, told)
    if finding.status is Status.UNMANAGED:
        found = replace(finding, made=_somebody(told.maker(finding.live_id)))
        return _changed(found, told.newest([finding.live_id]), told)
    if not finding.differences:
        return _changed(finding, told.newest([finding.live_id]), told)
    return _with_change_of_property(kind, finding, told)


def _with_change_of_property(kind: Kind, finding: Finding, told: Told) -> Finding:
    event = told.newest_of(finding.live_id, differing(kind, finding.differences[0]))
    if event and event.change.actor and not event.about(one_case(finding.live_id)).tells:
        by, at = event.change.actor, event.change.time
        note = f"the log does not say what {by} changed at {at}: it may be another property"
        finding = replace(finding, notes=(*finding.notes, note))
    return _changed(finding, change_of(event), told)


def _removed(kind: Kind, finding: Finding, told: Told) -> Finding:
    """Return a finding of what is gone with who deleted it: the log knows that by its name alone, which others bear."""
    found = removals(told.events, kind.audit_category, finding.name)
    if len({one.activity.casefold() for one in found}) > 1:
        each = ", ".join(f"{one.activity} by {one.actor or 'somebody'} at {one.time}" for one in found)
        return replace(finding, unattributed=f"several things of this name were deleted: {each}")
    return _changed(finding, found[0] if found else None, told)


def _somebody(change: Change | None) -> Change | None:
    """Return a change whose actor the log names."""
    return change if change and change.actor else None


def _changed(about: Changed, change: Change | None, told: Told) -> Changed:
    """Return a finding, or a member's difference, with its last change, or with why nobody can be named."""
    if change and not change.actor:
        silence = f"the log tells of {change.activity or 'a change'} at {change.time}, and not of who did it"
        return replace(about, change=None, unattributed=silence)
    return replace(about, change=change, unattributed="" if change else told.silence)


def _with_change_by_cmdlet(kind: Kind, finding: Finding, told: Told, parts: Sequence[str]) -> Finding:
    if kind.shape is Shape.SINGLETON:
        # A tenant has one such object, so whoever ran the cmdlet last changed it, whatever the record calls it.
        return _changed(finding, told.last(kind.audit_operations, others=others_than(kind, finding)), told)
    if finding.status is Status.MISSING:
        return _changed(finding, told.newest([finding.name], _operations(kind, finding)), told)
    names = (finding.name, *parts)
    activities = [one for one in kind.audit_operations if not one.startswith(_REMOVAL)]
    change = told.newest(names, activities, others_than(kind, finding))
    if finding.status is Status.UNMANAGED:
        making = [one for one in kind.audit_operations if one.startswith(_MAKING)]
        finding = replace(finding, made=_somebody(told.newest([finding.name], making)))
    removed = told.last([one for one in kind.audit_operations if one.startswith(_REMOVAL)], names)
    if removed and (change is None or removed.time >= change.time):
        who = removed.actor or "somebody whom the log does not name"
        since = f"{who} ran {removed.activity} at {removed.time}, and the log does not say of which object"
        return replace(finding, change=None, unattributed=since)
    return _changed(finding, change, told)


def _with_own_change(kind: Kind, member: Difference, told: Told, known: frozenset[str]) -> Difference:
    if not kind.audit_operations:
        event = told.newest_of(member.member_id, differing(kind, member), kind.audit_category)
        return _changed(member, change_of(event), told)
    others = others_than_of(known, member)
    change = told.newest([member.member_id, *member.recorded_as], kind.audit_operations, others)
    return _changed(member, change, told)


def _abouts(kind: Kind, finding: Finding) -> list[Condition]:
    """Return the conditions of the events that a finding is about: of a rule's members, each by its id."""
    if isinstance(kind, PopulationKind) and finding.status is not Status.UNMANAGED:
        members = {one.member_id for one in finding.differences if one.member_id}
        return [_about("id", one) for one in sorted(members)]
    named = ("id", finding.live_id) if finding.live_id else ("displayName", finding.name)
    return [_about(*named)]


def _about(name: str, value: str) -> Condition:
    """Return the condition of the events about an object: by its id, or by its name where it is gone."""
    return Condition(
        f"targetResources/any(s:s/{name} eq {quoted(value)})",
        lambda row: any(alike(target.get(name), value) for target in row.get("targetResources") or []),
    )


def _since(since: str, category: str) -> Condition:
    """Return the condition of the events of a category from a moment on, in UTC."""
    return Condition(
        f"activityDateTime ge {since} and category eq {quoted(category)}",
        lambda row: (
            alike(row.get("category"), category) and str(row.get("activityDateTime"))[:19] >= since[:19]
        ),
    )


@value_class
class _Object:
    """Whose changes are asked for."""

    about: Condition
    category: str
    """Category of the log that tells of it."""


async def _directory_changes(tenant: Reader, objects: Sequence[_Object], now: datetime) -> Told:
    """Return the newest changes of `objects`; the log is read backwards from `now`."""
    asked = [(one.about, _OF_ONE) for one in objects]
    silence = (
        f"the directory's audit log tells of no such change; it keeps {_KEPT_DAYS} days and is minutes late"
    )
    if len(asked) > _ASKED_ONE_BY_ONE:
        since = (now - timedelta(days=_KEPT_DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")
        wanted = sorted({one.category for one in objects})
        asked = [(_since(since, one), _PAGE) for one in wanted]
        silence = f"it is not among the newest {_PAGE} events of the directory's audit log"
    pages = await asyncio.gather(*(tenant.graph.first_page(_audits(size), one) for one, size in asked))
    rows = [directory_event(row) for page in pages for row in page if was_done(row.get("result"))]
    return Told(newest_first(rows), silence)


def _audits(size: int) -> str:
    return f"/auditLogs/directoryAudits?$orderby=activityDateTime%20desc&$top={size}"


async def _cmdlet_changes(tenant: Reader, operations: Sequence[str], now: datetime) -> Told:
    """Return the newest changes that these cmdlets made."""
    silence = f"the unified audit log tells of no such change; it keeps {_KEPT_DAYS} days and is an hour or more late"
    if not operations:
        return Told((), silence)
    search = Invocation(
        "Search-UnifiedAuditLog",
        {
            "StartDate": (now - timedelta(days=_KEPT_DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "EndDate": (now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "Operations": list(operations),
            "ResultSize": _UNIFIED_ROWS,
        },
    )
    rows = [json.loads(row["AuditData"]) for row in await tenant.cmdlets.rows(Endpoint.EXCHANGE, search)]
    if len(rows) >= _UNIFIED_ROWS:
        silence = f"it is not among the {_UNIFIED_ROWS} events that the unified audit log gives at once"
    wanted = {one.casefold() for one in operations}
    asked = Condition("-Operations", lambda event: str(event.get("Operation")).casefold() in wanted)
    done = [one for one in asked.held(search.cmdlet, rows) if was_done(one.get("ResultStatus"))]
    return Told(newest_first(map(cmdlet_event, done)), silence)
