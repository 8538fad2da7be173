"""Retention label policies: which labels people can apply, and where. One policy and one rule for each label."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.kind import Kind, LiveObject, Shape
from holdfast.model.errors import WriteError
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
from holdfast.tenant.retry import Patience
from holdfast.tenant.tenant import Tenant

_LOCATIONS = {
    "exchangeLocation": "ExchangeLocation",
    "sharePointLocation": "SharePointLocation",
    "oneDriveLocation": "OneDriveLocation",
    "modernGroupLocation": "ModernGroupLocation",
}
_DISTRIBUTION = Patience(deadline_seconds=300.0)
"""A rule is refused while its policy is still being distributed; a new policy settles within minutes (assumed)."""
_STILL_DISTRIBUTING = 400
_COMPLIANCE = Endpoint.COMPLIANCE
_GUID = re.compile(r"^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")


def _location(name: str, wire: str) -> Field:
    return Field(
        name=name,
        wire=wire,
        doc=f"`All`, or the places of `-{wire}`.",
        many=True,
        any_case=True,
        protects=Protects.MORE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionLabelPolicy(Kind):
    """A policy says where, its rules say which labels; a reader sees one object."""

    async def collect(self, tenant: Tenant, keys: frozenset[str]) -> list[LiveObject]:
        """Return every label policy with the labels it publishes (see `Kind.collect`)."""
        detail = Invocation("Get-RetentionCompliancePolicy", {"DistributionDetail": True})
        policies, rules = await asyncio.gather(
            tenant.cmdlets.rows(_COMPLIANCE, detail),
            tenant.cmdlets.rows(_COMPLIANCE, Invocation("Get-RetentionComplianceRule", {})),
        )
        published = _labels_by_policy(rules)
        return [
            self._live(
                row, published.get(_identity(row), []) + published.get(str(row["Name"]).casefold(), [])
            )
            for row in policies
            if _publishes(row, published)
        ]

    async def get(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return one policy (see `Kind.get`). An unknown identity gives *all* policies, so the name is checked."""
        found = await self.collect(tenant, frozenset((object_id,)))
        return next((live for live in found if live.key.casefold() == object_id.casefold()), None)

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Make the policy, then a rule for each label (see `Kind.create`)."""
        parameters = {name: value for name, value in self.wire(inputs).items() if name != "labels"}
        name = str(inputs["name"])
        await tenant.cmdlets.run(_COMPLIANCE, Invocation("New-RetentionCompliancePolicy", parameters))
        await self._publish(tenant, name, sorted(inputs["labels"]))
        return name

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send the places and labels that come and go (see `Kind.update`)."""
        parameters = self._changes(old, new)
        if parameters:
            arguments = {"Identity": object_id, **parameters}
            await tenant.cmdlets.run(_COMPLIANCE, Invocation("Set-RetentionCompliancePolicy", arguments))
        before = {label.casefold() for label in old.get("labels") or []}
        after = {label.casefold() for label in new.get("labels") or []}
        await self._publish(tenant, object_id, sorted(x for x in new["labels"] if x.casefold() not in before))
        if before - after:
            await self._withdraw(tenant, object_id, before - after)

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Remove the policy with its rules, unless it is gone already (see `Kind.delete`)."""
        if await self.get(tenant, object_id, inputs) is not None:
            remove = Invocation("Remove-RetentionCompliancePolicy", {"Identity": object_id, "Confirm": False})
            await tenant.cmdlets.run(_COMPLIANCE, remove)

    def _changes(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
        before, after = self.normal(old), self.normal(new)
        parameters: dict[str, Any] = {
            wire: new[name]
            for name, wire in (("comment", "Comment"), ("enabled", "Enabled"))
            if name in new and before.get(name) != after.get(name)
        }
        for name, wire in _LOCATIONS.items():
            added = _places_without(new.get(name), old.get(name))
            removed = _places_without(old.get(name), new.get(name))
            parameters |= {f"Add{wire}": added} if added else {}
            parameters |= {f"Remove{wire}": removed} if removed else {}
        return parameters

    async def _publish(self, tenant: Tenant, policy: str, labels: list[str]) -> None:
        for label in labels:
            rule = Invocation(
                "New-RetentionComplianceRule", {"Policy": policy, "PublishComplianceTag": label}
            )
            attempts = _DISTRIBUTION.start()
            while True:
                try:
                    await tenant.cmdlets.run(_COMPLIANCE, rule)
                    break
                except WriteError as error:
                    pending = error.status == _STILL_DISTRIBUTING and "distribut" in error.message.casefold()
                    if not pending or not await attempts.wait(None):
                        raise

    async def _withdraw(self, tenant: Tenant, policy: str, labels: set[str]) -> None:
        get = Invocation("Get-RetentionComplianceRule", {"Policy": policy})
        for row in await tenant.cmdlets.rows(_COMPLIANCE, get):
            if _label_name(str(row.get("PublishComplianceTag") or "")).casefold() in labels:
                remove = Invocation(
                    "Remove-RetentionComplianceRule", {"Identity": row["Name"], "Confirm": False}
                )
                await tenant.cmdlets.run(_COMPLIANCE, remove)

    def _live(self, row: Mapping[str, Any], labels: list[str]) -> LiveObject:
        flat = {**row, "labels": labels, **{wire: _names(row.get(wire)) for wire in _LOCATIONS.values()}}
        live = self.live(flat, str(row["Name"]))
        failed = str(row.get("DistributionStatus")) == "Error"
        return LiveObject(
            id=live.id,
            key=live.key,
            inputs=live.inputs,
            unmodelled={"DistributionStatus": "Error"} if failed else {},
        )


def _places_without(places: list[str] | None, others: list[str] | None) -> list[str]:
    """Return the places that are not among the others, in any letter case; written as they were."""
    known = {one.casefold() for one in others or []}
    return sorted(one for one in places or [] if one.casefold() not in known)


def _identity(row: Mapping[str, Any]) -> str:
    return str(row.get("Guid") or "").casefold()


def _labels_by_policy(rules: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the published labels by the policy's id or name, whichever the rule gives."""
    published: dict[str, list[str]] = {}
    for rule in rules:
        if label := rule.get("PublishComplianceTag"):
            published.setdefault(str(rule.get("Policy") or "").casefold(), []).append(_label_name(str(label)))
    return published


