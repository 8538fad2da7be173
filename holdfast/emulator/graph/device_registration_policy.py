"""Who joins devices to the directory; changed by PUT (rows 4)."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, Many, StructuredType, Text, Whole

_GET = documented("https://learn.microsoft.com/graph/api/deviceregistrationpolicy-get", "2026-11-26")
_UPDATE = documented("https://learn.microsoft.com/graph/api/deviceregistrationpolicy-update", "2026-11-26")
_ALL = {"@odata.type": "#microsoft.graph.allDeviceRegistrationMembership"}
_NOBODY = {"@odata.type": "#microsoft.graph.noDeviceRegistrationMembership"}
_MEMBERSHIP = StructuredType(
    "deviceRegistrationMembership",
    {},
    subtypes={
        "allDeviceRegistrationMembership": StructuredType("allDeviceRegistrationMembership", {}),
        "noDeviceRegistrationMembership": StructuredType("noDeviceRegistrationMembership", {}),
        "enumeratedDeviceRegistrationMembership": StructuredType(
            "enumeratedDeviceRegistrationMembership", {"users": Many(Text()), "groups": Many(Text())}
        ),
    },
)
_LOCAL_ADMINS = StructuredType(
    "localAdminSettings", {"enableGlobalAdmins": Flag(), "registeringUsers": _MEMBERSHIP}
)

SERVICE = GraphSingleton(
    path="/policies/deviceRegistrationPolicy",
    entity="deviceRegistrationPolicy",
    doc="who joins devices to the directory",
    method="PUT",
    answers_change=True,
    properties={
        "id": Property(Text(), "deviceRegistrationPolicy", _GET, writable=False),
        "displayName": Property(Text(), "Device Registration Policy", _GET, writable=False),
        "description": Property(
            Text(),
            "Tenant-wide policy that manages initial provisioning controls using quota restrictions, additional "
            "authentication and authorization checks",
            _GET,
            writable=False,
        ),
        "userDeviceQuota": Property(
            Whole(nullable=False, least=0),
            50,
            assumed("50 is the portal's; the page's example is another tenant's"),
        ),
        "multiFactorAuthConfiguration": Property(
            Text(choices=("notRequired", "required")), "notRequired", _GET
        ),
        "azureADRegistration": Property(
            StructuredType(
                "azureADRegistrationPolicy",
                {"isAdminConfigurable": Flag(), "allowedToRegister": _MEMBERSHIP},
                nullable=False,
            ),
            {"isAdminConfigurable": True, "allowedToRegister": _ALL},
            assumed("everybody registers, as everybody joins"),
            example={"isAdminConfigurable": True, "allowedToRegister": _NOBODY},
        ),
        "azureADJoin": Property(
            StructuredType(
                "azureADJoinPolicy",
                {"isAdminConfigurable": Flag(), "allowedToJoin": _MEMBERSHIP, "localAdmins": _LOCAL_ADMINS},
                nullable=False,
            ),
            {
                "isAdminConfigurable": True,
                "allowedToJoin": _ALL,
                "localAdmins": {"enableGlobalAdmins": True, "registeringUsers": _ALL},
            },
            _GET,
            example={
                "isAdminConfigurable": True,
                "allowedToJoin": _NOBODY,
                "localAdmins": {"enableGlobalAdmins": False, "registeringUsers": _NOBODY},
            },
        ),
        "localAdminPassword": Property(
            StructuredType("localAdminPasswordSettings", {"isEnabled": Flag()}, nullable=False),
            {"isEnabled": False},
            _GET,
            example={"isEnabled": True},
        ),
    },
    roles=Roles(
        read=("Policy.Read.DeviceConfiguration", "Policy.ReadWrite.DeviceConfiguration"),
        write=("Policy.ReadWrite.DeviceConfiguration",),
        evidence=_UPDATE,
    ),
    audit=Audit(
        "Policy",
        "Device Registration Service",
        "Set device registration policies",
        evidence=assumed("recalled from the directory's list of audit activities"),
    ),
    evidence=_UPDATE,
)
