"""Compliance policies of Intune: what a device has to be like; read only, and there is none."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Text, Whole

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-devicecompliancepolicy", "2026-11-25"
)
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/intune-deviceconfig-devicecompliancepolicy-list", "2026-11-25"
)

SERVICE = GraphCollection(
    path="/deviceManagement/deviceCompliancePolicies",
    entity="deviceCompliancePolicy",
    doc="compliance policies of devices; none is assigned to anybody",
    one="a compliance policy",
    example={"id": "b2f5c1de-0000-4000-8000-000000000012", "displayName": "Encrypted"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), None, "createdDateTime", "description", "displayName"),
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "lastModifiedDateTime"),
        **answered(_RESOURCE, Whole(), 1, "version"),
    },
    roles=Roles(
        read=("DeviceManagementConfiguration.Read.All", "DeviceManagementConfiguration.ReadWrite.All"),
        evidence=_LISTED,
    ),
    audit=None,
    evidence=_LISTED,
    unrelated=frozenset({"assignments", "scheduledActionsForRule"}),
    consented=False,
)
