"""Tampering with who holds a privileged role all the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.directory_objects.state import find_object
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.roles import give_role
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_ROLE = "Exchange Administrator"


def give_standing_role(tenant: Tenant) -> str:
    """Give somebody who administers nothing a privileged role for good.

    Args:
        tenant: where.

    Raises:
        TamperingError: the tenant has nobody of the kind.
    """
    actor = attacker(tenant)
    administer = {one["principalId"] for one in tenant.store.all("roleAssignments")}
    staff = [one for one in tenant.store.all("users") if one.get("jobTitle") and one["accountEnabled"]]
    chosen = next((one for one in staff if one["id"] not in administer), None)
    holder = find_object(tenant, chosen["id"]) if chosen else None
    if chosen is None or holder is None:
        raise TamperingError(f"{tenant.domain} has nobody who administers nothing.")
    give_role(tenant, actor, holder, _ROLE)
    return f"{actor.user_principal_name} made {chosen['userPrincipalName']} {_ROLE}, for good."


TAMPERINGS = (
    Tampering(
        "give-standing-role",
        "The attacker gives somebody a privileged role for good.",
        give_standing_role,
    ),
)
