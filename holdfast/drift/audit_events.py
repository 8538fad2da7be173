"""What one record of an audit log says: who did what, when, to what. Pure functions over both logs' rows.

What a row does not say is never written down as if it did. Without a time it has no place among the others, so the log
is not understood; without an actor it is known that something was done, and not by whom. Times are compared as times:
as texts `…:07Z` would come after `…:07.5Z`.
"""

from __future__ import annotations

import json
import re
from dataclasses import field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_text
from holdfast.model.finding import Change
from holdfast.model.letters import one_case
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ADDED, _DELETED = "Add", "Delete"
"""Values of `operationType`."""
_RESTORED = "restore"
"""What the activity begins with that brings back what was deleted."""
_JOINED = re.compile(r"(?:add|remove) (member|owner) (?:to|from) group", re.IGNORECASE)
"""Activities whose record says beside the group nothing, and by their name all."""
_SAYS_NOTHING = re.compile(r"included updated properties|(?:targetid|actorid)\..*")
"""Entries beside the properties that were changed, in lower case: a list of their names, and who it was about."""


@value_class
class Target:
    """Something that a record is about."""

    id: str
    """In lower case; empty where the record does not say."""
    name: str
    """Likewise."""
    names: frozenset[str] = frozenset()
    """The properties that the record says were set, in lower case; nothing where it does not tell."""
    before: Mapping[str, Any] = field(default_factory=dict)
    """All of it before, where the record has that and all of it afterwards; else nothing."""
    after: Mapping[str, Any] = field(default_factory=dict)

    @property
    def tells(self) -> bool:
        """Whether the record says which properties were set."""
        return bool(self.names or self.before)


@value_class
class Event:
    """One record."""

    at: datetime
    """UTC."""
    change: Change
    """Its actor is empty where the record does not say who it was."""
    targets: tuple[Target, ...]
    category: str = ""
    """In lower case; of the directory's log."""
    parameters: frozenset[str] = frozenset()
    """What a cmdlet was given, by name in lower case; nothing where the record does not tell."""
    adds: bool = False
    deletes: bool = False

    @property
    def restores(self) -> bool:
        """Whether what was deleted is there again after it."""
        return self.adds or self.change.activity.casefold().startswith(_RESTORED)

    def about(self, target: str) -> Target:
        """Return what the record says of something, by its id in lower case."""
        return next(one for one in self.targets if one.id == target)


def directory_event(row: Mapping[str, Any]) -> Event:
    """Return what a row of the directory's audit log says.

    Raises:
        MisreadError: it has no time, or a word of it is no text; AttributeError when it is no record at all.
    """
    at = _moment(row, "activityDateTime")
    by = row.get("initiatedBy") or {}
    user, app = by.get("user") or {}, by.get("app") or {}
    said = (
        _word(user, "userPrincipalName"),
        _word(app, "displayName"),
        _word(user, "displayName"),
        _word(user, "id"),
        _word(app, "servicePrincipalId"),
        _word(app, "appId"),
    )
    operation, activity = _word(row, "operationType"), _word(row, "activityDisplayName")
    return Event(
        at=at,
        change=Change(next(filter(None, said), ""), _seconds(at), activity),
        targets=tuple(_target(one, activity) for one in row.get("targetResources") or []),
        category=_word(row, "category").casefold(),
        adds=operation == _ADDED and not _JOINED.fullmatch(activity),
        deletes=operation == _DELETED,
    )


def cmdlet_event(row: Mapping[str, Any]) -> Event:
    """Return what a record of the unified audit log says of a cmdlet.

    Raises:
        MisreadError: it has no time, or a word of it is no text; AttributeError when it is no record at all.
    """
    at = _moment(row, "CreationTime")
    change = Change(_word(row, "UserId"), _seconds(at), _word(row, "Operation"))
    given = frozenset(_word(one, "Name").casefold() for one in row.get("Parameters") or [])
    return Event(at, change, (Target(one_case(_word(row, "ObjectId")), ""),), parameters=given - {""})


def newest_first(events: Iterable[Event]) -> list[Event]:
    """Return events by time; of one moment the first comes first, as a log gives its newest first."""
    return sorted(events, key=lambda one: one.at, reverse=True)


def removals(events: Iterable[Event], category: str, name: str) -> list[Change]:
    """Return the removal that each thing of a category and a name was gone by, newest first.

    Of one that is in the bin when it is emptied, who deleted it counts, and not who, or what, emptied the bin.

    Args:
        events: of the directory's log, newest first.
        category: of the log.
        name: as the log has it, in any letter case.
    """
    gone: dict[str, Event] = {}
    for event in reversed([*events]):
        for target in event.targets if event.category == category.casefold() else ():
            if target.name == one_case(name) and event.deletes:
                gone.setdefault(target.id, event)
            elif event.restores:  # also by another name
                gone.pop(target.id, None)
    return [one.change for one in newest_first(gone.values())]


def _target(said: Mapping[str, Any], activity: str) -> Target:
    modified = said.get("modifiedProperties") or []
    names = {_word(one, "displayName").casefold() for one in modified} - {""}
    who = Target(one_case(_word(said, "id")), one_case(_word(said, "displayName")))
    for one in modified:
        before, after = _whole(one.get("oldValue")), _whole(one.get("newValue"))
        if before and after:
            return replace(who, before=before, after=after)
    joined = None if names else _JOINED.fullmatch(activity)
    own = (
        {f"{joined[1].casefold()}s"} if joined else {one for one in names if not _SAYS_NOTHING.fullmatch(one)}
    )
    return replace(who, names=frozenset(own))


def _whole(value: Any) -> dict[str, Any]:
    """Return an object of which a record has all, as Conditional Access writes it; nothing of any other value."""
    try:
        read = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _word(said: Mapping[str, Any], name: str) -> str:
    """Return a text of a record; empty where it does not say."""
    value = said.get(name)
    return "" if value is None else as_text(value, name)


def _moment(said: Mapping[str, Any], name: str) -> datetime:
    """Return a time of a record, in UTC: the unified log writes it without its zone."""
    value = as_text(said.get(name), name)
    try:
        found = datetime.fromisoformat(value)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise MisreadError(name, "a time", value) from None


def _seconds(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
