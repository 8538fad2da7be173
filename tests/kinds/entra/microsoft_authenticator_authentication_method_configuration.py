"""How `MicrosoftAuthenticatorAuthenticationMethodConfiguration` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

_FEATURES = ("displayAppInformationRequiredState", "displayLocationInformationRequiredState")
_PARTS = (
    *("state", "includeTarget.targetType", "includeTarget.id"),
    *("excludeTarget.targetType", "excludeTarget.id"),
)
TRIED = TriedKind(
    neither_way={"state": "a strong method is spread by it"}
    | dict.fromkeys(
        (f"featureSettings.{feature}.{part}" for feature in _FEATURES for part in _PARTS),
        "`default` is what Microsoft makes of it, and one group or another is nobody's more",
    )
)
