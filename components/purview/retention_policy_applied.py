"""Mail, files and chats are kept by policy, whether or not anybody labels them, and end where that is agreed.

What is enforced: the listed retention policies, each with its places, its duration, its action (keep, keep and then
delete, or only delete) and its exceptions. What somebody adds to the exceptions, takes out of the places or switches
off is drift, and so is a policy that could not be distributed. A policy that keeps for longer than asked, or counts
from a later moment, obeys, and is not shortened in passing; where it also deletes, either is drift, and shortening it
needs an entry of `i_understand`. So does what has a policy that only deletes reach more than it does: a place more, an
exception less, switching it on, or taking away the last place that it names, after which it may be for all.
Where a policy deletes what is in mailboxes, the organization does not have the Managed Folder Assistant pass over all
of them (`ElcProcessingDisabled`), with which nothing in them ends: that is assessed, and never written.

Why: the recycle bin is temporary, and replication copies a deletion. A label keeps what somebody labels; a policy keeps
everything at its places. Only the place "Microsoft 365 groups" keeps a team's mailbox and site, and chats and channel
messages are places of their own. The law also says how long is long enough.

Who is affected: nobody can delete for good what is kept. A site that keeps something cannot be deleted, and what is
kept counts into its storage. Where a policy deletes, things vanish without anybody's doing. Distribution takes up to a
day; until everything follows it can be seven.

How to roll back: policies stay when the control is removed: removing them would end what they keep.
`holdfast:delete_protected_data: true` in the client file allows it, but for a policy with Preservation Lock: nothing
takes that off. A lock, and a deletion, needs an entry of `i_understand`, or the plan is refused with the line that asks
for it. So does each policy that deletes, before it is made: from then on everything at its places that is older goes.

Licence: the tenant needs none; the people whose data is kept need Office 365 E3 or Business Premium. Limits: policies
of others are left alone and not listed, but for those that delete what others keep (priority clean-up), which each
policy that keeps at the same location names, as far as the ordinary lists tell (whether only `-PriorityCleanup` does is
not documented); an inactive mailbox that somebody takes out of the policies over all
(`Set-Mailbox -ExcludeFromOrgHolds`, recalled) and one below 10 MB, which no policy keeps, are not told; locations of
Teams take no others beside them, so they have a policy of their own; private channels, Copilot and Viva Engage are
other cmdlets' (`AppRetentionCompliancePolicy`), and not seen to; retention tags of Exchange (MRM), which can delete
mail as well, are not read here: what one deletes stays in Recoverable Items where a policy keeps it (recalled), and is
gone where none does, as `holdfast horizon` tells; adaptive scopes are not written; a policy whose distribution is
pending counts as in order, as label policies do. Source:
https://learn.microsoft.com/purview/retention-settings (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.durations import Days
from holdfast.controls.identifiers import Places
from holdfast.controls.mailboxes import IN_MAILBOXES
from holdfast.controls.narrowing import KEEPS_ALL, Narrows
from holdfast.controls.sufficing import EVERY_VALUE, FallsShort, JudgedWith, keeps_nothing_more
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.longest import PURVIEW_NAME
from holdfast.provider.resources import ManagedFolderAssistant, RetentionPolicy

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pulumi

_ACTIONS = {"keep": "Keep", "keep-and-delete": "KeepAndDelete", "delete": "Delete"}
_STARTS = {"created": "CreationAgeInDays", "modified": "ModificationAgeInDays"}
_PLACES = {
    "exchange": "exchange_location",
    "sharepoint": "share_point_location",
    "onedrive": "one_drive_location",
    "groups": "modern_group_location",
    "teams-channels": "teams_channel_location",
    "teams-chats": "teams_chat_location",
}
_TEAMS = frozenset({"teams-channels", "teams-chats"})
_FILES = frozenset({"sharepoint", "onedrive", "groups"})
_EVERYTHING = "All"


def _all_but(included: Sequence[str]) -> list[str]:
    """Return what a list of places leaves out; nothing where none is listed, because then everything is meant."""
    return [f"everything but {', '.join(included)}"] if included else []


class Policy(ControlSettings):
    """One retention policy."""

    name: Annotated[str, KEEPS_ALL] = Field(min_length=1, max_length=PURVIEW_NAME)
    """Name of the policy: its natural key."""
    duration_days: Annotated[Days, KEEPS_ALL, JudgedWith("policies")]
    """How long what is there is kept, or after how long it is deleted."""
    action: Annotated[Literal["keep", "keep-and-delete", "delete"], KEEPS_ALL, JudgedWith("policies")] = (
        "keep"
    )
    """Kept meanwhile, and deleted after, or only deleted after, by which alone nothing is met."""
    starts: Annotated[Literal["created", "modified"], KEEPS_ALL, EVERY_VALUE] = "created"
    """From when on the days count."""
    locations: Annotated[
        list[Literal["exchange", "sharepoint", "onedrive", "groups", "teams-channels", "teams-chats"]],
        KEEPS_ALL,
        JudgedWith("policies"),
    ] = Field(min_length=1)
    """Where it is for. Those of Teams are in a policy of their own."""
    included: Annotated[Places, Narrows("places", _all_but)] = Field(
        default=[], examples=[["ana@fabrikam.example"]]
    )
    """Addresses or site addresses, where a policy of one location is for these alone; none: for everything there."""
    excluded: Annotated[Places, Narrows("places")] = Field(default=[], examples=[["ana@fabrikam.example"]])
    """Addresses or site addresses that a policy of one location leaves out of everything there."""
    preservation_lock: Annotated[bool, KEEPS_ALL, EVERY_VALUE] = False
    """Locks the policy for ever: it only ever gets stricter. Needs an entry of `i_understand`."""

    @model_validator(mode="after")
    def _as_the_service_takes_it(self) -> Self:
        """Refuse what the service refuses, what could be meant of several locations, and deleting never."""
        if len(set(self.locations)) < len(self.locations):
            raise ValueError(f"{self.name}: give each location once")
        if 0 < len(_TEAMS & set(self.locations)) < len(self.locations):
            raise ValueError(f"{self.name}: locations of Teams need a policy of their own")
        if self.included and self.excluded:
            raise ValueError(f"{self.name}: give `included` or `excluded`, not both")
        if (self.included or self.excluded) and len(self.locations) > 1:
            raise ValueError(f"{self.name}: with `included` or `excluded`, give one location")
        if self.action != "keep" and self.duration_days == "unlimited":
            raise ValueError(f"{self.name}: what is deleted needs a duration in days")
        return self


def _rests_on_the_assistant(policy: Policy) -> bool:
    """Return whether a policy deletes in mailboxes only where the Managed Folder Assistant is on for the organization.

    A locked one has the assistant look at its mailboxes whatever the organization says.
    """
    deletes = policy.action != "keep" and not policy.preservation_lock
    return deletes and not IN_MAILBOXES.isdisjoint(policy.locations)


def _keeping_nothing(policies: Sequence[Policy]) -> str:
    """Return which policies keep nothing. One that only deletes may stand beside others, as a period that ends."""
    keeping = [one for one in policies if one.action != "delete"]
    if not keeping:
        return "each policy only deletes, and keeps nothing"
    short = [(one.name, keeps_nothing_more(one.duration_days)) for one in keeping]
    return "; ".join(f"{name} keeps for {why}" for name, why in short if why)


class Settings(ControlSettings):
    """Settings of `purview.retention_policy_applied`."""

    policies: Annotated[list[Policy], KEEPS_ALL, FallsShort(_keeping_nothing)] = Field(min_length=1)
    """The policies to have."""


class RetentionPolicyApplied(HardeningControl[Settings]):
    """The policies, each for itself."""

    Settings = Settings
    metadata = ControlMetadata(
        title="Mail, files and chats are kept by policy",
        duties=(Duty.DATA_RETENTION, Duty.ACCIDENTAL_DELETION),
        outcomes=("data-retention.retention-applied", "accidental-deletion.file-retention-behind"),
        severity=Severity.HIGH,
        frameworks=(
            NIST_800_53_5("SI-12"),
            ISO_27001_2022("A.5.33"),
            ISO_27001_2022("A.8.10"),
        ),
        licence="none",
        impact="Nobody can delete for good what is kept; sites that keep something cannot be deleted.",
        rollback="Policies stay when the control is removed, because they protect data; a lock stays for ever.",
        revision=2,
    )

    @classmethod
    def brings_about(cls, settings: Any) -> tuple[str, ...]:
        """Return what is reached where every location is kept by some policy, and where every one of files is."""
        kept = {where for one in settings.policies if one.action != "delete" for where in one.locations}
        applied, files = cls.metadata.outcomes
        return (*((applied,) if kept >= set(_PLACES) else ()), *((files,) if kept >= _FILES else ()))

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the policies, and the assessment of what theirs that delete in mailboxes rest on."""
        if any(map(_rests_on_the_assistant, self.settings.policies)):
            ManagedFolderAssistant(self.child_name("assistant"), opts=self.child_options())
        return {"policies": [self._policy(one).name for one in self.settings.policies]}

    def _policy(self, policy: Policy) -> RetentionPolicy:
        places: dict[str, Any] = {}
        for location in policy.locations:
            places[_PLACES[location]] = policy.included or [_EVERYTHING]
            places[f"{_PLACES[location]}_exception"] = policy.excluded or None
        return RetentionPolicy(
            self.child_name(f"policy/{policy.name}"),
            name=policy.name,
            enabled=True,
            retention_action=_ACTIONS[policy.action],
            retention_duration_days=policy.duration_days,
            retention_type=_STARTS[policy.starts],
            restrictive_retention=policy.preservation_lock or None,
            opts=self.child_options(protects_data=True),
            **places,
        )
