"""Who may enrol which devices: the configurations that Intune gives every tenant, read only.

Values: answers of beta that a public repository holds as documents of its tenant (2026-02-13 to 2026-07-14), the same
in each where nobody had changed them; platforms that are null in some of them are null here. Which properties v1.0 has:
graph-metadata/v1.0.csdl.xml; that it leaves out the configuration whose type it does not have is assumed. Roles:
https://learn.microsoft.com/graph/api/intune-onboarding-deviceenrollmentplatformrestrictionsconfiguration-get
(2026-11-28).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.expansion import expanded
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

PATH = "/deviceManagement/deviceEnrollmentConfigurations"
_READ = ("DeviceManagementServiceConfig.Read.All", "DeviceManagementServiceConfig.ReadWrite.All")
_COMMON = (
    "id",
    "displayName",
    "description",
    "priority",
    "createdDateTime",
    "lastModifiedDateTime",
    "version",
)
_OF_BETA = ("roleScopeTagIds", "deviceEnrollmentConfigurationType")
_EVERYBODY = "to all users regardless of group membership."
_EVERY_DEVICE = "to all users and all devices regardless of group membership."
_LOWEST = "applied with the lowest priority"


def _platform(version: str | None, *, blocked: bool = False) -> dict[str, Any]:
    return {
        "platformBlocked": blocked,
        "personalDeviceEnrollmentBlocked": False,
        "osMinimumVersion": version,
        "osMaximumVersion": version,
        "blockedManufacturers": [],
        "blockedSkus": [],
    }


_OF_V1: Mapping[str, Mapping[str, Any]] = {
    "deviceEnrollmentLimitConfiguration": {"limit": 5},
    "deviceEnrollmentPlatformRestrictionsConfiguration": {
        "iosRestriction": _platform(""),
        "windowsRestriction": _platform(""),
        "windowsMobileRestriction": _platform("", blocked=True),
        "androidRestriction": _platform(""),
        "macOSRestriction": _platform(None),
    },
    "deviceEnrollmentWindowsHelloForBusinessConfiguration": {
        "pinMinimumLength": 6,
        "pinMaximumLength": 127,
        "pinUppercaseCharactersUsage": "disallowed",
        "pinLowercaseCharactersUsage": "disallowed",
        "pinSpecialCharactersUsage": "disallowed",
        "state": "notConfigured",
        "securityDeviceRequired": False,
        "unlockWithBiometricsEnabled": True,
        "remotePassportEnabled": True,
        "pinPreviousBlockCount": 0,
        "pinExpirationInDays": 0,
        "enhancedBiometricsState": "notConfigured",
    },
    "windows10EnrollmentCompletionPageConfiguration": {"allowNonBlockingAppInstallation": False},
}
"""What each type that v1.0 has says there."""
_BETA_ALONE: Mapping[str, Mapping[str, Any]] = {
    "deviceEnrollmentPlatformRestrictionsConfiguration": {
        "windowsHomeSkuRestriction": _platform(None),
        "androidForWorkRestriction": _platform(""),
        "macRestriction": _platform(None),
        "tvosRestriction": None,
        "visionOSRestriction": None,
    },
    "deviceEnrollmentWindowsHelloForBusinessConfiguration": {
        "securityKeyForSignIn": "notConfigured",
        "enhancedSignInSecurity": 0,
    },
    "windows10EnrollmentCompletionPageConfiguration": {
        "showInstallationProgress": False,
        "blockDeviceSetupRetryByUser": True,
        "allowDeviceResetOnInstallFailure": False,
        "allowLogCollectionOnInstallFailure": False,
        "customErrorMessage": "",
        "installProgressTimeoutInMinutes": 0,
        "allowDeviceUseOnInstallFailure": False,
        "selectedMobileAppIds": [],
        "trackInstallProgressForAutopilotOnly": False,
        "disableUserStatusTrackingAfterFirstUser": False,
        "installQualityUpdates": False,
    },
    "windowsRestoreDeviceEnrollmentConfiguration": {"state": "notConfigured"},
}
"""What each says by beta besides."""
_TYPES = (
    (
        "deviceEnrollmentLimitConfiguration",
        "limit",
        "DefaultLimit",
        f"This is the default Device Limit Restriction {_LOWEST} {_EVERYBODY}",
    ),
    (
        "deviceEnrollmentPlatformRestrictionsConfiguration",
        "platformRestrictions",
        "DefaultPlatformRestrictions",
        f"This is the default Device Type Restriction {_LOWEST} {_EVERYBODY}",
    ),
    (
        "deviceEnrollmentWindowsHelloForBusinessConfiguration",
        "windowsHelloForBusiness",
        "DefaultWindowsHelloForBusiness",
        f"This is the default Windows Hello for Business configuration {_LOWEST} {_EVERYBODY}",
    ),
    (
        "windows10EnrollmentCompletionPageConfiguration",
        "windows10EnrollmentCompletionPageConfiguration",
        "DefaultWindows10EnrollmentCompletionPageConfiguration",
        f"This is the default enrollment status screen configuration {_LOWEST} {_EVERY_DEVICE}",
    ),
    (
        "windowsRestoreDeviceEnrollmentConfiguration",
        "windowsRestore",
        "WindowsRestore",
        f"This is the default Windows Restore configuration {_LOWEST} {_EVERY_DEVICE}",
    ),
)
"""Each configuration: its type, the word for it, how its id ends, and its description."""
_LISTING = Listing(
    context=PATH.removeprefix("/"),
    entity="microsoft.graph.deviceEnrollmentConfiguration",
    properties=frozenset({*_COMMON, *(name for one in _OF_V1.values() for name in one)}),
    count=False,
)
_LISTING_OF_BETA = Listing(
    context=_LISTING.context,
    entity=_LISTING.entity,
    properties=frozenset(
        {*_LISTING.properties, *_OF_BETA, *(name for one in _BETA_ALONE.values() for name in one)}
    ),
    filters={"deviceEnrollmentConfigurationType": frozenset({"eq"})},
    count=False,
)

_ASSIGNMENTS = Listing(
    context=f"{_LISTING.context}/assignments",
    entity="microsoft.graph.enrollmentConfigurationAssignment",
    properties=frozenset({"id", "target"}),
    count=False,
)
"""To whom each is assigned: to all devices, as Microsoft365DSC's example has it of one that Intune made (assumed of the
others, and what the id looks like)."""


def _configurations(tenant: Tenant, version: str) -> list[dict[str, Any]]:
    beta = version == "beta"
    return [
        {
            "@odata.type": f"#microsoft.graph.{kind}",
            "id": f"{tenant.tenant_id}_{ending}",
            "displayName": "All users and all devices",
            "description": description,
            "priority": 0,
            "createdDateTime": "0001-01-01T00:00:00Z",
            "lastModifiedDateTime": "0001-01-01T00:00:00Z",
            "version": 0,
            **({"roleScopeTagIds": [], "deviceEnrollmentConfigurationType": word} if beta else {}),
            **_OF_V1.get(kind, {}),
            **(_BETA_ALONE.get(kind, {}) if beta else {}),
        }
        for kind, word, ending, description in _TYPES
        if beta or kind in _OF_V1
    ]


def _listing(call: Call) -> Listing:
    return _LISTING_OF_BETA if call.version == "beta" else _LISTING


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    found = _configurations(tenant, call.version)
    return list_reply(*expanded(call, _listing(call), found, {"assignments": _assigned}))


def _found(tenant: Tenant, call: Call) -> dict[str, Any]:
    wanted = call.params["id"]
    for one in _configurations(tenant, call.version):
        if one["id"] == wanted:
            return one
    raise not_found(wanted)


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _listing(call), _found(tenant, call))


def _assigned(one: dict[str, Any]) -> list[dict[str, Any]]:
    target = {"@odata.type": "#microsoft.graph.allDevicesAssignmentTarget"}
    return [{"id": f"{one['id']}_0", "target": target}]


def _assignments(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _ASSIGNMENTS, _assigned(_found(tenant, call)))


ROUTES: tuple[Route, ...] = (
    Route("GET", PATH, _list, "List the configurations of enrolment.", any_of=_READ, consented=False),
    Route("GET", f"{PATH}/{{id}}", _get, "Read one of them.", any_of=_READ, consented=False),
    Route(
        "GET", f"{PATH}/{{id}}/assignments", _assignments, "For whom it is.", any_of=_READ, consented=False
    ),
)
"""Routes of the configurations by which devices are enrolled."""
