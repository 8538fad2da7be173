"""The properties of a mailbox as Get-Mailbox gives them, with the values that a new user mailbox has.

Names, types and defaults: api-facts 6.7 and rows of live tenants in public repositories (2026-11-24). Left
out are those that name servers, databases and directory paths of Microsoft's own.
"""

from __future__ import annotations

from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.cmdlets.shape import shape_of

_NO_GUID = "00000000-0000-0000-0000-000000000000"
_AUDIT_ADMIN = words(
    """
        Update MoveToDeletedItems SoftDelete HardDelete SendAs SendOnBehalf Create UpdateFolderPermissions
        UpdateInboxRules UpdateCalendarDelegation ApplyRecord MailItemsAccessed Send
    """
)
_AUDIT_DELEGATE = words(
    """
        Update MoveToDeletedItems SoftDelete HardDelete SendAs SendOnBehalf Create UpdateFolderPermissions
        UpdateInboxRules ApplyRecord MailItemsAccessed
    """
)
_AUDIT_OWNER = words(
    """
        Update MoveToDeletedItems SoftDelete HardDelete UpdateFolderPermissions UpdateInboxRules
        UpdateCalendarDelegation ApplyRecord MailItemsAccessed Send
    """
)

MAILBOX = shape_of(
    plain={
        "UserPrincipalName": "",
        "DisplayName": "",
        "PrimarySmtpAddress": "",
        "Alias": "",
        "ExternalDirectoryObjectId": "",
        "RecipientType": "UserMailbox",
        "RecipientTypeDetails": "UserMailbox",
        "Identity": "",
        "Id": "",
        "Name": "",
        "WindowsLiveID": "",
        "MicrosoftOnlineServicesID": "",
        "WindowsEmailAddress": "",
        "LitigationHoldEnabled": False,
        "LitigationHoldDuration": "Unlimited",
        "LitigationHoldOwner": "",
        "SingleItemRecoveryEnabled": True,
        "RetainDeletedItemsFor": "14.00:00:00",
        "RetainDeletedItemsUntilBackup": False,
        "UseDatabaseRetentionDefaults": False,
        "RetentionHoldEnabled": False,
        "RetentionComment": "",
        "RetentionUrl": "",
        "RetentionPolicy": "Default MRM Policy",
        "ElcProcessingDisabled": False,
        "ComplianceTagHoldApplied": False,
        "DelayHoldApplied": False,
        "DelayReleaseHoldApplied": False,
        "WasInactiveMailbox": False,
        "IsInactiveMailbox": False,
        "IsSoftDeletedByRemove": False,
        "IsSoftDeletedByDisable": False,
        "AuditEnabled": True,
        "AuditLogAgeLimit": "90.00:00:00",
        "ArchiveStatus": "None",
        "ArchiveState": "None",
        "ArchiveQuota": "100 GB (107,374,182,400 bytes)",
        "ArchiveWarningQuota": "90 GB (96,636,764,160 bytes)",
        "ArchiveDomain": None,
        "ArchiveDatabase": None,
        "AutoExpandingArchiveEnabled": False,
        "JournalArchiveAddress": "",
        "AccountDisabled": False,
        "ForwardingAddress": None,
        "ForwardingSmtpAddress": None,
        "DeliverToMailboxAndForward": False,
        "HiddenFromAddressListsEnabled": False,
        "MessageCopyForSentAsEnabled": False,
        "MessageCopyForSendOnBehalfEnabled": False,
        "MessageCopyForSMTPClientSubmissionEnabled": True,
        "MessageTrackingReadStatusEnabled": True,
        "MessageRecallProcessingEnabled": True,
        "RequireSenderAuthenticationEnabled": False,
        "ModerationEnabled": False,
        "SendModerationNotifications": "Always",
        "CalendarRepairDisabled": False,
        "CalendarVersionStoreDisabled": False,
        "ExternalOofOptions": "External",
        "IsMailboxEnabled": True,
        "IsResource": False,
        "IsShared": False,
        "IsLinked": False,
        "IsDirSynced": False,
        "IsMonitoringMailbox": False,
        "IsExcludedFromServingHierarchy": False,
        "IsHierarchyReady": True,
        "IsHierarchySyncEnabled": True,
        "IsPublicFolderSystemMailbox": False,
        "IsRootPublicFolderMailbox": False,
        "IsValid": True,
        "ResourceType": None,
        "ResourceCapacity": None,
        "RoomMailboxAccountEnabled": None,
        "SKUAssigned": False,
        "UsageLocation": None,
        "MailboxRegion": None,
        "MailboxRelease": "E15",
        "MailboxMoveStatus": "None",
        "RemoteRecipientType": "None",
        "ProhibitSendQuota": "99 GB (106,300,440,576 bytes)",
        "ProhibitSendReceiveQuota": "100 GB (107,374,182,400 bytes)",
        "IssueWarningQuota": "98 GB (105,226,698,752 bytes)",
        "RecoverableItemsQuota": "30 GB (32,212,254,720 bytes)",
        "RecoverableItemsWarningQuota": "20 GB (21,474,836,480 bytes)",
        "CalendarLoggingQuota": "6 GB (6,442,450,944 bytes)",
        "RulesQuota": "256 KB (262,144 bytes)",
        "UseDatabaseQuotaDefaults": False,
        "MaxSendSize": "35 MB (36,700,160 bytes)",
        "MaxReceiveSize": "36 MB (37,748,736 bytes)",
        "RecipientLimits": "500",
        "RoleAssignmentPolicy": "Default Role Assignment Policy",
        "SharingPolicy": "Default Sharing Policy",
        "AddressBookPolicy": None,
        "DataEncryptionPolicy": None,
        "ThrottlingPolicy": None,
        "ImmutableId": "",
        "Office": "",
        "SimpleDisplayName": "",
        "MailTip": None,
        "EmailAddressPolicyEnabled": False,
        "ExchangeVersion": "0.20 (15.0.0.0)",
        **{f"CustomAttribute{number}": "" for number in range(1, 16)},
    },
    texts={
        "EmailAddresses": [],
        "PersistedCapabilities": [],
        "InPlaceHolds": [],
        "AuditAdmin": list(_AUDIT_ADMIN),
        "AuditDelegate": list(_AUDIT_DELEGATE),
        "AuditOwner": list(_AUDIT_OWNER),
        "DefaultAuditSet": ["Admin", "Delegate", "Owner"],
        "ArchiveName": [],
        "GrantSendOnBehalfTo": [],
        "AcceptMessagesOnlyFrom": [],
        "AcceptMessagesOnlyFromDLMembers": [],
        "AcceptMessagesOnlyFromSendersOrMembers": [],
        "RejectMessagesFrom": [],
        "RejectMessagesFromDLMembers": [],
        "RejectMessagesFromSendersOrMembers": [],
        "BypassModerationFromSendersOrMembers": [],
        "ModeratedBy": [],
        "MailTipTranslations": [],
        "AdministrativeUnits": [],
        "Languages": [],
        "ResourceCustom": [],
        "Extensions": [],
        "NonCompliantDevices": [],
        "UserCertificate": [],
        "UserSMimeCertificate": [],
        "ObjectClass": ["top", "person", "organizationalPerson", "user"],
        **{f"ExtensionCustomAttribute{number}": [] for number in range(1, 6)},
    },
    int32={"RecipientSoftDeletedStatus": 0},
    int16={"PitrCopyIntervalInSeconds": 0},
    guid={
        "ExchangeGuid": _NO_GUID,
        "Guid": _NO_GUID,
        "ExchangeObjectId": _NO_GUID,
        "ArchiveGuid": _NO_GUID,
        "ArchiveDatabaseGuid": _NO_GUID,
        "DisabledArchiveGuid": _NO_GUID,
    },
    moment={
        "LitigationHoldDate": None,
        "StartDateForRetentionHold": None,
        "EndDateForRetentionHold": None,
        "InactiveMailboxRetireTime": None,
        "WhenSoftDeleted": None,
        "WhenMailboxCreated": "",
        "WhenCreated": "",
        "WhenCreatedUTC": "",
        "WhenChanged": "",
        "WhenChangedUTC": "",
    },
)
"""Every property of a mailbox. Those computed from others have an empty default that is never shown."""

RECIPIENT_TYPES = (
    "UserMailbox",
    "SharedMailbox",
    "RoomMailbox",
    "EquipmentMailbox",
    "LinkedMailbox",
    "LegacyMailbox",
    "SchedulingMailbox",
    "TeamMailbox",
    "DiscoveryMailbox",
    "GroupMailbox",
    "PublicFolderMailbox",
)
"""Values of RecipientTypeDetails that a mailbox may have."""

HOLD_CAPABILITIES = frozenset(
    {
        "EXCHANGE_S_ENTERPRISE",
        "BPOS_S_ENTERPRISE",
        "EXCHANGE_S_ARCHIVE_ADDON",
        "BPOS_S_ARCHIVEADDON",
        "BPOS_S_DLPADDON",
    }
)
"""Upper-case PersistedCapabilities of which one is needed for a litigation hold (api-facts 6.7)."""
