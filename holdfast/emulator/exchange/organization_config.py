"""Get-OrganizationConfig and Set-OrganizationConfig (api-facts 7; learn, Set-OrganizationConfig).

The store keeps only what differs from the defaults, as one document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_cmdlet
from holdfast.emulator.exchange.cmdlet import (
    EXCHANGE_READERS,
    EXCHANGE_WRITERS,
    Cmdlet,
    Kind,
    Outcome,
    Parameter,
)
from holdfast.emulator.exchange.parameter_names import SET_ORGANIZATION_CONFIG, words
from holdfast.emulator.exchange.shape import shape_of

if TYPE_CHECKING:
    from holdfast.emulator.exchange.cmdlet import Invocation
    from holdfast.emulator.tenant import Tenant

COLLECTION = "organizationConfig"
KEY = "OrganizationConfig"
"""Key of the one document."""

_FLAGS_ON = words(
    """
        OAuth2ClientProfileEnabled AppsForOfficeEnabled AsyncSendEnabled AutoEnableArchiveMailbox
        BookingsAuthEnabled BookingsEnabled ConnectorsActionableMessagesEnabled ConnectorsEnabled
        ConnectorsEnabledForOutlook ConnectorsEnabledForSharepoint ConnectorsEnabledForTeams
        ConnectorsEnabledForYammer ActivityBasedAuthenticationTimeoutEnabled
        ActivityBasedAuthenticationTimeoutWithSingleSignOnEnabled DirectReportsGroupAutoCreationEnabled
        FocusedInboxOn LeanPopoutEnabled LinkPreviewEnabled MailTipsAllTipsEnabled
        MailTipsGroupMetricsEnabled MailTipsMailboxSourcedTipsEnabled MessageHighlightsEnabled
        MessageRecallEnabled MessageRemindersEnabled MobileAppEducationEnabled OutlookPayEnabled
        PerTenantSwitchToESTSEnabled PublicComputersDetectionEnabled SmtpActionableMessagesEnabled
    """
)
_FLAGS_OFF = words(
    """
        AuditDisabled AutomaticForcedReadReceiptEnabled BlockMoveMessagesForGroupFolders
        BookingsAddressEntryRestricted BookingsBlockedWordsEnabled
        BookingsExposureOfStaffDetailsRestricted BookingsMembershipApprovalRequired
        BookingsNamingPolicyEnabled BookingsNotesEntryRestricted BookingsPaymentsEnabled
        BookingsPhoneNumberEntryRestricted BookingsSearchEngineIndexDisabled
        BookingsSocialSharingRestricted CustomerLockboxEnabled DefaultFolderPermissionRestricted
        DisablePlusAddressInRecipients DLPWaitOnSendEnabled ElcProcessingDisabled
        EnableForwardingAddressSyncForMailboxes EndUserDLUpgradeFlowsDisabled EnforceExoAppRbacPermissions
        IsGroupMemberAllowedToEditContent MailTipsExternalRecipientsTipsEnabled
        MaskClientIpInReceivedHeadersEnabled OutlookGifPickerDisabled OutlookMobileGCCRestrictionsEnabled
        OutlookMobileSingleAccountEnabled OutlookTextPredictionDisabled
        PostponeRoamingSignaturesUntilLater PublicFolderShowClientControl ReadTrackingEnabled
        RecallReadMessagesEnabled RefreshSessionEnabled RejectDirectSend SendFromAliasEnabled
        TwoClickMailPreviewEnabled WebPushNotificationsDisabled WebSuggestedRepliesDisabled
        WorkspaceTenantEnabled
    """
)

ORGANIZATION_CONFIG = shape_of(
    plain={
        **dict.fromkeys(_FLAGS_ON, True),
        **dict.fromkeys(_FLAGS_OFF, False),
        "EwsEnabled": None,
        "AutoExpandingArchiveEnabled": False,
        "PublicFoldersEnabled": "Local",
        "DefaultAuthenticationPolicy": None,
        "DefaultGroupAccessType": "Private",
        "ActivityBasedAuthenticationTimeoutInterval": "06:00:00",
        "Identity": "",
        "Id": "",
        "Name": "",
        "DisplayName": "",
        "IsDehydrated": False,
        "IsValid": True,
    },
    texts={"InPlaceHolds": [], "EwsAllowList": None, "EwsBlockList": None},
    int32={"MailTipsLargeAudienceThreshold": 25},
)
"""What a new tenant has: AuditDisabled, PublicFoldersEnabled, InPlaceHolds measured, the rest assumed."""

_ARCHIVE_SWITCH = "AutoExpandingArchive"


def get_organization_config(invocation: Invocation) -> Outcome:
    """Get-OrganizationConfig: the one row."""
    return Outcome([ORGANIZATION_CONFIG.row(_values(invocation.tenant), invocation.select)])


def set_organization_config(invocation: Invocation) -> Outcome:
    """Set-OrganizationConfig; the auto-expanding archive can be turned on and never off."""
    tenant, given = invocation.tenant, dict(invocation.given)
    if given.pop(_ARCHIVE_SWITCH, False):
        given["AutoExpandingArchiveEnabled"] = True
    stored = {**_stored(tenant), **given}
    tenant.store.put(COLLECTION, KEY, stored)
    record_cmdlet(tenant, invocation.actor, invocation.cmdlet, tenant.domain, invocation.sent)
    return Outcome()


def _stored(tenant: Tenant) -> dict[str, Any]:
    documents = tenant.store.all(COLLECTION)
    return documents[0] if documents else {}


def _values(tenant: Tenant) -> dict[str, Any]:
    names = dict.fromkeys(("Identity", "Id", "Name"), tenant.domain)
    organizations = tenant.store.all("organization")
    display_name = str(organizations[0].get("displayName", "")) if organizations else ""
    return {**names, "DisplayName": display_name, **_stored(tenant)}


CMDLETS = (
    Cmdlet(
        "Get-OrganizationConfig",
        "exchange",
        (),
        EXCHANGE_READERS,
        get_organization_config,
        "The organization's settings; those with a row in api-facts 7 and other flags.",
    ),
    Cmdlet(
        "Set-OrganizationConfig",
        "exchange",
        (
            *(Parameter(name, Kind.BOOLEAN) for name in (*_FLAGS_ON, *_FLAGS_OFF, "EwsEnabled")),
            Parameter(_ARCHIVE_SWITCH, Kind.SWITCH),
        ),
        EXCHANGE_WRITERS,
        set_organization_config,
        "Flags of the organization.",
        SET_ORGANIZATION_CONFIG,
    ),
)
