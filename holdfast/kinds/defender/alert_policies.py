"""Alert policies of Microsoft's own, assessed: those that tell of an attack are on, and tell somebody. Never written.

They are there in every tenant, and their conditions are Microsoft's. The portal switches one off and takes its
recipients away; "You can't use this cmdlet to edit default alert policies" says the page of `Set-ProtectionAlert`, so
that no apply is there to mend one. Some names end in a space of no width, which is not looked at. Sources:
https://learn.microsoft.com/powershell/module/exchange/set-protectionalert (2026-11-27); the rows: research notes
rows.json (2026-11-25). That notifications rest until `NotifyUserSuppressionExpiryDate`: the same page.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_moment,
    as_name,
    as_texts,
    required,
    told,
)
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Uncounted, Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.listed import WHICH
from holdfast.kinds.services.novelties import news
from holdfast.kinds.services.tally import TWICE, Ruling
from holdfast.kinds.statement import Harmless
from holdfast.model.permission import CMDLETS, READS_PURVIEW
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_ALERTS = "Get-ProtectionAlert"
_OFF, _OWN = "Disabled", "IsSystemRule"
_NOTIFIES, _WHOM, _RESTS = "NotificationEnabled", "NotifyUser", "NotifyUserSuppressionExpiryDate"
_NO_WIDTH = "\u200b\ufeff "
_IN_THE_PORTAL = "no application may change a policy of Microsoft's own: set it in the Defender portal"
_NOT_THERE = (
    "every tenant has this policy of Microsoft's own, and this one does not list it: look at its licences"
)


class AlertPolicies(Assessment):
    """The named policies are the members; others that the tenant has are not judged."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the cmdlet (see `Kind.interface`)."""
        return f"`{_ALERTS}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every named policy (see `PopulationKind.judge`)."""
        rows = await tenant.cmdlets.rows(Endpoint.COMPLIANCE, Invocation(_ALERTS, {}))
        judgement = _judged(rows, rule, tenant.service_time())
        return replace(judgement, notes=news(_ALERTS, self.names, rows))


def _judged(rows: Sequence[Row], rule: Mapping[str, Any], now: datetime) -> Judgement:
    """Return what the named policies came to."""
    count = Count()
    named: dict[str, list[Row]] = {}
    for row in rows:
        try:
            named.setdefault(_plain(required(row, "Name", as_name)), []).append(row)
        except MisreadError as misread:
            count.lose("one without a name", str(misread))
    left_out = {_plain(str(one)) for one in rule.get("excludedPolicies") or []}
    always = [str(one) for one in rule["alertPolicies"]]
    for name in (*always, *(str(one) for one in rule.get("policiesWhereThere") or [])):
        found = named.get(_plain(name), [])
        if _plain(name) in left_out:
            count.take(Ruling(member=name, exempt=Reason.EXCLUDED))
        elif found or name in always:
            count.take(_ruling(name, found, now))
    told_whole = any(row.get(_OWN) is True for row in rows)
    why = f"whether these are all {KIND.noun} is unknown: none of Microsoft's own is among them"
    uncounted = None if told_whole else Uncounted(reason=Reason.UNEXPECTED, told=why)
    return replace(count.judgement(), uncounted=uncounted)


def _plain(name: str) -> str:
    return name.strip(_NO_WIDTH).casefold()


def _ruling(name: str, found: Sequence[Row], now: datetime) -> Ruling:
    """Return what one policy came to, of the rows with its name."""
    if not found:
        return Ruling(member=name, breaks=(_violation(name, "disabled", (False, None), _NOT_THERE),))
    if len(found) > 1:
        return Ruling(member=name, unknown=TWICE)
    try:
        return Ruling(member=name, breaks=tuple(_broken(name, found[0], now)))
    except MisreadError as misread:
        return Ruling(member=name, unknown=str(misread))


