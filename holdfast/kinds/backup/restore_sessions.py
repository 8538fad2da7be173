"""Restores with Microsoft 365 Backup, assessed: one was completed lately. Read, and never written.

Sources: https://learn.microsoft.com/graph/api/resources/restoresessionbase (2026-11-26; research notes api-facts 9 and
data-loss 4): states, and that artifacts of a finished session are removed after a year. That the collection lists all
sorts of sessions is assumed. A session that is completed with an error is no restore that came back.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_past, as_text, as_word, not_understood, required
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Judgement, Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.backup_state import BELOW
from holdfast.kinds.services.novelties import asked_by_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from holdfast.tenant.tenant import Reader

_SESSIONS = f"{BELOW}/restoreSessions"
_STATES = ("draft", "activating", "active", "completedWithError", "completed", "failed")
_COMPLETED = "completed"
_LATEST, _WHEN = "latest completed restore", "completedDateTime"


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


def completed(rows: Sequence[Mapping[str, Any]], now: datetime) -> dict[datetime, str]:
    """Return when restores were completed, each with the session's id.

    Raises:
        MisreadError: a session does not say in what state it is, in a word that is known, or when it was completed.
    """
    found = {}
    for row in rows:
        state = required(row, "status", partial(as_word, words=_STATES))
        if state.casefold() == _COMPLETED:
            found[required(row, _WHEN, as_past(now))] = required(row, "id", as_text)
    return found


def judged(restores: Mapping[datetime, str], within_days: int, now: datetime) -> Judgement:
    """Return what the latest of `restores` comes to."""
    latest = max(restores, default=None)
    if latest is not None and now - timedelta(days=within_days) <= latest:
        return Judgement(covered=1, violations=(), exempt={})
    violation = Violation(
        member=_LATEST,
        member_id=restores[latest] if latest else "",
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
