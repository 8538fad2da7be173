"""The rule that all mailboxes, drives or sites are backed up by Microsoft 365 Backup. A kind says which they are.

Deleting the rule changes nothing in the tenant: backup is never turned off here, no unit or policy is removed, and no
restore point is kept for a shorter time.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, not_understood
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Step
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.services.backup_judging import (
    ACTIVATE,
    ENABLE,
    JUDGES,
    LENGTHEN,
    PROTECT,
    Protection,
)
from holdfast.kinds.services.backup_reading import got, read_active_policy, read_backup
from holdfast.kinds.services.backup_state import Backup, Workload
from holdfast.kinds.services.backup_writing import activate_policy, add, enable, lengthen
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.tally import Ruling
from holdfast.kinds.statement import Harmless
from holdfast.model.errors import PartlyDoneError
from holdfast.model.longest import BACKUP_POLICY_NAME
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from holdfast.kinds.judgement import Judgement, Violation
    from holdfast.kinds.live import LiveObject
    from holdfast.kinds.services.backup_judging import Ruler
    from holdfast.kinds.services.backup_state import Policy
    from holdfast.tenant.tenant import Reader, Tenant

READ = (
    "BackupRestore-Configuration.Read.All",
    "BackupRestore-Control.Read.All",
    "BackupRestore-Search.Read.All",
)
"""Permissions to read the backup itself; whom it is for is asked besides."""
WRITE = ("BackupRestore-Configuration.ReadWrite.All", "BackupRestore-Control.ReadWrite.All")
AUDITED = (
    *("BackupItemAdded", "BackupItemRemoved", "BackupPolicyActivated", "BackupPolicyEdited"),
    *("BackupPolicyPaused", "BackupServiceDisabled", "BackupServiceEnabled", "NewBackupPolicyCreated"),
)
"""Operations of the unified audit log (recalled: that there are such is documented, their names were not read)."""
ONE_WAY = (
    "Microsoft 365 Backup is enabled: it bills every protected gigabyte to the Azure subscription, and nothing here "
    "ever turns it off again"
)
_WHY = "what a unit is judged or told by; who made it, and how it came into its policy, changes nothing of it"
UNIT = Harmless(
    """
        id policyId status error createdBy createdDateTime lastModifiedBy lastModifiedDateTime
        offboardRequestedDateTime protectionSources
    """,
    _WHY,
)
DAYS_OF_UNIT = Harmless(
    "backupRetentionPeriodInDays",
    "a unit is unknown by it where it is shorter than its policy's",
    seen="https://learn.microsoft.com/graph/api/resources/protectionunitbase (2026-11-28)",
)
UNIT_OF_USER = Harmless("displayName email directoryObjectId", _WHY)
UNIT_OF_SITE = Harmless("siteId siteName siteWebUrl", _WHY)
_USUAL_DAYS = 365


@kind_class
class BackupRule(PopulationKind):
    """Members come and go; the rule stays. A policy that keeps restore points longer than asked obeys it."""

    workload: Workload
    version: str = "v1.0"
    judges: tuple[str, ...] = JUDGES
    notes: str = "violations"
    unmendable: str = "unmendable"
    accepted: str = "accepted"
    audit_operations: tuple[str, ...] = AUDITED
    protects_data: bool = True
    write_permissions: tuple[str, ...] = WRITE
    licence: str = ""

    @property
    def path(self) -> str:
        """Where the units are read, below the version."""
        return self.workload.path

    async def members(self, tenant: Reader, rule: Mapping[str, Any]) -> Members:
        """Return every member; where `population` says who has them, they are not asked for here.

        Raises:
            HoldfastError: when a part could not be read; or one of `NOT_UNDERSTOOD`.
        """
        raise NotImplementedError

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Measure the service, its policy and every member (see `PopulationKind.judge`)."""
        return await self.judged_by(tenant, rule, self.backup)

    async def judged_by(
        self, tenant: Reader, rule: Mapping[str, Any], read: Callable[[Reader], Awaitable[Backup]]
    ) -> Judgement:
        """Return every member judged by the backup that `read` returns, which is read while they are listed."""
        found, members = await asyncio.gather(
            read(tenant), self.members(tenant, rule), return_exceptions=True
        )
        protection = Protection(got(found), self.workload, rule)
        if alone := protection.alone():
            return alone
        return protection.whole(got(members).judgement(protection.ruler()))

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return the rule with the members that break it; an import finds the periods of the active policy."""
        backup = await self.backup(tenant)
        rule = dict(inputs) if inputs else self._usual_rule(backup)
        return self.in_state(rule, await self._judged(tenant, rule, backup))

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Mend what breaks the rule and can be mended (see `Kind.update`).

        Raises:
            PartlyDoneError: `backup-off`, when the service is off and stays off; `members-refused`.
            WriteError: when the service refuses the whole of a step.
        """
        backup = await self.backup(tenant)
        broken = self.to_mend(await self._judged(tenant, new, backup))
        if ENABLE in _steps(broken):
            await enable(tenant)
            backup = await self.backup(tenant)
            broken = self.to_mend(await self._judged(tenant, new, backup))
        if backup.status != "enabled":
            told = f"Microsoft 365 Backup is {backup.status} ({backup.reason}), so none of the {self.noun} was changed"
            raise PartlyDoneError("backup-off", told)
        await self._protect(tenant, new, backup, broken)

    async def _protect(
        self, tenant: Tenant, rule: Mapping[str, Any], backup: Backup, broken: list[Violation]
    ) -> None:
        """Bring policy and units about in a service that is enabled."""
        policy, ids, does = backup.policy, _to_add(broken), _steps(broken)
        if policy is None and ACTIVATE in does:
            left = await activate_policy(tenant, self.workload, backup, rule, ids)
            backup = await self.backup(tenant)
            policy = backup.policy
            broken = self.to_mend(await self._judged(tenant, rule, backup))
            # Of a policy that rested its units come back with it: only what is still missing is added.
            missing, does = set(_to_add(broken)), _steps(broken)
            ids = [one for one in left if one in missing]
        if policy is None:
            return
        if LENGTHEN in does and await self._is_shorter(tenant, policy, rule):
            await lengthen(tenant, self.workload, policy, rule)
        if ids:
            await add(tenant, self.workload, policy.id, ids, self.noun)

    async def _is_shorter(self, tenant: Reader, policy: Policy, rule: Mapping[str, Any]) -> bool:
        """Return whether the policy keeps restore points for too short a time right now; units take minutes to read.

        Raises:
            ReadError: when that could not be read, or is not understood.
        """
        try:
            now = await read_active_policy(tenant, self.workload)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None
        if now is None or now.id != policy.id or now.keeps_days is None:
            return False
        return bool(now.keeps_days < rule["retentionDays"])

    async def _judged(self, tenant: Reader, rule: Mapping[str, Any], backup: Backup) -> Judgement:
        async def known(_: Reader) -> Backup:
            """Return the backup that was read before."""
            return backup

        return await self.judged_by(tenant, rule, known)

    async def backup(self, tenant: Reader) -> Backup:
        """Return the backup of the workload.

        Raises:
            ReadError: when a part could not be read, or is not understood.
        """
        try:
            return await read_backup(tenant, self.workload)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None

    def _usual_rule(self, backup: Backup) -> dict[str, Any]:
        """Return the rule that the active policy obeys; the service's own where there is none."""
        policy = backup.policy
        known = policy is not None and policy.keeps_days is not None
        return {
            "policyName": policy.name if policy is not None and policy.name else f"Holdfast: {self.noun}",
            "retentionDays": policy.keeps_days if policy is not None and known else _USUAL_DAYS,
        }


