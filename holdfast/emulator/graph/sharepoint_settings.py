"""Settings of SharePoint and OneDrive, as far as Graph has them (research notes api-facts 8, rows.md 4).

How sites, links and drives are shared beyond this is not here: Graph does not have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, Many, StructuredType, Text, Whole
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.evidence import Evidence
    from holdfast.emulator.tenant import Tenant

_PAGE = documented("https://learn.microsoft.com/graph/api/sharepointsettings-update", "2026-11-25")
_RETENTION = documented("https://learn.microsoft.com/sharepoint/set-retention", "2024-04-09")
_SHARING = documented("https://learn.microsoft.com/sharepoint/turn-external-sharing-on-or-off", "2026-11-26")
_IDLE = documented("https://learn.microsoft.com/sharepoint/sign-out-inactive-users", "2026-11-26")
_SYNC = documented(
    "https://learn.microsoft.com/powershell/module/sharepoint-online/set-spotenantsyncclientrestriction",
    "2026-11-26",
)
_LIKELY = assumed("what the page of the type, or of the old cmdlet, lets expect; no new tenant was seen")
_SHORTEST_DAYS, _LONGEST_DAYS = 30, 3650
_DRIVE_MEGABYTES, _SITE_MEGABYTES = 1048576, 26214400


def _flag(default: bool, evidence: Evidence = _LIKELY) -> Property:
    return Property(Flag(), default, evidence)


def _texts(evidence: Evidence, *example: str) -> Property:
    return Property(Many(Text(nullable=False)), [], evidence, example=list(example))


def _allowed_domains_are_named(
    _tenant: Tenant, _before: Mapping[str, Any] | None, after: Mapping[str, Any]
) -> None:
    """Sharing with listed domains needs a list (recalled; the text of the error is assumed)."""
    if after["sharingDomainRestrictionMode"] == "allowList" and not after["sharingAllowedDomainList"]:
        raise GraphError(
            400, "invalidRequest", "The allowed domain list must not be empty in the mode allowList."
        )


def _warned_before_signed_out(
    _tenant: Tenant, _before: Mapping[str, Any] | None, after: Mapping[str, Any]
) -> None:
    """Who is signed out is warned before (documented for the cmdlet; the text of the error is assumed)."""
    idle = after["idleSessionSignOut"] or {}
    warned, out = idle.get("warnAfterInSeconds") or 0, idle.get("signOutAfterInSeconds") or 0
    if idle.get("isEnabled") and warned >= out:
        raise GraphError(400, "invalidRequest", "warnAfterInSeconds must be less than signOutAfterInSeconds.")


SERVICE = GraphSingleton(
    path="/admin/sharepoint/settings",
    entity="sharepointSettings",
    doc="the settings of SharePoint and OneDrive",
    properties={
        "id": Property(Text(), "sharepointSettings", assumed("no capture shows an id"), writable=False),
        "allowedDomainGuidsForSyncApp": _texts(_SYNC, "786548dd-877b-4760-a749-6b1efbc1190a"),
        "availableManagedPathsForSiteCreation": Property(
            Many(Text()), ["/sites/", "/teams/"], _PAGE, writable=False
        ),
        "deletedUserPersonalSiteRetentionPeriodInDays": Property(
            Whole(least=_SHORTEST_DAYS, most=_LONGEST_DAYS), _SHORTEST_DAYS, _RETENTION, example=365
        ),
        "excludedFileExtensionsForSyncApp": _texts(_SYNC, ".mp3"),
        "idleSessionSignOut": Property(
            StructuredType(
                "idleSessionSignOut",
                {"isEnabled": Flag(), "warnAfterInSeconds": Whole(), "signOutAfterInSeconds": Whole()},
            ),
            {"isEnabled": False, "warnAfterInSeconds": 0, "signOutAfterInSeconds": 0},
            _IDLE,
            example={"isEnabled": True, "warnAfterInSeconds": 120, "signOutAfterInSeconds": 300},
        ),
        "imageTaggingOption": Property(Text(choices=("disabled", "basic", "enhanced")), "basic", _LIKELY),
        "isCommentingOnSitePagesEnabled": _flag(True),
        "isFileActivityNotificationEnabled": _flag(True),
        "isLegacyAuthProtocolsEnabled": _flag(
            True,
            assumed("the page of Set-SPOTenant is recalled to call true the default; no new tenant was seen"),
        ),
        "isLoopEnabled": _flag(True),
        "isMacSyncAppEnabled": _flag(True, _SYNC),
        "isRequireAcceptingUserToMatchInvitedUserEnabled": _flag(False),
        "isResharingByExternalUsersEnabled": _flag(True, _SHARING),
        "isSharePointMobileNotificationEnabled": _flag(True),
        "isSharePointNewsfeedEnabled": _flag(True),
        "isSiteCreationEnabled": _flag(True),
        "isSiteCreationUIEnabled": _flag(True),
        "isSitePagesCreationEnabled": _flag(True),
        "isSitesStorageLimitAutomatic": _flag(True),
        "isSyncButtonHiddenOnPersonalSite": _flag(False),
        "isUnmanagedSyncAppForTenantRestricted": _flag(False, _SYNC),
        "personalSiteDefaultStorageLimitInMB": Property(Whole(), _DRIVE_MEGABYTES, _LIKELY),
        "sharingAllowedDomainList": _texts(_LIKELY, "fabrikam.com"),
        "sharingBlockedDomainList": _texts(_LIKELY, "adatum.com"),
        "sharingCapability": Property(
            Text(
                choices=(
                    "disabled",
                    "externalUserSharingOnly",
                    "externalUserAndGuestSharing",
                    "existingExternalUserSharingOnly",
                )
            ),
            "externalUserAndGuestSharing",
            _SHARING,
        ),
        "sharingDomainRestrictionMode": Property(
            Text(choices=("none", "allowList", "blockList")), "none", _SHARING, example="blockList"
        ),
        "siteCreationDefaultManagedPath": Property(Text(nullable=False), "/sites/", _LIKELY),
        "siteCreationDefaultStorageLimitInMB": Property(Whole(), _SITE_MEGABYTES, _LIKELY),
        "tenantDefaultTimezone": Property(Text(), "(UTC) Coordinated Universal Time", _LIKELY),
    },
    roles=Roles(
        read=("SharePointTenantSettings.Read.All", "SharePointTenantSettings.ReadWrite.All"),
        write=("SharePointTenantSettings.ReadWrite.All",),
        evidence=_PAGE,
    ),
    audit=Audit(
        "Policy",
        "Core Directory",
        "Update SharePoint settings",
        evidence=assumed("SharePoint writes to the unified audit log; the activity is not documented"),
    ),
    evidence=_PAGE,
    rules=(_allowed_domains_are_named, _warned_before_signed_out),
    answers_change=True,
)
