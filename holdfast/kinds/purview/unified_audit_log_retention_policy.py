"""Audit log retention policies: how long records of the unified audit log are kept, by what they record.

A policy of the client's own beats Microsoft's default also where it keeps for shorter, and of several the one with the
lowest number counts. So what is asked of one is true only when no shorter one stands before it: that is told as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from holdfast.gates.lockout import BreakGlass
from holdfast.kinds.decode import (
    MisreadError,
    as_integer,
    as_texts,
    as_word,
    member,
    not_understood,
    required,
)
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Stricter, Type
from holdfast.kinds.live import LiveObject
from holdfast.kinds.services.cmdlet_object import CmdletObject
from holdfast.kinds.services.retention_policies import overdue
from holdfast.kinds.statement import Frozen, Harmless, Watched
from holdfast.model.control import Severity
from holdfast.model.errors import WriteError
from holdfast.model.finding import Rank
from holdfast.model.longest import PURVIEW_NAME
from holdfast.model.permission import CHANGES_PURVIEW, CMDLETS, READS_PURVIEW
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
from holdfast.tenant.tenant import Reader, Tenant

DURATIONS = (
    *("TenYears", "SevenYears", "FiveYears", "ThreeYears", "TwelveMonths"),
    *("NineMonths", "SixMonths", "ThreeMonths", "OneMonth", "SevenDays"),
)
"""The longest first."""
_PLACES = {one.casefold(): place for place, one in enumerate(DURATIONS)}
_DEFAULT = "TwelveMonths"
"""What Microsoft's own policy keeps of Exchange, files and Entra ID where the licence is there."""
_PRECEDED = "PrecededBy"
"""Where a row names the policies that beat it here; the service says it by the numbers of all rows."""


class AuditLogRetention(CmdletObject):
    """A policy, and what stands before it."""

    __slots__ = ()

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return every policy, those of `keys` with what stands before them (see `Kind.collect`)."""
        told = await tenant.cmdlets.rows(self.endpoint, Invocation(f"Get-{self.noun}", {}))
        rows = [overdue(row, (), tenant.service_time) for row in told]
        wanted = {self.normal_key(key) for key in keys}
        return self.distinct(self._live(row, rows, wanted) for row in rows)

    def _live(
        self, row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], wanted: set[str]
    ) -> LiveObject:
        found = self.live(row, self._identity(row))
        if found.misread or found.nameless or self.normal_key(found.key) not in wanted:
            return found
        try:
            before = _before(row, (one for one in rows if one is not row))
        except MisreadError as error:
            # A policy that may stand before this one is not understood, so what this one does is not known.
            return replace(found, misread=not_understood(self.title, found.key, error))
        return self.live({**row, _PRECEDED: before}, found.id) if before else found

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Run `New-`, unless another policy has the number (see `Kind.create`)."""
        await self._refuse_taken(tenant, inputs)
        return await CmdletObject.create(self, tenant, inputs)

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Run `Set-` with what changed, and the number, which it asks for (recalled; see `Kind.update`)."""
        before, after = self.normal(old), self.normal(new)
        changed = {name for name in new if name != self.key and before.get(name) != after.get(name)}
        if not changed:
            return
        await self._refuse_taken(tenant, new)
        parameters = self.wire({name: new[name] for name in changed | {"priority"}})
        change = Invocation(f"Set-{self.noun}", {"Identity": object_id, **parameters})
        await tenant.cmdlets.run(self.endpoint, change)

    async def _refuse_taken(self, tenant: Tenant, inputs: Mapping[str, Any]) -> None:
        """Do nothing when no other policy has the number: the service has each once.

        Raises:
            WriteError: `priority-taken`.
        """
        rows = await tenant.cmdlets.rows(self.endpoint, Invocation(f"Get-{self.noun}", {}))
        others = [
            self._identity(row)
            for row in rows
            if row.get("Priority") == inputs["priority"]
            and self.normal_key(self._identity(row)) != self.normal_key(self.key_of(inputs))
        ]
        if others:
            told = (
                f"{self.title} {self.key_of(inputs)!r}: priority {inputs['priority']} is that of {others[0]!r}, and "
                "the service gives each out once; choose another one, a lower number where this policy has to win"
            )
            raise WriteError("priority-taken", told)


def _before(row: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the names of policies that beat this one for some of its records, and keep them for shorter; sorted.

    Raises:
        MisreadError: when one of them is not understood.
    """
    own, kept, records = _number(row), _rank_of(row), _records(row)
    return sorted(
        str(one.get("Name"))
        for one in others
        if one.get("Enabled") is not False
        and _number(one) <= own
        and _rank_of(one) > kept
        # One without record types is for people, whatever they do.
        and (not _records(one) or not records or _records(one) & records)
    )


def _number(row: Mapping[str, Any]) -> int:
    return required(row, "Priority", as_integer)


def _rank_of(row: Mapping[str, Any]) -> int:
    return _PLACES[
        required(row, "RetentionDuration", lambda value, path: as_word(value, path, DURATIONS)).casefold()
    ]


def _records(row: Mapping[str, Any]) -> set[str]:
    return {one.casefold() for one in member(row, "RecordTypes", as_texts) or ()}


