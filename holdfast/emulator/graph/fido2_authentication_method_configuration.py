"""Passkeys as a method of signing in (research notes rows.json)."""

from __future__ import annotations

from typing import Any

from holdfast.emulator.declared.statement import Property
from holdfast.emulator.method_configurations import EVERYBODY, SEEN, included, method_configuration
from holdfast.emulator.odata.schema import Flag, Many, StructuredType, Text

_RESTRICTIONS = StructuredType(
    "fido2KeyRestrictions",
    {
        "aaGuids": Many(Text()),
        "enforcementType": Text(choices=("allow", "block")),
        "isEnforced": Flag(),
    },
)
_PROFILE: dict[str, Any] = {
    "id": "00000000-0000-0000-0000-000000000001",
    "name": "Default passkey profile",
    "passkeyTypes": "deviceBound,synced",
    "attestationEnforcement": "registrationOnly",
    "keyRestrictions": {"aaGuids": [], "enforcementType": "allow", "isEnforced": False},
}

SERVICE = method_configuration(
    "Fido2",
    "enabled",
    "whether passkeys prove who somebody is, and whether people register them themselves",
    {
        "includeTargets": Property(
            included(allowedPasskeyProfiles=Many(Text())),
            [{**EVERYBODY, "isRegistrationRequired": False, "allowedPasskeyProfiles": []}],
            SEEN,
        ),
        "isAttestationEnforced": Property(Flag(), True, SEEN),
        "isSelfServiceRegistrationAllowed": Property(Flag(), True, SEEN),
        "keyRestrictions": Property(
            _RESTRICTIONS, {"aaGuids": [], "enforcementType": "block", "isEnforced": False}, SEEN
        ),
        "defaultPasskeyProfile": Property(Text(), None, SEEN),
        "passkeyProfiles": Property(Many(Text()), [_PROFILE], SEEN, writable=False),
    },
)
