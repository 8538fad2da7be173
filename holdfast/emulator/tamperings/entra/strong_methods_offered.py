"""Tampering with whom a strong method is offered to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.graph.microsoft_authenticator_authentication_method_configuration import SERVICE
from holdfast.emulator.seeds.ids import stable_id
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_NAME = "Authenticator pilot"


def offer_authenticator_to_empty_group(tenant: Tenant) -> str:
    """Leave Microsoft Authenticator on, for a group without members.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is offered to that group already.
    """
    actor = attacker(tenant)
    group = stable_id(tenant.domain, "group", _NAME)
    if tenant.store.get("groups", group):
        raise TamperingError(f"{tenant.domain} has the group '{_NAME}' already.")
    plain = {"displayName": _NAME, "securityEnabled": True, "groupTypes": []}
    tenant.store.put("groups", group, new_group(group, tenant.stamp(), plain))
    target = {
        "targetType": "group",
        "id": group,
        "isRegistrationRequired": False,
        "authenticationMode": "any",
    }
    SERVICE.change(tenant, actor, {"includeTargets": [target]})
    return f"{actor.user_principal_name} left Microsoft Authenticator on for the group '{_NAME}', which is empty."


TAMPERINGS = (
    Tampering(
        "offer-authenticator-to-empty-group",
        "Mallory leaves Microsoft Authenticator on, for a group without members.",
        offer_authenticator_to_empty_group,
    ),
)
