"""Parameters that cmdlets have in the service and not here: named ones are refused with 501, others with 400.

From the syntax of the cloud's parameter sets on learn.microsoft.com (office-docs-powershell, 2026-11-24).
"""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text: long lists of names stay readable."""
    return tuple(text.split())


GET_MAILBOX = frozenset(
    words(
        """
            Anr Archive IncludeAcceptMessagesOnlyFromDLMembersWithDisplayNames
            IncludeAcceptMessagesOnlyFromSendersOrMembersWithDisplayNames
            IncludeAcceptMessagesOnlyFromWithDisplayNames IncludeEmailAddressDisplayNames
            IncludeForwardingAddressWithDisplayNames IncludeGrantSendOnBehalfToWithDisplayNames
            MailboxPlan Migration OrganizationalUnit SortBy
        """
    )
)
SET_MAILBOX = frozenset(
    words(
        """
            AcceptMessagesOnlyFrom AcceptMessagesOnlyFromDLMembers AcceptMessagesOnlyFromSendersOrMembers
            AddressBookPolicy Alias ApplyMandatoryProperties ArchiveName
            BypassModerationFromSendersOrMembers CalendarVersionStoreDisabled
            ClearThrottlingPolicyAssignment DataEncryptionPolicy DefaultPublicFolderMailbox
            EmailAddressDisplayNames EmailAddresses EnableRoomMailboxAccount EnforcedTimestamps
            ExcludeFromAllHolds ExcludeFromAllOrgHolds ExcludeFromOrgHolds ExtensionCustomAttribute1
            ExtensionCustomAttribute2 ExtensionCustomAttribute3 ExtensionCustomAttribute4
            ExtensionCustomAttribute5 ExternalOofOptions GrantSendOnBehalfTo
            GroupMailbox ImmutableId IsExcludedFromServingHierarchy IssueWarningQuota
            JournalArchiveAddress Languages MailTip MailTipTranslations MailboxRegion MaxReceiveSize
            MaxSendSize MicrosoftOnlineServicesID ModeratedBy ModerationEnabled Name NonCompliantDevices
            Office Password ProhibitSendQuota ProhibitSendReceiveQuota ProvisionedForOfficeGraph
            PublicFolder RecalculateInactiveMailbox RecipientLimits RejectMessagesFrom
            RejectMessagesFromDLMembers RejectMessagesFromSendersOrMembers RemoveDelayHoldApplied
            RemoveDelayReleaseHoldApplied RemoveDisabledArchive RemoveMailboxProvisioningConstraint
            RemoveOrphanedHolds RequireSenderAuthenticationEnabled ResourceCapacity ResourceCustom
            RoleAssignmentPolicy RoomMailboxPassword RulesQuota SchedulerAssistant
            SendModerationNotifications SharingPolicy SimpleDisplayName StsRefreshTokensValidFrom Type
            UniqueRecipientsCountLimitLevel UniqueUnrestrictedGroupsLimitEnabled UpdateEnforcedTimestamp
            UseDatabaseQuotaDefaults UseDatabaseRetentionDefaults UserCertificate UserSMimeCertificate
            WhatIf WindowsEmailAddress
        """
    )
)
SET_ORGANIZATION_CONFIG = frozenset(
    words(
        """
            AcceptedDomainApprovedSendersEnabled ActionableMessagesExtenalAccessTokenEnabled
            ActivityBasedAuthenticationTimeoutInterval AutoArchivingThresholdPercentage
            AutodiscoverPartialDirSync BookingsNamingPolicyPrefix BookingsNamingPolicySuffix
            ByteEncoderTypeFor7BitCharsets DLPWaitOnSendTimeout DefaultAuthenticationPolicy
            DefaultGroupAccessType DefaultMinutesToReduceLongEventsBy DefaultMinutesToReduceShortEventsBy
            DefaultPublicFolderAgeLimit DefaultPublicFolderDeletedItemRetention
            DefaultPublicFolderIssueWarningQuota DefaultPublicFolderMaxItemSize
            DefaultPublicFolderMovedItemRetention DefaultPublicFolderProhibitPostQuota
            DistributionGroupDefaultOU DistributionGroupNameBlockedWordsList
            DistributionGroupNamingPolicy EndUserMailNotificationForDelayedDelicensingEnabled
            EnforceShortenEventSetting EwsAllowEntourage EwsAllowList EwsAllowMacOutlook EwsAllowOutlook
            EwsAllowedAppIDs EwsApplicationAccessPolicy EwsBlockList ExchangeNotificationEnabled
            ExchangeNotificationRecipients HierarchicalAddressBookRoot IPListBlocked
            MessageRecallMaxRecallableAge
            PreferredInternetCodePageForShiftJis PublicFoldersEnabled RecipientDelimiters
            RemotePublicFolderMailboxes RequiredCharsetCoverage ShortenEventScopeDefault
            SiteMailboxCreationURL TenantAdminNotificationForDelayedDelicensingEnabled
            VisibleMeetingUpdateProperties WhatIf
        """
    )
)
COMPLIANCE_TAG = frozenset(
    words(
        """
            AutoApprovalPeriod ComplianceTagForNextStage FlowId PriorityCleanup WhatIf
        """
    )
)
GET_COMPLIANCE_TAG = frozenset({"IncludingLabelState", "PriorityCleanup"})
REMOVE_COMPLIANCE_TAG = frozenset({"ForceDeletion", "PriorityCleanup", "WhatIf"})
GET_RETENTION_POLICY = frozenset({"ErrorPolicyOnly", "IncludeTestModeResults", "PriorityCleanup"})
NEW_RETENTION_POLICY = frozenset(
    words(
        """
            AdaptiveScopeLocation IsSimulation PolicyRBACScopes PolicyTemplateInfo PriorityCleanup
            RetainCloudAttachment SkipPriorityCleanupConfirmation WhatIf
        """
    )
)
SET_RETENTION_POLICY = frozenset(
    words(
        """
            AddAdaptiveScopeLocation DeletedResources EnforceSimulationPolicy PolicyRBACScopes
            PolicyTemplateInfo PriorityCleanup RemoveAdaptiveScopeLocation StartSimulation WhatIf
        """
    )
)
REMOVE_RETENTION = frozenset({"ForceDeletion", "PriorityCleanup", "WhatIf"})
RETENTION_RULE = frozenset(
    words(
        """
            ContentContainsSensitiveInformation ContentDateFrom ContentDateTo IRMRiskyUserProfiles
            MachineLearningModelIDs PriorityCleanup WhatIf
        """
    )
)
SEARCH_AUDIT_LOG = frozenset(
    words(
        """
            Formatted HighCompleteness IPAddresses LegacyFlow LongerRetentionEnabled SiteIds
        """
    )
)