def _broken(name: str, row: Row, now: datetime) -> Iterator[Violation]:
    """Yield in what a policy is not as asked.

    Raises:
        MisreadError: a part of it is not told, or not understood.
    """
    off, notifies = required(row, _OFF, as_boolean), required(row, _NOTIFIES, as_boolean)
    whom, rests = told(row, _WHOM, as_texts) or [], told(row, _RESTS, as_moment)
    if off:
        yield _violation(name, "disabled", (False, True), _IN_THE_PORTAL)
    if not notifies:
        yield _violation(name, "notificationEnabled", (True, False), _IN_THE_PORTAL)
    if not any(one.strip() for one in whom):
        yield _violation(name, "notifyUser", ("somebody", whom), _IN_THE_PORTAL)
    if rests and rests > now:
        yield _violation(name, "notifyUserSuppressionExpiryDate", (None, row[_RESTS]), _IN_THE_PORTAL)


def _violation(name: str, judged: str, values: tuple[Any, Any], note: str) -> Violation:
    """Return that something is, and should be otherwise; audit records call a policy by its name (assumed)."""
    return Violation(
        member=name, member_id=name, property=judged, expected=values[0], found=values[1], note=note
    )


KIND = AlertPolicies(
    token="m365:defender:AlertPolicies",
    title="Alert policies",
    doc=(
        "An assessment, which never writes: the named alert policies of Microsoft's own are on, and tell somebody. "
        "Those that are excluded are named."
    ),
    key="alert-policies",
    noun="alert policies",
    judges=("disabled", "notificationEnabled", "notifyUser", "notifyUserSuppressionExpiryDate"),
    fields=(
        Field(
            name="alertPolicies",
            doc="Names of policies that every tenant has: one that is not there breaks the rule.",
            many=True,
            any_case=True,
            required=True,
            protects=Protects.MORE,
        ),
        Field(
            name="policiesWhereThere",
            doc="Names of policies that only some licences bring: judged where the tenant has one.",
            many=True,
            any_case=True,
            protects=Protects.MORE,
        ),
        Field(
            name="excludedPolicies",
            doc="Names of policies that the assessment leaves out.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
    ),
    audit_operations=("Set-ProtectionAlert",),
    answers=(_ALERTS,),
    omits="nothing that is known; Microsoft's own are always among them, and without any the list is not whole.",
    harmless=(
        Harmless(f"{_OFF} {_OWN} {_NOTIFIES} {_WHOM} {_RESTS}", "what the assessment is about"),
        Harmless(
            """
                Filter Operation LogicalOperationName Threshold VolumeThreshold TimeWindow MergedRuleXml StreamType
                ThreatType AlertBy AlertFor AlertScenario Scenario AggregationType Category TagFilter UserTags
                RecipientTags SenderTags CustomProperties UseCreatedDateTime CorrelationPolicyId ExternalScenarioData
                PrivacyManagementScopedSensitiveInformationTypes
                PrivacyManagementScopedSensitiveInformationTypesForCounting
                PrivacyManagementScopedSensitiveInformationTypesThreshold AlertOverrideChangedUtc
            """,
            "of what a policy tells: Microsoft's own to say, of its own policies",
        ),
        Harmless(
            """
                Severity NotifyUserOnFilterMatch NotifyUserThrottleThreshold NotifyUserThrottleWindow
                NotificationCulture
            """,
            "how urgent a message is, how often one comes and in which language",
        ),
        Harmless(
            """
                ReadOnly ErrorMetadata ExternalIdentity ImmutableId Priority Workload Policy Comment Mode ObjectVersion
                MaximumBlobRuleLength CreatedBy LastModifiedBy
            """,
            "who made it, and where the service keeps it",
        ),
        Harmless(WHICH, "which policy it is, and where the service keeps it"),
    ),
    read_permissions=(CMDLETS,),
    read_rights=(READS_PURVIEW,),
    source="https://learn.microsoft.com/powershell/module/exchange/get-protectionalert (2026-11-27)",
)
