"""How passwords are guarded: after how many wrong ones an account is locked, and which words none may hold.

Sources: https://learn.microsoft.com/graph/api/resources/groupsetting and group-post-settings there (2026-11-27);
template, values and defaults: ../shared/rows.json, groupSettingTemplates (a capture). What the words mean and how many
there may be: https://learn.microsoft.com/entra/identity/authentication/concept-password-ban-bad (recalled).
"""

from __future__ import annotations

from holdfast.kinds.codec import Codec
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects, Stricter, Type
from holdfast.kinds.services.directory_settings import NUMBER, SWITCH, DirectorySettings, seen
from holdfast.kinds.statement import Harmless

TEMPLATE = "5cf42378-d67d-4f36-ba46-e8b86229381d"
"""Id of the template `Password Rule Settings`, the same in every tenant."""
_DEFAULTS = {
    "LockoutDurationInSeconds": "60",
    "LockoutThreshold": "10",
    "BannedPasswordList": "",
    "EnableBannedPasswordCheck": "true",
    "EnableBannedPasswordCheckOnPremises": "false",
    "BannedPasswordCheckOnPremisesMode": "Audit",
}
_MOST_WORDS = 1000
_BETWEEN = "\t"


def _words(text: str) -> list[str]:
    return [one for one in text.split(_BETWEEN) if one]


_TEXTS = {
    "LockoutDurationInSeconds": NUMBER,
    "LockoutThreshold": NUMBER,
    "BannedPasswordList": Codec(encode=_BETWEEN.join, decode=_words),
    "EnableBannedPasswordCheck": SWITCH,
    "EnableBannedPasswordCheckOnPremises": SWITCH,
}

KIND = DirectorySettings(
    token="m365:entra:PasswordRuleSettings",
    title="Password rule settings",
    doc=(
        "After how many wrong passwords an account is locked, for how long, and which words no password may hold, in "
        "the directory and in the Active Directory whose domain controllers ask it."
    ),
    key="password-rule-settings",
    template=TEMPLATE,
    initial=_DEFAULTS,
    texts=_TEXTS,
    fields=(
        Field(
            name="lockoutThreshold",
            wire="LockoutThreshold",
            doc="How many wrong passwords lock an account.",
            type=Type.INTEGER,
            minimum=1,
            maximum=50,
            stricter=Stricter.LOWER,
        ),
        Field(
            name="lockoutDurationInSeconds",
            wire="LockoutDurationInSeconds",
            doc="For how many seconds it is locked at first; the service locks it longer each time.",
            type=Type.INTEGER,
            minimum=5,
            maximum=18000,
            stricter=Stricter.HIGHER,
        ),
        Field(
            name="enableBannedPasswordCheck",
            wire="EnableBannedPasswordCheck",
            doc="Whether the words of `bannedPasswordList` are refused; those of Microsoft's own list always are.",
            type=Type.BOOLEAN,
            stricter=Stricter.TRUE,
        ),
        Field(
            name="bannedPasswordList",
            wire="BannedPasswordList",
            doc="Words that no password may hold, 4 to 16 characters each, in any letter case.",
            many=True,
            most=_MOST_WORDS,
            any_case=True,
            protects=Protects.MORE,
        ),
        Field(
            name="enableBannedPasswordCheckOnPremises",
            wire="EnableBannedPasswordCheckOnPremises",
            doc="Whether the agents on domain controllers check passwords of the Active Directory as well.",
            type=Type.BOOLEAN,
            stricter=Stricter.TRUE,
        ),
        Field(
            name="bannedPasswordCheckOnPremisesMode",
            wire="BannedPasswordCheckOnPremisesMode",
            doc="Whether those agents refuse a password, or only say so in the log.",
            any_case=True,
            values=("Enforce", "Audit"),
            stricter=Stricter.EARLIER,
        ),
    ),
    examples=(
        Example(
            row={
                "id": "f0b2d6f5-097d-4177-91af-a24e530b53cc",
                "displayName": "Password Rule Settings",
                "templateId": TEMPLATE,
                **seen({**_DEFAULTS, "BannedPasswordList": "contoso\tamsterdam"}, _TEXTS),
            },
            inputs={
                "lockoutThreshold": 10,
                "lockoutDurationInSeconds": 60,
                "enableBannedPasswordCheck": True,
                "bannedPasswordList": ["contoso", "amsterdam"],
                "enableBannedPasswordCheckOnPremises": False,
                "bannedPasswordCheckOnPremisesMode": "Audit",
            },
        ),
    ),
    answers=("groupSetting",),
    omits="nothing that is known; a tenant in which nobody has made the object has the template's defaults.",
    harmless=(
        Harmless("id displayName templateId", "which object it is"),
        Harmless("values", "the settings themselves, each of which stands by its name"),
    ),
    audit_category="GroupManagement",
    read_permissions=("GroupSettings.Read.All",),
    write_permissions=("GroupSettings.ReadWrite.All",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/groupsetting (2026-11-27)",
)
