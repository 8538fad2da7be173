"""What ends in the drives of people who left before the tenant's time for them is over, assessed. Never written.

A retention policy wins over that time in both directions: one that deletes ends a file while the drive is still kept,
unless another one keeps the drive for as long, as keeping comes before deleting. Sources:
https://learn.microsoft.com/sharepoint/retention-and-deletion (2024-04) and
https://learn.microsoft.com/purview/retention (2026-11-26; research notes data-loss O1 and 3.1). A policy that deletes
after more days than the drive is kept for ends old files in time, whoever left, and is no matter of leavers (ours).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.judgement import Judgement, Unjudged, Violation
from holdfast.kinds.purview.retention_policy import KIND as POLICY
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.cleaned_anyway import ANYWAY
from holdfast.kinds.services.retained import Retained

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.others import Others
    from holdfast.tenant.tenant import Reader

_LOCATION = "oneDriveLocation"
_DELETES_AFTER = "deletesAfterDays"


class LeaverDriveEndings(Assessment):
    """Members are the drives of people who left, as one, and each policy that deletes what is in drives."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what the policies come from (see `Kind.interface`)."""
        return POLICY.interface()

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Count the drives as one: what ends in them is told by the policies (see `PopulationKind.judge`)."""
        return Judgement(covered=1, violations=(), exempt={})

    def with_others(self, judgement: Judgement, rule: Mapping[str, Any], others: Others) -> Judgement:
        """Hold the tenant's retention policies against the days (see `PopulationKind.with_others`)."""
        if cause := others.unread.get(POLICY.token):
            told = f"what deletes in drives is unknown: {cause.told}"
            return replace(judgement, uncounted=replace(cause, told=told))
        found = [Retained(one, POLICY.title) for one in others.objects.get(POLICY.token, ())]
        return _judged(judgement, [one for one in found if not one.is_idle()], int(rule["days"]))


def _judged(drives: Judgement, policies: Sequence[Retained], days: int) -> Judgement:
    """Return what the policies that act come to."""
    kept = any(_keeps_all(one, days) for one in policies)
    ending = [
        one
        for one in policies
        if _may_end_within(one, days) and (not kept or any(map(one.live.unmodelled.get, ANYWAY)))
    ]
    unclear = [one for one in ending if one.live.misread is not None or one.has_adaptive_scope()]
    broken = [one for one in ending if one not in unclear]
    others = sum(1 for one in policies if one not in ending and one.deletes and one.places(_LOCATION))
    return replace(
        drives,
        covered=others + (not ending),
        violations=tuple(sorted((_violation(one, days) for one in broken), key=lambda one: one.member)),
        unjudged=tuple(
            Unjudged(member=one.member, why=_why(one)) for one in sorted(unclear, key=lambda one: one.member)
        ),
    )


def _keeps_all(policy: Retained, days: int) -> bool:
    """Return whether a policy that reached every drive keeps each file for so many days, from whenever it counts."""
    lasts = not isinstance(policy.days, int) or policy.days >= days
    return policy.live.misread is None and policy.is_whole(_LOCATION) and not policy.only_deletes and lasts


def _may_end_within(policy: Retained, days: int) -> bool:
    """Return whether a policy deletes something in a drive within so many days of its making, or may."""
    if policy.live.misread is not None:
        return True
    reaches = bool(policy.places(_LOCATION)) or policy.has_adaptive_scope()
    return reaches and policy.deletes and isinstance(policy.days, int) and policy.days < days


def _why(policy: Retained) -> str:
    if policy.live.misread is not None:
        return f"may delete sooner: {policy.live.misread.message}"
    return f"deletes after {policy.days} days where its adaptive scope reaches, which is not read"


def _violation(policy: Retained, days: int) -> Violation:
    return Violation(
        member=policy.member,
        member_id=policy.live.id,
        recorded_as=policy.live.recorded_as,
        property=_DELETES_AFTER,
        expected=days,
        found=policy.days,
        note=(
            "it deletes what is in drives of people who left while these are kept: have a policy over all drives keep "
            f"for {days} days, or let this one delete later"
        ),
    )


KIND = LeaverDriveEndings(
    token="m365:purview:LeaverDriveEndings",
    title="Endings in drives of leavers",
    doc=(
        "An assessment, which never writes: no retention policy deletes what is in drives sooner than the drives of "
        "people who left are kept, unless another one keeps everything in all drives for as long."
    ),
    key="leaver-drive-endings",
    noun="drives and policies",
    judges=(_DELETES_AFTER,),
    beside=(POLICY.token,),
    fields=(
        Field(
            name="days",
            doc="For how many days the drive of a deleted user is kept.",
            type=Type.INTEGER,
            required=True,
            minimum=30,
            maximum=3650,
            stricter=Stricter.HIGHER,
        ),
    ),
    audit_operations=POLICY.audit_operations,
    read_permissions=POLICY.read_permissions,
    read_rights=POLICY.read_rights,
    omits=(
        "labels that delete what somebody labelled, or a query found, and policies of other cmdlets; what a policy "
        "over named drives keeps is taken for nothing kept."
    ),
    source="https://learn.microsoft.com/sharepoint/retention-and-deletion (2024-04-08)",
)
