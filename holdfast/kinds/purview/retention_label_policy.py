"""Retention label policies: which labels people can apply, and where. One policy and one rule for each label."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from holdfast.gates.lockout import BreakGlass
from holdfast.kinds.decode import (
    MisreadError,
    not_understood,
)
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.live import LiveObject
from holdfast.kinds.services.retention_policies import (
    COMPLIANCE,
    CompliancePolicy,
    label_name,
    place_changes,
    place_names,
    read_policies,
    refuse_rules_of_nobody,
    run_when_distributed,
)
from holdfast.kinds.services.retention_rules import recorded_as
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
from holdfast.kinds.statement import Frozen, Harmless, Watched
from holdfast.model.control import Severity
from holdfast.model.finding import Rank
from holdfast.model.letters import one_case
from holdfast.model.longest import PURVIEW_NAME
from holdfast.model.permission import CHANGES_PURVIEW, CMDLETS, READS_PURVIEW
from holdfast.normalise.letter_case import look
from holdfast.tenant.asked import Condition, alike
from holdfast.tenant.cmdlet_wire import Invocation
from holdfast.tenant.tenant import Reader, Tenant

_LOCATIONS = {
    "exchangeLocation": "ExchangeLocation",
    "sharePointLocation": "SharePointLocation",
    "oneDriveLocation": "OneDriveLocation",
    "modernGroupLocation": "ModernGroupLocation",
}


def _location(name: str, wire: str) -> Field:
    return Field(
        name=name,
        wire=wire,
        doc=f"`All`, or the places of `-{wire}`.",
        many=True,
        any_case=True,
        protects=Protects.MORE,
    )


class RetentionLabelPolicy(CompliancePolicy):
    """A policy says where, its rules say which labels; a reader sees one object."""

    __slots__ = ()

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return every policy that publishes labels, and those named in `keys` (see `Kind.collect`).

        A policy without a rule is one whose making was interrupted, when it bears a declared name; else it does
        nothing, like one whose rules keep, delete or label by themselves: those are not this kind's.
        """
        wanted = {look(key) for key in keys}
        policies, by_policy = await read_policies(tenant)
        named = [
            (row, (self.id_of(row, "Guid").casefold(), one_case(self.id_of(row, "Name")))) for row in policies
        ]
        refuse_rules_of_nobody(policies, by_policy, _publishes, self.title)
        with_rules = [
            (row, [rule for name in names for rule in by_policy.get(name, [])]) for row, names in named
        ]
        return self.distinct(
            self._live(row, own)
            for row, own in with_rules
            if any(map(_publishes, own)) or look(row["Name"]) in wanted
        )

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Make the policy, then a rule for each label (see `Kind.create`)."""
        parameters = {name: value for name, value in self.wire(inputs).items() if name != "labels"}
        name = str(inputs["name"])
        await tenant.cmdlets.run(COMPLIANCE, Invocation("New-RetentionCompliancePolicy", parameters))
        await self._publish(tenant, name, sorted(inputs["labels"]))
        return name

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send the places and labels that come and go (see `Kind.update`)."""
        parameters = self._changes(old, new)
        if parameters:
            arguments = {"Identity": object_id, **parameters}
            await tenant.cmdlets.run(COMPLIANCE, Invocation("Set-RetentionCompliancePolicy", arguments))
        before = {one_case(label) for label in old.get("labels") or []}
        after = {one_case(label) for label in new.get("labels") or []}
        await self._publish(tenant, object_id, sorted(x for x in new["labels"] if one_case(x) not in before))
        if before - after:
            await self._withdraw(tenant, object_id, before - after)

    def _changes(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
        before, after = self.normal(old), self.normal(new)
        parameters: dict[str, Any] = {
            wire: new[name]
            for name, wire in (("comment", "Comment"), ("enabled", "Enabled"))
            if name in new and before.get(name) != after.get(name)
        }
        return parameters | place_changes(_LOCATIONS, old, new)

    async def _publish(self, tenant: Tenant, policy: str, labels: list[str]) -> None:
        for label in labels:
            rule = Invocation(
                "New-RetentionComplianceRule", {"Policy": policy, "PublishComplianceTag": label}
            )
            await run_when_distributed(tenant, rule)

    async def _withdraw(self, tenant: Tenant, policy: str, labels: set[str]) -> None:
        """Remove the rules of the policy by which it publishes these labels; those of another one are not its own.

        Raises:
            ReadError: when the service answers with rules of another policy.
        """
        policies, rules = await asyncio.gather(
            tenant.cmdlets.rows(
                COMPLIANCE, Invocation("Get-RetentionCompliancePolicy", {"Identity": policy})
            ),
            tenant.cmdlets.rows(COMPLIANCE, Invocation("Get-RetentionComplianceRule", {"Policy": policy})),
        )
        # A rule names its policy by name or by id, and an unknown identity gives all policies.
        found = (row for row in policies if alike(row.get("Name"), policy))
        own = {one_case(policy), *(self.id_of(row, "Guid").casefold() for row in found)}
        of_policy = Condition(f"-Policy {policy}", lambda row: one_case(str(row.get("Policy"))) in own)
        for row in of_policy.held("Get-RetentionComplianceRule", rules):
            if _publishes(row) and one_case(label_name(str(row["PublishComplianceTag"]))) in labels:
                remove = Invocation(
                    "Remove-RetentionComplianceRule", {"Identity": row["Name"], "Confirm": False}
                )
                await tenant.cmdlets.run(COMPLIANCE, remove)

    def _live(self, row: Mapping[str, Any], rules: list[dict[str, Any]]) -> LiveObject:
        """Return one policy with its rules: what they publish are its labels, what else they say is beside them."""
        labels = [label_name(str(rule["PublishComplianceTag"])) for rule in rules if _publishes(rule)]
        name = self.id_of(row, "Name")
        try:
            places = {wire: place_names(row[wire], wire) for wire in _PLACES if wire in row}
        except MisreadError as error:
            return replace(
                self.live({**row, "labels": labels}, name), misread=not_understood(self.title, name, error)
            )
        found = self.live({**row, **places, "labels": labels, "rules": rules}, name)
        return replace(found, recorded_as=recorded_as(row, rules))


def _publishes(rule: Mapping[str, Any]) -> bool:
    """Return whether the rule publishes a label: one that keeps, deletes or labels by itself is somebody else's."""
    return bool(rule.get("PublishComplianceTag"))


_EXCEPTIONS = (
    *(f"{wire}Exception" for wire in _LOCATIONS.values()),
    *("SkypeLocationException", "TeamsChannelLocationException", "TeamsChatLocationException"),
)
_ELSEWHERE = (
    *("PublicFolderLocation", "SkypeLocation", "TeamsChannelLocation", "TeamsChatLocation"),
    *("DynamicScopeLocation", "AdaptiveScopeLocation"),
)
_PLACES = (*_LOCATIONS.values(), *_EXCEPTIONS, *_ELSEWHERE)
_WATCHED = (
    *(Watched(name, "places that the policy leaves out") for name in _EXCEPTIONS),
    *(Watched(name, "places that the program does not name") for name in _ELSEWHERE),
    *NARROWED,
    Watched("TeamsPolicy", "a policy of Teams, which publishes no labels", harmless=(False,)),
    Watched("RestrictiveRetention", "locked: nobody can make it less restrictive again", harmless=(False,)),
    Watched("IsSimulation", "a simulation publishes nothing", harmless=(False,)),
    Watched(
        "Mode",
        "a policy that is being deleted, or only tested, publishes nothing",
        harmless=ENFORCED,
        mend=f"{LOOK}; one that is being deleted must be made anew",
    ),
    *NOT_DISTRIBUTED,
    Watched("rules.Disabled", "the rule publishes nothing", harmless=(False,)),
    Watched("rules.Mode", "the rule publishes nothing", harmless=ENFORCED, mend=LOOK),
    Watched("rules.ErrorMetadata", "the service reports an error", mend=LOOK),
    Watched("rules.RetentionComplianceAction", "the policy keeps or deletes by itself"),
    Watched("rules.ApplyComplianceTag", "the policy labels by itself"),
    Watched("rules.ContentMatchQuery", SOME_ITEMS),
    Watched("rules.ContentDateFrom", SOME_ITEMS),
    Watched("rules.ContentDateTo", SOME_ITEMS),
    Watched("rules.ContentContainsSensitiveInformation", SOME_ITEMS),
    Watched("rules.ExcludedItemClasses", "items that are left out"),
    Watched("rules.MachineLearningModelIDs", SOME_ITEMS),
    Watched("rules.IRMRiskyUserProfiles", "only some people"),
    *(
        Watched(
            one,
            "items are deleted although something else keeps them",
            harmless=(False,),
            seen=PRIORITY_CLEANUP,
        )
        for one in ("PriorityCleanup", "rules.PriorityCleanup")
    ),
)
_HARMLESS = (
    *OF_POLICIES,
    Harmless("AdminDisplayName", "a text for people"),
    Harmless("Priority", "order among policies; labels are offered by all of them"),
    Harmless("RetentionRuleTypes", "what its rules do, which is read from the rules"),
    Harmless(
        " ".join(f"rules.{name}" for name in f"Name {STORED} {CHANGED}".split()),
        "which rule it is, and who changed it when",
    ),
    Harmless("rules.Policy rules.PublishComplianceTag", "read as the policy's labels"),
    Harmless("rules.Comment rules.AdminDisplayName", "texts for people"),
    Harmless("rules.Priority rules.Workload rules.IsValid rules.ReadOnly", "how the service stores it"),
    Harmless("rules.MaximumBlobRuleLength", "how the service stores it"),
    Harmless(
        """
            rules.RetentionDuration rules.RetentionDurationDisplayHint rules.ExpirationDateOption rules.HoldContent
            rules.HoldDurationDisplayHint
        """,
        "counts with RetentionComplianceAction only, which is watched; a label has its own",
    ),
)
_FROZEN = (
    Frozen("RestrictiveRetention", "a locked policy only ever gets stricter", (True,), less_only=True),
    Frozen("Mode", "it is being deleted", ("PendingDeletion",)),
    *(
        Frozen(f"{wire}Exception", "exceptions need All in their place", inputs=(name,), less_only=True)
        for name, wire in _LOCATIONS.items()
    ),
    Frozen("TeamsPolicy", "a policy of Teams publishes no labels", (True,)),
    *(
        Frozen(name, "a policy of Teams takes no other places")
        for name in ("TeamsChannelLocation", "TeamsChatLocation")
    ),
    *ADAPTIVE,
)
"""Sources: https://learn.microsoft.com/purview/retention-preservation-lock, retention-settings there, and
https://learn.microsoft.com/powershell/module/exchange/set-retentioncompliancepolicy (2026-11-26)."""


def _rank(live: LiveObject, _: BreakGlass) -> Rank:
    """Return what a label policy that nobody declared can do: offer labels, whose own ranking says what they do."""
    if live.inputs.get("enabled") is False:
        return Rank(Severity.LOW, "it is switched off")
    labels = live.inputs.get("labels") or []
    return Rank(Severity.MEDIUM, f"it offers people the labels {', '.join(map(str, labels))}")


KIND = RetentionLabelPolicy(
    token="m365:purview:RetentionLabelPolicy",
    title="Retention label policy",
    doc="Publishes retention labels to places, so that people can apply them. Distribution takes up to a day.",
    key="name",
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
            name="labels",
            doc="Names of the labels that it publishes.",
            many=True,
            any_case=True,
            required=True,
            protects=Protects.MORE,
        ),
        Field(name="comment", wire="Comment", doc="For administrators."),
        Field(
            name="enabled",
            wire="Enabled",
            doc="Switched on.",
            type=Type.BOOLEAN,
            default=True,
            protects=Protects.TRUE,
        ),
        *(_location(name, wire) for name, wire in _LOCATIONS.items()),
    ),
    examples=(
        Example(
            row={
                "Name": "Labels",
                "Comment": "Where people work",
                "Enabled": False,
                "ExchangeLocation": ["All"],
                "SharePointLocation": ["https://x.sharepoint.com/a"],
                "OneDriveLocation": ["https://x-my.sharepoint.com/b"],
                "ModernGroupLocation": ["team@x"],
                "labels": ["Record"],
            },
            inputs={
                "name": "Labels",
                "comment": "Where people work",
                "enabled": False,
                "exchangeLocation": ["All"],
                "sharePointLocation": ["https://x.sharepoint.com/a"],
                "oneDriveLocation": ["https://x-my.sharepoint.com/b"],
                "modernGroupLocation": ["team@x"],
                "labels": ["Record"],
            },
        ),
    ),
    answers=("Get-RetentionCompliancePolicy", "Get-RetentionComplianceRule"),
    omits="nothing that is known; without DistributionDetail the places would be left out.",
    always=("Enabled", "Mode", *_LOCATIONS.values()),
    watched=_WATCHED,
    harmless=_HARMLESS,
    frozen=_FROZEN,
    audit_operations=(
        *("New-RetentionCompliancePolicy", "Set-RetentionCompliancePolicy"),
        *("New-RetentionComplianceRule", "Set-RetentionComplianceRule", "Remove-RetentionComplianceRule"),
    ),
    unique_key=True,
    protects_data=True,
    report_unmanaged=True,
    rank=_rank,
    read_permissions=(CMDLETS,),
    write_permissions=(CMDLETS,),
    read_rights=(READS_PURVIEW,),
    write_rights=(CHANGES_PURVIEW,),
    licence="",
    source="https://learn.microsoft.com/powershell/module/exchange/new-retentioncompliancepolicy (2026-11-24)",
)