class Members:
    """Members of a list of Graph's, of which the backup says how they are."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._in_reach: list[tuple[str, str]] = []
        self._count = Count()

    def take(self, member: str, member_id: str) -> None:
        """Take one that the rule is for."""
        self._in_reach.append((member, member_id))

    def exclude(self, member: str) -> None:
        """Take one that the rule leaves out."""
        self._count.take(Ruling(member=member, exempt=Reason.EXCLUDED))

    def lose(self, member: str, why: str) -> None:
        """Take one of which nobody can say whether it obeys."""
        self._count.lose(member, why)

    def judgement(self, judged: Ruler) -> Judgement:
        """Return the count, with everybody in reach as `judged` says: asked once."""
        for member, member_id in self._in_reach:
            if ruling := judged(member, member_id):
                self._count.take(ruling)
            else:
                self._count.cover()
        return self._count.judgement()


def _steps(broken: list[Violation]) -> set[str]:
    """Return what is to be done, in the words of the steps."""
    return {one.remedy.does for one in broken if isinstance(one.remedy, Step)}


def _to_add(broken: list[Violation]) -> list[str]:
    """Return the ids of the members that are to be added to the policy."""
    steps = [one.remedy for one in broken]
    return [one.about for one in steps if isinstance(one, Step) and one.does == PROTECT]


POLICY_NAME = Field(
    name="policyName",
    doc="Name of the protection policy where one is made; an active one of another name is taken as it is.",
    required=True,
    longest=BACKUP_POLICY_NAME,
)
RETENTION_DAYS = Field(
    name="retentionDays",
    doc="Days for which weekly restore points are kept: 90, 180, or 365 times 1 to 10.",
    type=Type.INTEGER,
    required=True,
    minimum=90,
    maximum=3650,
    protects=Protects.HIGHER,
)
ENABLE_SERVICE = Field(
    name="enableService",
    doc="Whether the service is enabled where it is off: it is billed from then on, and never turned off here.",
    type=Type.BOOLEAN,
    one_way=ONE_WAY,
)
NOTED = (
    Field(
        name="violations",
        doc="What broke the rule when last read, and an apply mends.",
        many=True,
        output=True,
    ),
    Field(
        name="unmendable",
        doc="What breaks the rule and no apply can mend, each with the reason.",
        many=True,
        output=True,
    ),
    Field(
        name="accepted", doc="What of it the client file has accepted: left as it is.", many=True, output=True
    ),
)
"""What is told of the members in a state."""
