"""Retention labels: how long an item is kept, from when, and what happens then."""

from __future__ import annotations

from holdfast.gates.lockout import BreakGlass
from holdfast.kinds.codec import DAYS
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Stricter, Type
from holdfast.kinds.live import LiveObject
from holdfast.kinds.services.cmdlet_object import CmdletObject
from holdfast.kinds.statement import Frozen, Harmless, Watched
from holdfast.model.control import Severity
from holdfast.model.finding import Rank
from holdfast.model.permission import CHANGES_PURVIEW, CMDLETS, READS_PURVIEW
from holdfast.tenant.cmdlet_wire import Endpoint

_WATCHED = (
    Watched("HasRetentionAction", "false: the label keeps nothing", harmless=(True,)),
    Watched(
        "IsRecordUnlockedAsDefault", "records can be edited until somebody locks them", harmless=(False,)
    ),
    Watched("MultiStageReviewProperty", "somebody decides at the end whether the item is deleted"),
    Watched("ComplianceTagForNextStage", "another label takes over at the end"),
    Watched("AutoApprovalPeriod", "the decision at the end is made by itself after some days"),
    Watched("FlowId", "a flow decides at the end what happens to the item"),
    Watched("PriorityCleanup", "items are deleted although something else keeps them", harmless=(False,)),
    Watched("Disabled", "a label that is switched off keeps nothing", harmless=(False,)),
    Watched(
        "Mode",
        "a label that is being deleted, or only simulated, keeps nothing",
        harmless=("Enforce",),
        mend="look at the label in the Purview portal; one that is being deleted must be made anew",
    ),
    Watched("ErrorMetadata", "the service reports an error", mend="look at the label in the Purview portal"),
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
        "WhenCreated WhenCreatedUTC WhenChanged WhenChangedUTC CreatedBy LastModifiedBy",
        "who changed it when; what it is now is compared",
    ),
    Harmless("AdminDisplayName FilePlanMetadata", "texts for people"),
    Harmless("Priority", "counts among rules of one policy only"),
    Harmless("Policy", "a label is published by policies, which are a kind of their own"),
    Harmless("Workload", "names every workload, whatever the label is for"),
    Harmless("IsValid ReadOnly MaximumBlobRuleLength", "how the service stores it"),
)
_DURATION = ("retentionDurationDays",)
ONE_WAY = (
    "Regulatory record: nobody, not even an administrator, can take the label off an item, change its duration or "
    "remove the label ever again, and the items stay until it is over"
)
"""Source: https://learn.microsoft.com/purview/declare-records (2026-11-26)."""
DELETES = (
    "whatever comes to bear the label is deleted by itself when its days are over, is kept by it not even until then, "
    "and soon nothing brings it back"
)
"""Source: https://learn.microsoft.com/purview/retention (2026-11-26): a label of this action keeps nothing."""
_FROZEN = (
    Frozen("regulatory", "a regulatory record keeps its duration for ever", (True,), _DURATION),
    Frozen("HasRetentionAction", "a label that keeps nothing has no duration to change", (False,), _DURATION),
    Frozen(
        "isRecordLabel", "the duration of a record can only be extended", (True,), _DURATION, less_only=True
    ),
    Frozen("Mode", "it is being deleted", ("PendingDeletion",)),
)
"""Sources: https://learn.microsoft.com/powershell/module/exchange/set-compliancetag and
https://learn.microsoft.com/purview/declare-records (2026-11-26)."""


def _rank(live: LiveObject, _: BreakGlass) -> Rank:
    """Return what a label that nobody declared can do: end the life of what bears it, or make it unchangeable."""
    action = str(live.inputs.get("retentionAction")).casefold()
    days = f"after {live.inputs.get('retentionDurationDays')} days"
    if action == "delete":
        return Rank(Severity.HIGH, f"what bears it is deleted {days}, and is not kept until then")
    if action != "keep":
        return Rank(Severity.MEDIUM, f"what bears it is kept, and deleted {days}")
    if live.inputs.get("isRecordLabel"):
        return Rank(Severity.MEDIUM, "what bears it is a record, which nobody can edit or delete")
    return Rank(Severity.LOW, "what bears it is kept")


