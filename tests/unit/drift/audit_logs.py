"""Audit logs that answer as the services do, and what is attributed by them."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from holdfast.drift.attribute import find_changes, with_changes
from holdfast.drift.seen import Live
from holdfast.kinds.registry import kinds
from holdfast.model.errors import ReadError
from holdfast.model.finding import Finding
from holdfast.model.status import Reason, Status

if TYPE_CHECKING:
    from holdfast.tenant.asked import Condition
    from holdfast.tenant.cmdlet_wire import Invocation
    from holdfast.tenant.tenant import Tenant

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
GROUP = "azuread:index/group:Group"
USER = "azuread:index/user:User"
LABEL = "m365:purview:RetentionLabel"
HOLD = "m365:exchange:LitigationHold"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
REFUSED = ReadError("read-forbidden", "the log may not be read", Reason.PERMISSION)


@dataclass
class Log:
    """A directory audit log that answers every question with the events that it asks for, or refuses."""

    events: list[dict[str, Any]] = field(default_factory=list)
    refuses: bool = False
    asked: list[str] = field(default_factory=list)

    async def first_page(self, path: str, where: Condition) -> list[dict[str, Any]]:
        self.asked.append(unquote(where.on(path)))
        if self.refuses:
            raise REFUSED
        assert where.fits
        return [one for one in self.events if where.fits(one)]

    def attributed(self, *findings: Finding) -> list[Finding]:
        tenant = cast("Tenant", SimpleNamespace(graph=self))
        changes = asyncio.run(find_changes(tenant, kinds(), findings, NOW))
        return with_changes(kinds(), findings, changes, Live())


def event(minute: int, activity: str, *targets: tuple[str, str]) -> dict[str, Any]:
    return {
        "category": "Policy",
        "activityDisplayName": activity,
        "activityDateTime": f"2026-11-24T11:{minute:02}:07.1234567Z",
        "operationType": activity.partition(" ")[0],
        "initiatedBy": {"user": {"userPrincipalName": f"in-minute-{minute}@contoso.com"}, "app": None},
        "targetResources": [{"id": one, "displayName": name} for one, name in targets],
    }


def modified(one: dict[str, Any], *properties: dict[str, Any]) -> dict[str, Any]:
    """Return an event whose targets say what was changed of them."""
    targets = [target | {"modifiedProperties": [*properties]} for target in one["targetResources"]]
    return one | {"targetResources": targets}


def drifted(number: int, token: str = POLICY) -> Finding:
    return Finding(Status.DRIFTED, token, f"Object {number}", live_id=f"ID-{number}")


@dataclass
class UnifiedLog:
    """A unified audit log that answers with those of its events that are asked for, or with all."""

    events: list[tuple[int, str, str] | tuple[int, str, str, tuple[str, ...]]]
    """Minute, cmdlet, object, and the parameters where the record tells them."""
    asked: list[str] = field(default_factory=list)
    passes_over: bool = False
    live: Live = field(default_factory=Live)
    failed: int = -1
    """Minute of the event that is of what was refused."""

    async def rows(self, _: object, search: Invocation) -> list[dict[str, str]]:
        self.asked.extend(search.parameters["Operations"])
        return [
            {"AuditData": json.dumps({
                "CreationTime": f"2026-11-24T11:{minute:02}:07", "UserId": f"in-minute-{minute}@contoso.com",
                "Operation": operation, "ObjectId": target, "ResultStatus": str(minute != self.failed),
                "Parameters": [{"Name": one, "Value": ""} for names in given for one in names] or None,
            })}
            for minute, operation, target, *given in self.events
            if self.passes_over or operation in search.parameters["Operations"]
        ]  # fmt: skip

    def attributed(self, *findings: Finding) -> list[Finding]:
        tenant = cast("Tenant", SimpleNamespace(graph=Log(), cmdlets=self))
        changes = asyncio.run(find_changes(tenant, kinds(), findings, NOW))
        return with_changes(kinds(), findings, changes, self.live)
