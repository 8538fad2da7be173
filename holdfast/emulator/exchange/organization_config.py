"""Get-OrganizationConfig and Set-OrganizationConfig (api-facts 7; learn, Set-OrganizationConfig)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, Parameter, ParameterType
from holdfast.emulator.cmdlets.errors import refused
from holdfast.emulator.cmdlets.parameter_names import SET_ORGANIZATION_CONFIG, words
from holdfast.emulator.declared.cmdlet_object import Setting, flags
from holdfast.emulator.declared.settings_cmdlets import SettingsCmdlets
from holdfast.emulator.evidence import assumed, documented, verified

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.tenant import Tenant

_SEEN = verified(
    "Get-OrganizationConfig rows that public repositories hold (research notes api-facts 7)", "2026-11-24"
)
_PAGE = documented(
    "https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig", "2026-11-24"
)
_RESILIENCY = documented(
    "https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-user-mailboxes/exchange-online-delicensing-resiliency",
    "2026-11-25",
)
_LIKELY = assumed("the value that the description of the parameter calls usual; no row was seen")
_OURS = assumed("rows of other cmdlets carry it so")

_FLAGS_ON = words(
    """
        AppsForOfficeEnabled AsyncSendEnabled AutoEnableArchiveMailbox
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
        AutomaticForcedReadReceiptEnabled BlockMoveMessagesForGroupFolders
        BookingsAddressEntryRestricted BookingsBlockedWordsEnabled
        BookingsExposureOfStaffDetailsRestricted BookingsMembershipApprovalRequired
        BookingsNamingPolicyEnabled BookingsNotesEntryRestricted BookingsPaymentsEnabled
        BookingsPhoneNumberEntryRestricted BookingsSearchEngineIndexDisabled
        BookingsSocialSharingRestricted DefaultFolderPermissionRestricted
        DisablePlusAddressInRecipients DLPWaitOnSendEnabled ElcProcessingDisabled
        EnableForwardingAddressSyncForMailboxes EndUserDLUpgradeFlowsDisabled EnforceExoAppRbacPermissions
        IsGroupFoldersAndRulesEnabled IsGroupMemberAllowedToEditContent
        MailTipsExternalRecipientsTipsEnabled MaskClientIpInReceivedHeadersEnabled
        OutlookGifPickerDisabled OutlookMobileGCCRestrictionsEnabled
        OutlookMobileSingleAccountEnabled OutlookTextPredictionDisabled PostponeRoamingSignaturesUntilLater
        PublicFolderShowClientControl ReadTrackingEnabled RecallReadMessagesEnabled
        RefreshSessionEnabled SendFromAliasEnabled TwoClickMailPreviewEnabled
        WebPushNotificationsDisabled WebSuggestedRepliesDisabled WorkspaceTenantEnabled
    """
)

_ARCHIVE_SWITCH = "AutoExpandingArchive"


def _archive_stays_on(
    invocation: Invocation, _before: Mapping[str, Any] | None, values: dict[str, Any]
) -> dict[str, Any]:
    """The auto-expanding archive can be turned on and never off (documented on the cmdlet's page)."""
    return values | {"AutoExpandingArchiveEnabled": True} if invocation.given.get(_ARCHIVE_SWITCH) else values


_LOCKBOX = "CustomerLockboxEnabled"
_LOCKBOX_PLAN = "LOCKBOX_ENTERPRISE"


def _lockbox_is_licensed(
    invocation: Invocation, _before: Mapping[str, Any] | None, values: dict[str, Any]
) -> dict[str, Any]:
    """Customer Lockbox is refused without its licence (rows 1; type and text are assumed)."""
    if values.get(_LOCKBOX) and not invocation.tenant.has_licence(_LOCKBOX_PLAN):
        raise refused(f"{_LOCKBOX} needs a licence for {_LOCKBOX_PLAN}.", "LicenseRequiredException")
    return values


PREFIXES = {"ExchangeLocation": "mbx", "ModernGroupLocation": "grp"}
"""Locations of which a policy leaves a code, and how that begins."""
_SUFFIXES = {"Delete": 1, "Keep": 2, "KeepAndDelete": 3}


def _of_the_tenant(tenant: Tenant) -> dict[str, Any]:
    display_name = next((str(one.get("displayName", "")) for one in tenant.store.all("organization")), "")
    names = {**dict.fromkeys(("Identity", "Id", "Name"), tenant.domain), "DisplayName": display_name}
    return {**names, "InPlaceHolds": _holds_over_all(tenant)}


def _holds_over_all(tenant: Tenant) -> list[str]:
    """The retention policies over every mailbox or group, as the organization shows them (data-loss 3.2).

    Policies of labels do not show here, nor do those over named places: the mailboxes bear these, and exceptions
    (see `named_by_policies`).
    """
    actions = suffixes(tenant)
    return [
        f"{prefix}{plain(policy)}:{actions[policy['Guid']]}"
        for policy in objects.living(tenant, objects.POLICIES)
        if policy.get("Enabled", True) and actions.get(str(policy["Guid"]))
        for place, prefix in PREFIXES.items()
        if [str(one).lower() for one in policy.get(place, ())] == ["all"]
    ]


def suffixes(tenant: Tenant) -> dict[str, int]:
    """What each policy that keeps or deletes by itself does, as codes end, by its id."""
    actions = {
        str(rule.get("Policy")): _SUFFIXES.get(str(rule.get("RetentionComplianceAction")))
        for rule in objects.living(tenant, objects.RULES)
    }
    return {policy: action for policy, action in actions.items() if action is not None}


def plain(policy: Mapping[str, Any]) -> str:
    """The id of a policy as codes have it."""
    return str(policy["Guid"]).replace("-", "")


SERVICE = SettingsCmdlets(
    noun="OrganizationConfig",
    endpoint="exchange",
    doc="The organization's settings; those with a row in api-facts 7 and other flags.",
    settings={
        **flags(_FLAGS_ON, True, _LIKELY),
        **flags(("OAuth2ClientProfileEnabled",), True, _SEEN),
        **flags(("AuditDisabled", "RejectDirectSend"), False, _SEEN),
        **flags((_LOCKBOX,), False, _PAGE),
        **flags(_FLAGS_OFF, False, _LIKELY),
        **flags(("EwsEnabled",), None, _PAGE),
        **flags(("DelayedDelicensingEnabled",), False, _RESILIENCY),
        "AutoExpandingArchiveEnabled": Setting(False, _PAGE),
        "PublicFoldersEnabled": Setting("Local", _SEEN),
        "DefaultAuthenticationPolicy": Setting(None, _LIKELY),
        "DefaultGroupAccessType": Setting("Private", _PAGE),
        "ActivityBasedAuthenticationTimeoutInterval": Setting("06:00:00", _PAGE),
        "Identity": Setting("", _OURS),
        "Id": Setting("", _OURS),
        "Name": Setting("", _OURS),
        "DisplayName": Setting("", _OURS),
        "IsDehydrated": Setting(False, _LIKELY),
        "IsValid": Setting(True, _OURS),
        "InPlaceHolds": Setting([], _SEEN, wire="texts"),
        "EwsAllowList": Setting(None, _LIKELY, wire="texts"),
        "EwsBlockList": Setting(None, _LIKELY, wire="texts"),
        "MailTipsLargeAudienceThreshold": Setting(
            25, _PAGE, ParameterType.INTEGER, wire="int32", least=0, most=1000, example=10
        ),
    },
    readers=EXCHANGE_READERS,
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    rules=(_archive_stays_on, _lockbox_is_licensed),
    parameters=(Parameter(_ARCHIVE_SWITCH, ParameterType.SWITCH),),
    unimplemented={"Set": SET_ORGANIZATION_CONFIG},
    computed=_of_the_tenant,
)
