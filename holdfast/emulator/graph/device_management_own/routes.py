"""What Intune has of its own in every tenant: its roles, its one tag, and settings that nobody touched; read only.

Ids and names of the roles are those that public programs name (read 2026-11-29); what each role may do is left out.
Paths and roles are those of the pages below https://learn.microsoft.com/graph/api/ (recalled). That the settings are
off and the summaries count nothing until somebody begins is assumed, and so is the tag.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.nothing import nothing_reply
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

    _Handler = Callable[[Tenant, Principal, Call], Reply]

_BOTH = ("v1.0", "beta")
_BETA = ("beta",)
_BELOW = "/deviceManagement"
_SAME = frozenset({"eq", "ne"})
_RIGHTS = ("DeviceManagementRBAC.Read.All", "DeviceManagementRBAC.ReadWrite.All")
_CONFIGURATION = ("DeviceManagementConfiguration.Read.All", "DeviceManagementConfiguration.ReadWrite.All")
_SERVICE = ("DeviceManagementServiceConfig.Read.All", "DeviceManagementServiceConfig.ReadWrite.All")
_DEVICES = ("DeviceManagementManagedDevices.Read.All", "DeviceManagementManagedDevices.ReadWrite.All")
ROLES = {
    "0bd113fe-6be5-400c-a28f-ae5553f9c0be": "Policy and Profile manager",
    "2f9f4f7e-2d13-427b-adf2-361a1eef7ae8": "School Administrator",
    "9e0cc482-82df-4ab2-a24c-0c23a3f52e1e": "Help Desk Operator",
    "c1d9fcbb-cba5-40b0-bf6b-527006585f4b": "Application Manager",
    "c56d53a2-73d0-4502-b6bd-4a9d3dba28d5": "Endpoint Security Manager",
    "fa1d7878-e8cb-41a1-8254-0142355c9f84": "Read Only Operator",
    "fb2603eb-3c87-4be3-8b5b-d58a5b4a0bc0": "Intune Role Administrator",
}
"""Names of the roles that Intune has, by id."""
_ROLES = Listing(
    "deviceManagement/roleDefinitions",
    "microsoft.graph.roleDefinition",
    frozenset({"id", "displayName", "description", "isBuiltIn"}),
    filters=dict.fromkeys(("displayName", "isBuiltIn"), _SAME),
)
_GIVEN = Listing(
    "deviceManagement/roleAssignments",
    "microsoft.graph.deviceAndAppManagementRoleAssignment",
    frozenset({"id", "displayName", "description", "resourceScopes"}),
    expands=frozenset({"roleDefinition"}),
)
_TAG = {"id": "0", "displayName": "Default", "description": "", "isBuiltIn": True}
_TAGS = Listing(
    "deviceManagement/roleScopeTags",
    "microsoft.graph.roleScopeTag",
    frozenset(_TAG),
    expands=frozenset({"assignments"}),
)
_TAGGED = Listing(
    "deviceManagement/roleScopeTags/assignments",
    "microsoft.graph.roleScopeTagAutoAssignment",
    frozenset({"id", "target"}),
)
_COUNTED = (
    *(
        "inGracePeriodCount",
        "configManagerCount",
        "unknownDeviceCount",
        "compliantDeviceCount",
        "errorDeviceCount",
    ),
    *("nonCompliantDeviceCount", "remediatedDeviceCount", "conflictDeviceCount", "notApplicableDeviceCount"),
)
_ENROLLED = ("enrolledDeviceCount", "mdmEnrolledCount", "dualEnrolledDeviceCount")
_ENROLLED_BY = {
    "deviceOperatingSystemSummary": (
        *("androidCount", "iosCount", "macOSCount", "windowsMobileCount", "windowsCount", "unknownCount"),
        *("androidDedicatedCount", "androidDeviceAdminCount", "androidFullyManagedCount"),
        *("androidWorkProfileCount", "androidCorporateWorkProfileCount", "configMgrDeviceCount"),
    ),
    "deviceExchangeAccessStateSummary": (
        *("allowedDeviceCount", "blockedDeviceCount", "quarantinedDeviceCount"),
        *("unknownDeviceCount", "unavailableDeviceCount"),
    ),
}
SINGLE: dict[str, tuple[str, tuple[str, ...], tuple[str, ...], dict[str, Any], str]] = {
    "androidManagedStoreAccountEnterpriseSettings": (
        "androidManagedStoreAccountEnterpriseSettings",
        _CONFIGURATION,
        _BETA,
        {
            "id": "androidManagedStoreAccountEnterpriseSettings",
            "bindStatus": "notBound",
            "lastAppSyncDateTime": None,
            "lastAppSyncStatus": "none",
            "ownerUserPrincipalName": None,
            "ownerOrganizationName": None,
            "lastModifiedDateTime": None,
            "enrollmentTarget": "none",
            "targetGroupIds": [],
            "deviceOwnerManagementEnabled": False,
            "companyCodes": [],
            "androidDeviceOwnerFullyManagedEnrollmentEnabled": False,
            "managedGooglePlayInitialScopeTagIds": [],
            "managedGooglePlayEnterpriseType": None,
        },
        "How Google's shop is bound: it is not.",
    ),
    "conditionalAccessSettings": (
        "onPremisesConditionalAccessSettings",
        _SERVICE,
        _BOTH,
        {
            "id": "conditionalAccessSettings",
            "enabled": False,
            "includedGroups": [],
            "excludedGroups": [],
            "overrideDefaultRule": False,
        },
        "Conditional access to Exchange in one's own house: off.",
    ),
    "deviceCompliancePolicyDeviceStateSummary": (
        "deviceCompliancePolicyDeviceStateSummary",
        _CONFIGURATION,
        _BOTH,
        {"id": "deviceCompliancePolicyDeviceStateSummary", **dict.fromkeys(_COUNTED, 0)},
        "How many devices are compliant: there is none.",
    ),
    "managedDeviceCleanupSettings": (
        "managedDeviceCleanupSettings",
        _DEVICES,
        _BETA,
        {"deviceInactivityBeforeRetirementInDays": "0"},
        "After how many days a device that nobody sees is put out: never.",
    ),
    "managedDeviceOverview": (
        "managedDeviceOverview",
        _DEVICES,
        _BOTH,
        {
            "id": "managedDeviceOverview",
            **dict.fromkeys(_ENROLLED, 0),
            **{name: dict.fromkeys(counts, 0) for name, counts in _ENROLLED_BY.items()},
        },
        "How many devices are enrolled: none.",
    ),
    "remoteAssistanceSettings": (
        "remoteAssistanceSettings",
        _CONFIGURATION,
        _BETA,
        {
            "id": "remoteAssistanceSettings",
            "remoteAssistanceState": "disabled",
            "allowSessionsToUnenrolledDevices": False,
            "blockChat": False,
        },
        "Whether somebody may help from afar: no.",
    ),
}
"""Each object: its type, its roles, the versions that have it, what it is, and the line about it."""


def _role(role_id: str) -> dict[str, Any]:
    name = ROLES.get(role_id)
    if name is None:
        raise not_found(role_id)
    return {
        "@odata.type": "#microsoft.graph.deviceAndAppManagementRoleDefinition",
        "id": role_id,
        "displayName": name,
        "description": "",
        "isBuiltIn": True,
    }


def _roles(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _ROLES, [_role(one) for one in ROLES])


def _one_role(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _ROLES, _role(call.params["id"]))


def _given(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    _role(call.params["id"])
    return nothing_reply(call, _GIVEN)


def _tags(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    tag = {**_TAG, "assignments": []} if "$expand" in call.query else _TAG
    return list_reply(call, _TAGS, [tag])


def _tagged(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    if call.params["id"] != _TAG["id"]:
        raise not_found(call.params["id"])
    return nothing_reply(call, _TAGGED)


def _no_certificate(_tenant: Tenant, _principal: Principal, _call: Call) -> Reply:
    raise not_found("applePushNotificationCertificate")


def _single(name: str, _tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    kind, _, _, value, _ = SINGLE[name]
    return object_reply(
        call, Listing(f"deviceManagement/{name}", f"microsoft.graph.{kind}", frozenset(value)), value
    )


_READ: tuple[tuple[str, _Handler, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("roleDefinitions", _roles, "The roles that Intune has, without what they may do.", _BOTH, _RIGHTS),
    ("roleDefinitions/{id}", _one_role, "One of them.", _BOTH, _RIGHTS),
    ("roleDefinitions/{id}/roleAssignments", _given, "To whom a role was given: to nobody.", _BOTH, _RIGHTS),
    (
        "roleScopeTags",
        _tags,
        "The tags by which administrators of Intune see a part of it: the service's own.",
        _BETA,
        _RIGHTS,
    ),
    (
        "roleScopeTags/{id}/assignments",
        _tagged,
        "Groups that bear a tag by themselves: none.",
        _BETA,
        _RIGHTS,
    ),
    (
        "applePushNotificationCertificate",
        _no_certificate,
        "The certificate by which Apple's devices are called: nobody uploaded one, always 404.",
        _BOTH,
        _SERVICE,
    ),
    *(
        (name, partial(_single, name), doc, versions, roles)
        for name, (_, roles, versions, _, doc) in SINGLE.items()
    ),
)
ROUTES: tuple[Route, ...] = tuple(
    Route("GET", f"{_BELOW}/{path}", handler, doc, versions, any_of=roles, consented=False)
    for path, handler, doc, versions, roles in _READ
)
"""Routes of what Intune has of its own."""
