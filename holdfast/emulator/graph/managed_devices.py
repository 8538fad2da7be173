"""Devices that Intune manages; read only, and nobody has enrolled one."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Text

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/intune-devices-manageddevice", "2026-11-25"
)
_LISTED = documented("https://learn.microsoft.com/graph/api/intune-devices-manageddevice-list", "2026-11-25")

SERVICE = GraphCollection(
    path="/deviceManagement/managedDevices",
    entity="managedDevice",
    doc="devices that Intune manages, with a part of their properties",
    one="a managed device",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000013",
        "deviceName": "LAPTOP-1",
        "managementAgent": "mdm",
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "unknown", "complianceState"),
        **answered(_RESOURCE, Text(), None, "deviceName", "emailAddress", "enrolledDateTime"),
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "lastSyncDateTime"),
        **answered(_RESOURCE, Text(), "unknown", "managedDeviceOwnerType", "managementAgent"),
        **answered(_RESOURCE, Text(), None, "operatingSystem", "osVersion", "userPrincipalName"),
    },
    roles=Roles(
        read=("DeviceManagementManagedDevices.Read.All", "DeviceManagementManagedDevices.ReadWrite.All"),
        evidence=_LISTED,
    ),
    audit=None,
    evidence=_LISTED,
    consented=False,
)
