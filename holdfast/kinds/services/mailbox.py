"""What the rows of `Get-Mailbox` say that no rule of ours judges, and why each may be passed over."""

from __future__ import annotations

from holdfast.kinds.statement import Harmless

MAILBOX = (
    Harmless(
        """
            UserPrincipalName ExternalDirectoryObjectId RecipientTypeDetails LitigationHoldEnabled
            LitigationHoldDuration PersistedCapabilities
        """,
        "what the rule is judged by, or told with",
    ),
    Harmless(
        """
            LitigationHoldOwner LitigationHoldDate
        """,
        "who set the hold, and when; whether it is there and how long is judged",
    ),
    Harmless(
        """
            SingleItemRecoveryEnabled RetainDeletedItemsFor RetainDeletedItemsUntilBackup
            UseDatabaseRetentionDefaults RetentionHoldEnabled RetentionComment RetentionUrl RetentionPolicy
            ElcProcessingDisabled ComplianceTagHoldApplied DelayHoldApplied DelayReleaseHoldApplied
            AuditEnabled AuditLogAgeLimit ArchiveStatus ArchiveState ArchiveQuota ArchiveWarningQuota
            ArchiveDomain ArchiveDatabase AutoExpandingArchiveEnabled JournalArchiveAddress
            CalendarVersionStoreDisabled RecoverableItemsQuota RecoverableItemsWarningQuota InPlaceHolds
            AuditAdmin AuditDelegate AuditOwner DefaultAuditSet ArchiveName PitrCopyIntervalInSeconds
            ArchiveGuid ArchiveDatabaseGuid DisabledArchiveGuid StartDateForRetentionHold
            EndDateForRetentionHold
        """,
        "deleted items, archives, other holds, audit: none shortens or lifts this hold; other controls' matter",
    ),
    Harmless(
        """
            RecipientType WasInactiveMailbox IsInactiveMailbox IsSoftDeletedByRemove IsSoftDeletedByDisable
            AccountDisabled IsMailboxEnabled IsResource IsShared IsLinked IsDirSynced IsMonitoringMailbox
            IsPublicFolderSystemMailbox IsRootPublicFolderMailbox SKUAssigned MailboxMoveStatus
            RemoteRecipientType RecipientSoftDeletedStatus InactiveMailboxRetireTime WhenSoftDeleted
        """,
        "the state and type of the mailbox: which of them the rule reaches is asked with the list",
    ),
    Harmless(
        """
            ForwardingAddress ForwardingSmtpAddress DeliverToMailboxAndForward MessageCopyForSentAsEnabled
            MessageCopyForSendOnBehalfEnabled MessageCopyForSMTPClientSubmissionEnabled
            MessageTrackingReadStatusEnabled MessageRecallProcessingEnabled
            RequireSenderAuthenticationEnabled ModerationEnabled SendModerationNotifications
            ExternalOofOptions MaxSendSize MaxReceiveSize RecipientLimits GrantSendOnBehalfTo
            AcceptMessagesOnlyFrom AcceptMessagesOnlyFromDLMembers AcceptMessagesOnlyFromSendersOrMembers
            RejectMessagesFrom RejectMessagesFromDLMembers RejectMessagesFromSendersOrMembers
            BypassModerationFromSendersOrMembers ModeratedBy
        """,
        "how mail comes and goes: a held item stays whatever happens to its copies",
    ),
    Harmless(
        """
            DisplayName PrimarySmtpAddress Alias Identity Id Name WindowsLiveID MicrosoftOnlineServicesID
            WindowsEmailAddress HiddenFromAddressListsEnabled CalendarRepairDisabled
            IsExcludedFromServingHierarchy IsHierarchyReady IsHierarchySyncEnabled IsValid ResourceType
            ResourceCapacity RoomMailboxAccountEnabled UsageLocation MailboxRegion MailboxRelease
            ProhibitSendQuota ProhibitSendReceiveQuota IssueWarningQuota CalendarLoggingQuota RulesQuota
            UseDatabaseQuotaDefaults RoleAssignmentPolicy SharingPolicy AddressBookPolicy
            DataEncryptionPolicy ThrottlingPolicy ImmutableId Office SimpleDisplayName MailTip
            EmailAddressPolicyEnabled ExchangeVersion CustomAttribute1 CustomAttribute2 CustomAttribute3
            CustomAttribute4 CustomAttribute5 CustomAttribute6 CustomAttribute7 CustomAttribute8
            CustomAttribute9 CustomAttribute10 CustomAttribute11 CustomAttribute12 CustomAttribute13
            CustomAttribute14 CustomAttribute15 EmailAddresses MailTipTranslations AdministrativeUnits
            Languages ResourceCustom Extensions NonCompliantDevices UserCertificate UserSMimeCertificate
            ObjectClass ExtensionCustomAttribute1 ExtensionCustomAttribute2 ExtensionCustomAttribute3
            ExtensionCustomAttribute4 ExtensionCustomAttribute5 ExchangeGuid Guid ExchangeObjectId
            WhenMailboxCreated WhenCreated WhenCreatedUTC WhenChanged WhenChangedUTC
        """,
        "names, quotas, region and dates",
    ),
)
"""Statements about a mailbox, for the kinds that judge mailboxes. Source: the properties of a live row (2026-11-24)."""
