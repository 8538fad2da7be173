"""Auditing of mailboxes as a rule over all of them: whether the mailbox says that it is audited, and for which actions.

While the organization audits mailboxes, that is what counts, and a mailbox that says otherwise is audited all the
same; the day the organization stops, only those go on that say so themselves, and searching the log by mailbox asks for
it. Source: https://learn.microsoft.com/purview/audit-mailboxes (2026-11-26, assumed).

Which actions are recorded is Microsoft's choice for as long as nobody changes the list of a sort of sign-in: the sort
is then not among the `DefaultAuditSet` any more, and what is taken out of the list is recorded of nobody, while the
mailbox goes on saying that it is audited. So a mailbox in which a sort is missing there, as in few, is asked for its
lists, and each has to have all that Microsoft records by default. What a list has besides stays in it. Source:
https://learn.microsoft.com/purview/audit-mailboxes (stored text, 2026-11-28: the table of actions; the property); that
`MailItemsAccessed` and `Send` are recorded by default without Audit (Premium) as well is recalled.

A mailbox keeps its records for 90 days, unless somebody sets `AuditLogAgeLimit` otherwise: what is older is removed,
and with 0 all is. Fewer days than Microsoft's are a break of the rule, more are not. Source:
https://learn.microsoft.com/powershell/module/exchange/set-mailbox, AuditLogAgeLimit (recalled, 2026-11-29).

An inactive mailbox is out of reach: see `deleted_item_recovery.py`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_days, as_texts, required
from holdfast.kinds.judgement import Judgement, Violation
from holdfast.kinds.services.mailbox import (
    EXCLUDED_MAILBOXES,
    MAILBOX_TYPES,
    NOTED,
    WHO,
    MailboxRule,
    is_inactive,
    mailbox_id,
    set_mailbox,
)
from holdfast.kinds.services.one_by_one import one_by_one
from holdfast.kinds.services.tally import Ruling
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.normalise.durations import at_least
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from holdfast.kinds.services.judging import Apart
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_AUDITED, _BY_DEFAULT, _KEPT = "AuditEnabled", "DefaultAuditSet", "AuditLogAgeLimit"
_USUAL_DAYS = 90
"""For how many days a mailbox keeps its records where nobody has changed it."""
_OF_ALL = (
    *("ApplyRecord", "HardDelete", "MailItemsAccessed", "MoveToDeletedItems", "SoftDelete", "Update"),
    *("UpdateFolderPermissions", "UpdateInboxRules"),
)
_OF_OTHERS = ("Create", "SendAs", "SendOnBehalf")
_ACTIONS = {
    "Admin": (*_OF_ALL, *_OF_OTHERS, "Send", "UpdateCalendarDelegation"),
    "Delegate": (*_OF_ALL, *_OF_OTHERS),
    "Owner": (*_OF_ALL, "Send", "UpdateCalendarDelegation"),
}
"""What Microsoft records by default, by the sort of the sign-in, as `DefaultAuditSet` names it."""
_SORTS = frozenset(one.casefold() for one in _ACTIONS)
_LISTS = {sort: f"Audit{sort}" for sort in _ACTIONS}
"""The property that lists what is recorded of each sort."""


@value_class
class _Lists:
    """What the mailboxes record whose lists somebody has changed (see `judging.Apart`)."""

    told: Mapping[str, Row | str]
    """By what a mailbox waits by: its row, or why there is none, as the rest of a sentence that begins with it."""

    def alone(self) -> Judgement | None:
        """Return nothing: lists say nothing without the mailboxes."""
        return None

    def ruler(self) -> Callable[[str, str], Ruling | None]:
        """Return what judges one mailbox by its lists."""

        def rule_on(name: str, waits: str) -> Ruling | None:
            """Judge one."""
            row = self.told[waits]
            if isinstance(row, str):
                return Ruling(member=name, unknown=row)
            try:
                breaks = (*_silent(name, row), *_forgetful(name, row), *_unrecorded(name, row))
            except MisreadError as misread:
                return Ruling(member=name, unknown=str(misread))
            return Ruling(member=name, breaks=breaks) if breaks else None

        return rule_on

    def whole(self, members: Judgement) -> Judgement:
        """Return the judgement on the mailboxes: there is nothing else."""
        return members


class MailboxAuditing(MailboxRule):
    """Mailboxes come and go; the rule stays."""

    __slots__ = ()

    def of_deleted(self) -> Reason:
        """Return that nobody signs in to it (see `MailboxRule.of_deleted`)."""
        return Reason.NOT_CONCERNED

    def ruler_in_reach(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges one mailbox by its own switch, and has one wait whose lists somebody has changed."""

        def rule_on(row: Row) -> Ruling:
            name = self.member_name(row)
            if is_inactive(row):
                return Ruling(member=name, exempt=self.of_deleted())
            breaks = (*_silent(name, row), *_forgetful(name, row))
            if _SORTS.issubset(map(str.casefold, required(row, _BY_DEFAULT, as_texts))):
                return Ruling(member=name, breaks=breaks)
            return Ruling(member=name, waits=json.dumps([row[self.row_id], mailbox_id(row)]))

        return rule_on

    async def read_apart(self, tenant: Reader, rule: Mapping[str, Any]) -> _Lists:
        """Return that nothing is known yet: who has lists of his own, the mailboxes say."""
        return _Lists({})

    async def read_after(self, tenant: Reader, apart: Apart, waiting: Iterator[str]) -> _Lists:
        """Ask every mailbox that waits for its lists.

        Raises:
            ReadError: when those of none of the first could be read.
        """

        async def ask(waits: str) -> Sequence[Row]:
            """Return the mailbox that has the id."""
            one = Invocation("Get-Mailbox", {"Identity": json.loads(waits)[0]})
            return await tenant.cmdlets.rows(
                self.endpoint, one, (*WHO, _AUDITED, _BY_DEFAULT, _KEPT, *_LISTS.values())
            )

        return _Lists({one: self._row(one, answer) async for one, answer in one_by_one(waiting, ask)})

    def _row(self, waits: str, answer: Sequence[Row] | ReadError) -> Row | str:
        """Return the row that was asked for, or why it is not there."""
        if isinstance(answer, ReadError):
            return f"has a list of actions of its own, which was not read: {answer.message}"
        if [row.get(self.row_id) for row in answer] != [json.loads(waits)[0]]:
            return "has a list of actions of its own, and another answer came than was asked for"
        return answer[0]

    async def usual_rule(self, tenant: Reader) -> dict[str, Any]:
        """Return the rule over the mailboxes of users; there is nothing more to choose."""
        return {"mailboxTypes": ["UserMailbox"]}


