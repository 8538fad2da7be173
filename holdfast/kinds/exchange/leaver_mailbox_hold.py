"""Holds of leavers' mailboxes as a rule: who left, what keeps his mailbox, and which nothing keeps any longer.

A leaver is somebody whose account is disabled or deleted. A hold has to be there before the account is deleted: then
the mailbox turns inactive and stays; without one it is gone after 30 days, and a hold that is set in between comes too
late. Sources: https://learn.microsoft.com/purview/inactive-mailboxes-in-office-365 and delete-or-restore-mailboxes of
Exchange Online (research notes data-loss M1, M3 to M6 and I8, 2026-11-26).

Only what the mailbox itself says counts, each by its own. A policy over the whole organization is not told by a
mailbox, and misses the small ones (I8, inferred there). A delay hold ends, and a label keeps what bears it alone.
What of its content a policy or a case keeps, its code does not tell; the code says which it is.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, member, required
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.holding import CAPABILITIES, hold, is_licensed, unknown_capabilities
from holdfast.kinds.services.lasting_holds import (
    KEPT_BY,
    OTHERS,
    found_on,
    holds_on,
    lasts,
    lost_its_licence,
)
from holdfast.kinds.services.mailbox import (
    EXCLUDED_MAILBOXES,
    MAILBOX_TYPES,
    NOTED,
    WHO,
    MailboxRule,
    is_inactive,
    mailbox_id,
)
from holdfast.kinds.services.reading import Listener, Source
from holdfast.kinds.services.tally import Ruling, Tally
from holdfast.model.status import Reason
from holdfast.normalise.durations import UNLIMITED, parse_days

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_DISABLED = "AccountDisabled"
_DELETED = ("IsSoftDeletedByRemove", "IsSoftDeletedByDisable")
_A_HOLD = "a hold of its own"
_TOO_LATE = (
    "deleted softly, and a hold comes too late: restore the user, apply, and delete him again, or exclude "
    "the mailbox"
)
_UNLICENSED = (
    "the mailbox is not licensed for a hold, so no apply can mend it: license it (Exchange Online Plan 2, or "
    "Archiving) while the account is still there, or exclude it"
)
_CONTESTED = (
    "is held, and its user has no licence: whether a hold keeps a mailbox without one is contested, so "
    "license it again"
)


class LeaverMailboxHold(MailboxRule):
    """Mailboxes come and go; the rule stays. Whose account is in use obeys it, held or not."""

    __slots__ = ()

    def sources(self, rule: Mapping[str, Any]) -> Sequence[Source]:
        """Return the lists of every rule over mailboxes; here those that are deleted softly are judged as well."""
        return [
            Source(invocation=one.invocation, gone=True) if one.exempt is Reason.DELETED else one
            for one in super().sources(rule)
        ]

    def tally(self, rule: Mapping[str, Any]) -> Listener[Tally]:
        """Return what counts every mailbox once: the list of the deleted ones may have the inactive ones as well."""
        return Listener(self._lists(self.sources(rule)), partial(Tally, self, self.ruler(rule)), _take)

    def ruler_in_reach(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges one mailbox: whether its user left, and what keeps it."""
        asked = parse_days(rule["durationDays"])

        def rule_on(row: Row) -> Ruling:
            """Judge one."""
            name, inactive = self.member_name(row), is_inactive(row)
            if not inactive and _is_deleted(row):
                return Ruling(member=name, breaks=(_broken(name, row, "nothing", note=_TOO_LATE),))
            if not inactive and not required(row, _DISABLED, as_boolean):
                return Ruling(member=name)
            holds = holds_on(row)
            if lasts(holds, row, asked):
                contested = not inactive and lost_its_licence(row)
                return Ruling(member=name, unknown=_CONTESTED if contested else "")
            if holds.unclear:
                known = "made of codes of which it is known what they hold"
                raise MisreadError(OTHERS, known, ", ".join(holds.unclear))
            return Ruling(member=name, breaks=(_mended(name, row, found_on(holds, row), asked),))

        return rule_on

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return the rule that keeps for ever what it finds unheld: what is held already obeys any."""
        return {"mailboxTypes": ["UserMailbox"], "durationDays": UNLIMITED}


def _take(tally: Tally, source: Source, row: Row) -> None:
    """Count one row, unless it is an inactive mailbox that the list of the present ones has as well."""
    if not (source.gone and row.get("IsInactiveMailbox") is True):
        tally.take(source, row)


def _is_deleted(row: Row) -> bool:
    return any(member(row, one, as_boolean) for one in _DELETED)


def _mended(name: str, row: Row, found: str, asked: int | str | None) -> Violation:
    """Return that a leaver's mailbox has no hold that lasts, and what gives it one, where its licence allows any.

    Raises:
        MisreadError: nobody can say whether it does.
    """
    inactive = is_inactive(row)
    if inactive or is_licensed(row):
        return _broken(name, row, found, remedy=hold(row, asked))
    if strange := unknown_capabilities(row):
        known = "made of words of which it is known whether they license a hold"
        raise MisreadError(CAPABILITIES, known, strange[0])
    return _broken(name, row, found, note=_UNLICENSED)


def _broken(name: str, row: Row, found: str, **how: Any) -> Violation:
    return Violation(
        member=name, member_id=mailbox_id(row), property="heldBy", expected=_A_HOLD, found=found, **how
    )


KIND = LeaverMailboxHold(
    token="m365:exchange:LeaverMailboxHold",
    title="Hold of leavers' mailboxes",
    doc=(
        "The mailbox of everybody whose account is disabled or deleted has a hold of its own that lasts: a litigation "
        "hold for at least the duration, a retention policy that names it, or a hold of a case. An apply puts a "
        "litigation hold on those that have none; what is deleted softly can be held no longer, and is named."
    ),
    key="leaver-mailbox-hold",
    judges=("heldBy",),
    columns=(*WHO, CAPABILITIES, *KEPT_BY, _DISABLED, *_DELETED),
    fields=(
        Field(
            name="durationDays",
            doc="Days of a litigation hold that is put on, and that one has to have at least; or `unlimited`.",
            type=Type.DAYS,
            required=True,
            minimum=1,
            maximum=36500,
            stricter=Stricter.HIGHER,
        ),
        MAILBOX_TYPES,
        EXCLUDED_MAILBOXES,
        *NOTED,
    ),
    source="https://learn.microsoft.com/purview/create-and-manage-inactive-mailboxes (2026-11-26)",
)
