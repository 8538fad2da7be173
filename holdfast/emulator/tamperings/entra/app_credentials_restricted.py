"""Tampering with the rules for credentials of applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.app_management_policies import SERVICE as POLICIES
from holdfast.emulator.graph.default_app_management_policy import SERVICE as POLICY
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_POLICY = "0badcafe-0000-4000-8000-000000000800"


def allow_app_passwords(tenant: Tenant) -> str:
    """Let applications have passwords again.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = attacker(tenant)
    loosen(tenant, actor, POLICY, {"isEnabled": False})
    return f"{actor.user_principal_name} let applications have passwords again."


def excuse_an_application(tenant: Tenant) -> str:
    """Make a policy for single applications by which they may have passwords for ten years.

    Args:
        tenant: where.
    """
    actor = attacker(tenant)
    lasting = {
        "restrictionType": "passwordLifetime",
        "state": "enabled",
        "maxLifetime": "P3650D",
        "restrictForAppsCreatedAfterDateTime": "0001-01-01T00:00:00Z",
    }
    new = {
        "id": _POLICY,
        "displayName": "Exempt",
        "isEnabled": True,
        "restrictions": {"passwordCredentials": [lasting], "keyCredentials": []},
    }
    POLICIES.add(tenant, actor, new)
    return (
        f"{actor.user_principal_name} made a policy by which single applications may have lasting passwords."
    )


TAMPERINGS = (
    Tampering(
        "excuse-an-application",
        "The attacker makes a policy by which single applications may have lasting passwords.",
        excuse_an_application,
    ),
    Tampering(
        "allow-app-passwords", "The attacker lets applications have passwords again.", allow_app_passwords
    ),
)
