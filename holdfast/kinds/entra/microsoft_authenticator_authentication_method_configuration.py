"""Microsoft Authenticator: what it shows to whoever is asked to approve, and whether its one-time codes count.

Number matching has no field: Microsoft enforces it for everybody since May 2023, and v1.0 has no switch for it. Source:
https://learn.microsoft.com/entra/identity/authentication/how-to-mfa-number-match (2026-11-26).
"""

from __future__ import annotations

from typing import Any

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Stricter, Type
from holdfast.kinds.services.method_configuration import method_configuration
from holdfast.kinds.statement import Harmless

_TARGET_TYPES = ("group", "administrativeUnit", "role")


def _target(name: str, doc: str) -> Field:
    return Field(
        name=name,
        doc=doc,
        type=Type.OBJECT,
        required=True,
        fields=(
            Field(name="targetType", doc="What the id is of.", values=_TARGET_TYPES, required=True),
            Field(
                name="id", doc="Object id, or `all_users`; zeros are nobody.", any_case=True, required=True
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
    doc="What Microsoft Authenticator shows to whoever is asked to approve a sign-in, and whether its codes count.",
    fields=(
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
            inputs={"softwareOathEnabled": False, "featureSettings": _FEATURES},
        ),
    ),
    together=tuple(
        (f"featureSettings.{name}.{target}.targetType", f"featureSettings.{name}.{target}.id")
        for name in _FEATURES
        for target in ("includeTarget", "excludeTarget")
    ),
    always=("featureSettings", "isSoftwareOathEnabled"),
    harmless=(
        Harmless(
            "state includeTargets excludeTargets", "who may use the app: what it shows is for whoever does"
        ),
    ),
)
