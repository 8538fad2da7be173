"""What policies of apps that Intune manages have in common: read only, and a new tenant has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Anything, Flag, Text, Whole

if TYPE_CHECKING:
    from collections.abc import Iterable

_API = "https://learn.microsoft.com/graph/api"
_READ = "2026-11-28"
_BASE = documented(f"{_API}/resources/intune-mam-managedapppolicy", _READ)
LISTED = documented(f"{_API}/intune-mam-managedapppolicy-list", _READ)
"""The list of every sort of policy together."""
_FLAGS = (
    "organizationalCredentialsRequired",
    "dataBackupBlocked",
    "deviceComplianceRequired",
    "managedBrowserToOpenLinksRequired",
    "saveAsBlocked",
    "pinRequired",
    "simplePinBlocked",
    "contactSyncBlocked",
    "printBlocked",
    "fingerprintBlocked",
    "disableAppPinIfDevicePinIsSet",
    "isAssigned",
)
_TEXTS = (
    "periodOfflineBeforeAccessCheck",
    "periodOnlineBeforeAccessCheck",
    "allowedInboundDataTransferSources",
    "allowedOutboundDataTransferDestinations",
    "allowedOutboundClipboardSharingLevel",
    "periodOfflineBeforeWipeIsEnforced",
    "pinCharacterSet",
    "periodBeforePinReset",
    "minimumRequiredOsVersion",
    "minimumWarningOsVersion",
    "minimumRequiredAppVersion",
    "minimumWarningAppVersion",
    "managedBrowser",
)
POLICY = {
    **answered(_BASE, Text(), "", "id"),
    **answered(
        _BASE,
        Text(),
        None,
        "createdDateTime",
        "description",
        "displayName",
        "lastModifiedDateTime",
        "version",
    ),
}
"""Properties of a policy of any sort."""
ROLES = Roles(
    read=("DeviceManagementApps.Read.All", "DeviceManagementApps.ReadWrite.All"),
    evidence=LISTED,
)
"""Who reads policies of any sort."""


def app_protection(
    platform: str, entity: str, *, flags: Iterable[str], texts: Iterable[str]
) -> GraphCollection:
    """Declare the protection of data in the apps of a platform.

    Args:
        platform: for the page: "iOS".
        entity: name of the type; its collection bears it with an s.
        flags: properties that are the platform's own, true or false.
        texts: the others of its own but for the number of apps.
    """
    page = documented(f"{_API}/resources/intune-mam-{entity.lower()}", _READ)
    return GraphCollection(
        path=f"/deviceAppManagement/{entity}s",
        entity=entity,
        doc=f"policies that protect data in apps on {platform}",
        one=f"a policy that protects data in apps on {platform}",
        example={"id": "T_b2f5c1de-0000-4000-8000-000000000042", "displayName": "Example", "version": "1"},
        verbs=READING,
        properties={
            **POLICY,
            **answered(page, Flag(), False, *_FLAGS, *flags),
            **answered(page, Text(), None, *_TEXTS, *texts),
            **answered(page, Whole(), None, "maximumPinRetries", "minimumPinLength", "deployedAppCount"),
            **answered(page, Anything(), None, "allowedDataStorageLocations"),
        },
        roles=Roles(
            read=ROLES.read,
            evidence=assumed("as of the list of every sort of policy, which has these too"),
        ),
        audit=None,
        evidence=page,
        unrelated=frozenset({"apps", "assignments"}),
        consented=False,
    )
