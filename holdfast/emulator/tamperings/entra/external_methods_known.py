"""Tampering with who says that somebody has given a second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.external_authentication_methods import SERVICE
from holdfast.emulator.method_configurations import EVERYBODY
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_ID = "0badcafe-0000-4000-8000-000000000600"


def add_external_method(tenant: Tenant) -> str:
    """Add an external method that says of everybody that he has given a second factor.

    Args:
        tenant: where.
    """
    actor = attacker(tenant)
    new = {
        "id": _ID,
        "displayName": "Second factor",
        "state": "enabled",
        "appId": "0badcafe-0000-4000-8000-000000000601",
        "openIdConnectSetting": {
            "clientId": "entra",
            "discoveryUrl": "https://mfa.mallory.example/.well-known/openid-configuration",
        },
        "includeTargets": [{**EVERYBODY, "isRegistrationRequired": False}],
    }
    SERVICE.add(tenant, actor, new)
    return f"{actor.user_principal_name} added a second factor that a server of her own gives everybody."


TAMPERINGS = (
    Tampering(
        "add-external-method",
        "The attacker adds a second factor that a server of her own gives everybody.",
        add_external_method,
    ),
)
