"""Microsoft Authenticator as a method of signing in (research notes rows.json).

Number matching is Microsoft's own for everybody since May 2023; only beta still shows a switch, which changes nothing.
"""

from __future__ import annotations

from typing import Any

from holdfast.emulator.declared.statement import Property
from holdfast.emulator.method_configurations import EVERYBODY, SEEN, included, method_configuration
from holdfast.emulator.odata.schema import Flag, StructuredType, Text

_TARGET = StructuredType(
    "featureTarget", {"targetType": Text(choices=("group", "administrativeUnit", "role")), "id": Text()}
)
_STATES = ("default", "enabled", "disabled")
_SHOWN = StructuredType(
    "authenticationMethodFeatureConfiguration",
    {"state": Text(choices=_STATES), "includeTarget": _TARGET, "excludeTarget": _TARGET},
)
_NOBODY = {"targetType": "group", "id": "00000000-0000-0000-0000-000000000000"}
_FEATURES = ("displayAppInformationRequiredState", "displayLocationInformationRequiredState")
_OF_BETA = {"companionAppAllowedState": "default", "numberMatchingRequiredState": "enabled"}


def _features(state: str) -> dict[str, Any]:
    return {
        name: {"state": one, "includeTarget": EVERYBODY, "excludeTarget": _NOBODY}
        for name, one in (dict.fromkeys(_FEATURES, state) | _OF_BETA).items()
    }


SERVICE = method_configuration(
    "MicrosoftAuthenticator",
    "enabled",
    "whether the app proves who somebody is, and what it shows",
    {
        "includeTargets": Property(
            included(authenticationMode=Text(choices=("deviceBasedPush", "push", "any"))),
            [{**EVERYBODY, "isRegistrationRequired": False, "authenticationMode": "any"}],
            SEEN,
        ),
        "isSoftwareOathEnabled": Property(Flag(), False, SEEN),
        "featureSettings": Property(
            StructuredType(
                "microsoftAuthenticatorFeatureSettings", dict.fromkeys((*_FEATURES, *_OF_BETA), _SHOWN)
            ),
            _features("default"),
            SEEN,
            example=_features("enabled"),
            beta_members=frozenset(_OF_BETA),
        ),
    },
)
