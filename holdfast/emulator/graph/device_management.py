"""Intune's own object: how it takes devices that no compliance policy reaches."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, StructuredType, Text, Whole

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-devicemanagement", "2026-11-25"
)
_RECALLED = assumed("recalled (research notes rows.json); no answer of a new tenant was seen")
_SETTINGS = StructuredType(
    "deviceManagementSettings",
    {
        "deviceComplianceCheckinThresholdDays": Whole(),
        "isScheduledActionEnabled": Flag(),
        "secureByDefault": Flag(),
    },
)

SERVICE = GraphSingleton(
    path="/deviceManagement",
    entity="deviceManagement",
    doc="the settings of Intune",
    properties={
        **answered(_RECALLED, Text(), "deviceManagement", "id"),
        **answered(_RECALLED, Text(), None, "intuneAccountId"),
        "settings": Property(
            _SETTINGS,
            {
                "deviceComplianceCheckinThresholdDays": 30,
                "isScheduledActionEnabled": True,
                "secureByDefault": False,
            },
            _RECALLED,
            example={
                "deviceComplianceCheckinThresholdDays": 30,
                "isScheduledActionEnabled": True,
                "secureByDefault": True,
            },
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
        write=("DeviceManagementServiceConfig.ReadWrite.All", "DeviceManagementConfiguration.ReadWrite.All"),
        evidence=_RESOURCE,
    ),
    audit=Audit(
        "Policy",
        "Core Directory",
        "Update Intune settings",
        evidence=assumed(
            "Intune writes to an audit log of its own, which is not served; this takes its place"
        ),
    ),
    evidence=_RESOURCE,
)
