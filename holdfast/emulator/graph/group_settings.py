"""Settings of the directory that are made from a template: of passwords, groups, and guests in them.

A tenant has none until somebody makes it; until then the template's defaults count (api-facts 3.6). All values are
texts. Other templates are refused, as is a second object of one, and nothing holds a value against its template or a
limit. An object is named as its template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.declared.graph_collection import GraphCollection
from holdfast.emulator.declared.statement import Audit, Property, Roles
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.schema import Many, StructuredType, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant

TEMPLATE = "5cf42378-d67d-4f36-ba46-e8b86229381d"
"""Template id, the same in every tenant (rows.json, groupSettingTemplates)."""
GUESTS = "08d542b9-071f-4e16-94b0-74abb372e3d9"
"""That of guests in groups, besides: whether `AllowToAddGuests`."""
UNIFIED = "62375ab9-6b52-47ed-826b-58e47e0e304b"
"""That of Microsoft 365 groups, `Group.Unified` (../shared/frameworks.md, CIS 5.1.3.4)."""
CONSENT = "dffd5d46-495d-40a9-8e21-954ff55e198a"
"""That of consent to applications, which the portal and Graph's policies have taken over in part."""
_TEMPLATES = {
    TEMPLATE: "Password Rule Settings",
    GUESTS: "Group.Unified.Guest",
    UNIFIED: "Group.Unified",
    CONSENT: "Consent Policy Settings",
}
_NAMES = frozenset(
    {
        "AllowGuestsToAccessGroups",
        "AllowGuestsToBeGroupOwner",
        "AllowToAddGuests",
        "BannedPasswordCheckOnPremisesMode",
        "BannedPasswordList",
        "BlockUserConsentForRiskyApps",
        "ConstrainGroupSpecificConsentToMembersOfGroupId",
        "ClassificationDescriptions",
        "ClassificationList",
        "CustomBlockedWordsList",
        "DefaultClassification",
        "EnableAdminConsentRequests",
        "EnableBannedPasswordCheck",
        "EnableBannedPasswordCheckOnPremises",
        "EnableGroupCreation",
        "EnableGroupSpecificConsent",
        "EnableMIPLabels",
        "EnableMSStandardBlockedWords",
        "GroupCreationAllowedGroupId",
        "GuestUsageGuidelinesUrl",
        "LockoutDurationInSeconds",
        "LockoutThreshold",
        "PrefixSuffixNamingRequirement",
        "UsageGuidelinesUrl",
    }
)
_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/groupsetting", "2026-11-27")
_CREATE = documented("https://learn.microsoft.com/graph/api/group-post-settings", "2026-11-27")
_THRESHOLD = {"name": "LockoutThreshold", "value": "10"}
_SECONDS = {"name": "LockoutDurationInSeconds", "value": "60"}


def _known_values(_tenant: Tenant, _before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
    """Refuse a value that the template has not (status and text assumed)."""
    for one in after["values"]:
        if one["name"] not in _NAMES:
            raise bad_request(f"Invalid property '{one['name']}'.")


def _once(tenant: Tenant, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
    """Refuse a second object of a template, in the words that public threads quote."""
    others = [one for one in SERVICE.values(tenant) if before is None or one["id"] != before["id"]]
    if any(one["templateId"] == after["templateId"] for one in others):
        raise bad_request(
            "A conflicting object with one or more of the specified property values is present in the directory."
        )


SERVICE = GraphCollection(
    path="/groupSettings",
    entity="groupSetting",
    doc="settings of the directory that were made from a template",
    one="an object of settings",
    example={"templateId": TEMPLATE, "values": [_THRESHOLD]},
    versions=("v1.0",),
    properties={
        "id": Property(Text(), "", _RESOURCE, writable=False),
        "displayName": Property(Text(), "Password Rule Settings", _RESOURCE, writable=False),
        "templateId": Property(
            Text(nullable=False, choices=tuple(_TEMPLATES)),
            TEMPLATE,
            assumed("every object says its template when it is made; that it can be changed, nobody says"),
            required=True,
        ),
        "values": Property(
            Many(StructuredType("settingValue", {"name": Text(nullable=False), "value": Text()})),
            [],
            _RESOURCE,
            required=True,
            example=[_THRESHOLD, _SECONDS],
        ),
    },
    roles=Roles(
        read=(
            "GroupSettings.Read.All",
            "GroupSettings.ReadWrite.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
        ),
        write=("GroupSettings.ReadWrite.All", "Directory.ReadWrite.All"),
        evidence=_CREATE,
    ),
    audit=Audit(
        "GroupManagement",
        "Core Directory",
        "Update group settings",
        "Create group settings",
        "Delete group settings",
        evidence=assumed("recalled from the directory's list of audit activities"),
    ),
    evidence=_CREATE,
    rules=(_known_values, _once),
    computed={"displayName": lambda one: _TEMPLATES[one["templateId"]]},
)
