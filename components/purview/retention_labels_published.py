"""Retention labels exist and are published, so that records are neither deleted too early nor kept for ever.

What is enforced: the listed labels, each with its duration, start and action, and one policy that publishes them to the
listed places. A label may mark records, which nobody edits or deletes; count from an event that somebody reports, such
as the end of a contract; and ask reviewers at the end whether an item is deleted. With a query it is applied by itself,
at the same places, to what that finds and what bears no label yet.

Why: the recycle bin is temporary, and replication copies a deletion; only retention keeps what must be kept. The law
also says how long is long enough.

Who is affected: people see the labels in Outlook, SharePoint and OneDrive. Distribution takes up to a day; until
everybody sees them it can be seven.

How to roll back: labels and policy stay when the control is removed: removing them would end the retention of what
bears them. `holdfast:delete_protected_data: true` in the client file allows it. What makes a label a record, its event
and its action are fixed when it is made: another one needs another name. Nothing takes a regulatory record back, so it
needs an entry of `i_understand`, and so does a label that only deletes, a query for one that deletes in the end,
deleting a label or a policy, and taking reviewers away. A query that goes takes no label off, and its policy stays; one
that changes finds other items from then on, and needs an entry too.

Licence: the tenant needs none; the people who apply labels need Office 365 E3 or Business Premium, and for records,
events, reviewers and queries Office 365 E5 or the compliance add-on (recalled). Limits: labels that are applied by
sensitive information or by a trained classifier, reviews in stages and events are not written; nobody looks whether a
query finds what it is meant to, who changed one is not told, and the service takes up to a week to label; a type of
event has to be there first, and that the service answers with its name is assumed: where it answers with an id, give
the id. Source: https://learn.microsoft.com/purview/create-apply-retention-labels (2026-11-26); declare-records,
event-driven-retention, apply-retention-labels-automatically and disposition there.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

import pulumi
from pydantic import Field, model_validator

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.durations import Days
from holdfast.controls.identifiers import Addresses
from holdfast.controls.narrowing import KEEPS_ALL, Narrows, all_but
from holdfast.controls.sufficing import EVERY_VALUE, FallsShort, JudgedWith, keeps_nothing_more
from holdfast.frameworks.iso_27001_2022 import ISO_27001_2022
from holdfast.frameworks.nist_800_53_5 import NIST_800_53_5
from holdfast.model.control import ControlMetadata, Severity
from holdfast.model.duty import Duty
from holdfast.model.longest import PURVIEW_NAME
from holdfast.provider.resources import (
    RetentionLabel,
    RetentionLabelAutoApplyPolicy,
    RetentionLabelPolicy,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_ACTIONS = {"keep": "Keep", "keep-and-delete": "KeepAndDelete", "delete": "Delete"}
_STARTS = {"created": "CreationAgeInDays", "modified": "ModificationAgeInDays", "labeled": "TaggedAgeInDays"}
_OF_AN_EVENT = "EventAgeInDays"
_PLACES = {
    "exchange": "exchange_location",
    "sharepoint": "share_point_location",
    "onedrive": "one_drive_location",
    "groups": "modern_group_location",
}


class Label(ControlSettings):
    """One retention label."""

    name: Annotated[str, KEEPS_ALL] = Field(min_length=1)
    """Name of the label, as people see it: its natural key."""
    duration_days: Annotated[Days, KEEPS_ALL, JudgedWith("labels")]
    """How long what bears the label is kept. Up to 30 days keep nothing that a mailbox cannot keep without it."""
    action: Annotated[Literal["keep", "keep-and-delete", "delete"], KEEPS_ALL, JudgedWith("labels")] = "keep"
    """What happens to it: kept meanwhile, and deleted after, or only deleted after, by which alone nothing is met."""
    starts: Annotated[Literal["created", "modified", "labeled"], KEEPS_ALL, EVERY_VALUE] = "created"
    """From when on the days count."""
    description: Annotated[str, KEEPS_ALL] = ""
    """Shown to the people who apply it."""
    record: Annotated[Literal["no", "record", "regulatory"], KEEPS_ALL, EVERY_VALUE] = "no"
    """What it makes of an item: nothing more, a record, or a regulatory record for good (with `i_understand`)."""
    event_type: Annotated[str, KEEPS_ALL] = ""
    """Type of the event from which on the days count instead; it has to be there. The label keeps until then."""
    applied_to: Annotated[str, KEEPS_ALL] = ""
    """Query (KQL) of what it is applied to by itself, such as `subject:invoice`; none: people apply it."""
    reviewers: Annotated[Addresses, KEEPS_ALL] = Field(default=[], examples=[["records@fabrikam.example"]])
    """Addresses of those who decide at the end whether an item is deleted; none: it is deleted by itself."""

    @model_validator(mode="after")
    def _as_the_service_takes_it(self) -> Self:
        """Refuse what the service refuses, and what would be passed over."""
        if self.record != "no" and self.action == "delete":
            raise ValueError(f"{self.name}: a record is kept: give `keep` or `keep-and-delete`")
        if self.reviewers and self.action == "keep":
            raise ValueError(f"{self.name}: where nothing is deleted, there is nothing to review")
        if self.record == "regulatory" and self.applied_to:
            raise ValueError(f"{self.name}: a regulatory record is applied by people alone")
        if self.event_type and self.starts != "created":
            raise ValueError(f"{self.name}: give `starts` or `event_type`, not both")
        return self


def _keeping_nothing(labels: Sequence[Label]) -> str:
    """Return which labels keep nothing. One that only deletes may stand beside others, as a period that ends."""
    keeping = [one for one in labels if one.action != "delete"]
    if not keeping:
        return "each label only deletes, and keeps nothing"
    short = [(one.name, keeps_nothing_more(one.duration_days)) for one in keeping]
    return "; ".join(f"{name} keeps for {why}" for name, why in short if why)


def _applying(policy_name: str, label: Label) -> str:
    """Return the name of the policy that applies a label by itself."""
    return f"{policy_name}: {label.name}"


class Settings(ControlSettings):
    """Settings of `purview.retention_labels_published`."""

    labels: Annotated[list[Label], KEEPS_ALL, FallsShort(_keeping_nothing)] = Field(min_length=1)
    """The labels to have."""
    policy_name: Annotated[str, KEEPS_ALL] = Field(
        default="Holdfast retention labels", min_length=1, max_length=PURVIEW_NAME
    )
    """Name of the policy that publishes them."""
    locations: Annotated[
        list[Literal["exchange", "sharepoint", "onedrive", "groups"]],
        Narrows("places", all_but(*_PLACES)),
    ] = Field(default=["exchange", "sharepoint", "onedrive", "groups"], min_length=1)
    """Where people can apply them."""

    @model_validator(mode="after")
    def _names_of_policies_fit(self) -> Self:
        """Refuse a label whose policy, which has the names of both, could not be made."""
        for one in self.labels:
            if one.applied_to and (length := len(_applying(self.policy_name, one))) > PURVIEW_NAME:
                raise ValueError(
                    f"{one.name}: the policy that applies it would be called `{_applying(self.policy_name, one)}`, "
                    f"which are {length} characters, and the service takes {PURVIEW_NAME}"
                )
        return self


class RetentionLabelsPublished(HardeningControl[Settings]):
    """The labels, and one policy that publishes them."""

    Settings = Settings
    asked_by = MappingProxyType({"label": "applied_to", "regulatory": "record"})
    metadata = ControlMetadata(
        title="Retention labels are published where people work",
        duties=(Duty.DATA_RETENTION, Duty.REGULATORY_COMPLIANCE),
        outcomes=(
            "data-retention.periods-published",
            "regulatory-compliance.records-marked",
        ),
        severity=Severity.MEDIUM,
        frameworks=(
            NIST_800_53_5("SI-12"),
            ISO_27001_2022("A.5.33"),
            ISO_27001_2022("A.8.10"),
        ),
        licence="none",
        impact="People can apply the labels; an item that bears one is kept as the label says.",
        rollback="Labels and policy stay when the control is removed, because they protect data.",
        revision=2,
    )

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the labels, then the policy that publishes them."""
        labels = [self._label(label) for label in self.settings.labels]
        policy = self._policy(labels)
        for label, made in zip(self.settings.labels, labels, strict=True):
            if label.applied_to:
                self._application(label, made)
        return {"policy": policy.name, "labels": [label.name for label in labels]}

    def _label(self, label: Label) -> RetentionLabel:
        return RetentionLabel(
            self.child_name(f"label/{label.name}"),
            name=label.name,
            retention_action=_ACTIONS[label.action],
            retention_duration_days=label.duration_days,
            retention_type=_OF_AN_EVENT if label.event_type else _STARTS[label.starts],
            event_type=label.event_type or None,
            is_record_label=label.record != "no" or None,
            regulatory=label.record == "regulatory" or None,
            reviewer_email=label.reviewers or None,
            notes=label.description or None,
            opts=self.child_options(protects_data=True),
        )

    def _application(self, label: Label, made: RetentionLabel) -> RetentionLabelAutoApplyPolicy:
        return RetentionLabelAutoApplyPolicy(
            self.child_name(f"policy/{label.name}"),
            name=_applying(self.settings.policy_name, label),
            label=label.name,
            query=label.applied_to,
            enabled=True,
            opts=self._after([made]),
            **self._places(),
        )

    def _policy(self, labels: Sequence[RetentionLabel]) -> RetentionLabelPolicy:
        return RetentionLabelPolicy(
            self.child_name("policy"),
            name=self.settings.policy_name,
            labels=[label.name for label in self.settings.labels],
            enabled=True,
            opts=self._after(labels),
            **self._places(),
        )

    def _places(self) -> dict[str, Any]:
        return {_PLACES[place]: ["All"] for place in self.settings.locations}

    def _after(self, labels: Sequence[RetentionLabel]) -> pulumi.ResourceOptions:
        return pulumi.ResourceOptions.merge(
            self.child_options(protects_data=True), pulumi.ResourceOptions(depends_on=list(labels))
        )
