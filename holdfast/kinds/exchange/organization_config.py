"""The settings of the whole Exchange organization: of hundreds, those that controls declare."""

from __future__ import annotations

from holdfast.kinds.codec import Codec
from holdfast.kinds.decode import as_boolean
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.services.cmdlet_singleton import CmdletSingleton
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.statement import Harmless
from holdfast.model.permission import CHANGES_EXCHANGE, CMDLETS, READS_EXCHANGE
from holdfast.tenant.cmdlet_wire import Endpoint

_REVERSED = Codec(
    encode=lambda value: not value, decode=lambda value: None if value is None else not as_boolean(value, "")
)
"""A switch that the service calls by its opposite."""

_BY_NAME = asked_by_name(
    "Get-OrganizationConfig",
)

KIND = CmdletSingleton(
    token="m365:exchange:OrganizationConfig",
    title="Exchange organization",
    doc="Settings of the whole Exchange organization. Each control declares those that are its own.",
    key="organization-config",
    endpoint=Endpoint.EXCHANGE,
    noun="OrganizationConfig",
    fields=(
        Field(
            name="mailboxAuditing",
            wire="AuditDisabled",
            codec=_REVERSED,
            doc="Whether what is done in mailboxes is recorded, in all of them but for accounts that are excused.",
            type=Type.BOOLEAN,
            default=True,
            protects=Protects.TRUE,
        ),
        Field(
            name="modernAuthentication",
            wire="OAuth2ClientProfileEnabled",
            doc="Whether mail programs can sign in with more than a password.",
            type=Type.BOOLEAN,
            default=True,
            protects=Protects.TRUE,
        ),
        Field(
            name="rejectDirectSend",
            wire="RejectDirectSend",
            doc="Whether mail is refused that names a sender of the organization and comes from nobody who proved it.",
            type=Type.BOOLEAN,
            protects=Protects.TRUE,
        ),
        Field(
            name="customerLockbox",
            wire="CustomerLockboxEnabled",
            doc="Whether Microsoft's engineers see content only after somebody of the organization has agreed.",
            type=Type.BOOLEAN,
            protects=Protects.TRUE,
        ),
        Field(
            name="mailTips",
            wire="MailTipsAllTipsEnabled",
            doc="Whether who writes mail is told anything of its recipients before it is sent.",
            type=Type.BOOLEAN,
            protects=Protects.TRUE,
        ),
        Field(
            name="externalRecipientsTips",
            wire="MailTipsExternalRecipientsTipsEnabled",
            doc="Whether he is told that some are outside.",
            type=Type.BOOLEAN,
            protects=Protects.TRUE,
        ),
        Field(
            name="groupMetrics",
            wire="MailTipsGroupMetricsEnabled",
            doc="Whether the size of groups is counted, without which nobody knows how many they are.",
            type=Type.BOOLEAN,
            protects=Protects.TRUE,
        ),
        Field(
            name="largeAudienceThreshold",
            wire="MailTipsLargeAudienceThreshold",
            doc="With more recipients than this a message goes to many, and he is told.",
            type=Type.INTEGER,
            protects=Protects.LOWER,
        ),
    ),
    examples=(
        Example(
            row={
                "Name": "contoso.com",
                "AuditDisabled": False,
                "OAuth2ClientProfileEnabled": True,
                "RejectDirectSend": False,
                "CustomerLockboxEnabled": False,
                "MailTipsAllTipsEnabled": True,
                "MailTipsExternalRecipientsTipsEnabled": False,
                "MailTipsGroupMetricsEnabled": True,
                "MailTipsLargeAudienceThreshold": 25,
            },
            inputs={
                "mailboxAuditing": True,
                "modernAuthentication": True,
                "rejectDirectSend": False,
                "customerLockbox": False,
                "mailTips": True,
                "externalRecipientsTips": False,
                "groupMetrics": True,
                "largeAudienceThreshold": 25,
            },
        ),
    ),
    answers=("Get-OrganizationConfig",),
    vast=True,
    omits=(
        "nothing that is known; without the right it leaves properties out, which is unknown and not off. "
        f"{_BY_NAME}"
    ),
    always=(
        *("AuditDisabled", "OAuth2ClientProfileEnabled", "RejectDirectSend", "CustomerLockboxEnabled"),
        *("MailTipsAllTipsEnabled", "MailTipsExternalRecipientsTipsEnabled", "MailTipsGroupMetricsEnabled"),
        "MailTipsLargeAudienceThreshold",
    ),
    harmless=(
        Harmless(
            """
                ActionableMessagesExtenalAccessTokenEnabled ActivityBasedAuthenticationTimeoutEnabled
                ActivityBasedAuthenticationTimeoutInterval
                ActivityBasedAuthenticationTimeoutWithSingleSignOnEnabled AppsForOfficeEnabled AsyncSendEnabled
                AutoArchivingThresholdPercentage AutoEnableArchiveMailbox AutoExpandingArchiveEnabled
                AutodiscoverPartialDirSync AutomaticForcedReadReceiptEnabled BlockMoveMessagesForGroupFolders
                BookingsAddressEntryRestricted BookingsAuthEnabled BookingsBlockedWordsEnabled
                BookingsCreationOfCustomQuestionsRestricted BookingsEnabled
                BookingsExposureOfStaffDetailsRestricted BookingsMembershipApprovalRequired
                BookingsNamingPolicyEnabled BookingsNamingPolicyPrefixEnabled BookingsNamingPolicySuffixEnabled
                BookingsNotesEntryRestricted BookingsPaymentsEnabled BookingsPhoneNumberEntryRestricted
                BookingsSearchEngineIndexDisabled BookingsSmsMicrosoftEnabled BookingsSocialSharingRestricted
                ByteEncoderTypeFor7BitCharsets CalendarVersionStoreEnabled ComplianceMLBgdCrawlEnabled
                ConnectorsActionableMessagesEnabled ConnectorsEnabled ConnectorsEnabledForOutlook
                ConnectorsEnabledForSharepoint ConnectorsEnabledForTeams ConnectorsEnabledForYammer
                DLPViaDcsEnabled DLPWaitOnSendEnabled DLPWaitOnSendTimeout
                DefaultAuthenticationPolicy DefaultFolderPermissionRestricted DefaultGroupAccessType
                DefaultMinutesToReduceLongEventsBy DefaultMinutesToReduceShortEventsBy
                DefaultPublicFolderAgeLimit DefaultPublicFolderDeletedItemRetention
                DefaultPublicFolderIssueWarningQuota DefaultPublicFolderMaxItemSize
                DefaultPublicFolderMovedItemRetention DefaultPublicFolderProhibitPostQuota
                DelayedDelicensingEnabled DirectReportsGroupAutoCreationEnabled DisablePlusAddressInRecipients
                DistributionGroupDefaultOU DistributionGroupNameBlockedWordsList DistributionGroupNamingPolicy
                ElcProcessingDisabled EnableForwardingAddressSyncForMailboxes EnableOutlookEvents
                EndUserDLUpgradeFlowsDisabled EndUserMailNotificationForDelayedDelicensingEnabled
                EnforceExoAppRbacPermissions EwsAllowEntourage EwsAllowList EwsAllowMacOutlook EwsAllowOutlook
                EwsAllowedAppIDs EwsApplicationAccessPolicy EwsBlockList EwsEnabled
                ExchangeAttributesCloudManagedByDefault ExchangeNotificationEnabled
                ExchangeNotificationRecipients FindTimeAttendeeAuthenticationEnabled
                FindTimeAutoScheduleDisabled FindTimeLockPollForAttendeesEnabled
                FindTimeOnlineMeetingOptionDisabled FocusedInboxOn HierarchicalAddressBookRoot
                HybridConfigurationStatus HybridRSVPEnabled IPListBlocked InPlaceHolds InRegionRoutingEnabled
                IsAgendaMailEnabled IsGroupFoldersAndRulesEnabled IsGroupMemberAllowedToEditContent IsMixedMode
                LeanPopoutEnabled LinkPreviewEnabled MailTipsMailboxSourcedTipsEnabled
                MaskClientIpInReceivedHeadersEnabled
                MatchSenderOrganizerProperties MessageHighlightsEnabled MessageRecallAlertRecipientsEnabled
                MessageRecallAlertRecipientsReadMessagesOnlyEnabled MessageRecallEnabled
                MessageRecallMaxRecallableAge MessageRemindersEnabled MobileAppEducationEnabled
                OnlineMeetingsByDefaultEnabled OutlookGifPickerDisabled
                OutlookMobileGCCRestrictionsEnabled OutlookMobileHelpShiftEnabled
                OutlookMobileSingleAccountEnabled OutlookPayEnabled OutlookTextPredictionDisabled
                PerTenantSwitchToESTSEnabled PostponeRoamingSignaturesUntilLater PublicComputersDetectionEnabled
                PublicFolderShowClientControl PublicFoldersEnabled ReadTrackingEnabled RecallReadMessagesEnabled
                RefreshSessionEnabled RemotePublicFolderMailboxes SendFromAliasEnabled
                SharedDomainEmailAddressFlowEnabled ShortenEventScopeDefault SiteMailboxCreationURL
                SmtpActionableMessagesEnabled TenantAdminNotificationForDelayedDelicensingEnabled
                TwoClickMailPreviewEnabled UnblockUnsafeSenderPromptEnabled VisibleMeetingUpdateProperties
                WebPushNotificationsDisabled WebSuggestedRepliesDisabled WorkspaceTenantEnabled
            """,
            "settings of other things than what the fields are about",
        ),
        Harmless(
            """
                AdminDisplayName DisplayName DistinguishedName ExchangeObjectId ExchangeVersion Guid Id Identity
                IsDehydrated IsValid Name ObjectCategory ObjectClass ObjectState OrganizationId
                OrganizationalUnitRoot OriginatingServer WhenChanged WhenChangedUTC WhenCreated WhenCreatedUTC
            """,
            "which object it is, and where the service keeps it",
        ),
    ),
    audit_operations=("Set-OrganizationConfig",),
    protects_data=True,
    read_permissions=(CMDLETS,),
    write_permissions=(CMDLETS,),
    read_rights=(READS_EXCHANGE,),
    write_rights=(CHANGES_EXCHANGE,),
    licence="",
    source="https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig (2026-11-26)",
)
