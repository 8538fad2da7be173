"""Retention policies: what is kept or deleted where, without anybody's doing. One policy with one rule.

Label policies and policies that label by themselves are in the same lists: their rules say so, and they are not this
kind's. A policy is first made, then given its rule, and locked last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from holdfast.kinds.codec import DAYS, Codec
from holdfast.kinds.decode import MisreadError, as_text, not_understood, required
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Stricter, Type
from holdfast.kinds.live import LiveObject
from holdfast.kinds.services.retention_policies import (
    COMPLIANCE,
    CompliancePolicy,
    place_changes,
    place_names,
    read_policies,
    run_when_distributed,
)
from holdfast.kinds.services.retention_rules import (
    ACTION,
    DURATION,
    changed_rule,
    recorded_as,
    retains,
    rules_of,
)
from holdfast.kinds.services.retention_statement import (
    ADAPTIVE,
    CHANGED,
    ENFORCED,
    LOOK,
    NARROWED,
    NOT_DISTRIBUTED,
    OF_POLICIES,
    SOME_ITEMS,
    STORED,
)
from holdfast.kinds.statement import Frozen, Harmless, Watched
from holdfast.model.errors import ReadError
from holdfast.model.letters import one_case
from holdfast.model.longest import PURVIEW_NAME
from holdfast.model.permission import CHANGES_PURVIEW, CMDLETS, READS_PURVIEW
from holdfast.model.status import Reason
from holdfast.normalise.letter_case import look
from holdfast.tenant.cmdlet_wire import Invocation
from holdfast.tenant.tenant import Reader, Tenant

_LOCATIONS = {
    "exchangeLocation": "ExchangeLocation",
    "sharePointLocation": "SharePointLocation",
    "oneDriveLocation": "OneDriveLocation",
    "modernGroupLocation": "ModernGroupLocation",
    "teamsChannelLocation": "TeamsChannelLocation",
    "teamsChatLocation": "TeamsChatLocation",
}
_PLACES = _LOCATIONS | {f"{name}Exception": f"{wire}Exception" for name, wire in _LOCATIONS.items()}
RULE = "rule"
"""Where a row holds the policy's rule here: the service gives it by a cmdlet of its own."""
_START = "ExpirationDateOption"
_LOCK = "restrictiveRetention"
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
        wire=_PLACES[name],
        doc=doc,
        many=True,
        any_case=True,
        codec=_PLACE_NAMES,
        protects=protects,
        deletes_where=_ONLY_DELETES,
        # So its page says, of the portal (https://learn.microsoft.com/purview/retention-settings, research notes
        # data-loss W15); that a cmdlet does the same is assumed.
        emptied_to_all=name in _LOCATIONS,
    )


