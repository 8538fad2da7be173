"""Who lets applications in besides administrators: owners of groups, users whom a risky one asks, and who may ask.

The authorization policy has a switch of its own for risky applications; scanners ask both. `EnableGroupSpecificConsent`
is an empty text in the template, of which nobody says what it means; it is taken for the weaker value (assumed), so
that an apply says it. Sources: https://learn.microsoft.com/graph/api/resources/groupsetting (2026-11-27); names and
defaults are those of the template, which beta and v1.0 answer alike (public copies, read 2026-11-27).
"""

from __future__ import annotations

from holdfast.kinds.codec import Codec
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.services.directory_settings import SWITCH, DirectorySettings, seen
from holdfast.kinds.statement import Harmless

TEMPLATE = "dffd5d46-495d-40a9-8e21-954ff55e198a"
"""Id of the template `Consent Policy Settings`, the same in every tenant."""
_OR_ON = Codec(encode=SWITCH.encode, decode=lambda text: SWITCH.decode(text) if text.strip() else True)
_TEXTS = {
    "EnableGroupSpecificConsent": _OR_ON,
    "BlockUserConsentForRiskyApps": SWITCH,
    "EnableAdminConsentRequests": SWITCH,
}

KIND = DirectorySettings(
    token="m365:entra:ConsentPolicySettings",
    title="Settings of consent",
    doc="Whether owners of groups let applications in, users risky ones, and whether users can ask for one.",
    key="consent-policy-settings",
    template=TEMPLATE,
    initial={
        "EnableGroupSpecificConsent": "",
        "BlockUserConsentForRiskyApps": "true",
        "EnableAdminConsentRequests": "false",
        "ConstrainGroupSpecificConsentToMembersOfGroupId": "",
    },
    texts=_TEXTS,
    fields=(
        Field(
            name="groupOwnersConsent",
            wire="EnableGroupSpecificConsent",
            doc="Whether the owner of a group or team lets an application at its data.",
            type=Type.BOOLEAN,
            stricter=Stricter.FALSE,
        ),
        Field(
            name="riskyAppsBlocked",
            wire="BlockUserConsentForRiskyApps",
            doc="Whether nobody consents to an application that Microsoft takes for risky.",
            type=Type.BOOLEAN,
            stricter=Stricter.TRUE,
        ),
        Field(
            name="requestsEnabled",
            wire="EnableAdminConsentRequests",
            doc="Whether a user asks an administrator for an application that he may not let in.",
            type=Type.BOOLEAN,
            stricter=Stricter.TRUE,
        ),
    ),
    examples=(
        Example(
            row={
                "id": "0e1f6c1b-7b1c-4f0e-9d3e-5a0f0c3a9b12",
                "displayName": "Consent Policy Settings",
                "templateId": TEMPLATE,
                **seen(
                    {
                        "EnableGroupSpecificConsent": "False",
                        "BlockUserConsentForRiskyApps": "True",
                        "EnableAdminConsentRequests": "True",
                        "ConstrainGroupSpecificConsentToMembersOfGroupId": "",
                    },
                    _TEXTS,
                ),
            },
            inputs={"groupOwnersConsent": False, "riskyAppsBlocked": True, "requestsEnabled": True},
        ),
    ),
    answers=("groupSetting",),
    omits="nothing that is known; a tenant in which nobody has made the object has the template's defaults.",
    harmless=(
        Harmless("id displayName templateId", "which object it is"),
        Harmless("values", "the settings themselves, each of which stands by its name"),
        Harmless(
            "ConstrainGroupSpecificConsentToMembersOfGroupId",
            "to whose owners that is narrowed, which counts only while owners may at all, and that is a field",
            seen="the template, as public copies have it (2026-11-27)",
        ),
    ),
    audit_category="GroupManagement",
    read_permissions=("GroupSettings.Read.All",),
    write_permissions=("GroupSettings.ReadWrite.All",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/groupsetting (2026-11-27)",
)
