"""Retention policies: what is kept or deleted where, without anybody's doing. One policy with one rule.

Label policies and policies that label by themselves are in the same lists: their rules say so, and they are not this
kind's.
"""

from __future__ import annotations

from holdfast.kinds.codec import DAYS, Codec
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Stricter, Type
from holdfast.kinds.services.cleaned_anyway import ANYWAY
from holdfast.kinds.services.retained import DELETED_ANYWAY_BY
from holdfast.kinds.services.retention_policies import (
    place_names,
)
from holdfast.kinds.services.retention_rules import (
    ACTION,
    DURATION,
)
from holdfast.kinds.services.retention_statement import (
    ADAPTIVE,
    CHANGED,
    ENFORCED,
    LOOK,
    NARROWED,
    NOT_DISTRIBUTED,
    OF_POLICIES,
    PRIORITY_CLEANUP,
    SOME_ITEMS,
    STORED,
)
from holdfast.kinds.services.ruled_policy import LOCATIONS, LOCK, PLACES, RULE, START, RuledPolicy
from holdfast.kinds.statement import Frozen, Harmless, Watched
from holdfast.model.longest import PURVIEW_NAME
from holdfast.model.permission import CHANGES_PURVIEW, CMDLETS, READS_PURVIEW

_ONLY_DELETES = ("retentionAction", "delete")
"""Input, and its value in lower case, of a policy that keeps nothing: it protects what it does not reach."""
_DELETING = ("keepanddelete", "delete")
"""In lower case, the actions that end in a deletion."""
_PLACE_NAMES = Codec(encode=lambda value: value, decode=lambda value: place_names(value, ""))
ONE_WAY = (
    "Preservation Lock: nobody, not even Microsoft, can switch the policy off, delete it, shorten it or take a place "
    "out of it ever again"
)
"""Source: https://learn.microsoft.com/purview/retention-preservation-lock (2026-11-26)."""
ERASES = (
    "everything at its places that is older than its days, what is there today as well, is deleted by itself, and soon "
    "nothing brings it back"
)
"""Source: https://learn.microsoft.com/purview/retention (2026-11-26): the time counts from when a thing was made or
changed, not from the policy."""


def _places(name: str, doc: str, protects: Protects) -> Field:
    return Field(
        name=name,
        wire=PLACES[name],
        doc=doc,
        many=True,
        any_case=True,
        codec=_PLACE_NAMES,
        protects=protects,
        deletes_where=_ONLY_DELETES,
        # So its page says, of the portal (https://learn.microsoft.com/purview/retention-settings, research notes
        # data-loss W15); that a cmdlet does the same is assumed.
        emptied_to_all=name in LOCATIONS,
    )


_ELSEWHERE = (
    *("PublicFolderLocation", "SkypeLocation", "SkypeLocationException"),
    *("DynamicScopeLocation", "AdaptiveScopeLocation"),
)
_WATCHED = (
    *(Watched(name, "places that the program does not name") for name in _ELSEWHERE),
    *NARROWED,
    Watched("IsSimulation", "a simulation keeps and deletes nothing", harmless=(False,)),
    Watched(
        "Mode",
        "a policy that is being deleted, or only tested, keeps nothing",
        harmless=ENFORCED,
        mend=f"{LOOK}; one that is being deleted must be made anew",
    ),
    *NOT_DISTRIBUTED,
    Watched("rule.Disabled", "the rule does nothing", harmless=(False,)),
    Watched("rule.Mode", "the rule does nothing", harmless=ENFORCED, mend=LOOK),
    Watched("rule.ErrorMetadata", "the service reports an error", mend=LOOK),
    Watched("rule.PublishComplianceTag", "the policy publishes a label, and keeps nothing by itself"),
    Watched("rule.ApplyComplianceTag", "the policy labels, and keeps nothing by itself"),
    *(
        Watched(f"rule.{name}", SOME_ITEMS)
        for name in (
            *("ContentMatchQuery", "ContentDateFrom", "ContentDateTo", "MachineLearningModelIDs"),
            "ContentContainsSensitiveInformation",
        )
    ),
    Watched("rule.ExcludedItemClasses", "items that are left out"),
    Watched("rule.IRMRiskyUserProfiles", "only some people"),
    *(
        Watched(
            one,
            "items are deleted although something else keeps them",
            harmless=(False,),
            seen=PRIORITY_CLEANUP,
        )
        for one in ANYWAY
    ),
    Watched(
        DELETED_ANYWAY_BY,
        "priority clean-up of these policies deletes what this one keeps",
        mend="look at that policy in the Purview portal, and switch it off or remove it if it is not meant",
        seen="the whole list, for no row says it",
    ),
)
_HARMLESS = (
    *OF_POLICIES,
    Harmless("Comment AdminDisplayName", "texts for people"),
    Harmless("Priority", "order among policies; where several keep, the longest wins, whatever their order"),
    Harmless("TeamsPolicy", "whether its places are those of Teams, which are compared"),
    Harmless("RetentionRuleTypes", "what its rule does, which is read from the rule"),
    Harmless(
        " ".join(f"rule.{name}" for name in f"Name Policy {STORED} {CHANGED}".split()),
        "which rule it is, and who changed it when",
    ),
    Harmless("rule.Comment rule.AdminDisplayName", "texts for people"),
    Harmless("rule.Priority rule.Workload rule.IsValid rule.ReadOnly", "how the service stores it"),
    Harmless("rule.MaximumBlobRuleLength", "how the service stores it"),
    Harmless(
        "rule.RetentionDurationDisplayHint rule.HoldContent rule.HoldDurationDisplayHint",
        "how the duration is shown, and its names from before",
    ),
)
_FROZEN = (
    Frozen(
        LOCK,
        "a locked policy only ever gets stricter",
        (True,),
        ("retentionDurationDays", "retentionType", "enabled", *PLACES, LOCK),
        less_only=True,
    ),
    Frozen(LOCK, "a locked policy does what it does for ever", (True,), ("retentionAction",)),
    Frozen("Mode", "it is being deleted", ("PendingDeletion",)),
    Frozen("rule.PublishComplianceTag", "a policy that publishes labels never keeps by itself"),
    Frozen("rule.ApplyComplianceTag", "a policy that labels never keeps by itself"),
    *ADAPTIVE,
)
"""Sources: https://learn.microsoft.com/purview/retention-preservation-lock, retention-settings there, and
https://learn.microsoft.com/powershell/module/exchange/set-retentioncompliancepolicy (2026-11-26)."""