def _silent(name: str, row: Row) -> tuple[Violation, ...]:
    """Return that a mailbox says that it is not audited, and what switches it on; nothing where it says so."""
    if required(row, _AUDITED, as_boolean):
        return ()
    return (_violation(name, row, _AUDITED, expected=True, found=False),)


def _forgetful(name: str, row: Row) -> tuple[Violation, ...]:
    """Return that a mailbox keeps its records for fewer days than usual, and what sets them; nothing where it does not.

    Raises:
        MisreadError: it does not say.
    """
    days = required(row, _KEPT, as_days)
    if at_least(days, _USUAL_DAYS):
        return ()
    remedy = set_mailbox(row, **{_KEPT: f"{_USUAL_DAYS}.00:00:00"})
    return (replace(_violation(name, row, _KEPT, expected=_USUAL_DAYS, found=days), remedy=remedy),)


def _unrecorded(name: str, row: Row) -> Iterator[Violation]:
    """Yield which lists of a mailbox lack what is recorded by default.

    Raises:
        MisreadError: a list that is the mailbox's own is not told.
    """
    by_default = set(map(str.casefold, required(row, _BY_DEFAULT, as_texts)))
    for sort, listed in _LISTS.items():
        if sort.casefold() in by_default:
            continue
        found = required(row, listed, as_texts)
        there = set(map(str.casefold, found))
        lacking = [one for one in _ACTIONS[sort] if one.casefold() not in there]
        if lacking:
            yield _violation(name, row, listed, expected=sorted([*found, *lacking]), found=sorted(found))


def _violation(name: str, row: Row, about: str, *, expected: Any, found: Any) -> Violation:
    """Return that a property of a mailbox is not as expected, and what sets it."""
    return Violation(
        member=name,
        member_id=mailbox_id(row),
        property=f"{about[0].lower()}{about[1:]}",
        expected=expected,
        found=found,
        remedy=set_mailbox(row, **{about: expected}),
    )


KIND = MailboxAuditing(
    token="m365:exchange:MailboxAuditing",
    title="Auditing of mailboxes",
    doc=(
        "Every mailbox in scope says itself that it is audited, none lacks an action that Microsoft records by "
        "default, and none keeps its records for fewer than 90 days. A mailbox that joins the scope later breaks the "
        "rule until the next apply. Inactive, deleted, group and public folder mailboxes, and those that are excluded, "
        "are named."
    ),
    key="mailbox-auditing",
    judges=("auditEnabled", "auditLogAgeLimit", "auditAdmin", "auditDelegate", "auditOwner"),
    columns=(*WHO, _AUDITED, _BY_DEFAULT, _KEPT),
    fields=(MAILBOX_TYPES, EXCLUDED_MAILBOXES, *NOTED),
    source="https://learn.microsoft.com/purview/audit-mailboxes (2026-11-26)",
)
