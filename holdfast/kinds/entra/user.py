"""Users, as far as others refer to them: from user principal name to object id. Never written."""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field
from holdfast.kinds.services.graph_object import GraphObject
from holdfast.kinds.statement import Harmless
from holdfast.model.directory import USER

_HARMLESS = (
    Harmless("deletedDateTime", "the look-up finds living users only"),
    Harmless(
        """
            aboutMe accountEnabled activities adhocCalls ageGroup agreementAcceptances appRoleAssignments
            assignedLicenses assignedPlans authentication authorizationInfo birthday businessPhones calendar
            calendarGroups calendars calendarView chats city cloudClipboard cloudPCs companyName
            consentProvidedForMinor contactFolders contacts country createdDateTime createdObjects
            creationType customSecurityAttributes dataSecurityAndGovernance department deviceEnrollmentLimit
            deviceManagementTroubleshootingEvents directReports displayName drive drives employeeExperience
            employeeHireDate employeeId employeeLeaveDateTime employeeOrgData employeeType events extensions
            externalUserState externalUserStateChangeDateTime faxNumber followedSites givenName hireDate
            identities identityParentId imAddresses inferenceClassification insights interests
            isManagementRestricted isResourceAccount jobTitle joinedTeams lastPasswordChangeDateTime
            legalAgeGroupClassification licenseAssignmentStates licenseDetails mail mailboxSettings
            mailFolders mailNickname managedAppRegistrations managedDevices manager memberOf messages
            mobilePhone mySite oauth2PermissionGrants officeLocation onenote onlineMeetings
            onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes
            onPremisesImmutableId onPremisesLastSyncDateTime onPremisesProvisioningErrors
            onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncBehavior
            onPremisesSyncEnabled onPremisesUserPrincipalName otherMails outlook ownedDevices ownedObjects
            passwordPolicies passwordProfile pastProjects people permissionGrants photo photos planner
            postalCode preferredDataLocation preferredLanguage preferredName presence print provisionedPlans
            proxyAddresses registeredDevices responsibilities schools scopedRoleMemberOf securityIdentifier
            serviceProvisioningErrors settings showInAddressList signInActivity
            signInSessionsValidFromDateTime skills solutions sponsorOf sponsors state streetAddress surname
            teamwork todo transitiveMemberOf usageLocation userType
        """,
        "a user is only looked up by name: what an account may be is the matter of the control that names it",
    ),
    Harmless(
        """
            analytics appConsentRequestsForApproval appRoleAssignedResources approvals cloudLicensing
            cloudPcPools cloudRealtimeCommunicationInfo communications deviceEnrollmentConfigurations
            deviceKeys devices distributionLists identityGovernance infoCatalogs informationProtection
            invitedBy isLicenseReconciliationNeeded joinedGroups lifecycle managedAppLogCollectionRequests
            mobileAppIntentAndStates mobileAppTroubleshootingEvents notifications onPremisesSipInfo
            pendingAccessReviewInstances profile refreshTokensValidFromDateTime security transitiveReports
            usageRights virtualEvents windowsInformationProtectionDeviceRegistrations
        """,
        "as above",
        seen="Graph's beta schema (2026-11-25)",
    ),
)

KIND = GraphObject(
    token=USER,
    title="User",
    doc="A user account, looked up by its user principal name.",
    key="userPrincipalName",
    path="/users",
    id_prefix="/users/",
    examples=(
        Example(
            row={"id": "u-1", "userPrincipalName": "anna@contoso.example"},
            inputs={"objectId": "u-1", "userPrincipalName": "anna@contoso.example"},
        ),
    ),
    answers=("user",),
    omits="nothing that is known; deleted users are elsewhere.",
    harmless=_HARMLESS,
    looked_up=("id", "userPrincipalName"),
    fields=(
        Field(name="userPrincipalName", doc="Sign-in name: the natural key.", required=True, any_case=True),
        Field(name="objectId", wire="id", doc="The service's id.", output=True),
    ),
    audit_category="UserManagement",
    read_permissions=("User.Read.All",),
    write_permissions=("User.ReadWrite.All",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/user (2026-11-24)",
)