def _rank(live: LiveObject, _: BreakGlass) -> Rank:
    """Return what a policy that nobody declared can do: keep for shorter than Microsoft would without it."""
    kept = str(live.inputs.get("retentionDuration"))
    if _PLACES.get(kept.casefold(), len(_PLACES)) > _PLACES[_DEFAULT.casefold()]:
        return Rank(Severity.HIGH, f"records are kept for {kept} only, whatever Microsoft keeps by default")
    return Rank(Severity.LOW, f"records are kept for {kept}")


_LOOK = "look at the policy under Audit in the Purview portal"
_WATCHED = (
    Watched(
        _PRECEDED,
        "a shorter policy with a lower number, or the same, counts instead",
        mend="remove it, or give this policy a lower number",
        seen="told here from the numbers of all policies",
    ),
    Watched("Operations", "only some operations", mend=_LOOK),
    Watched("UserIds", "only some people", mend=_LOOK),
    Watched("Enabled", "the policy keeps nothing", harmless=(True,), mend=_LOOK),
    Watched(
        "Mode", "the policy is being deleted, or only tested", harmless=("Enforce", "Enable"), mend=_LOOK
    ),
    *(
        Watched(name, "the policy does not act yet", harmless=("Success", "Pending"), mend=_LOOK)
        for name in ("DistributionStatus", "DistributionSyncStatus")
    ),
    Watched("PolicyRBACScopes", "only a part of the organisation", mend=_LOOK),
)
_HARMLESS = (
    Harmless(
        """
            Identity Id Guid ImmutableId ExchangeObjectId DistinguishedName ObjectCategory ObjectClass ObjectState
            OrganizationalUnitRoot OrganizationId OriginatingServer ExchangeVersion ObjectVersion ExternalIdentity
        """,
        "which object it is, and where the service keeps it",
    ),
    Harmless(
        """
            WhenCreated WhenCreatedUTC WhenChanged WhenChangedUTC CreatedBy LastModifiedBy CreationTimeUtc
            ModificationTimeUtc
        """,
        "who changed it when; what it is now is compared",
    ),
    Harmless("Comment AdminDisplayName", "texts for people"),
    Harmless("Type Workload", "the same for every policy"),
    Harmless(
        "DistributionResults LastStatusUpdateTime", "what failed at a place is read into DistributionStatus"
    ),
    Harmless("IsValid ReadOnly", "how the service stores it"),
)


KIND = AuditLogRetention(
    token="m365:purview:UnifiedAuditLogRetentionPolicy",
    title="Audit log retention policy",
    doc=(
        "How long records of the unified audit log are kept, by their types. It beats Microsoft's default also where "
        "it keeps for shorter; of several the lowest number counts. Removing one takes up to half an hour."
    ),
    key="name",
    endpoint=Endpoint.COMPLIANCE,
    noun="UnifiedAuditLogRetentionPolicy",
    fields=(
        Field(
            name="name",
            wire="Name",
            doc="Name of the policy: its natural key, in any letter case.",
            required=True,
            fixed=True,
            any_case=True,
            longest=PURVIEW_NAME,
        ),
        Field(name="description", wire="Description", doc="For administrators."),
        Field(
            name="retentionDuration",
            wire="RetentionDuration",
            doc="How long the records are kept.",
            required=True,
            values=DURATIONS,
            any_case=True,
            stricter=Stricter.EARLIER,
            protects=Protects.EARLIER,
        ),
        Field(
            name="priority",
            wire="Priority",
            doc="Which policy counts where several are for a record: the lowest number, each once.",
            type=Type.INTEGER,
            required=True,
            minimum=1,
            maximum=10000,
        ),
        Field(
            name="recordTypes",
            wire="RecordTypes",
            doc="Types of the records, as `AuditLogRecordType` names them.",
            many=True,
            any_case=True,
            required=True,
            protects=Protects.MORE,
        ),
    ),
    examples=(
        Example(
            row={
                "Name": "Teams",
                "Description": "Everything of Teams",
                "RetentionDuration": "TenYears",
                "Priority": 100,
                "RecordTypes": ["MicrosoftTeams"],
            },
            inputs={
                "name": "Teams",
                "description": "Everything of Teams",
                "retentionDuration": "TenYears",
                "priority": 100,
                "recordTypes": ["MicrosoftTeams"],
            },
        ),
    ),
    # A short time that is accepted harms little until the policy comes before others, or is for more records.
    together=(("retentionDuration", "priority", "recordTypes"),),
    answers=("Get-UnifiedAuditLogRetentionPolicy",),
    omits="Microsoft's default policy, which is not listed and cannot be changed; every policy listed here beats it.",
    always=("RetentionDuration", "Priority", "RecordTypes"),
    watched=_WATCHED,
    harmless=_HARMLESS,
    frozen=(Frozen("Mode", "it is being deleted", ("PendingDeletion",)),),
    audit_operations=("New-UnifiedAuditLogRetentionPolicy", "Set-UnifiedAuditLogRetentionPolicy"),
    unique_key=True,
    protects_data=True,
    report_unmanaged=True,
    rank=_rank,
    read_permissions=(CMDLETS,),
    write_permissions=(CMDLETS,),
    read_rights=(READS_PURVIEW,),
    write_rights=(CHANGES_PURVIEW,),
    licence="",
    source="https://learn.microsoft.com/purview/audit-log-retention-policies (2026-11-27)",
)