KIND = RuledPolicy(
    token="m365:purview:RetentionPolicy",
    title="Retention policy",
    doc=(
        "Keeps what is in its places, deletes it after a time, or both, whether or not anybody labels it. Places of "
        "Teams are in policies of their own: the service takes no others beside them. Distribution takes up to a day."
    ),
    key="name",
    whole=True,
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
        Field(
            name="enabled",
            wire="Enabled",
            doc="Switched on.",
            type=Type.BOOLEAN,
            default=True,
            protects=Protects.TRUE,
            deletes_where=_ONLY_DELETES,
        ),
        Field(
            name="retentionAction",
            wire=f"{RULE}.{ACTION}",
            doc="`Keep`, `KeepAndDelete` or `Delete`.",
            required=True,
            any_case=True,
            values=("Keep", "KeepAndDelete", "Delete"),
            protects=Protects.EARLIER,
            one_way=ERASES,
            one_way_words=_DELETING,
        ),
        Field(
            name="retentionDurationDays",
            wire=f"{RULE}.{DURATION}",
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
            wire=f"{RULE}.{START}",
            doc="From when on: `CreationAgeInDays` or `ModificationAgeInDays`, which is later.",
            default="creationageindays",
            any_case=True,
            values=("ModificationAgeInDays", "CreationAgeInDays"),
            stricter=Stricter.EARLIER,
            stricter_where=("retentionAction", "keep"),  # as a longer duration
        ),
        Field(
            name=LOCK,
            wire="RestrictiveRetention",
            doc="Preservation Lock: the policy only ever gets stricter. Nothing takes it off.",
            type=Type.BOOLEAN,
            default=False,
            stricter=Stricter.TRUE,
            one_way=ONE_WAY,
        ),
        *(
            _places(name, f"`All`, or the places of `-{wire}`.", Protects.MORE)
            for name, wire in LOCATIONS.items()
        ),
        *(
            _places(f"{name}Exception", f"Places that `All` of `{name}` leaves out.", Protects.FEWER)
            for name in LOCATIONS
        ),
    ),
    examples=(
        Example(
            row={
                "Name": "Mail and files",
                "Enabled": False,
                **{wire: ["All"] for wire in list(LOCATIONS.values())[:4]},
                **{f"{wire}Exception": ["somebody@x"] for wire in list(LOCATIONS.values())[:4]},
                RULE: {ACTION: "KeepAndDelete", DURATION: "2555", START: "ModificationAgeInDays"},
            },
            inputs={
                "name": "Mail and files",
                "enabled": False,
                **{name: ["All"] for name in list(LOCATIONS)[:4]},
                **{f"{name}Exception": ["somebody@x"] for name in list(LOCATIONS)[:4]},
                "retentionAction": "KeepAndDelete",
                "retentionDurationDays": 2555,
                "retentionType": "ModificationAgeInDays",
            },
        ),
        Example(
            row={
                "Name": "Teams",
                "RestrictiveRetention": True,
                **{wire: ["All"] for wire in list(LOCATIONS.values())[4:]},
                **{f"{wire}Exception": ["somebody@x"] for wire in list(LOCATIONS.values())[4:]},
                RULE: {ACTION: "Keep", DURATION: "unlimited"},
            },
            inputs={
                "name": "Teams",
                LOCK: True,
                **{name: ["All"] for name in list(LOCATIONS)[4:]},
                **{f"{name}Exception": ["somebody@x"] for name in list(LOCATIONS)[4:]},
                "retentionAction": "Keep",
                "retentionDurationDays": "unlimited",
            },
        ),
    ),
    # For how long, from when, and what comes then: a short time that is accepted may not come to end in a deletion.
    together=(("retentionAction", "retentionDurationDays", "retentionType"),),
    answers=("Get-RetentionCompliancePolicy", "Get-RetentionComplianceRule"),
    omits="nothing that is known; without DistributionDetail the places would be left out.",
    always=("Enabled", "Mode", "RestrictiveRetention", *PLACES.values()),
    watched=_WATCHED,
    harmless=_HARMLESS,
    frozen=_FROZEN,
    audit_operations=(
        *("New-RetentionCompliancePolicy", "Set-RetentionCompliancePolicy"),
        *("New-RetentionComplianceRule", "Set-RetentionComplianceRule", "Remove-RetentionComplianceRule"),
    ),
    unique_key=True,
    protects_data=True,
    read_permissions=(CMDLETS,),
    write_permissions=(CMDLETS,),
    read_rights=(READS_PURVIEW,),
    write_rights=(CHANGES_PURVIEW,),
    licence="",
    source="https://learn.microsoft.com/powershell/module/exchange/new-retentioncompliancepolicy (2026-11-26)",
)
