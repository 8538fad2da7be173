"""Lists of Intune in which a tenant has nothing until somebody adds to them, read only.

Of lists that Intune fills by itself (two scripts of remediations, partners with whom nobody has begun, templates of
baselines) what it fills in is left out; roles and apps are served elsewhere. Paths and roles
are those of the pages of each list on https://learn.microsoft.com/graph/api/ (recalled); what v1.0 has of them stands
in graph-metadata/v1.0.csdl.xml. That each is empty at first is assumed.
Of each list `$select` and `$expand` may name what exports ask for (IntuneCD 2.6.0): nothing comes of it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from holdfast.emulator.odata.nothing import nothing_reply
from holdfast.emulator.odata.query import Listing
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_BOTH = ("v1.0", "beta")
_BETA = ("beta",)
_CONFIGURATION = "DeviceManagementConfiguration"
_SERVICE = "DeviceManagementServiceConfig"
_APPS = "DeviceManagementApps"
_DEVICES = "DeviceManagementManagedDevices"
_RIGHTS = "DeviceManagementRBAC"
EMPTY = (
    ("/deviceManagement/assignmentFilters", "deviceAndAppManagementAssignmentFilter", _CONFIGURATION, _BETA),
    ("/deviceManagement/compliancePolicies", "deviceManagementCompliancePolicy", _CONFIGURATION, _BETA),
    ("/deviceManagement/depOnboardingSettings", "depOnboardingSetting", _SERVICE, _BETA),
    ("/deviceManagement/deviceCategories", "deviceCategory", _DEVICES, _BOTH),
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
    ("/deviceManagement/auditEvents", "auditEvent", _APPS, _BOTH),
    ("/deviceManagement/certificateConnectorDetails", "certificateConnectorDetails", _SERVICE, _BETA),
    ("/deviceManagement/complianceManagementPartners", "complianceManagementPartner", _SERVICE, _BOTH),
    ("/deviceManagement/dataSharingConsents", "dataSharingConsent", _SERVICE, _BETA),
    ("/deviceManagement/deviceComplianceScripts", "deviceComplianceScript", _CONFIGURATION, _BETA),
    ("/deviceManagement/deviceHealthScripts", "deviceHealthScript", _CONFIGURATION, _BETA),
    ("/deviceManagement/deviceManagementPartners", "deviceManagementPartner", _SERVICE, _BOTH),
    ("/deviceManagement/exchangeConnectors", "deviceManagementExchangeConnector", _SERVICE, _BOTH),
    (
        "/deviceManagement/groupPolicyUploadedDefinitionFiles",
        "groupPolicyUploadedDefinitionFile",
        _CONFIGURATION,
        _BETA,
    ),
    ("/deviceManagement/importedDeviceIdentities", "importedDeviceIdentity", _SERVICE, _BETA),
    ("/deviceManagement/managedDeviceCleanupRules", "managedDeviceCleanupRule", _DEVICES, _BETA),
    ("/deviceManagement/ndesConnectors", "ndesConnector", _CONFIGURATION, _BETA),
    ("/deviceManagement/operationApprovalPolicies", "operationApprovalPolicy", _CONFIGURATION, _BETA),
    ("/deviceManagement/remoteAssistancePartners", "remoteAssistancePartner", _SERVICE, _BOTH),
    ("/deviceManagement/roleAssignments", "deviceAndAppManagementRoleAssignment", _RIGHTS, _BOTH),
    ("/deviceManagement/templates", "deviceManagementTemplate", _CONFIGURATION, _BETA),
    ("/deviceManagement/virtualEndpoint/provisioningPolicies", "cloudPcProvisioningPolicy", "CloudPC", _BOTH),
    ("/deviceAppManagement/deviceAppManagementTasks", "deviceAppManagementTask", _APPS, _BETA),
    (
        "/deviceAppManagement/enterpriseCodeSigningCertificates",
        "enterpriseCodeSigningCertificate",
        _APPS,
        _BETA,
    ),
    (
        "/deviceAppManagement/iosLobAppProvisioningConfigurations",
        "iosLobAppProvisioningConfiguration",
        _APPS,
        _BETA,
    ),
    (
        "/deviceAppManagement/mdmWindowsInformationProtectionPolicies",
        "mdmWindowsInformationProtectionPolicy",
        _APPS,
        _BOTH,
    ),
    ("/deviceAppManagement/policySets", "policySet", _APPS, _BETA),
    (
        "/deviceAppManagement/targetedManagedAppConfigurations",
        "targetedManagedAppConfiguration",
        _APPS,
        _BOTH,
    ),
    (
        "/deviceAppManagement/windowsInformationProtectionPolicies",
        "windowsInformationProtectionPolicy",
        _APPS,
        _BOTH,
    ),
    ("/deviceAppManagement/windowsManagedAppProtections", "windowsManagedAppProtection", _APPS, _BETA),
    ("/deviceAppManagement/mobileAppConfigurations", "managedDeviceMobileAppConfiguration", _APPS, _BOTH),
    ("/deviceAppManagement/vppTokens", "vppToken", _SERVICE, _BOTH),
)
"""Each list: its path, the type in it, what its roles begin with, and the versions that have it."""

_NAMES = frozenset({"id", "displayName", "description", "settingDefinitionId", "settingInstance", "version"})
_RELATIONS = frozenset({"assignments", "localizedNotificationMessages", "roleDefinition", "settings"})


def _list(listing: Listing, _tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return nothing_reply(call, listing)


ROUTES: tuple[Route, ...] = (
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
