"""What was provisioned to other services: nothing; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Many, Text, Whole

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/provisioningobjectsummary", "2026-11-27"
)
_LISTED = documented("https://learn.microsoft.com/graph/api/provisioningobjectsummary-list", "2026-11-27")

SERVICE = GraphCollection(
    path="/auditLogs/provisioning",
    entity="provisioningObjectSummary",
    doc="provisioning events",
    one="a provisioning event",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000031",
        "provisioningAction": "create",
        "jobId": "example",
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "activityDateTime", "changeId", "cycleId"),
        **answered(_RESOURCE, Whole(), None, "durationInMilliseconds"),
        **answered(_RESOURCE, Anything(), None, "initiatedBy"),
        **answered(_RESOURCE, Text(), None, "jobId"),
        **answered(_RESOURCE, Many(Anything()), [], "modifiedProperties"),
        **answered(_RESOURCE, Text(), None, "provisioningAction"),
        **answered(_RESOURCE, Anything(), None, "provisioningStatusInfo"),
        **answered(_RESOURCE, Many(Anything()), [], "provisioningSteps"),
        **answered(
            _RESOURCE,
            Anything(),
            None,
            "servicePrincipal",
            "sourceIdentity",
            "sourceSystem",
            "targetIdentity",
            "targetSystem",
        ),
        **answered(_RESOURCE, Text(), None, "tenantId"),
    },
    roles=Roles(
        read=("AuditLog.Read.All",),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    filters={"activityDateTime": frozenset({"ge", "gt", "le", "lt"}), "jobId": frozenset({"eq"})},
    consented=False,
)
