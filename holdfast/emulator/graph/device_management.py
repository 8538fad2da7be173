"""Intune's own object: how it takes devices that no compliance policy reaches; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Text

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-devicemanagement", "2026-11-25"
)
_RECALLED = assumed("recalled (research notes rows.json); no answer of a new tenant was seen")

SERVICE = GraphSingleton(
    path="/deviceManagement",
    entity="deviceManagement",
    doc="the settings of Intune; a tenant without Intune is not refused here",
    properties={
        **answered(_RECALLED, Text(), "deviceManagement", "id"),
        **answered(_RECALLED, Text(), None, "intuneAccountId"),
        **answered(
            _RECALLED,
            Anything(),
            {
                "deviceComplianceCheckinThresholdDays": 30,
                "isScheduledActionEnabled": True,
                "secureByDefault": False,
            },
            "settings",
        ),
        **answered(_RECALLED, Text(), "active", "subscriptionState"),
    },
    roles=Roles(
        read=(
            "DeviceManagementServiceConfig.Read.All",
            "DeviceManagementServiceConfig.ReadWrite.All",
            "DeviceManagementConfiguration.Read.All",
            "DeviceManagementConfiguration.ReadWrite.All",
        ),
        evidence=_RESOURCE,
    ),
    audit=None,
    evidence=_RESOURCE,
    consented=False,
)
