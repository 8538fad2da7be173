"""Tampering with where own people may be guests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.cross_tenant_access_default import SERVICE as SETTINGS
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_EVERYBODY = {
    "usersAndGroups": {"accessType": "allowed", "targets": [{"target": "AllUsers", "targetType": "user"}]},
    "applications": {
        "accessType": "allowed",
        "targets": [{"target": "AllApplications", "targetType": "application"}],
    },
}


def open_collaboration_outbound(tenant: Tenant) -> str:
    """Let everybody be a guest of every tenant.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = attacker(tenant)
    loosen(tenant, actor, SETTINGS, {"b2bCollaborationOutbound": _EVERYBODY})
    return f"{actor.user_principal_name} let everybody be a guest of every tenant."


TAMPERINGS = (
    Tampering(
        "open-collaboration-outbound",
        "The attacker lets everybody be a guest of every tenant.",
        open_collaboration_outbound,
    ),
)
