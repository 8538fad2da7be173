"""Restores with Microsoft 365 Backup, assessed: one was completed lately. Read, and never written.

Sources: https://learn.microsoft.com/graph/api/resources/restoresessionbase (2026-11-26; research notes api-facts 9 and
data-loss 4): states, and that artifacts of a finished session are removed after a year; the count of artifacts is of
the v1.0 schema. That the collection lists all sorts of sessions is assumed, and that a session which does not say how
much it brought back brought something. One that is completed with an error is no restore that came back.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_count,
    as_object,
    as_past,
    as_text,
    as_word,
    member,
    not_understood,
    required,
)
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Judgement, Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.backup_state import BELOW
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from holdfast.tenant.tenant import Reader

_SESSIONS = f"{BELOW}/restoreSessions"
_STATES = ("draft", "activating", "active", "completedWithError", "completed", "failed")
_COMPLETED = "completed"
_LATEST, _WHEN, _COUNT = "latest completed restore", "completedDateTime", "restoreSessionArtifactCount"
_COUNTED = timedelta(days=365)
"""After which a finished session may have no artifacts any more."""


class RestoreSessions(Assessment):
    """The latest completed restore is the one member that is judged."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the list (see `Kind.interface`)."""
        return f"Graph v1.0: `{_SESSIONS}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess when the latest restore was completed (see `PopulationKind.judge`)."""
        rows = await tenant.graph.collection(_SESSIONS)
        now = tenant.service_time()
        try:
            return judged(completed(rows, now), int(rule["withinDays"]), now)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None


@value_class
class Restores:
    """Completed sessions: when each was, with its id."""

    done: Mapping[datetime, str]
    """Those that brought something back."""
    doubted: Mapping[datetime, str]
    """Those that say nothing came back, and are so old that what came back is no longer counted."""


def completed(rows: Sequence[Mapping[str, Any]], now: datetime) -> Restores:
    """Return the sessions that were completed.

    Raises:
        MisreadError: a session does not say in what state it is, in a word that is known, when it was completed, or
            how much it brought back in numbers.
    """
    done, doubted = {}, {}
    for row in rows:
        state = required(row, "status", partial(as_word, words=_STATES))
        if state.casefold() != _COMPLETED:
            continue
        when, identifier = required(row, _WHEN, as_past(now)), required(row, "id", as_text)
        if _brought_back(row):
            done[when] = identifier
        elif when < now - _COUNTED:
            doubted[when] = identifier
    return Restores(done, doubted)


def _brought_back(row: Mapping[str, Any]) -> bool:
    """Return whether anything came back in a completed session, as far as it says how much."""
    count = member(row, _COUNT, as_object)
    return count is None or required(count, "completed", as_count) > 0


def judged(restores: Restores, within_days: int, now: datetime) -> Judgement:
    """Return what the latest restore comes to.

    Raises:
        MisreadError: it rests on a session of which nobody can say whether it brought anything back.
    """
    since = now - timedelta(days=within_days)
    latest = max(restores.done, default=None)
    if latest is not None and since <= latest:
        return Judgement(covered=1, violations=(), exempt={})
    if (unsure := max(restores.doubted, default=None)) is not None and since <= unsure:
        told = f"a number of a session of {unsure.date()}, of which nothing is counted after a year"
        raise MisreadError(f"{_COUNT}.completed", told, 0)
    violation = Violation(
        member=_LATEST,
        member_id=restores.done[latest] if latest else "",
        property=_WHEN,
        expected=f"within the last {within_days} days",
        found=latest.date().isoformat() if latest else "never",
        note="no apply restores anything: restore something in the Microsoft 365 admin center, to a new place",
    )
    return Judgement(covered=0, violations=(violation,), exempt={})


_BY_NAME = asked_by_name(
    "/solutions/backupRestore/restoreSessions",
)

KIND = RestoreSessions(
    token="m365:backup:RestoreSessions",
    title="Restores with Microsoft 365 Backup",
    doc="An assessment, which never writes: a restore with Microsoft 365 Backup was completed within some days.",
    key="restore-sessions",
    noun="restores",
    judges=(_WHEN,),
    fields=(
        Field(
            name="withinDays",
            doc="How many days ago the latest completed restore may be at most.",
            type=Type.INTEGER,
            required=True,
            minimum=1,
            maximum=1095,
            protects=Protects.LOWER,
        ),
    ),
    read_permissions=("BackupRestore-Restore.Read.All",),
    omits=f"what was restored, and whether anybody could work with it. {_BY_NAME}",
    source="https://learn.microsoft.com/graph/api/resources/restoresessionbase (2026-11-26)",
)
