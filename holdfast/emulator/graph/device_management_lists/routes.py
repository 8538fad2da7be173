"""Lists of Intune in which a tenant has nothing until somebody adds to them, read only.

Lists that Intune fills by itself are not among them: scripts of remediations, roles, apps, partners. Paths and roles
are those of the pages of each list on https://learn.microsoft.com/graph/api/ (recalled); what v1.0 has of them stands
in graph-metadata/v1.0.csdl.xml. That each is empty at first is assumed, and so is the one tag of scopes that there is.
Of each list `$select` and `$expand` may name what exports ask for (IntuneCD 2.6.0): nothing comes of it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_BOTH = ("v1.0", "beta")
_BETA = ("beta",)
_CONFIGURATION = "DeviceManagementConfiguration"
_SERVICE = "DeviceManagementServiceConfig"
_APPS = "DeviceManagementApps"
EMPTY = (
    ("/deviceManagement/assignmentFilters", "deviceAndAppManagementAssignmentFilter", _CONFIGURATION, _BETA),
    ("/deviceManagement/compliancePolicies", "deviceManagementCompliancePolicy", _CONFIGURATION, _BETA),
    ("/deviceManagement/depOnboardingSettings", "depOnboardingSetting", _SERVICE, _BETA),
    ("/deviceManagement/deviceCategories", "deviceCategory", "DeviceManagementManagedDevices", _BOTH),
    (
        "/deviceManagement/deviceCustomAttributeShellScripts",
        "deviceCustomAttributeShellScript",
        _CONFIGURATION,
        _BETA,
    ),
    ("/deviceManagement/deviceManagementScripts", "deviceManagementScript", _CONFIGURATION, _BETA),
    ("/deviceManagement/deviceShellScripts", "deviceShellScript", _CONFIGURATION, _BETA),
    ("/deviceManagement/groupPolicyConfigurations", "groupPolicyConfiguration", _CONFIGURATION, _BETA),
    ("/deviceManagement/intents", "deviceManagementIntent", _CONFIGURATION, _BETA),
    ("/deviceManagement/mobileThreatDefenseConnectors", "mobileThreatDefenseConnector", _SERVICE, _BOTH),
    ("/deviceManagement/notificationMessageTemplates", "notificationMessageTemplate", _SERVICE, _BOTH),
    (
        "/deviceManagement/reusablePolicySettings",
        "deviceManagementReusablePolicySetting",
        _CONFIGURATION,
        _BETA,
    ),
    ("/deviceManagement/termsAndConditions", "termsAndConditions", _SERVICE, _BOTH),
    (
        "/deviceManagement/windowsAutopilotDeploymentProfiles",
        "windowsAutopilotDeploymentProfile",
        _SERVICE,
        _BETA,
    ),
    ("/deviceManagement/windowsAutopilotDeviceIdentities", "windowsAutopilotDeviceIdentity", _SERVICE, _BOTH),
    ("/deviceManagement/windowsDriverUpdateProfiles", "windowsDriverUpdateProfile", _CONFIGURATION, _BETA),
    ("/deviceManagement/windowsFeatureUpdateProfiles", "windowsFeatureUpdateProfile", _CONFIGURATION, _BETA),
    ("/deviceManagement/windowsQualityUpdateProfiles", "windowsQualityUpdateProfile", _CONFIGURATION, _BETA),
    ("/deviceAppManagement/mobileAppConfigurations", "managedDeviceMobileAppConfiguration", _APPS, _BOTH),
    ("/deviceAppManagement/vppTokens", "vppToken", _SERVICE, _BOTH),
)
"""Each list: its path, the type in it, what its roles begin with, and the versions that have it."""

_NAMES = frozenset({"id", "displayName", "description", "settingDefinitionId", "settingInstance", "version"})
_RELATIONS = frozenset({"assignments", "localizedNotificationMessages", "settings"})


def _list(listing: Listing, _tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, listing, ())


_TAG = {"id": "0", "displayName": "Default", "description": "", "isBuiltIn": True}
_TAGS = Listing("deviceManagement/roleScopeTags", "microsoft.graph.roleScopeTag", frozenset(_TAG))


def _tags(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _TAGS, [_TAG])


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/deviceManagement/roleScopeTags",
        _tags,
        "The tags by which administrators of Intune see a part of it: the service's own.",
        _BETA,
        any_of=("DeviceManagementRBAC.Read.All", "DeviceManagementRBAC.ReadWrite.All"),
        consented=False,
    ),
    *(
        Route(
            "GET",
            path,
            partial(
                _list,
                Listing(path.removeprefix("/"), f"microsoft.graph.{entity}", _NAMES, expands=_RELATIONS),
            ),
            "A list of Intune to which nobody has added anything.",
            versions,
            any_of=(f"{roles}.Read.All", f"{roles}.ReadWrite.All"),
            consented=False,
        )
        for path, entity, roles, versions in EMPTY
    ),
)
"""Routes of lists to which nobody has added anything."""