KIND = CmdletObject(
    token="m365:purview:RetentionLabel",
    title="Retention label",
    doc=(
        "How long items that bear the label are kept, from when on, and what happens then. Action, start and kind "
        "of record are fixed at creation; Graph offers labels to signed-in people only, so the compliance endpoint "
        "of Microsoft's PowerShell module serves them."
    ),
    key="name",
    endpoint=Endpoint.COMPLIANCE,
    noun="ComplianceTag",
    fields=(
        Field(
            name="name",
            wire="Name",
            doc="Name of the label: its natural key, in any letter case.",
            required=True,
            fixed=True,
            any_case=True,
        ),
        Field(
            name="retentionAction",
            wire="RetentionAction",
            doc="`Keep`, `KeepAndDelete` or `Delete`.",
            required=True,
            fixed=True,
            any_case=True,
            values=("Keep", "KeepAndDelete", "Delete"),
            one_way=DELETES,
            one_way_words=("delete",),
        ),
        Field(
            name="retentionDurationDays",
            wire="RetentionDuration",
            doc="Days, or `unlimited`.",
            type=Type.DAYS,
            codec=DAYS,
            required=True,
            minimum=1,
            maximum=36500,
            stricter=Stricter.HIGHER,
            # Where it also deletes, longer means deleted later, which the law may forbid: somebody has to say.
            stricter_where=("retentionAction", "keep"),
        ),
        Field(
            name="retentionType",
            wire="RetentionType",
            doc="From when on: `CreationAgeInDays`, `ModificationAgeInDays`, `TaggedAgeInDays` or `EventAgeInDays`.",
            required=True,
            fixed=True,
            any_case=True,
            values=("CreationAgeInDays", "ModificationAgeInDays", "TaggedAgeInDays", "EventAgeInDays"),
        ),
        Field(
            name="isRecordLabel",
            wire="IsRecordLabel",
            doc="Items that bear it are records: neither edited nor deleted.",
            type=Type.BOOLEAN,
            fixed=True,
            default=False,
            stricter=Stricter.TRUE,
        ),
        Field(
            name="regulatory",
            wire="Regulatory",
            doc="Items that bear it are regulatory records: nothing takes the label off, or makes it anything else.",
            type=Type.BOOLEAN,
            fixed=True,
            default=False,
            one_way=ONE_WAY,
        ),
        Field(
            name="eventType",
            wire="EventType",
            doc="Type of the event from which on the time counts, where `retentionType` is `EventAgeInDays`.",
            fixed=True,
            any_case=True,
        ),
        Field(
            name="reviewerEmail",
            wire="ReviewerEmail",
            doc="Addresses of those who decide at the end whether an item is deleted; with none it is, by itself.",
            many=True,
            any_case=True,
            protects=Protects.MORE,
        ),
        Field(name="comment", wire="Comment", doc="For administrators."),
        Field(name="notes", wire="Notes", doc="For the people who apply it."),
    ),
    examples=(
        Example(
            row={
                "Guid": "t-1",
                "Name": "Record",
                "Comment": "For administrators",
                "Notes": "For people",
                "RetentionAction": "KeepAndDelete",
                "RetentionDuration": "2555",
                "RetentionType": "CreationAgeInDays",
                "IsRecordLabel": True,
                "Regulatory": False,
                "ReviewerEmail": ["records@x"],
            },
            inputs={
                "name": "Record",
                "comment": "For administrators",
                "notes": "For people",
                "retentionAction": "KeepAndDelete",
                "retentionDurationDays": 2555,
                "retentionType": "CreationAgeInDays",
                "isRecordLabel": True,
                "regulatory": False,
                "reviewerEmail": ["records@x"],
            },
        ),
        Example(
            row={
                "Guid": "t-2",
                "Name": "Personnel file",
                "RetentionAction": "Keep",
                "RetentionDuration": "3650",
                "RetentionType": "EventAgeInDays",
                "EventType": "Employee leaves",
                "IsRecordLabel": True,
                "Regulatory": True,
            },
            inputs={
                "name": "Personnel file",
                "retentionAction": "Keep",
                "retentionDurationDays": 3650,
                "retentionType": "EventAgeInDays",
                "eventType": "Employee leaves",
                "isRecordLabel": True,
                "regulatory": True,
            },
        ),
    ),
    # For how long, from when, and what comes then: a short time that is accepted may not come to end in a deletion.
    together=(("retentionAction", "retentionDurationDays", "retentionType"),),
    answers=("Get-ComplianceTag",),
    omits="nothing that is known.",
    always=("RetentionAction", "RetentionDuration", "RetentionType", "IsRecordLabel", "Regulatory"),
    watched=_WATCHED,
    harmless=_HARMLESS,
    frozen=_FROZEN,
    audit_operations=("New-ComplianceTag", "Set-ComplianceTag"),
    unique_key=True,
    protects_data=True,
    report_unmanaged=True,
    rank=_rank,
    read_permissions=(CMDLETS,),
    write_permissions=(CMDLETS,),
    read_rights=(READS_PURVIEW,),
    write_rights=(CHANGES_PURVIEW,),
    licence="",
    source="https://learn.microsoft.com/powershell/module/exchange/new-compliancetag (2026-11-24)",
)
