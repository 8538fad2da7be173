"""Backup of mailboxes: every one of some types is in Exchange's protection policy, and can be restored from today.

The mailboxes are those that Exchange lists, held against the users who have one by their licence; the units are those
of the backup service. A mailbox of a room or of equipment cannot be backed up, and one whose user is deleted stays in
its backup as it was (research notes data-loss K1 and K5, the former from Microsoft's page of questions, 2024-07-31).
What keeps those of groups, and inactive ones, is not the backup (`kept_instead`).
"""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_guid_of_exchange, required
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Judgement
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.services.backup_judging import Protection
from holdfast.kinds.services.backup_rule import (
    DAYS_OF_UNIT,
    ENABLE_SERVICE,
    NOTED,
    POLICY_NAME,
    READ,
    RETENTION_DAYS,
    UNIT,
    UNIT_OF_USER,
    BackupRule,
)
from holdfast.kinds.services.backup_state import Workload, user_key
from holdfast.kinds.services.judging import judge_alone
from holdfast.kinds.services.kept_instead import (
    POLICIES_BESIDE,
    READS_BESIDE,
    KeptInstead,
    KeptMailboxRule,
    of_inactive,
)
from holdfast.kinds.services.lasting_holds import KEPT_BY
from holdfast.kinds.services.mailbox import (
    EXCLUDED_MAILBOXES,
    MAKES_MAILBOXES,
    PLAIN_TYPES,
    WHO,
    is_inactive,
    reached_types,
)
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.reading import Listener
from holdfast.kinds.services.tally import Ruling, Tally
from holdfast.model.directory import is_guid
from holdfast.model.letters import one_case
from holdfast.model.permission import CMDLETS
from holdfast.model.status import Reason
from holdfast.normalise.durations import parse_days

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from holdfast.kinds.services.backup_state import Backup
    from holdfast.kinds.services.population import CmdletPopulation
    from holdfast.kinds.services.reading import Source
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]
    Plain = Callable[[Row], tuple[str, str, int, int] | None]

_TYPES = ("UserMailbox", "SharedMailbox")
"""What `RecipientTypeDetails` may be of mailboxes that can be backed up."""


