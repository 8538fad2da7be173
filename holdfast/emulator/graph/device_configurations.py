"""Older configuration profiles of Intune: nobody has made one; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text, Whole

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-deviceconfiguration", "2026-11-27"
)
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/intune-deviceconfig-deviceconfiguration-list", "2026-11-27"
)

SERVICE = GraphCollection(
    path="/deviceManagement/deviceConfigurations",
    entity="deviceConfiguration",
    doc="configuration profiles of devices, of the base type alone",
    one="a configuration profile",
    example={"id": "b2f5c1de-0000-4000-8000-000000000031", "displayName": "Example", "version": 1},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(
            _RESOURCE, Text(), None, "createdDateTime", "description", "displayName", "lastModifiedDateTime"
        ),
        **answered(_RESOURCE, Whole(), None, "version"),
    },
    roles=Roles(
        read=("DeviceManagementConfiguration.Read.All", "DeviceManagementConfiguration.ReadWrite.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    unrelated=frozenset({"assignments"}),
    consented=False,
)
