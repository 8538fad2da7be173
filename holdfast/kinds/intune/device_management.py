"""Settings of Intune for all devices of a tenant."""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.services.whole_object import whole_members
from holdfast.kinds.statement import Harmless, Watched

KIND = GraphSingleton(
    token="m365:intune:DeviceManagement",
    title="Intune settings",
    doc="How Intune takes devices, for the whole tenant.",
    key="device-management",
    object_id="deviceManagement",
    path="/deviceManagement",
    carried=whole_members,
    fields=(
        Field(
            name="settings",
            doc="How devices come to be compliant.",
            type=Type.OBJECT,
            fields=(
                Field(
                    name="secureByDefault",
                    doc="Whether a device that no compliance policy reaches is not compliant.",
                    type=Type.BOOLEAN,
                    required=True,
                    stricter=Stricter.TRUE,
                ),
            ),
        ),
    ),
    examples=(
        Example(
            row={
                "id": "0e1f6c1b-7b1c-4f0e-9d3e-5a0f0c3a9b11",
                "settings": {
                    "deviceComplianceCheckinThresholdDays": 30,
                    "isScheduledActionEnabled": True,
                    "secureByDefault": True,
                },
            },
            inputs={"settings": {"secureByDefault": True}},
        ),
    ),
    answers=("deviceManagement",),
    omits="compliance policies and devices themselves; nothing is claimed of them.",
    always=("settings",),
    watched=(
        Watched(
            "subscriptionState",
            "Intune does not act",
            harmless=("active", "warning"),
            mend="look at the subscription in the Microsoft 365 admin center",
        ),
    ),
    harmless=(
        Harmless(
            "settings.deviceComplianceCheckinThresholdDays settings.isScheduledActionEnabled",
            "for how long a device counts without reporting, and whether policies may act by themselves: neither "
            "makes a device compliant that no policy reaches",
        ),
        Harmless("id intuneAccountId", "which object it is"),
        Harmless(
            """
                applePushNotificationCertificate auditEvents complianceManagementPartners
                conditionalAccessSettings detectedApps deviceCategories deviceCompliancePolicies
                deviceCompliancePolicyDeviceStateSummary deviceCompliancePolicySettingStateSummaries
                deviceConfigurationDeviceStateSummaries deviceConfigurations
                deviceEnrollmentConfigurations deviceManagementPartners deviceProtectionOverview
                exchangeConnectors importedWindowsAutopilotDeviceIdentities intuneBrand
                iosUpdateStatuses managedDeviceOverview managedDevices
                mobileAppTroubleshootingEvents mobileThreatDefenseConnectors
                notificationMessageTemplates remoteAssistancePartners reports resourceOperations
                roleAssignments roleDefinitions softwareUpdateStatusSummary termsAndConditions
                troubleshootingEvents userExperienceAnalyticsAppHealthApplicationPerformance
                userExperienceAnalyticsAppHealthApplicationPerformanceByAppVersionDetails
                userExperienceAnalyticsAppHealthApplicationPerformanceByAppVersionDeviceId
                userExperienceAnalyticsAppHealthApplicationPerformanceByOSVersion
                userExperienceAnalyticsAppHealthDeviceModelPerformance
                userExperienceAnalyticsAppHealthDevicePerformance
                userExperienceAnalyticsAppHealthDevicePerformanceDetails
                userExperienceAnalyticsAppHealthOSVersionPerformance
                userExperienceAnalyticsAppHealthOverview userExperienceAnalyticsBaselines
                userExperienceAnalyticsCategories userExperienceAnalyticsDevicePerformance
                userExperienceAnalyticsDeviceScores userExperienceAnalyticsDeviceStartupHistory
                userExperienceAnalyticsDeviceStartupProcessPerformance
                userExperienceAnalyticsDeviceStartupProcesses userExperienceAnalyticsMetricHistory
                userExperienceAnalyticsModelScores userExperienceAnalyticsOverview
                userExperienceAnalyticsScoreHistory userExperienceAnalyticsSettings
                userExperienceAnalyticsWorkFromAnywhereHardwareReadinessMetric
                userExperienceAnalyticsWorkFromAnywhereMetrics
                userExperienceAnalyticsWorkFromAnywhereModelPerformance virtualEndpoint
                windowsAutopilotDeviceIdentities windowsInformationProtectionAppLearningSummaries
                windowsInformationProtectionNetworkLearningSummaries windowsMalwareInformation
                windowsMalwareOverview
            """,
            "other parts of Intune, which come by themselves: none makes a device compliant that no policy reaches",
        ),
    ),
    audit_category="Policy",
    read_permissions=("DeviceManagementServiceConfig.Read.All",),
    write_permissions=("DeviceManagementServiceConfig.ReadWrite.All",),
    licence="INTUNE_A",
    source="https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-devicemanagement (2026-11-25)",
)