class RetentionPolicy(CompliancePolicy):
    """A policy says where, its one rule says what; a reader sees one object."""

    __slots__ = ()

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return every policy that keeps or deletes by itself, and those named in `keys` (see `Kind.collect`).

        Those that nobody declared are somebody else's, and no finding: a tenant has such policies for its own reasons.
        A policy without a rule is one whose making was interrupted, when it bears a declared name; else it does
        nothing.
        """
        wanted = {look(key) for key in keys}
        policies, by_policy = await read_policies(tenant)
        found: list[LiveObject] = []
        listed: set[str] = set()
        for row in policies:
            names = self._names(row)
            listed |= names
            rules = rules_of(names, by_policy)
            if any(map(self.owns, rules)) or look(row["Name"]) in wanted:
                found.append(self._live(row, rules))
        self._refuse_lost_rules(by_policy, listed, wanted)
        return self.distinct(found)

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Make the policy, then its rule, then lock it where it is asked for (see `Kind.create`)."""
        wire, name = self.wire(inputs), str(inputs["name"])
        policy = {one: value for one, value in wire.items() if one not in {RULE, "RestrictiveRetention"}}
        await tenant.cmdlets.run(COMPLIANCE, Invocation("New-RetentionCompliancePolicy", policy))
        await run_when_distributed(tenant, self.new_rule(name, wire[RULE]))
        await self._lock(tenant, name, {}, inputs)
        return name

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send the places that come and go, then what the rule does otherwise, then a lock (see `Kind.update`)."""
        parameters: dict[str, Any] = dict(place_changes(_PLACES, old, new))
        if self.normal(old).get("enabled") != self.normal(new).get("enabled"):
            parameters["Enabled"] = new.get("enabled", True)
        if parameters:
            arguments = {"Identity": object_id, **parameters}
            await tenant.cmdlets.run(COMPLIANCE, Invocation("Set-RetentionCompliancePolicy", arguments))
        await self._change_rule(tenant, object_id, old, new)
        await self._lock(tenant, object_id, old, new)

    def owns(self, rule: Mapping[str, Any]) -> bool:
        """Return whether a rule makes its policy one of this kind."""
        return retains(rule)

    def is_wanted(self, rule: Mapping[str, Any], wanted: set[str]) -> bool:
        """Return whether a rule may be that of a policy of the names `wanted`: it bears its policy's name."""
        return look(str(rule.get("Name"))) in wanted

    def usual_rule(self) -> dict[str, str]:
        """Return what a rule is changed to where nothing else is declared."""
        return {_START: "CreationAgeInDays"}

    def new_rule(self, policy: str, rule: Mapping[str, Any]) -> Invocation:
        """Return what makes the rule of a policy; it bears the policy's name."""
        return Invocation("New-RetentionComplianceRule", {"Name": policy, "Policy": policy, **rule})

    def refuse_half_told(self, rules: list[dict[str, Any]]) -> None:
        """Do nothing when there is one rule at most, and it says what it does.

        Raises:
            MisreadError: when a policy of this kind has several, or its rule leaves out what it does.
        """
        own = [rule for rule in rules if self.owns(rule)]
        if own and len(rules) > 1:
            raise MisreadError("rules", "one", len(rules))
        for rule in own:
            self.refuse_unsaid(rule)

    def refuse_unsaid(self, rule: Mapping[str, Any]) -> None:
        """Do nothing when a rule of this kind says what it does.

        Raises:
            MisreadError: when it leaves out what it does, or for how long.
        """
        required(rule, ACTION, as_text)
        required(rule, DURATION, as_text)

    async def _change_rule(
        self, tenant: Tenant, policy: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send what the rule does otherwise; make it where its making was interrupted."""
        before, after = self.normal(old), self.normal(new)
        asked = {**self.usual_rule(), **self.wire(new)[RULE]}
        of_rule = {one.name: one.place[1] for one in self.fields if one.place[0] == RULE}
        changed = {wire: asked[wire] for name, wire in of_rule.items() if before.get(name) != after.get(name)}
        if not changed:
            return
        policies, by_policy = await read_policies(tenant)
        own = [row for row in policies if self.normal_key(self.id_of(row, "Name")) == self.normal_key(policy)]
        rules = rules_of({one_case(policy)}.union(*map(self._names, own)), by_policy)
        if rules:
            await run_when_distributed(tenant, changed_rule(self.id_of(rules[0], "Name"), changed))
        else:
            await run_when_distributed(tenant, self.new_rule(policy, self.wire(new)[RULE]))

    async def _lock(
        self, tenant: Tenant, policy: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Lock the policy where that is asked for; nothing takes a lock off."""
        if new.get(_LOCK) is True and old.get(_LOCK) is not True:
            lock = {"Identity": policy, "RestrictiveRetention": True, "Confirm": False}
            await run_when_distributed(tenant, Invocation("Set-RetentionCompliancePolicy", lock))

    def _names(self, row: Mapping[str, Any]) -> set[str]:
        """Return by what a rule may name the policy, in lower case."""
        return {self.id_of(row, "Guid").casefold(), one_case(self.id_of(row, "Name"))}

    def _live(self, row: Mapping[str, Any], rules: list[dict[str, Any]]) -> LiveObject:
        """Return one policy with what its rule says."""
        name = self.id_of(row, "Name")
        found = self.live({**row, **({RULE: rules[0]} if rules else {})}, name)
        found = replace(found, recorded_as=recorded_as(row, rules))
        try:
            self.refuse_half_told(rules)
        except MisreadError as error:
            return replace(found, misread=found.misread or not_understood(self.title, name, error))
        return found

    def _refuse_lost_rules(
        self, by_policy: Mapping[str, list[dict[str, Any]]], listed: set[str], wanted: set[str]
    ) -> None:
        """Do nothing unless a rule of ours is there and its policy is not: then the answer lacks it.

        Raises:
            ReadError: else it would be taken for missing, and made again.
        """
        for policy, rules in sorted(by_policy.items()):
            for rule in rules if policy not in listed else ():
                if self.owns(rule) and self.is_wanted(rule, wanted):
                    told = (
                        f"the rule {rule.get('Name')!r} is of the policy {rule['Policy']!r}, which is not among the "
                        "policies that the tenant answered with: whether it is there cannot be told"
                    )
                    raise ReadError("read-not-understood", f"{self.title}: {told}", Reason.UNEXPECTED)


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
    Watched(
        "rule.PriorityCleanup", "items are deleted although something else keeps them", harmless=(False,)
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
        _LOCK,
        "a locked policy only ever gets stricter",
        (True,),
        ("retentionDurationDays", "retentionAction", "enabled", *_PLACES),
        less_only=True,
    ),
    Frozen("Mode", "it is being deleted", ("PendingDeletion",)),
    Frozen("rule.PublishComplianceTag", "a policy that publishes labels never keeps by itself"),
    Frozen("rule.ApplyComplianceTag", "a policy that labels never keeps by itself"),
    *ADAPTIVE,
)
"""Sources: https://learn.microsoft.com/purview/retention-preservation-lock, retention-settings there, and
https://learn.microsoft.com/powershell/module/exchange/set-retentioncompliancepolicy (2026-11-26)."""


