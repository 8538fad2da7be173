"""Tampering with who is Global Administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.directory_objects.state import find_object
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.roles import give_role
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_ROLE = "Global Administrator"


def crown_synchronised(tenant: Tenant) -> str:
    """Make somebody Global Administrator whose account comes from the directory on the premises.

    Args:
        tenant: where.

    Raises:
        TamperingError: the tenant has nobody of the kind.
    """
    actor = attacker(tenant)
    synchronised = [one for one in tenant.store.all("users") if one.get("onPremisesSyncEnabled")]
    chosen = next((one for one in synchronised if one.get("jobTitle")), None)
    holder = find_object(tenant, chosen["id"]) if chosen else None
    if chosen is None or holder is None:
        raise TamperingError(f"{tenant.domain} has no synchronised person.")
    give_role(tenant, actor, holder, _ROLE)
    return f"{actor.user_principal_name} made {chosen['userPrincipalName']} {_ROLE}."


TAMPERINGS = (
    Tampering(
        "crown-synchronised",
        "The attacker makes somebody Global Administrator whose account is synchronised.",
        crown_synchronised,
    ),
)