@kind_class
class _Mailboxes(KeptMailboxRule):
    """The mailboxes, of which the backup says how they are."""

    read: Callable[[Reader], Awaitable[Backup]]
    workload: Workload

    async def read_apart(self, tenant: Reader, rule: Mapping[str, Any]) -> KeptInstead:
        """Return what the backup says, which is read while the mailboxes are listed."""
        return KeptInstead(Protection(await self.read(tenant), self.workload, rule))

    def days_instead(self, rule: Mapping[str, Any]) -> Callable[[Row], int | str | None]:
        """Return the days of the backup's own points (see `KeptMailboxRule.days_instead`)."""
        asked = parse_days(rule["retentionDays"])
        return lambda _: asked

    def tally(self, rule: Mapping[str, Any]) -> Listener[Tally]:
        """Return what counts every mailbox; those with nothing unusual about them at a third of the work."""
        begin = partial(Tally, self, self.ruler(rule))
        return Listener(self._lists(self.sources(rule)), begin, partial(_take, self.plain(rule)))

    def plain(self, rule: Mapping[str, Any]) -> Plain:
        """Return what decodes a mailbox that the rule is for, with nothing unusual about it (see `Tally.have_wait`).

        `Tally.take` makes the same of such a row; of any other it returns None.
        """
        told = itemgetter(
            "UserPrincipalName", self.directory_id, self.row_id, "RecipientTypeDetails", "IsInactiveMailbox"
        )
        left_out, reached = self.leaves_out(rule), reached_types(rule)
        types = frozenset(one for one, plain in PLAIN_TYPES.items() if plain in reached)

        def decode(row: Row) -> tuple[str, str, int, int] | None:
            """Decode one."""
            try:
                name, user, own, sort, inactive = told(row)
                numbers = int(user.replace("-", ""), 16), int(own.replace("-", ""), 16)
                if (
                    inactive is not False
                    or sort not in types
                    or name.__class__ is not str
                    or not name.strip()
                    or not is_guid(user)
                ):
                    return None
            except (AttributeError, KeyError, TypeError, ValueError):
                return None
            if not numbers[1] or (left_out and left_out & {one_case(name), user.casefold()}):
                return None
            return name, user, *numbers

        return decode

    def ruler_in_reach(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges one mailbox that the rule is for."""
        days = parse_days(rule["retentionDays"])

        def rule_on(row: Row) -> Ruling:
            """Have one wait by the id of its user; an inactive one, which no backup takes, for what holds it."""
            name = self.member_name(row)
            if is_inactive(row):
                said = {one: row[one] for one in self.columns if one in row}
                return of_inactive(Ruling(member=name, exempt=Reason.DELETED), said, days)
            return Ruling(member=name, waits=required(row, self.directory_id, as_guid_of_exchange))

        return rule_on


def _take(plain: Plain, tally: Tally, source: Source, row: Row) -> None:
    """Count one row, in the short way where it can be."""
    told = None if source.exempt or source.gone else plain(row)
    if told is None or not tally.have_wait(*told):
        tally.take(source, row)


class MailboxBackup(BackupRule):
    """Every mailbox of the listed types."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what is read (see `Kind.interface`)."""
        return f"Graph v1.0: `/solutions/backupRestore`; {POLICIES_BESIDE}"

    def population(self) -> CmdletPopulation:
        """Return what counts the mailboxes, and holds them against the users who should have one."""
        return self._mailboxes(self.backup)

    async def judged_by(
        self, tenant: Reader, rule: Mapping[str, Any], read: Callable[[Reader], Awaitable[Backup]]
    ) -> Judgement:
        """Return every mailbox judged by the backup that `read` returns (see `BackupRule.judged_by`)."""
        return await judge_alone(tenant, self._mailboxes(read), rule)

    def _mailboxes(self, read: Callable[[Reader], Awaitable[Backup]]) -> _Mailboxes:
        return _Mailboxes(
            token="",
            title="Mailboxes of a backup",
            doc="",
            key="",
            judges=(),
            columns=(*WHO, *KEPT_BY),
            fields=(),
            licensing=MAKES_MAILBOXES,
            source="",
            read=read,
            workload=self.workload,
        )


_BY_NAME = asked_by_name(
    "/solutions/backupRestore/exchangeProtectionPolicies/{id}/mailboxProtectionUnitsBulkAdditionJobs",
    "/solutions/backupRestore/protectionUnits/microsoft.graph.mailboxProtectionUnit",
    "/users",
    "Get-Mailbox",
)

KIND = MailboxBackup(
    token="m365:backup:MailboxBackup",
    title="Backup of mailboxes",
    doc=(
        "Every mailbox in scope is protected by Microsoft 365 Backup, with a restore point of the last day, and weekly "
        "points are kept for at least the days. A mailbox that joins the scope later breaks the rule until the next "
        "apply. Inactive, deleted, group and public folder mailboxes, and those that are excluded, are named; inactive "
        "ones that a hold of their own keeps for as long, and those of groups and public folders that a retention "
        "policy keeps so, are not concerned."
    ),
    key="mailbox-backup",
    noun="mailboxes",
    workload=Workload(
        policies="exchangeProtectionPolicies",
        units="mailboxProtectionUnits",
        unit_type="mailboxProtectionUnit",
        jobs="mailboxProtectionUnitsBulkAdditionJobs",
        names="directoryObjectId",
        lists="directoryObjectIds",
        key=user_key,
    ),
    fields=(
        POLICY_NAME,
        RETENTION_DAYS,
        ENABLE_SERVICE,
        Field(
            name="mailboxTypes",
            doc="`UserMailbox`, `SharedMailbox`: rooms and equipment cannot be backed up.",
            many=True,
            any_case=True,
            required=True,
            values=_TYPES,
            protects=Protects.MORE,
        ),
        EXCLUDED_MAILBOXES,
        *NOTED,
    ),
    read_permissions=(*READ, CMDLETS, "LicenseAssignment.Read.All", "User.Read.All"),
    read_rights=READS_BESIDE,
    harmless=(DAYS_OF_UNIT, UNIT, UNIT_OF_USER),
    answers=("mailboxProtectionUnit",),
    omits=(
        "mailboxes that are inactive, deleted softly, of groups or of public folders: each is asked for apart. Names "
        "of units come to people only, so that units are found by the ids of users. "
        f"{_BY_NAME}"
    ),
    source="https://learn.microsoft.com/graph/api/resources/exchangeprotectionpolicy (2026-11-26)",
)