KIND = RetentionPolicy(
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
            wire=f"{RULE}.{_START}",
            doc="From when on: `CreationAgeInDays` or `ModificationAgeInDays`, which is later.",
            default="creationageindays",
            any_case=True,
            values=("ModificationAgeInDays", "CreationAgeInDays"),
            stricter=Stricter.EARLIER,
            stricter_where=("retentionAction", "keep"),  # as a longer duration
        ),
        Field(
            name=_LOCK,
            wire="RestrictiveRetention",
            doc="Preservation Lock: the policy only ever gets stricter. Nothing takes it off.",
            type=Type.BOOLEAN,
            default=False,
            stricter=Stricter.TRUE,
            one_way=ONE_WAY,
        ),
        *(
            _places(name, f"`All`, or the places of `-{wire}`.", Protects.MORE)
            for name, wire in _LOCATIONS.items()
        ),
        *(
            _places(f"{name}Exception", f"Places that `All` of `{name}` leaves out.", Protects.FEWER)
            for name in _LOCATIONS
        ),
    ),
    examples=(
        Example(
            row={
                "Name": "Mail and files",
                "Enabled": False,
                **{wire: ["All"] for wire in list(_LOCATIONS.values())[:4]},
                **{f"{wire}Exception": ["somebody@x"] for wire in list(_LOCATIONS.values())[:4]},
                RULE: {ACTION: "KeepAndDelete", DURATION: "2555", _START: "ModificationAgeInDays"},
            },
            inputs={
                "name": "Mail and files",
                "enabled": False,
                **{name: ["All"] for name in list(_LOCATIONS)[:4]},
                **{f"{name}Exception": ["somebody@x"] for name in list(_LOCATIONS)[:4]},
                "retentionAction": "KeepAndDelete",
                "retentionDurationDays": 2555,
                "retentionType": "ModificationAgeInDays",
            },
        ),
        Example(
            row={
                "Name": "Teams",
                "RestrictiveRetention": True,
                **{wire: ["All"] for wire in list(_LOCATIONS.values())[4:]},
                **{f"{wire}Exception": ["somebody@x"] for wire in list(_LOCATIONS.values())[4:]},
                RULE: {ACTION: "Keep", DURATION: "unlimited"},
            },
            inputs={
                "name": "Teams",
                _LOCK: True,
                **{name: ["All"] for name in list(_LOCATIONS)[4:]},
                **{f"{name}Exception": ["somebody@x"] for name in list(_LOCATIONS)[4:]},
                "retentionAction": "Keep",
                "retentionDurationDays": "unlimited",
            },
        ),
    ),
    # For how long, from when, and what comes then: a short time that is accepted may not come to end in a deletion.
    together=(("retentionAction", "retentionDurationDays", "retentionType"),),
    answers=("Get-RetentionCompliancePolicy", "Get-RetentionComplianceRule"),
    omits="nothing that is known; without DistributionDetail the places would be left out.",
    always=("Enabled", "Mode", "RestrictiveRetention", *_PLACES.values()),
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
