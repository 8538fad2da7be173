"""Recoverable items, assessed: no mailbox has so much in them that they are full before somebody looks.

What a user deletes under a hold stays in the recoverable items. They have a quota, 30 GB and under a hold 100 GB. Once
it is reached nothing can be deleted in the mailbox, earlier versions are not kept, and no audit record of the mailbox
is written. Without a hold the service purges the oldest at its own warning quota, which is two thirds of 30 GB, so that
such a mailbox comes near its quota only where that fails. An inactive mailbox fills where a policy moves there what has
come to its end, and is judged where the report has it (whether it does is not documented), else not concerned: nobody
deletes or changes anything in it. Source: https://learn.microsoft.com/exchange/security-and-
compliance/recoverable-items-folder/recoverable-items-folder (research notes data-loss I7, 2026-11-26).

The report has no mailboxes of groups (assumed): each is asked for by `Get-MailboxStatistics`, ten to a batch. One that
is not told so is named.

The quota is that of `Get-Mailbox`, which is of now; how much there is comes from the report (`mailbox_usage`).
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_bytes,
    as_guid_of_exchange,
    required,
    required_text,
)
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Judgement, Violation
from holdfast.kinds.services.mailbox import (
    EXCLUDED_MAILBOXES,
    INACTIVE,
    MAILBOX_TYPES,
    OF_GROUP,
    WHO,
    MailboxRule,
    is_inactive,
)
from holdfast.kinds.services.mailbox_assessment import MailboxAssessment
from holdfast.kinds.services.mailbox_sizes import bytes_told
from holdfast.kinds.services.mailbox_usage import Recoverable, recoverable_bytes
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.one_by_one import one_by_one
from holdfast.kinds.services.tally import Ruling
from holdfast.kinds.services.usage_report import READ
from holdfast.model.errors import ReadError
from holdfast.model.permission import CMDLETS, READS_EXCHANGE
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.normalise.durations import UNLIMITED
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from holdfast.kinds.services.judging import Apart
    from holdfast.kinds.services.population import CmdletPopulation
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_QUOTA = "RecoverableItemsQuota"
_OF_DATABASE = "UseDatabaseQuotaDefaults"
_BETWEEN = " "
_OF_GROUP = "group:"
"""Stands before the id of a group's mailbox in the place of a user."""
_STATISTICS, _DELETED_SIZE = "Get-MailboxStatistics", "TotalDeletedItemSize"
_GONE = "gone"
"""Stands for the user of an inactive mailbox: whose it was says nothing any more."""
_NOT_THERE = "is not in the report of mailbox usage, which may be older than the mailbox"
_DO = (
    "before it is full, give the mailbox an archive, or have what no hold needs purged: afterwards nothing can be "
    "deleted in it, and no versions and audit records are kept"
)
_GIGABYTE = 2**30


@value_class
class _Usage:
    """What the report says of every mailbox (see `judging.Apart`)."""

    found: Recoverable
    percent: int
    groups: Mapping[str, int] = field(default_factory=dict)
    """Bytes in the recoverable items of mailboxes of groups, by their ids; those that are not told are not there."""

    def alone(self) -> Judgement | None:
        """Return nothing: the report says nothing without the mailboxes."""
        return None

    def ruler(self) -> Callable[[str, str], Ruling]:
        """Return what judges one mailbox by its name, and by the id of its user with its quota."""

        def rule_on(name: str, waits: str) -> Ruling:
            """Judge one."""
            user, _, quota = waits.rpartition(_BETWEEN)
            if user == _GONE:
                sizes = self.found.gone.get(name.removesuffix(INACTIVE).casefold(), [])
                # Where it is full nothing is lost: nobody deletes or changes anything in it.
                if not sizes:
                    return Ruling(member=name, exempt=Reason.NOT_CONCERNED)
                if len(sizes) > 1:  # which of them it is nobody can say
                    return Ruling(member=name, exempt=Reason.DELETED)
                return Ruling(member=name, breaks=self._broken(name, "", sizes[0], int(quota)))
            if user.startswith(_OF_GROUP):
                return self._of_group(name, user.removeprefix(_OF_GROUP), int(quota))
            used = self.found.present.get(name.casefold())
            if used is None:
                return Ruling(member=name, unknown=_NOT_THERE)
            return Ruling(member=name, breaks=self._broken(name, user, used, int(quota)))

        return rule_on

    def _of_group(self, name: str, mailbox: str, quota: int) -> Ruling:
        used = self.groups.get(mailbox)
        if used is None:
            return Ruling(member=name, exempt=Reason.TYPE)
        return Ruling(member=name, breaks=self._broken(name, "", used, quota))

    def _broken(self, name: str, user: str, used: int, quota: int) -> tuple[Violation, ...]:
        if used * 100 < self.percent * quota:
            return ()
        return (
            Violation(
                member=name,
                member_id=user,
                property="recoverableItemsPercent",
                expected=f"less than {self.percent}",
                found=used * 100 // quota if quota else 100,
                note=f"of {quota // _GIGABYTE} GB; {_DO}",
            ),
        )

    def whole(self, members: Judgement) -> Judgement:
        """Return the judgement on the mailboxes: there is nothing else."""
        return members


