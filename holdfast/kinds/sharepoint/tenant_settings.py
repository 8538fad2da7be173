"""The settings of SharePoint and OneDrive for the whole tenant, as far as Graph has them."""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Stricter, Type
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.statement import Harmless

_DAY_SECONDS = 86400

_IDLE = (
    Field(
        name="isEnabled",
        doc="Whether people who do nothing in the browser are signed out.",
        type=Type.BOOLEAN,
        required=True,
        stricter=Stricter.TRUE,
    ),
    Field(
        name="warnAfterInSeconds",
        doc="Seconds without any doing after which they are warned; fewer than those after which they are signed out.",
        type=Type.INTEGER,
        required=True,
        minimum=1,
        maximum=_DAY_SECONDS,
        stricter=Stricter.LOWER,
    ),
    Field(
        name="signOutAfterInSeconds",
        doc="Seconds without any doing after which they are signed out.",
        type=Type.INTEGER,
        required=True,
        minimum=1,
        maximum=_DAY_SECONDS,
        stricter=Stricter.LOWER,
    ),
)

KIND = GraphSingleton(
    token="m365:sharepoint:TenantSettings",
    title="SharePoint settings",
    doc="Settings of SharePoint and OneDrive for the whole tenant. Each control declares those that are its own.",
    key="sharepoint-settings",
    object_id="sharepointSettings",
    path="/admin/sharepoint/settings",
    fields=(
        Field(
            name="sharingCapability",
            doc="With whom files and sites can be shared; no site is shared more widely.",
            values=(
                "disabled",
                "existingExternalUserSharingOnly",
                "externalUserSharingOnly",
                "externalUserAndGuestSharing",
            ),
            any_case=True,
            stricter=Stricter.EARLIER,
            protects=Protects.EARLIER,
        ),
        Field(
            name="sharingDomainRestrictionMode",
            doc="Whether domains of outsiders are listed: those that are allowed, or those that are blocked.",
            values=("allowList", "blockList", "none"),
            any_case=True,
            default="none",
            protects=Protects.EARLIER,
        ),
        Field(
            name="sharingAllowedDomainList",
            doc="Domains whose people files may be shared with, in the mode `allowList`.",
            many=True,
            any_case=True,
            protects=Protects.ALLOWED,
        ),
        Field(
            name="isResharingByExternalUsersEnabled",
            doc="Whether guests may share what is not theirs.",
            type=Type.BOOLEAN,
            default=True,
            stricter=Stricter.FALSE,
        ),
        Field(
            name="isUnmanagedSyncAppForTenantRestricted",
            doc="Whether files are synced to computers of the listed domains only.",
            type=Type.BOOLEAN,
            default=False,
            stricter=Stricter.TRUE,
        ),
        Field(
            name="allowedDomainGuidsForSyncApp",
            doc="GUIDs of the Active Directory domains whose computers may sync.",
            many=True,
            any_case=True,
            id_or=(),
            protects=Protects.ALLOWED,
        ),
        Field(
            name="isMacSyncAppEnabled",
            doc="Whether files can be synced to a Mac.",
            type=Type.BOOLEAN,
            default=True,
            stricter=Stricter.FALSE,
        ),
        Field(
            name="idleSessionSignOut",
            doc="Whether, and after how long, browsers in which nobody does anything are signed out.",
            type=Type.OBJECT,
            fields=_IDLE,
        ),
        Field(
            name="isLegacyAuthProtocolsEnabled",
            doc="Whether programs may sign in by protocols that know a name and a password only.",
            type=Type.BOOLEAN,
            default=True,
            stricter=Stricter.FALSE,
        ),
        Field(
            name="deletedUserPersonalSiteRetentionPeriodInDays",
            doc="For how many days the drive of a deleted user is kept, before it lies in the recycle bin.",
            type=Type.INTEGER,
            default=30,
            minimum=30,
            maximum=3650,
            stricter=Stricter.HIGHER,
            protects=Protects.HIGHER,
        ),
    ),
    examples=(
        Example(
            row={
                "id": "sharepointSettings",
                "sharingCapability": "existingExternalUserSharingOnly",
                "sharingDomainRestrictionMode": "allowList",
                "sharingAllowedDomainList": ["contoso.com", "fabrikam.com"],
                "isResharingByExternalUsersEnabled": False,
                "isUnmanagedSyncAppForTenantRestricted": True,
                "allowedDomainGuidsForSyncApp": ["bdd1ab9b-3fd0-4def-a761-ec8d7471732c"],
                "isMacSyncAppEnabled": False,
                "idleSessionSignOut": {
                    "isEnabled": True,
                    "warnAfterInSeconds": 120,
                    "signOutAfterInSeconds": 300,
                },
                "isLegacyAuthProtocolsEnabled": False,
                "deletedUserPersonalSiteRetentionPeriodInDays": 365,
            },
            inputs={
                "sharingCapability": "existingExternalUserSharingOnly",
                "sharingDomainRestrictionMode": "allowList",
                "sharingAllowedDomainList": ["contoso.com", "fabrikam.com"],
                "isResharingByExternalUsersEnabled": False,
                "isUnmanagedSyncAppForTenantRestricted": True,
                "allowedDomainGuidsForSyncApp": ["bdd1ab9b-3fd0-4def-a761-ec8d7471732c"],
                "isMacSyncAppEnabled": False,
                "idleSessionSignOut": {
                    "isEnabled": True,
                    "warnAfterInSeconds": 120,
                    "signOutAfterInSeconds": 300,
                },
                "isLegacyAuthProtocolsEnabled": False,
                "deletedUserPersonalSiteRetentionPeriodInDays": 365,
            },
        ),
    ),
    answers=("sharepointSettings",),
    omits=(
        "how OneDrive alone is shared, the default link, when links end, and what a single site says: the old "
        "SharePoint interface has them, Graph does not. Nothing is claimed of them."
    ),
    always=(
        "sharingCapability",
        "sharingDomainRestrictionMode",
        "sharingAllowedDomainList",
        "isResharingByExternalUsersEnabled",
        "isUnmanagedSyncAppForTenantRestricted",
        "allowedDomainGuidsForSyncApp",
        "isMacSyncAppEnabled",
        "idleSessionSignOut",
        "isLegacyAuthProtocolsEnabled",
        "deletedUserPersonalSiteRetentionPeriodInDays",
    ),
    together=(
        ("sharingDomainRestrictionMode", "sharingAllowedDomainList"),
        ("isUnmanagedSyncAppForTenantRestricted", "allowedDomainGuidsForSyncApp"),
        tuple(f"idleSessionSignOut.{one.name}" for one in _IDLE),
    ),
    harmless=(
        Harmless(
            """
                availableManagedPathsForSiteCreation imageTaggingOption isCommentingOnSitePagesEnabled
                isFileActivityNotificationEnabled isLoopEnabled isSharePointMobileNotificationEnabled
                isSharePointNewsfeedEnabled isSiteCreationEnabled isSiteCreationUIEnabled isSitePagesCreationEnabled
                isSitesStorageLimitAutomatic isSyncButtonHiddenOnPersonalSite personalSiteDefaultStorageLimitInMB
                siteCreationDefaultManagedPath siteCreationDefaultStorageLimitInMB tenantDefaultTimezone
            """,
            "how sites look, who makes them and how large they are: with whom files are shared does not change by it",
        ),
        Harmless(
            "sharingBlockedDomainList", "it counts in the mode `blockList` only, which is the field beside it"
        ),
        Harmless(
            "isRequireAcceptingUserToMatchInvitedUserEnabled",
            "a guest signs in either way; with which account, no control declares",
        ),
        Harmless("excludedFileExtensionsForSyncApp", "file types that nobody syncs: it only makes less"),
        Harmless("id", "which object it is"),
    ),
    protects_data=True,
    audit_category="Policy",
    read_permissions=("SharePointTenantSettings.Read.All",),
    write_permissions=("SharePointTenantSettings.ReadWrite.All",),
    licence="SHAREPOINTSTANDARD",
    source="https://learn.microsoft.com/graph/api/resources/sharepointsettings (2026-11-26)",
)
