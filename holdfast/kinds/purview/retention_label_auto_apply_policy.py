"""Policies that apply a retention label by themselves to what a query finds: a policy says where, one rule the rest.

They are in the same two lists as retention policies and label policies, and their rules tell them apart. An item that
bears a label keeps it: what a changed query no longer finds stays labelled. Source:
https://learn.microsoft.com/purview/apply-retention-labels-automatically (recalled) and, for the parameters,
https://learn.microsoft.com/powershell/module/exchange/new-retentioncompliancerule (2026-11-24); that a rule takes
another label is recalled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfast.kinds.codec import Codec
from holdfast.kinds.decode import as_text, required, told
from holdfast.kinds.example import Example
from holdfast.kinds.field import DecidedBeside, Field, Protects
from holdfast.kinds.purview.retention_label import KIND as LABEL
from holdfast.kinds.purview.retention_label_policy import KIND as PUBLISHING
from holdfast.kinds.purview.retention_policy import KIND as RETAINING
from holdfast.kinds.services.retention_policies import label_name
from holdfast.kinds.services.ruled_policy import RULE, RuledPolicy
from holdfast.kinds.statement import Frozen, Harmless, Watched
from holdfast.tenant.cmdlet_wire import Invocation

_LABEL, _QUERY = "ApplyComplianceTag", "ContentMatchQuery"
APPLIES = (
    "everything that the query finds at its places, what is there today as well, comes to bear the label by itself, "
    "and where the label deletes, it is deleted by itself when the days of the label are over"
)
"""Source: https://learn.microsoft.com/purview/apply-retention-labels-automatically (recalled). People who apply a label
that deletes decide of each item; here nobody does."""
_OF_RULES = "rules."
"""Before what a label policy says of its rules; here a policy has one, at `rule`."""


class RetentionLabelAutoApplyPolicy(RuledPolicy):
    """A policy says where, its one rule which label and what it is for; a reader sees one object."""

    __slots__ = ()

    def owns(self, rule: Mapping[str, Any]) -> bool:
        """Return whether the rule applies a label (see `RuledPolicy.owns`)."""
        return bool(rule.get(_LABEL))

    def usual_rule(self) -> dict[str, str]:
        """Return nothing: label and query are always declared (see `RuledPolicy.usual_rule`)."""
        return {}

    def new_rule(self, policy: str, rule: Mapping[str, Any]) -> Invocation:
        """Return what makes the rule of a policy; the service names it (see `RuledPolicy.new_rule`)."""
        return Invocation("New-RetentionComplianceRule", {"Policy": policy, **rule})

    def refuse_unsaid(self, rule: Mapping[str, Any]) -> None:
        """Do nothing when a rule says which label it applies, and to what (see `RuledPolicy.refuse_unsaid`).

        Raises:
            MisreadError: when it leaves one out.
        """
        required(rule, _LABEL, as_text)
        told(rule, _QUERY, as_text)


def _of_policy(place: str) -> bool:
    return not place.startswith(_OF_RULES)


def _of_rule(place: str) -> bool:
    return place.startswith(f"{RULE}.") and place not in {f"{RULE}.{_LABEL}", f"{RULE}.{_QUERY}"}


KIND = RetentionLabelAutoApplyPolicy(
    token="m365:purview:RetentionLabelAutoApplyPolicy",
    title="Auto-apply retention label policy",
    doc=(
        "Applies a retention label by itself to what a query finds in its places and that bears no label yet. The "
        "label has to be there. Distribution takes up to a day, labelling up to a week."
    ),
    key="name",
    whole=True,
    fields=(
        *(one for one in RETAINING.fields if one.name in {"name", "enabled"}),
        Field(
            name="label",
            wire=f"{RULE}.{_LABEL}",
            doc="Name of the label that is applied.",
            codec=Codec(
                encode=lambda value: value,
                decode=lambda value: None if value is None else label_name(as_text(value, "")),
            ),
            required=True,
            any_case=True,
            protects=Protects.SAME,  # another one may keep for a shorter time
            one_way=APPLIES,
            one_way_by=DecidedBeside(LABEL.token, "retentionAction", ("keepanddelete", "delete")),
        ),
        Field(
            name="query",
            wire=f"{RULE}.{_QUERY}",
            doc="What it is applied to, in the Keyword Query Language.",
            required=True,
            protects=Protects.SAME,
        ),
        *(
            one
            for one in RETAINING.fields
            if one.protects is Protects.MORE and not one.name.startswith("teams")
        ),
    ),
    examples=(
        Example(
            row={
                "Name": "Invoices",
                "Enabled": False,
                "ExchangeLocation": ["All"],
                "SharePointLocation": ["All"],
                "OneDriveLocation": ["All"],
                "ModernGroupLocation": ["All"],
                RULE: {
                    _LABEL: "Business record",
                    _QUERY: "subject:invoice",
                },
            },
            inputs={
                "name": "Invoices",
                "enabled": False,
                "exchangeLocation": ["All"],
                "sharePointLocation": ["All"],
                "oneDriveLocation": ["All"],
                "modernGroupLocation": ["All"],
                "label": "Business record",
                "query": "subject:invoice",
            },
        ),
    ),
    answers=RETAINING.answers,
    omits="nothing that is known; without DistributionDetail the places would be left out.",
    always=PUBLISHING.always,
    watched=(
        *(one for one in PUBLISHING.watched if _of_policy(one.place)),
        *(one for one in RETAINING.watched if _of_rule(one.place)),
        Watched(f"{RULE}.RetentionComplianceAction", "the policy keeps or deletes by itself"),
    ),
    harmless=(
        *(one for one in PUBLISHING.harmless if _of_policy(one.names.split()[0])),
        *(one for one in RETAINING.harmless if _of_rule(one.names.split()[0])),
        Harmless("Comment", "a text for people"),
        Harmless(
            f"{RULE}.RetentionDuration {RULE}.ExpirationDateOption",
            "counts with RetentionComplianceAction only, which is watched; a label has its own",
        ),
    ),
    frozen=(
        *PUBLISHING.frozen,
        Frozen(f"{RULE}.PublishComplianceTag", "a policy that publishes labels never applies one"),
        Frozen(f"{RULE}.RetentionComplianceAction", "a policy that keeps by itself never applies a label"),
    ),
    audit_operations=RETAINING.audit_operations,
    unique_key=True,
    protects_data=True,
    read_permissions=RETAINING.read_permissions,
    write_permissions=RETAINING.write_permissions,
    read_rights=RETAINING.read_rights,
    write_rights=RETAINING.write_rights,
    licence="",
    source="https://learn.microsoft.com/powershell/module/exchange/new-retentioncompliancerule (2026-11-24)",
)
