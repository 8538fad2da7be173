"""Devices that the directory knows: nobody has registered or joined one; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
from holdfast.emulator.odata.schema import Anything, Flag, Many, Text, Whole

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/device", "2026-11-27")
_LISTED = documented("https://learn.microsoft.com/graph/api/device-list", "2026-11-27")

SERVICE = GraphCollection(
    path="/devices",
    entity="device",
    doc="devices of the directory",
    one="a device",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000031",
        "displayName": "LAPTOP-1",
        "deviceId": "b2f5c1de-0000-4000-8000-000000000032",
        "trustType": "AzureAd",
    },
    verbs=READING,
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        **answered(_RESOURCE, Text(), None, "deletedDateTime"),
        **answered(_RESOURCE, Flag(), None, "accountEnabled"),
        **answered(_RESOURCE, Many(Anything()), [], "alternativeSecurityIds"),
        **answered(
            _RESOURCE,
            Text(),
            None,
            "approximateLastSignInDateTime",
            "complianceExpirationDateTime",
            "deviceCategory",
            "deviceId",
            "deviceMetadata",
            "deviceOwnership",
        ),
        **answered(_RESOURCE, Whole(), None, "deviceVersion"),
        **answered(_RESOURCE, Text(), None, "displayName", "enrollmentProfileName", "enrollmentType"),
        **answered(_RESOURCE, Flag(), None, "isCompliant", "isManaged", "isManagementRestricted", "isRooted"),
        **answered(
            _RESOURCE,
            Text(),
            None,
            "managementType",
            "manufacturer",
            "mdmAppId",
            "model",
            "onPremisesLastSyncDateTime",
            "onPremisesSecurityIdentifier",
        ),
        **answered(_RESOURCE, Flag(), None, "onPremisesSyncEnabled"),
        **answered(_RESOURCE, Text(), None, "operatingSystem", "operatingSystemVersion"),
        **answered(_RESOURCE, Many(Text()), [], "physicalIds"),
        **answered(_RESOURCE, Text(), None, "profileType", "registrationDateTime"),
        **answered(_RESOURCE, Many(Text()), [], "systemLabels"),
        **answered(_RESOURCE, Text(), None, "trustType"),
    },
    roles=Roles(
        read=("Device.Read.All", "Device.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"),
        evidence=_LISTED,
    ),
    audit=None,
    evidence=_LISTED,
    filters={
        "displayName": frozenset({"eq", "startswith"}),
        "accountEnabled": frozenset({"eq"}),
        "deviceId": frozenset({"eq"}),
        "isCompliant": frozenset({"eq"}),
        "isManaged": frozenset({"eq"}),
        "operatingSystem": frozenset({"eq"}),
        "profileType": frozenset({"eq"}),
        "trustType": frozenset({"eq"}),
        "approximateLastSignInDateTime": frozenset({"ge", "le"}),
    },
    unrelated=frozenset({"registeredOwners", "registeredUsers"}),
    consented=False,
)
