"""Microsoft Authenticator: what it shows to whoever is asked to approve, and whether its one-time codes count.

Number matching has no field: Microsoft enforces it for everybody since May 2023, and v1.0 has no switch for it. Source:
https://learn.microsoft.com/entra/identity/authentication/how-to-mfa-number-match (2026-11-26).
"""

from __future__ import annotations

from typing import Any

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.services.method_configuration import method_configuration, offered
from holdfast.kinds.statement import Harmless, Watched

_TARGET_TYPES = ("group", "administrativeUnit", "role")


def _target(name: str, doc: str) -> Field:
    return Field(
        name=name,
        doc=doc,
        type=Type.OBJECT,
        required=True,
        fields=(
            Field(
                name="targetType",
                doc="What the id is of.",
                values=_TARGET_TYPES,
                any_case=True,
                required=True,
            ),
            Field(
                name="id",
                doc="Object id, or `all_users`; zeros are nobody.",
                any_case=True,
                required=True,
                id_or=("all_users",),
            ),
        ),
    )


def _shown(name: str, what: str) -> Field:
    return Field(
        name=name,
        doc=f"Whether the app shows {what}.",
        type=Type.OBJECT,
        required=True,
        fields=(
            Field(
                name="state",
                doc="`enabled` shows it; `default` leaves it to Microsoft.",
                values=("default", "enabled", "disabled"),
                any_case=True,
                required=True,
            ),
            _target("includeTarget", "Whom it is shown to."),
            _target("excludeTarget", "Whom it is not shown to."),
        ),
    )


def _shown_to_all(state: str) -> dict[str, Any]:
    return {
        "state": state,
        "includeTarget": {"targetType": "group", "id": "all_users"},
        "excludeTarget": {"targetType": "group", "id": "00000000-0000-0000-0000-000000000000"},
    }


_FEATURES = {
    "displayAppInformationRequiredState": _shown_to_all("default"),
    "displayLocationInformationRequiredState": _shown_to_all("enabled"),
}

KIND = method_configuration(
    "MicrosoftAuthenticator",
    title="Microsoft Authenticator",
    doc=(
        "Whether Microsoft Authenticator is a method of signing in, what it shows to whoever is asked to approve, and "
        "whether its codes count."
    ),
    fields=(
        offered("`enabled` offers the app.", required=False),
        Field(
            name="featureSettings",
            doc="What the app shows. It is declared whole.",
            type=Type.OBJECT,
            fields=(
                _shown("displayAppInformationRequiredState", "which application somebody signs in to"),
                _shown("displayLocationInformationRequiredState", "from where somebody signs in"),
            ),
        ),
        Field(
            name="softwareOathEnabled",
            wire="isSoftwareOathEnabled",
            doc="Whether the one-time codes of the app count; they say nothing of what is approved.",
            type=Type.BOOLEAN,
            stricter=Stricter.FALSE,
        ),
    ),
    examples=(
        Example(
            row={
                "@odata.type": "#microsoft.graph.microsoftAuthenticatorAuthenticationMethodConfiguration",
                "id": "MicrosoftAuthenticator",
                "state": "enabled",
                "isSoftwareOathEnabled": False,
                "featureSettings": _FEATURES,
                "includeTargets": [{"targetType": "group", "id": "all_users", "authenticationMode": "any"}],
            },
            inputs={"state": "enabled", "softwareOathEnabled": False, "featureSettings": _FEATURES},
        ),
    ),
    together=tuple(
        (f"featureSettings.{name}.{target}.targetType", f"featureSettings.{name}.{target}.id")
        for name in _FEATURES
        for target in ("includeTarget", "excludeTarget")
    ),
    always=("state", "featureSettings", "isSoftwareOathEnabled", "includeTargets"),
    watched=(
        Watched(
            "includeTargets",
            "the app is offered to nobody, whether it is on or not",
            mend="name in the tenant whom it is offered to: authentication methods, Microsoft Authenticator, target",
            emptied=True,
        ),
    ),
    harmless=(
        Harmless(
            "excludeTargets", "whom it is not offered to: the assessment of offered methods looks at it"
        ),
    ),
)
