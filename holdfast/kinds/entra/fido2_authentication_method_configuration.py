"""Passkeys: whether they prove who somebody is, and whether people register them themselves."""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Type
from holdfast.kinds.services.method_configuration import method_configuration, offered
from holdfast.kinds.statement import Harmless, Watched

KIND = method_configuration(
    "Fido2",
    title="Passkeys",
    doc="Passkeys as a method of signing in: they work for the true sign-in page only, and cannot be passed on.",
    fields=(
        offered("`enabled` offers them."),
        Field(
            name="selfServiceRegistrationAllowed",
            wire="isSelfServiceRegistrationAllowed",
            doc="Whether people register passkeys themselves.",
            type=Type.BOOLEAN,
            required=True,
        ),
    ),
    examples=(
        Example(
            row={
                "@odata.type": "#microsoft.graph.fido2AuthenticationMethodConfiguration",
                "id": "Fido2",
                "state": "disabled",
                "isSelfServiceRegistrationAllowed": True,
                "isAttestationEnforced": True,
                "keyRestrictions": {"isEnforced": False, "enforcementType": "block", "aaGuids": []},
                "includeTargets": [
                    {"targetType": "group", "id": "all_users", "isRegistrationRequired": False}
                ],
            },
            inputs={"state": "disabled", "selfServiceRegistrationAllowed": True},
        ),
    ),
    always=("state", "isSelfServiceRegistrationAllowed", "includeTargets"),
    watched=(
        Watched(
            "includeTargets",
            "passkeys are offered to nobody, whether they are on or not",
            mend="name in the tenant whom they are offered to: authentication methods, passkey, enable and target",
            emptied=True,
        ),
    ),
    harmless=(
        Harmless("excludeTargets", "whom they are not offered to: a client may begin with some"),
        Harmless(
            "isAttestationEnforced keyRestrictions defaultPasskeyProfile passkeyProfiles",
            "which keys may be registered: any of them is stronger than a code",
        ),
    ),
)
