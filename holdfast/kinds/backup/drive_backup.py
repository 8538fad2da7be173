"""Backup of OneDrive: the drive of everybody who has one by licence is in OneDrive's protection policy.

Who should have a drive is asked of the directory. A drive whose user is deleted or lost the licence is in nobody's
list: it stays in its backup as it was, and `holdfast horizon` tells when Microsoft erases it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Field, Protects
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
    Members,
)
from holdfast.kinds.services.backup_state import Key, Workload, user_key
from holdfast.kinds.services.drive_plans import DRIVE_PLAN_NAMES
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.model.directory import USER
from holdfast.model.errors import HoldfastError
from holdfast.model.letters import one_case
from holdfast.tenant.plan_holders import Plans, plan_holders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.tenant import Reader

_PLANS = Plans(DRIVE_PLAN_NAMES, DRIVE_PLAN_NAMES)


class DriveBackup(BackupRule):
    """The drive of every user who is licensed for one."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what is read (see `Kind.interface`)."""
        return "Graph v1.0: `/solutions/backupRestore`, `/users`"

    async def members(self, tenant: Reader, rule: Mapping[str, Any]) -> Members:
        """Return everybody who is licensed for a drive; who has several plans is taken once."""
        left_out = {one_case(one) for one in rule.get("excludedUsers") or []}
        members, seen = Members(), set[Key]()
        async for _, page in plan_holders(tenant, [_PLANS]):
            if isinstance(page, HoldfastError):
                raise page
            for user_id, name in page.users:
                key = user_key(user_id)
                if key in seen:
                    continue
                seen.add(key)
                if left_out & {one_case(name), user_id.casefold()}:
                    members.exclude(name)
                else:
                    members.take(name, user_id)
        return members


_BY_NAME = asked_by_name(
    "/solutions/backupRestore/oneDriveForBusinessProtectionPolicies/{id}/driveProtectionUnitsBulkAdditionJobs",
    "/solutions/backupRestore/protectionUnits/microsoft.graph.driveProtectionUnit",
    "/users",
)

KIND = DriveBackup(
    token="m365:backup:DriveBackup",
    title="Backup of drives",
    doc=(
        "The OneDrive of everybody who is licensed for one is protected by Microsoft 365 Backup, with a restore point "
        "of the last day, and weekly points are kept for at least the days. A user who comes later breaks the rule "
        "until the next apply."
    ),
    key="drive-backup",
    noun="drives",
    workload=Workload(
        policies="oneDriveForBusinessProtectionPolicies",
        units="driveProtectionUnits",
        unit_type="driveProtectionUnit",
        jobs="driveProtectionUnitsBulkAdditionJobs",
        names="directoryObjectId",
        lists="directoryObjectIds",
        key=user_key,
    ),
    fields=(
        POLICY_NAME,
        RETENTION_DAYS,
        ENABLE_SERVICE,
        Field(
            name="excludedUsers",
            doc="User principal names that the rule leaves out, or ids of users, which cannot be given to others.",
            many=True,
            any_case=True,
            names_of=USER,
            protects=Protects.FEWER,
        ),
        *NOTED,
    ),
    licence="SHAREPOINTSTANDARD",
    read_permissions=(*READ, "LicenseAssignment.Read.All", "User.Read.All"),
    harmless=(DAYS_OF_UNIT, UNIT, UNIT_OF_USER),
    answers=("driveProtectionUnit",),
    omits=(
        "drives of users who are deleted or have no licence: no list has them by their users. Names of units come to "
        "people only, so that units are found by the ids of users. "
        f"{_BY_NAME}"
    ),
    source="https://learn.microsoft.com/graph/api/resources/onedriveforbusinessprotectionpolicy (2026-11-26)",
)
