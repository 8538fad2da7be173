"""Templates from which settings of the directory are made, each with its values and their defaults; read only.

Templates and values: an answer in the tests of CLI for Microsoft 365 (research notes rows.json, 2026-11-25), in which
descriptions were shortened; here they are empty. The id of each is the same in every tenant. The template of consent
is partly recalled there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_READ = (
    "GroupSettings.Read.All",
    "GroupSettings.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
_TEXT, _FLAG, _ID, _NUMBER = "System.String", "System.Boolean", "System.Guid", "System.Int32"
_TEMPLATES: dict[tuple[str, str], tuple[tuple[str, str, str], ...]] = {
    ("62375ab9-6b52-47ed-826b-58e47e0e304b", "Group.Unified"): (
        ("CustomBlockedWordsList", _TEXT, ""),
        ("EnableMSStandardBlockedWords", _FLAG, "false"),
        ("ClassificationDescriptions", _TEXT, ""),
        ("DefaultClassification", _TEXT, ""),
        ("PrefixSuffixNamingRequirement", _TEXT, ""),
        ("AllowGuestsToBeGroupOwner", _FLAG, "false"),
        ("AllowGuestsToAccessGroups", _FLAG, "true"),
        ("GuestUsageGuidelinesUrl", _TEXT, ""),
        ("GroupCreationAllowedGroupId", _ID, ""),
        ("AllowToAddGuests", _FLAG, "true"),
        ("UsageGuidelinesUrl", _TEXT, ""),
        ("ClassificationList", _TEXT, ""),
        ("EnableGroupCreation", _FLAG, "true"),
        ("NewUnifiedGroupWritebackDefault", _FLAG, "true"),
        ("EnableMIPLabels", _FLAG, "false"),
    ),
    ("08d542b9-071f-4e16-94b0-74abb372e3d9", "Group.Unified.Guest"): (("AllowToAddGuests", _FLAG, "true"),),
    ("4bc7f740-180e-4586-adb6-38b2e9024e6b", "Application"): (
        ("EnableAccessCheckForPrivilegedApplicationUpdates", _FLAG, "false"),
    ),
    ("898f1161-d651-43d1-805c-3b0b388a9fc2", "Custom Policy Settings"): (
        ("CustomConditionalAccessPolicyUrl", _TEXT, ""),
    ),
    ("5cf42378-d67d-4f36-ba46-e8b86229381d", "Password Rule Settings"): (
        ("LockoutDurationInSeconds", _NUMBER, "60"),
        ("LockoutThreshold", _NUMBER, "10"),
        ("BannedPasswordList", _TEXT, ""),
        ("EnableBannedPasswordCheck", _FLAG, "true"),
        ("EnableBannedPasswordCheckOnPremises", _FLAG, "false"),
        ("BannedPasswordCheckOnPremisesMode", _TEXT, "Audit"),
    ),
    ("80661d51-be2f-4d46-9713-98a2fcaec5bc", "Prohibited Names Settings"): (
        ("CustomBlockedSubStringsList", _TEXT, ""),
        ("CustomBlockedWholeWordsList", _TEXT, ""),
    ),
    ("aad3907d-1d1a-448b-b3ef-7bf7f63db63b", "Prohibited Names Restricted Settings"): (
        ("CustomAllowedSubStringsList", _TEXT, ""),
        ("CustomAllowedWholeWordsList", _TEXT, ""),
        ("DoNotValidateAgainstTrademark", _FLAG, "false"),
    ),
    ("dffd5d46-495d-40a9-8e21-954ff55e198a", "Consent Policy Settings"): (
        ("EnableGroupSpecificConsent", _FLAG, ""),
        ("BlockUserConsentForRiskyApps", _FLAG, "true"),
        ("EnableAdminConsentRequests", _FLAG, "false"),
        ("ConstrainGroupSpecificConsentToMembersOfGroupId", _ID, ""),
    ),
}
"""Values by id and name of the template: name, type, default."""
_LISTING = Listing(
    context="groupSettingTemplates",
    entity="microsoft.graph.groupSettingTemplate",
    properties=frozenset({"id", "deletedDateTime", "displayName", "description", "values"}),
)


def _templates() -> list[dict[str, Any]]:
    return [
        {
            "id": template_id,
            "deletedDateTime": None,
            "displayName": name,
            "description": "",
            "values": [
                {"name": value, "type": kind, "defaultValue": default, "description": ""}
                for value, kind, default in values
            ],
        }
        for (template_id, name), values in _TEMPLATES.items()
    ]


def _list(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, _templates())


def _get(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    found = next((one for one in _templates() if one["id"] == call.params["id"].lower()), None)
    if found is None:
        raise not_found(call.params["id"])
    return object_reply(call, _LISTING, found)


_PATHS = {"/groupSettingTemplates": ("v1.0",), "/directorySettingTemplates": ("beta",)}
"""Each with the versions that have it; beta has the older name."""
ROUTES: tuple[Route, ...] = tuple(
    Route("GET", f"{path}{end}", handler, doc, versions, any_of=_READ, consented=False)
    for path, versions in _PATHS.items()
    for end, handler, doc in (
        ("", _list, "Templates of settings of the directory, without descriptions."),
        ("/{id}", _get, "Read a template of settings."),
    )
)
"""Routes of templates."""
