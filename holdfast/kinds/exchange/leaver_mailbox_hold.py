"""Holds of leavers' mailboxes as a rule: who left, what keeps his mailbox, and which nothing keeps any longer.

A leaver is somebody whose account is disabled or deleted. A hold has to be there before the account is deleted: then
the mailbox turns inactive and stays; without one it is gone after 30 days, and a hold that is set in between comes too
late. Sources: https://learn.microsoft.com/purview/inactive-mailboxes-in-office-365 and delete-or-restore-mailboxes of
Exchange Online (research notes data-loss M1, M3 to M6 and I8, 2026-11-26).

Only what the mailbox itself says counts, each by its own, and only where it is known for how many days it keeps: its
code says which policy it is, and the policy's rule for how long (`lasting_holds`). A policy over the whole organization
is not told by a mailbox. A policy passes over a mailbox below 10 MB (I8): one that policies alone hold is asked for its
size.
"""

from __future__ import annotations

from dataclasses import field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import orjson

from holdfast.grace.keeping import MailPolicies
from holdfast.kinds.decode import MisreadError, as_boolean, member, required
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.holding import CAPABILITIES, TURN, hold, is_licensed, unknown_capabilities
from holdfast.kinds.services.kept_instead import POLICIES_BESIDE, READS_BESIDE
from holdfast.kinds.services.lasting_holds import (
    KEPT_BY,
    held,
    held_by_itself,
    lost_its_licence,
    policies_on,
    sizes_behind_policies,
)
from holdfast.kinds.services.mail_policies import list_policies
from holdfast.kinds.services.mailbox import (
    EXCLUDED_MAILBOXES,
    LEFT_TO_OTHER_LISTS,
    MAILBOX_TYPES,
    NOTED,
    WHO,
    MailboxRule,
    is_inactive,
    mailbox_id,
)
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.reading import Listener, Source
from holdfast.kinds.services.tally import Ruling, Tally
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.normalise.durations import UNLIMITED, parse_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.kinds.services.judging import Apart
    from holdfast.kinds.services.mail_policies import Listed
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]
    _Beside = tuple[MailPolicies, Mapping[str, int]]
    """What retention policies keep, and how much is in mailboxes that they alone hold."""

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
    "is held, and the service does not say that its user has a licence: whether a hold keeps a mailbox without one is "
    "contested, so license it again"
)


_COLUMNS = (*WHO, CAPABILITIES, *KEPT_BY, _DISABLED, *_DELETED)
_UNREAD = MailPolicies()


@value_class
class _Policies:
    """What the retention policies say of the mailboxes that they hold (see `judging.Apart`)."""

    listed: Listed
    asked: int | str | None
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Bytes in the mailboxes that policies alone hold, by their ids (`sizes_behind_policies`)."""

    def alone(self) -> Judgement | None:
        """Return nothing: a policy says nothing without the mailboxes."""
        return None

    def ruler(self) -> Callable[[str, str], Ruling]:
        """Return what judges one mailbox by its name and its row."""
        policies = self.listed.mail()
        return lambda name, waits: _understood(name, orjson.loads(waits), self.asked, (policies, self.sizes))

    def whole(self, members: Judgement) -> Judgement:
        """Return the judgement on the mailboxes, with why nobody can say of some, where that is for want of these."""
        return (
            replace(members, uncounted=self.listed.cause(members.uncounted)) if members.unjudged else members
        )


class LeaverMailboxHold(MailboxRule):
    """Mailboxes come and go; the rule stays. Whose account is in use obeys it, held or not."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what is read (see `Kind.interface`)."""
        return POLICIES_BESIDE

    def sources(self, rule: Mapping[str, Any]) -> Sequence[Source]:
        """Return the lists of every rule over mailboxes; here those that are deleted softly are judged as well."""
        return [
            Source(invocation=one.invocation, gone=True) if one.exempt is Reason.DELETED else one
            for one in super().sources(rule)
        ]

    def tally(self, rule: Mapping[str, Any]) -> Listener[Tally]:
        """Return what counts every mailbox once: the list of the deleted ones may have the inactive ones as well."""
        return Listener(self._lists(self.sources(rule)), partial(Tally, self, self.ruler(rule)), _take)

    async def read_apart(self, tenant: Reader, rule: Mapping[str, Any]) -> _Policies:
        """Return for how long each policy keeps mail, which is read while the mailboxes are listed."""
        return _Policies(await list_policies(tenant), parse_days(rule["durationDays"]))

    async def read_after(self, tenant: Reader, apart: Apart, waiting: Iterator[str]) -> Apart:
        """Ask how much is in the mailboxes that policies alone hold (see `CmdletPopulation.read_after`).

        Raises:
            TypeError: `apart` is not what this rule reads.
        """
        if not isinstance(apart, _Policies):
            raise TypeError(apart)
        asked = ((orjson.loads(one), apart.asked) for one in waiting)
        return replace(apart, sizes=await sizes_behind_policies(tenant, asked, apart.listed.mail()))

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
            if not held_by_itself(row, asked) and policies_on(row):
                said = {one: row[one] for one in _COLUMNS if one in row}
                return Ruling(member=name, waits=orjson.dumps(said).decode())
            return _ruled(name, row, asked, (_UNREAD, {}))

        return rule_on

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return the rule that keeps for ever what it finds unheld: what is held already obeys any."""
        return {"mailboxTypes": ["UserMailbox"], "durationDays": UNLIMITED}


def _understood(name: str, row: Row, asked: int | str | None, beside: _Beside) -> Ruling:
    """Return what a leaver's mailbox came to; what is not understood is unknown."""
    try:
        return _ruled(name, row, asked, beside)
    except MisreadError as misread:
        return Ruling(member=name, unknown=str(misread))


def _ruled(name: str, row: Row, asked: int | str | None, beside: _Beside) -> Ruling:
    """Return what a leaver's mailbox came to by what holds it.

    Raises:
        MisreadError: nobody can say.
    """
    found = held(row, asked, *beside)
    if found.lasts:
        contested = not is_inactive(row) and lost_its_licence(row)
        return Ruling(member=name, unknown=_CONTESTED if contested else "")
    if found.doubt:
        return Ruling(member=name, unknown=found.doubt)
    return Ruling(member=name, breaks=(_mended(name, row, found.found, asked),))


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


_POLICIES_BY_NAME = asked_by_name(
    "Get-MailboxStatistics", "Get-RetentionCompliancePolicy", "Get-RetentionComplianceRule"
)

KIND = LeaverMailboxHold(
    token="m365:exchange:LeaverMailboxHold",
    title="Hold of leavers' mailboxes",
    doc=(
        "The mailbox of everybody whose account is disabled or deleted has a hold of its own that lasts: a litigation "
        "hold for at least the duration, or a retention policy that names it and keeps mail for as long. An apply puts "
        "a litigation hold on those that have none; what is deleted softly can be held no longer, and is named. "
        "Mailboxes of groups and public folders are nobody's who leaves."
    ),
    key="leaver-mailbox-hold",
    judges=("heldBy",),
    columns=_COLUMNS,
    turn=TURN,
    of_people=True,
    fields=(
        Field(
            name="durationDays",
            doc="Days of a litigation hold that is put on, and that any hold has to have at least; or `unlimited`.",
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
    read_rights=READS_BESIDE,
    omits=f"{LEFT_TO_OTHER_LISTS} {_POLICIES_BY_NAME}",
    source="https://learn.microsoft.com/purview/create-and-manage-inactive-mailboxes (2026-11-26)",
)
