"""Who makes Microsoft 365 groups: everybody, or those whose role says so and the members of one group.

A group of everybody, named there, undoes the switch beside it. So the id is a field, and `nobody` is the word for none:
an empty text would say nothing.

Sources: https://learn.microsoft.com/graph/api/resources/groupsetting (2026-11-27); names and defaults are those of the
example on Microsoft's page groupsetting-update, read in a public copy on 2026-11-27; the template's id is the one that
CIS 7.0 names for 5.1.3.4 (../shared/frameworks.md).
"""

from __future__ import annotations

from holdfast.kinds.codec import Codec
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Stricter, Type
from holdfast.kinds.services.directory_settings import SWITCH, DirectorySettings, seen
from holdfast.kinds.statement import Harmless

TEMPLATE = "62375ab9-6b52-47ed-826b-58e47e0e304b"
"""Id of the template `Group.Unified`, the same in every tenant."""
_DEFAULTS = {
    "EnableMIPLabels": "false",
    "CustomBlockedWordsList": "",
    "EnableMSStandardBlockedWords": "false",
    "ClassificationDescriptions": "",
    "DefaultClassification": "",
    "PrefixSuffixNamingRequirement": "",
    "AllowGuestsToBeGroupOwner": "false",
    "AllowGuestsToAccessGroups": "true",
    "GuestUsageGuidelinesUrl": "",
    "GroupCreationAllowedGroupId": "",
    "AllowToAddGuests": "true",
    "UsageGuidelinesUrl": "",
    "ClassificationList": "",
    "EnableGroupCreation": "true",
}
_NOBODY = "nobody"
"""No group is named."""
_NAMED = Codec(
    encode=lambda value: "" if value.casefold() == _NOBODY else value,
    decode=lambda text: text.strip() or _NOBODY,
)
_TEXTS = {
    "EnableGroupCreation": SWITCH,
    "GroupCreationAllowedGroupId": _NAMED,
}

KIND = DirectorySettings(
    token="m365:entra:GroupUnifiedSettings",
    title="Settings of Microsoft 365 groups",
    doc="Whether everybody makes Microsoft 365 groups, and the one group whose members do all the same.",
    key="group-unified-settings",
    template=TEMPLATE,
    initial=_DEFAULTS,
    texts=_TEXTS,
    fields=(
        Field(
            name="enableGroupCreation",
            wire="EnableGroupCreation",
            doc="Whether everybody makes Microsoft 365 groups.",
            type=Type.BOOLEAN,
            stricter=Stricter.FALSE,
        ),
        Field(
            name="groupCreationAllowedGroupId",
            wire="GroupCreationAllowedGroupId",
            doc="Object id of the one group whose members make them all the same; `nobody` where none is named.",
            any_case=True,
            id_or=(_NOBODY,),
            default=_NOBODY,
            protects=Protects.FEWER,
        ),
    ),
    examples=(
        Example(
            row={
                "id": "0e1f6c1b-7b1c-4f0e-9d3e-5a0f0c3a9b11",
                "displayName": "Group.Unified",
                "templateId": TEMPLATE,
                **seen(
                    {
                        "EnableGroupCreation": "False",
                        "GroupCreationAllowedGroupId": "786548dd-877b-4760-a749-6b1efbc1190a",
                    },
                    _TEXTS,
                ),
            },
            inputs={
                "enableGroupCreation": False,
                "groupCreationAllowedGroupId": "786548dd-877b-4760-a749-6b1efbc1190a",
            },
        ),
    ),
    answers=("groupSetting",),
    omits="nothing that is known; a tenant in which nobody has made the object has the template's defaults.",
    harmless=(
        Harmless("id displayName templateId", "which object it is"),
        Harmless("values", "the settings themselves, each of which stands by its name"),
        Harmless(
            """
                EnableMIPLabels CustomBlockedWordsList EnableMSStandardBlockedWords ClassificationDescriptions
                DefaultClassification PrefixSuffixNamingRequirement AllowGuestsToBeGroupOwner AllowGuestsToAccessGroups
                GuestUsageGuidelinesUrl AllowToAddGuests UsageGuidelinesUrl ClassificationList
                NewUnifiedGroupWritebackDefault
            """,
            "about names, labels and guests of groups that are there; none says who makes one",
            seen="Microsoft's page groupsetting-update, its example (2026-11-27); the last is recalled",
        ),
    ),
    audit_category="GroupManagement",
    read_permissions=("GroupSettings.Read.All",),
    write_permissions=("GroupSettings.ReadWrite.All",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/groupsetting (2026-11-27)",
)