def _label_name(text: str) -> str:
    """Return the label's name; a rule gives it as `<guid>,<name>` (seen in a public client), or the name alone."""
    head, comma, name = text.partition(",")
    return name if comma and _GUID.match(head) else text


def _publishes(row: Mapping[str, Any], published: Mapping[str, list[str]]) -> bool:
    """Return whether the policy publishes labels, or has no rule yet but says that it is one of ours to finish."""
    return (
        _identity(row) in published
        or str(row["Name"]).casefold() in published
        or not row.get("HasRules", False)
    )


def _names(places: Any) -> list[str]:
    """Return the names of the places, which come as texts or as objects with a name."""
    if not places:
        return []
    items = places if isinstance(places, list) else [places]
    return [
        str(item.get("Name") or item.get("DisplayName")) if isinstance(item, dict) else str(item)
        for item in items
    ]


KIND = RetentionLabelPolicy(
    token="m365:purview:RetentionLabelPolicy",
    title="Retention label policy",
    doc="Publishes retention labels to places, so that people can apply them. Distribution takes up to a day.",
    shape=Shape.OBJECT,
    key="name",
    fields=(
        Field(
            name="name", wire="Name", doc="Name of the policy: its natural key.", required=True, fixed=True
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
    audit_operations=("New-RetentionCompliancePolicy", "Set-RetentionCompliancePolicy"),
    unique_key=True,
    protects_data=True,
    report_unmanaged=True,
    read_permissions=("Exchange.ManageAsApp",),
    write_permissions=("Exchange.ManageAsApp",),
    licence="",
    source="https://learn.microsoft.com/powershell/module/exchange/new-retentioncompliancepolicy (2026-11-24)",
)
