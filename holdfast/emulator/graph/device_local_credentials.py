"""Passwords of local administrators that LAPS backed up: no device, no password; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/devicelocalcredentialinfo", "2026-11-27"
)
_LISTED = documented(
    "https://learn.microsoft.com/graph/api/directory-list-devicelocalcredentials", "2026-11-27"
)

SERVICE = GraphCollection(
    path="/directory/deviceLocalCredentials",
    entity="deviceLocalCredentialInfo",
    doc="backed up passwords of local administrators, without the passwords",
    one="a device with a backed up password",
    example={"id": "b2f5c1de-0000-4000-8000-000000000031", "deviceName": "LAPTOP-1"},
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "deviceName", "lastBackupDateTime", "refreshDateTime"),
    },
    roles=Roles(
        read=("DeviceLocalCredential.ReadBasic.All", "DeviceLocalCredential.Read.All"),
        evidence=assumed("recalled: the table of permissions of the page was not at hand"),
    ),
    audit=None,
    evidence=_LISTED,
    filters={"deviceName": frozenset({"eq"})},
    consented=False,
)