class _Mailboxes(MailboxRule):
    """The mailboxes, of which the report says how much is in their recoverable items."""

    __slots__ = ()

    async def read_apart(self, tenant: Reader, rule: Mapping[str, Any]) -> _Usage:
        """Return what the report says, which is read while the mailboxes are listed."""
        return _Usage(await recoverable_bytes(tenant), rule["percent"])

    async def read_after(self, tenant: Reader, apart: Apart, waiting: Iterator[str]) -> Apart:
        """Ask how much is in the mailbox of each group that waits; what is not told of one stays untold.

        Raises:
            TypeError: `apart` is not what this rule reads.
        """
        if not isinstance(apart, _Usage):
            raise TypeError(apart)
        ids = [
            one.removeprefix(_OF_GROUP).partition(_BETWEEN)[0] for one in waiting if one.startswith(_OF_GROUP)
        ]

        async def ask(mailbox: str) -> int | None:
            """Return the bytes in the recoverable items of one."""
            asked = Invocation(_STATISTICS, {"Identity": mailbox})
            rows = await tenant.cmdlets.rows(self.endpoint, asked, (_DELETED_SIZE,))
            return bytes_told(rows, _DELETED_SIZE)

        try:
            told = {one: size async for one, size in one_by_one(ids, ask)}
        except ReadError:  # nothing is told of any: each is named
            return apart
        return replace(apart, groups={one: size for one, size in told.items() if isinstance(size, int)})

    def beyond(self, rule: Mapping[str, Any]) -> Callable[[Ruling, str, Row], Ruling]:
        """Return what has a group's mailbox wait for its statistics (see `MailboxRule.beyond`)."""

        def rule_on(told: Ruling, sort: str, row: Row) -> Ruling:
            """Have one wait by its own id and its quota."""
            quota = _quota(row) if sort == OF_GROUP else UNLIMITED
            if quota == UNLIMITED:
                return told
            waits = f"{_OF_GROUP}{required_text(row, self.row_id)}{_BETWEEN}{quota}"
            return Ruling(member=told.member, waits=waits)

        return rule_on

    def ruler_in_reach(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what has one mailbox wait for the report, unless it has no quota."""

        def rule_on(row: Row) -> Ruling:
            """Have one wait by the id of its user and its quota."""
            name = self.member_name(row)
            quota = _quota(row)
            user = _GONE if is_inactive(row) else required(row, self.directory_id, as_guid_of_exchange)
            return Ruling(member=name, waits="" if quota == UNLIMITED else f"{user}{_BETWEEN}{quota}")

        return rule_on


def _quota(row: Row) -> int | str:
    """Return the quota that counts for a mailbox, in bytes.

    Raises:
        MisreadError: the mailbox database's counts instead, which Exchange Online tells nobody.
    """
    if required(row, _OF_DATABASE, as_boolean):
        raise MisreadError(_OF_DATABASE, "false, or its own quota does not count", row[_OF_DATABASE])
    return required(row, _QUOTA, as_bytes)


class RecoverableItems(MailboxAssessment):
    """Every mailbox is a member."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what is read (see `Kind.interface`)."""
        return f"Graph beta: `/reports/getMailboxUsageDetail`; `Get-Mailbox`, `{_STATISTICS}`"

    def population(self) -> CmdletPopulation:
        """Return what lists the mailboxes, and holds them against the users who should have one."""
        return self.members(_Mailboxes, *WHO, _QUOTA, _OF_DATABASE)


_BY_NAME = asked_by_name(
    "Get-Mailbox",
    "/users",
    "/reports/getMailboxUsageDetail(period='D7')",
    _STATISTICS,
)

KIND = RecoverableItems(
    token="m365:exchange:RecoverableItems",
    title="Recoverable items of mailboxes",
    doc=(
        "An assessment, which never writes: the recoverable items of every mailbox in scope take less than the percent "
        "of their quota, those of inactive mailboxes as well where Microsoft's report has them, and those of groups. "
        "Deleted and public folder mailboxes, and those that are excluded, are named."
    ),
    key="recoverable-items",
    noun="mailboxes",
    judges=("recoverableItemsPercent",),
    fields=(
        Field(
            name="percent",
            doc="Percent of the quota from which on a mailbox is told.",
            type=Type.INTEGER,
            required=True,
            minimum=1,
            maximum=99,
            protects=Protects.LOWER,
        ),
        MAILBOX_TYPES,
        EXCLUDED_MAILBOXES,
    ),
    read_permissions=(CMDLETS, "LicenseAssignment.Read.All", READ, "User.Read.All"),
    read_rights=(READS_EXCHANGE,),
    omits=(
        "the recoverable items of archives, which have a quota of their own; mailboxes that are deleted softly or "
        "of public folders, and inactive ones that the report leaves out. "
        f"{_BY_NAME}"
    ),
    source=(
        "https://learn.microsoft.com/exchange/security-and-compliance/recoverable-items-folder/"
        "recoverable-items-folder (2026-11-26)"
    ),
)
