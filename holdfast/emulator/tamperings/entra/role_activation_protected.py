"""Tampering with how a role is activated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.role_management_policies.routes import change
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_ROLE = "Exchange Administrator"
_RULE = "Enablement_EndUser_Assignment"


def stop_asking(tenant: Tenant) -> str:
    """Have a privileged role be activated without a second factor and a reason.

    Args:
        tenant: where.

    Raises:
        TamperingError: the tenant has no such role.
    """
    actor = attacker(tenant)
    role = next((one for one in tenant.store.all("roleDefinitions") if one["displayName"] == _ROLE), None)
    if role is None:
        raise TamperingError(f"{tenant.domain} has no {_ROLE}.")
    body = {
        "@odata.type": "#microsoft.graph.unifiedRoleManagementPolicyEnablementRule",
        "id": _RULE,
        "enabledRules": [],
    }
    change(tenant, actor, role, _RULE, body)
    return f"{actor.user_principal_name} had {_ROLE} be activated without a second factor and a reason."


TAMPERINGS = (
    Tampering(
        "stop-asking-at-activation",
        "The attacker has a privileged role be activated without a second factor and a reason.",
        stop_asking,
    ),
)
